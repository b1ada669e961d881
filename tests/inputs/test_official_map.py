"""The official map's file in a place: rates become counts, and its shapes serve where there are no others."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shapely
from click.testing import Result

from tests.inputs.files import boundaries, official_map, square
from tests.inputs.place import PublishedPlace
from tests.stored import current

Casemap = Callable[..., Result]
NAME = "official_map_2020-11-09.geojson"
WEEK = "2020-11-03"
# Of 8,000, 7,500, 6,000 and 9,000 people; the other two areas had fewer than three cases.
ROWS = [
    ("E02000001", WEEK, 512.5),
    ("E02000002", WEEK, 280.0),
    ("E02000003", WEEK, 83.3),
    ("E02000004", WEEK, 33.3),
    ("E02000006", "2020-10-27", 80.0),
]


def served(home: Path, name: str) -> str:
    return current(home).read(name).decode()


def stored(home: Path, table: str) -> dict[str, bytes]:
    with sqlite3.connect(home / "casemap.db") as connection:
        found = dict(connection.execute(f"SELECT area_code, wkb FROM {table}"))
    connection.close()
    return found


def without_boundaries(folder: Path) -> Path:
    (folder / "boundaries.geojson").unlink()
    return folder


def test_rates_become_counts_and_areas_without_a_feature_are_hidden(place: PublishedPlace) -> None:
    said = place.loads(place.write(NAME, official_map(*ROWS)))
    published = place.casemap("publish")

    assert said == [
        f"{NAME}: official map, published 9 November 2020; 5 rows, 9 values new or revised",
        "Left out its boundaries: others are loaded.",
    ]
    assert [place.count(f"E0200000{number}", WEEK) for number in range(1, 7)] == [41, 21, 5, 3, None, None]
    assert "seven days to 3 November 2020" in published.output
    assert "msoa: 3 shown, 3 hidden\n" in published.output


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (
            ("E02000005", WEEK, 50.0),
            "50.0 per 100,000 of the 7,000 people of E02000005 were 3.50 cases in the",
        ),
        (
            ("E02000005", WEEK, 100_500),
            'row 6, column value: "100500.0" cannot be a number of cases per 100,000',
        ),
        (("E02000001", WEEK, 512.5), "row 6, column code: E02000001 stands twice for the seven days to 2020-11-03."),
        ((None, WEEK, 512.5), 'row 6, column code: "" is not an MSOA\'s code like E02000001.'),
        (
            ("E02000005", "2020-11-10", 42.9),
            "row 6, column date: 2020-11-10 lies after the publication date",
        ),
        (
            ("E02000009", WEEK, 42.9),
            "It gives rates, from which counts follow by populations, and none are known",
        ),
    ],
)
def test_what_cannot_be_right_changes_nothing(place: PublishedPlace, row: Any, problem: str) -> None:
    assert place.refuses(place.write(NAME, official_map(*ROWS, row, shapes={None: None}))).startswith(problem)


def test_its_boundaries_never_replace_others_nor_fill_their_holes(
    casemap: Casemap, home: Path, small_files: Path
) -> None:
    (small_files / "boundaries.geojson").write_text(boundaries([1, 2, 3, 4]))
    (small_files / NAME).write_text(official_map(*ROWS))
    result = casemap("load", small_files)

    assert "Left out its boundaries: others are loaded." in result.output
    assert sorted(stored(home, "boundaries")) == ["E02000001", "E02000002", "E02000003", "E02000004"]


def test_its_boundaries_serve_where_there_are_no_others(casemap: Casemap, home: Path, small_files: Path) -> None:
    every = [(f"E0200000{number}", "2020-10-20", value) for number, value in enumerate((50, 40, 50, 100, 100, 100), 1)]
    (without_boundaries(small_files) / NAME).write_text(official_map(*ROWS, *every))
    result = casemap("load", small_files)

    assert "Its boundaries serve until others are loaded." in result.output
    assert casemap("publish").exit_code == 0
    assert json.loads(served(home, "neighbours/msoa.json")) == [[1], [0, 2], [1, 3], [2, 4], [3, 5], [4]]


def test_a_layer_of_boundaries_takes_the_place_of_all_of_its(
    casemap: Casemap, home: Path, small_files: Path, tmp_path: Path
) -> None:
    (without_boundaries(small_files) / NAME).write_text(official_map(*ROWS))
    casemap("load", small_files)
    layer = tmp_path / "boundaries.geojson"
    layer.write_text(boundaries([1, 2, 3, 5]))
    result = casemap("load", layer)
    casemap("publish")

    assert "2 areas of the hierarchy have no boundary (E02000004, E02000006)" in result.stderr
    drawn = served(home, "geometry/msoa.txt").splitlines()
    assert [line != "null" for line in drawn] == [True, True, True, False, True, False]


def test_areas_that_never_had_a_feature_are_told_of(casemap: Casemap, small_files: Path) -> None:
    (without_boundaries(small_files) / NAME).write_text(official_map(*ROWS))

    assert (
        f"Warning: {NAME}: 1 area of the hierarchy has no boundary (E02000005), and is left out of the map."
    ) in casemap("load", small_files).stderr


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        (square(2), "The boundary of E02000002 does not fit those around it."),
        (shapely.Point(-1.45, 54.55), "It has points or lines, not polygons."),
    ],
)
def test_a_fault_in_its_boundaries_keeps_its_counts_out_too(
    casemap: Casemap, home: Path, small_files: Path, tmp_path: Path, shape: Any, told: str
) -> None:
    casemap("load", without_boundaries(small_files))
    before = (home / "casemap.db").read_bytes()
    file = tmp_path / NAME
    file.write_text(official_map(*ROWS, shapes={"E02000001": shapely.geometry.mapping(shape)}))
    result = casemap("load", file)

    assert result.exit_code == 1
    assert f"{file}: {told}" in result.stderr
    assert (home / "casemap.db").read_bytes() == before
