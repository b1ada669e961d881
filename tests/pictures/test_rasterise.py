from __future__ import annotations

import pytest

from app.errors import PictureError
from app.pictures import rasterise

EMPTY = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def test_what_is_no_svg_is_told() -> None:
    with pytest.raises(PictureError, match="could not be drawn"):
        rasterise(b"<html>", "png")


def test_a_picture_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(PictureError, match="ask for a smaller one"):
        rasterise(EMPTY, "png", seconds=0.001)
