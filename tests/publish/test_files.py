from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pytest
from click.testing import CliRunner, Result

from app import create_app
from app.cli import main
from app.editions import EditionsFolder
from app.editions.contract import DATA
from app.settings import Settings
from app.statistics.open_data import FORMS
from tests.england import ENGLAND, hiding

Casemap = Callable[..., Result]


def published_without(casemap: Casemap, home: Path, files: Path, *levels: str) -> list[dict[str, Any]]:
    """Publish the small place without the counts of some levels, and give what the map is told."""
    counts = files / "authorities_2020-11-02.csv"
    lines = [line for line in counts.read_text().splitlines(keepends=True) if not line.startswith(levels)]
    counts.write_text("".join(lines))
    casemap("load", files)
    result = casemap("publish")
    assert result.exit_code == 0, result.output
    parts = json.loads(EditionsFolder(home / "editions").current().read("map.json"))
    return [json.loads(line) for line in parts["script"].strip().split("\n")]


@pytest.mark.parametrize(
    ("absent", "drawn", "backdrop"),
    [
        ((), [("utla", 0), ("ltla", 7), ("msoa", 9)], None),
        (("ltla",), [("utla", 0), ("msoa", 7)], None),
        (("utla",), [("ltla", 0), ("msoa", 9)], "utla"),
        (("utla", "ltla"), [("msoa", 0)], "utla"),
    ],
)
def test_where_a_level_has_no_record_the_next_finer_is_drawn(
    casemap: Casemap,
    home: Path,
    small_files: Path,
    absent: tuple[str, ...],
    drawn: list[tuple[str, int]],
    backdrop: str | None,
) -> None:
    area_map, *_ = published_without(casemap, home, small_files, *absent)

    assert [(level["level"], level["from_zoom"]) for level in area_map["levels"]] == drawn
    assert area_map["backdrop"] == backdrop


def test_names_never_enter_what_folium_composes(casemap: Casemap, home: Path, small_files: Path) -> None:
    told = json.dumps(published_without(casemap, home, small_files))

    assert "Old Quay" not in told
    assert "Northtown" not in told
    assert "script>" not in told


def test_the_legend_of_every_level_that_hides_says_so(home: Path, small_files: Path) -> None:
    environment = {"CASEMAP_HOME": str(home), "CASEMAP_DATASET": str(hiding(small_files.parent, ltla=6))}
    for command in (["load", str(small_files)], ["publish"]):
        assert CliRunner().invoke(main, command, env=environment).exit_code == 0
    page = create_app(Settings(home=home)).test_client().get("/").text

    assert "</svg>\nsix or fewer cases</li>" in page
    assert "</svg>\nthree or fewer cases</li>" in page


def test_the_weeks_open_data_is_stored_whole_for_every_level_and_compressed(small_home: Path) -> None:
    edition = EditionsFolder(small_home / "editions").current()
    for level in ENGLAND.slugs:
        for form in FORMS:
            name = DATA[form].name(level)
            assert edition.read(name)
            assert brotli.decompress(edition.read(f"{name}.br")) == edition.read(name)
            assert name not in edition.facts["files"]


def test_stored_open_data_has_no_figures_of_what_is_hidden(small_home: Path) -> None:
    stored = json.loads(EditionsFolder(small_home / "editions").current().read("data/msoa.json"))
    hidden = [area for area in stored["areas"] if area["status"] == "hidden"]

    assert [area["area_code"] for area in hidden] == ["E02000003", "E02000004"]
    figures = ("cases", "rate_per_100k", "previous_cases", "change", "change_percent")
    assert {area[figure] for area in hidden for figure in figures} == {None}
