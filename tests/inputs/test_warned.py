"""What is in order as a file and may not be what was meant is loaded, with a warning on standard error."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.england import FILE
from tests.inputs.files import COUNTS, DASHBOARD, boundaries, dashboard, row
from tests.inputs.place import PublishedPlace


def warnings(said: list[str]) -> list[str]:
    return [line for line in said if line.startswith("Warning: ")]


@pytest.mark.parametrize("where", [{"exceededTransferLimit": True}, {"properties": {"exceededTransferLimit": True}}])
def test_boundaries_cut_off_by_esris_transfer_limit(place: PublishedPlace, where: dict[str, Any]) -> None:
    said = place.loads(place.write("boundaries.geojson", boundaries(range(1, 5), **where)))

    assert said == [
        "boundaries.geojson: boundaries; 4 rows",
        "Warning: boundaries.geojson: It was cut off by the server's transfer limit and holds 4 areas. "
        "Check that this is all, or download the rest too.",
    ]


OTHER_YEAR = (
    "1 area of the hierarchy has no boundary in it (E02000001), and 2 of its areas are not in the hierarchy "
    "(E02000007, E02000008): they may be of different years. Load both of one year."
)


def test_boundaries_of_another_year_than_the_hierarchy(place: PublishedPlace) -> None:
    said = place.loads(place.write("boundaries.geojson", boundaries(range(2, 9))))

    assert said == ["boundaries.geojson: boundaries; 7 rows", f"Warning: boundaries.geojson: {OTHER_YEAR}"]


def test_a_hierarchy_of_another_year_than_the_boundaries(place: PublishedPlace, small_files: Path) -> None:
    hierarchy = (small_files / "hierarchy.csv").read_text().replace("E02000001", "E02000007")
    said = place.loads(place.write("hierarchy.csv", hierarchy))

    assert warnings(said) == [
        "Warning: hierarchy.csv: 1 area of the hierarchy has no boundary in the layer loaded before (E02000007), and "
        "1 of its areas is not in the hierarchy (E02000001): they may be of different years. Load both of one year.",
        "Warning: hierarchy.csv: 1 msoa code of the hierarchy before went (E02000001), and 1 came (E02000007): load "
        "counts, populations and names of the new areas, else no data comes for them.",
    ]


def test_an_area_without_a_boundary(casemap: Callable[..., Result], small_files: Path) -> None:
    (small_files / "boundaries.geojson").write_text(boundaries(range(1, 6)))

    assert (
        "Warning: hierarchy.csv: 1 area of the hierarchy has no boundary (E02000006), and is left out of the map."
    ) in casemap("load", small_files).stderr


def test_counts_cut_off_by_esris_transfer_limit(place: PublishedPlace) -> None:
    layer = {
        "features": [{"attributes": {"msoa11cd": "E02000001", "wk45_5": 45}}],
        "exceededTransferLimit": True,
    }
    said = place.loads(place.write("layer_2020-11-09.json", json.dumps(layer)))

    assert warnings(said) == [
        "Warning: layer_2020-11-09.json: It was cut off by the server's transfer limit and holds 1 area. "
        "Check that this is all, or download the rest too."
    ]


def test_a_release_with_no_new_week(place: PublishedPlace) -> None:
    said = place.loads(place.write(COUNTS, f"{DASHBOARD}\n{row(day='2020-10-27')}\n"))

    assert warnings(said) == [
        "Warning: msoa_2020-11-09.csv: It has no new week: seven days to 2020-10-27 were known before. "
        "Check that it is the latest file."
    ]


def test_a_release_with_a_new_week_gives_no_warning(place: PublishedPlace) -> None:
    assert warnings(place.loads(place.write(COUNTS, dashboard(row())))) == []


@pytest.mark.parametrize(
    ("name", "headings", "year"),
    [("population_mid2020.csv", "msoa_code,population", ""), ("p.csv", "msoa_code,population,year", ",2020")],
)
def test_a_population_of_another_year_than_the_rates(
    place: PublishedPlace, name: str, headings: str, year: str
) -> None:
    said = place.loads(place.write(name, f"{headings}\nE02000001,8100{year}\n"))

    assert said == [
        f"{name}: population; 1 row",
        f"Warning: {name}: It holds populations of 2020, and readers are told that rates are worked out on those of "
        "2019. Load those of 2019, or say in the definition's population which these are.",
    ]


def test_a_population_of_the_rates_year_gives_no_warning(
    place: PublishedPlace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert (
        warnings(place.loads(place.write("msoa_population_mid2019.csv", "msoa_code,population\nE02000001,81\n"))) == []
    )
    definition = tmp_path / "england.toml"
    definition.write_text(FILE.read_text().replace("Mid-2019 population", "Mid-2020 population"))
    monkeypatch.setenv("CASEMAP_DATASET", str(definition))
    assert warnings(place.loads(place.write("population_2020.csv", "msoa_code,population\nE02000001,82\n"))) == []
