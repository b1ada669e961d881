"""Files of other places as their publishers made them, read by the definitions that are shipped."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from app.dataset import Dataset, read_dataset
from app.sources import (
    Boundaries,
    Contents,
    Counts,
    Described,
    Found,
    Hierarchy,
    Names,
    Points,
    Populations,
    read_contents,
)
from tests.sources.places import part_of

GEODATA = Path(__file__).parents[2] / "geodata"
SCOTLAND, WALES, NYC_CASES, NYC_DEATHS = (
    read_dataset(GEODATA / f"{name}.toml") for name in ("scotland", "wales", "nyc-cases", "nyc-deaths")
)


@pytest.fixture
def places(real_data: Path) -> Path:
    folder = real_data.parent / "places"
    if not folder.is_dir():
        pytest.skip(f"the files of other places are not in {folder}")
    return folder


def told(contents: Contents, level: str, end: date, days: int = 1) -> tuple[int, int, int]:
    """Return how many areas are shown in so many days, the sum of their counts, and how many are hidden."""
    (part,) = [part for part in contents.parts if isinstance(part, Counts) and part.level == level]
    ago = ((pd.Timestamp(end) - part.rows["day"]).dt.days).between(0, days - 1)
    cases = part.rows.loc[ago, "cases"]
    return int(cases.notna().sum()), int(cases.sum()), int(cases.isna().sum())


@pytest.mark.parametrize(
    ("end", "rows", "hidden"),
    [
        (date(2021, 6, 16), 1270, 439),
        (date(2021, 6, 23), 1279, 176),
        (date(2021, 6, 30), 1270, 79),
        (date(2021, 7, 7), 1279, 76),
    ],
)
def test_scotland_s_zones(places: Path, end: date, rows: int, hidden: int) -> None:
    contents = read_contents(places / "scotland" / f"Scotland_IZ_Cases_{end}.csv", SCOTLAND)

    shown, cases, blank = told(contents, "iz", end)
    assert (shown + blank, blank) == (rows, hidden)
    if end == date(2021, 7, 7):
        assert (shown, cases) == (1203, 20647)
    described = part_of(contents, Described).rows
    assert described["population"].notna().all()
    assert set(described["country_code"]) == {"S92000003"}


@pytest.mark.parametrize(
    ("name", "level", "areas", "cases"), [("ca", "ca", 32, 20757), ("hb", "hb", 14, None), ("hb", "country", 1, None)]
)
def test_scotland_s_councils_and_boards(places: Path, name: str, level: str, areas: int, cases: int | None) -> None:
    contents = read_contents(places / "scotland" / f"trend_{name}_20211008.csv", SCOTLAND)

    shown, summed, hidden = told(contents, level, date(2021, 7, 7), 7)
    assert (shown, hidden) == (7 * areas, 0)
    assert cases in (None, summed)


def test_scotland_s_areas(places: Path) -> None:
    folder = places / "scotland"
    lookup = read_contents(folder / "scotland-iz.csv", SCOTLAND)
    rows = part_of(lookup, Hierarchy).rows
    assert [rows[f"{level}_code"].nunique() for level in SCOTLAND.slugs] == [1, 14, 32, 1279]
    assert len(part_of(lookup, Names).rows) == 1279
    assert len(part_of(read_contents(folder / "scotland-iz-centroids.csv", SCOTLAND), Points).rows) == 1279
    layer = read_contents(folder / "izboundaries_simplified.geojson", SCOTLAND)
    assert len(part_of(layer, Boundaries).rows) == 1279
    assert layer.notes == ("Mended 11 areas whose boundary crosses itself.",)


@pytest.mark.parametrize("name", ["Rapid COVID-19 surveillance data Wales.xlsx", "Wales_MSOA_Cases_2021-07-07.csv"])
def test_wales_areas(places: Path, name: str) -> None:
    contents = read_contents(places / "wales" / name, WALES)

    assert told(contents, "msoa", date(2021, 7, 7)) == (378, 4211, 32)
    rows = part_of(contents, Described).rows.set_index("msoa_code")
    names = ["la_code", "la_name", "msoa_name", "other_name"]
    assert [*rows.loc["W02000003", names]] == ["isle-of-anglesey", "Isle of Anglesey", "Holyhead", "Caergybi"]
    assert rows["la_code"].nunique() == 22
    assert any("\u00ee" in other for other in rows["other_name"])


def test_wales_authorities(places: Path) -> None:
    contents = read_contents(places / "wales" / "Rapid COVID-19 surveillance data Wales.xlsx", WALES)

    assert contents.published_on == date(2021, 7, 11)
    shown, _, hidden = told(contents, "la", date(2021, 7, 7), 7)
    assert (shown, hidden) == (7 * 22, 0)
    (merthyr,) = [
        part.rows[(part.rows["area_code"] == "merthyr-tydfil") & part.rows["day"].between("2021-07-01", "2021-07-07")][
            "cases"
        ].sum()
        for part in contents.parts
        if isinstance(part, Counts) and part.level == "la"
    ]
    assert merthyr == 48


def test_wales_populations_and_boundaries(places: Path, real_data: Path) -> None:
    contents = read_contents(places / "wales" / "MSOA_pop.csv", WALES)
    assert part_of(contents, Populations).rows["population"].sum() == 3_152_879
    authorities = set(part_of(contents, Hierarchy).rows["la_code"])
    counts = read_contents(places / "wales" / "Wales_MSOA_Cases_2021-07-07.csv", WALES)
    assert authorities == set(part_of(counts, Described).rows["la_code"])
    layer = read_contents(real_data / "boundaries" / "MSOA_Dec_2011_EW_BSC_V2.zip", WALES)
    assert len(part_of(layer, Boundaries).rows) == 410


@pytest.mark.parametrize(
    ("published_on", "end"),
    [
        ("2020-12-29", date(2020, 12, 26)),
        ("2021-01-05", date(2021, 1, 2)),
        ("2021-01-12", date(2021, 1, 9)),
        ("2021-01-19", date(2021, 1, 16)),
    ],
)
def test_new_york_s_zip_areas(places: Path, published_on: str, end: date) -> None:
    contents = read_contents(places / "nyc" / f"last7days-by-modzcta_{published_on}.csv", NYC_CASES)

    shown, cases, hidden = told(contents, "modzcta", end)
    assert (shown, hidden) == (177, 0)
    assert published_on != "2021-01-19" or cases == 27751


def test_new_york_s_boroughs(places: Path) -> None:
    contents = read_contents(places / "nyc" / "data-by-day_2021-01-19.csv", NYC_CASES)

    assert told(contents, "city", date(2021, 1, 16), 7) == (7, 28968, 0)
    assert told(contents, "borough", date(2021, 1, 16), 7) == (35, 28956, 0)  # of twelve people it is not known


@pytest.mark.parametrize("dataset", [NYC_CASES, NYC_DEATHS], ids=["cases", "deaths"])
def test_new_york_s_geography(places: Path, dataset: Dataset) -> None:
    folder = places / "nyc"
    areas = read_contents(folder / "data-by-modzcta_2021-01-19.csv", dataset)
    assert set(part_of(areas, Hierarchy).rows["borough_code"]) == {
        "bronx",
        "brooklyn",
        "manhattan",
        "queens",
        "staten-island",
    }
    assert len(part_of(areas, Populations).rows) == 177
    assert areas.notes == ("Rounded 176 populations to whole people.",)
    assert len(part_of(read_contents(folder / "ZCTA-to-MODZCTA.csv", dataset), Found).rows) == 214
    layer = read_contents(folder / "MODZCTA_2010.shp", dataset)
    assert len(part_of(layer, Boundaries).rows) == 177
    assert layer.notes == ("Left out 1 shape of no area: 99999.",)


@pytest.mark.parametrize(
    ("published_on", "end", "hidden"),
    [("2025-01-09", date(2024, 12, 26), 15), ("2025-02-06", date(2025, 1, 23), 36)],
)
def test_new_york_s_deaths(places: Path, published_on: str, end: date, hidden: int) -> None:
    contents = read_contents(places / "nyc" / f"hosp_death_last28days-by-modzcta_{published_on}.csv", NYC_DEATHS)

    assert told(contents, "modzcta", end) == (177 - hidden, 0, hidden)
