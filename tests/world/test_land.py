from __future__ import annotations

import pytest
import shapely

from app.errors import CannotPublishError
from app.world import files, land_in


@pytest.mark.parametrize(
    ("where", "point", "is_land"),
    [
        ("Wales", (-3.7, 52.4), True),
        ("the Irish Sea", (-5.0, 53.6), False),
        ("France", (2.0, 49.0), True),
        ("the Channel", (-1.0, 50.2), False),
    ],
)
def test_land_is_told_from_sea(where: str, point: tuple[float, float], is_land: bool) -> None:
    assert shapely.contains_xy(land_in([-6.0, 48.0, 3.0, 54.0]), *point) == is_land, where


def test_land_is_cut_off_at_the_box() -> None:
    inland = (5.0, 49.0, 6.0, 50.0)

    assert shapely.equals(land_in(inland), shapely.box(*inland))


def test_open_sea_has_no_land() -> None:
    assert shapely.is_empty(land_in([-30.0, 45.0, -29.0, 46.0]))


def test_where_the_files_were_not_made_it_is_said_what_makes_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr(files, "FOLDER", tmp_path)

    with pytest.raises(CannotPublishError, match="make setup"):
        land_in([0.0, 0.0, 1.0, 1.0])
