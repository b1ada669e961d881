"""`casemap image`: the server's own picture, in a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from app import create_app
from app.cli.image import image
from app.settings import Settings
from app.web.serving.options import OPTIONS
from tests.conftest import Casemap


@pytest.mark.parametrize("form", ["png", "webp", "svg"])
def test_a_file_holds_what_the_server_gives(casemap: Casemap, small_home: Path, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"map.{form}"
    result = casemap("image", file, "--within", "E12000001", "--measure", "rate", "--width", "640", "--height", "400")
    site = create_app(Settings(home=small_home)).test_client()

    assert (result.exit_code, result.output) == (0, f"{file}: {file.stat().st_size:,} bytes\n")
    assert file.read_bytes() == site.get(f"/image.{form}?within=E12000001&measure=rate&width=640&height=400").data
    if form != "svg":
        with Image.open(file) as picture:
            assert picture.size == (640, 400)


def test_it_has_every_option_of_a_pictures_address() -> None:
    names = {option.name for option in image.params} - {"file"}

    assert names == set(OPTIONS["pictures.image"])


def test_places_may_be_named_one_by_one(casemap: Casemap, small_home: Path, tmp_path: Path) -> None:
    casemap("image", tmp_path / "two.svg", "--within", "E06000001", "--within", "E07000001")

    assert "Northtown and Eastham &amp; District" in (tmp_path / "two.svg").read_text()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["map.gif"], "map.gif: give a name that ends in .png, .svg or .webp."),
        (["map.png", "--width", "20"], "width=20: give a whole number from 200 to 2,400."),
        (["map.png", "--measure", "beds"], "measure=beds is not known here; it may be cases, rate or change."),
        (["map.png", "--week", "2019-01-01"], "The week 2019-01-01 is not on record. There are: 2020-10-27"),
        (["nowhere/map.svg"], "nowhere/map.svg: No such file or directory."),
    ],
)
def test_what_cannot_be_drawn_is_said_and_leaves_no_file(
    casemap: Casemap,
    small_home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    reason: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    result = casemap("image", *arguments)

    assert result.exit_code == 1
    assert f"Error: {reason}" in result.output
    assert not list(tmp_path.glob("map.*"))


def test_without_an_edition_it_says_what_to_do(casemap: Casemap, tmp_path: Path) -> None:
    result = casemap("image", tmp_path / "map.png")

    assert result.exit_code == 1
    assert "casemap publish" in result.output
