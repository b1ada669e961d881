"""A folder of files becomes a served map: casemap new, load, publish."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.dataset import DEFINITION, read_dataset
from tests.propose import places

Place = Callable[[Path], Path]


def casemap(*arguments: object, home: Path | None = None, **more: str) -> Result:
    env = {"CASEMAP_HOME": str(home)} if home else {}
    return CliRunner().invoke(main, [str(each) for each in arguments], env=env, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("place", "level", "shown", "hidden"),
    [
        (places.county, "ward", 35, 1),
        (places.fortnights, "small_area", 36, 0),
        (places.months, "canton", 34, 2),
        (places.eaten_zeros, "zip_area", 36, 0),
        (places.wide, "ward", 35, 1),
        (places.names_only, "parish", 36, 0),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_folder_becomes_an_edition(place: Place, level: str, shown: int, hidden: int, tmp_path: Path) -> None:
    folder, home = place(tmp_path), tmp_path / "home"
    assert casemap("new", folder, "--yes").exit_code == 0
    loaded = casemap("--dataset", folder, "load", folder, home=home)
    assert loaded.exit_code == 0, loaded.output
    published = casemap("--dataset", folder, "publish", home=home)
    assert published.exit_code == 0, published.output
    levels = json.loads(next(home.rglob("edition.json")).read_text())["levels"]

    assert (levels[level]["shown"], levels[level]["hidden"] or 0) == (shown, hidden)


def test_what_was_found_is_printed_and_written_with_reasons(tmp_path: Path) -> None:
    folder = places.county(tmp_path)
    result = casemap("new", folder, "--yes")

    assert "36 of 36 codes of ward_code are in wards.geojson (WD24CD)" in result.output
    assert "# 36 of 36 codes of ward_code are in wards.geojson (WD24CD)" in (folder / DEFINITION).read_text()


def test_questions_are_asked_with_what_is_taken_unless_told(tmp_path: Path) -> None:
    folder = places.county(tmp_path)
    result = casemap("new", folder, input="flu case\nmissing\nFlu here\n")

    assert result.exit_code == 0, result.output
    assert "[case]" in result.output
    assert "(hidden, missing, zero) [hidden]" in result.output
    dataset = read_dataset(folder)
    assert (dataset.title, dataset.count.many, dataset.tables[0].blank) == ("Flu here", "flu cases", "missing")


def test_where_nobody_can_answer_it_says_how_to_go_on(tmp_path: Path) -> None:
    folder = places.county(tmp_path)

    result = casemap("new", folder, input="")

    assert result.exit_code == 2
    assert "Nobody is there to answer. --yes takes what seems likeliest." in result.output
    assert not (folder / DEFINITION).exists()


def test_a_definition_that_is_there_is_held_against_the_files_and_kept(tmp_path: Path) -> None:
    folder = places.county(tmp_path)
    casemap("new", folder, "--yes")
    file = folder / DEFINITION
    assert "says the same" in casemap("new", folder, "--yes").output
    mended = file.read_text().replace("Cases in Greenshire by ward", "Mended")
    file.write_text(mended)
    result = casemap("new", folder, "--yes")

    assert 'title: "Mended" would become "Cases in Greenshire by ward"' in result.output
    assert file.read_text() == mended
    assert casemap("new", folder, "--yes", "--overwrite").exit_code == 0
    assert read_dataset(folder).title == "Cases in Greenshire by ward"


def test_it_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    folder = places.county(tmp_path)
    casemap("new", folder, "--yes", "--output", tmp_path / "deep" / "green.toml")

    assert read_dataset(tmp_path / "deep" / "green.toml").slug == "green"
    assert not (folder / DEFINITION).exists()


def test_a_folder_without_counts_is_refused_in_a_sentence(tmp_path: Path) -> None:
    result = casemap("new", tmp_path, "--yes")

    assert result.exit_code == 1
    assert "There is no table in the folder" in result.output
