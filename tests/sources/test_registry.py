"""Recognising files by their content, and the dates that they were published on."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.errors import BadFileError, PublicationDateError, UnrecognisedFileError
from app.sources.england import LAYOUTS
from tests.sources.england import kind_of, read_contents

Write = Callable[[str, str | bytes], Path]
WEEKLY = "msoa11_cd,msoa11_hclnm,wk_27\nE02000001,City,4\n"
EXAMPLES = {
    "PHE weekly MSOA file": WEEKLY,
    "PHE map layer": '{"features": [{"attributes": {"msoa11cd": "E02000001", "wk41_5": 4}}]}',
    "dashboard counts": "areaType,areaCode,date,newCasesBySpecimenDate\nltla,E09000001,2020-11-25,4\n",
    "PHE authority file": "Area code,Area type,Specimen date,Daily lab-confirmed cases\nE09000001,ltla,2020-11-25,4\n",
    "UKHSA archive": "area_type,area_code,date,metric,value\nltla,E09000001,25/11/2020,newCasesBySpecimenDate,4\n",
    "boundaries": '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null}]}',
    "hierarchy": "msoa_code,ltla_code,ltla_name,utla_code,utla_name,region_code,region_name\n",
    "names": "msoa11cd,msoa11nm,msoa11nmw,msoa11hclnm,msoa11hclnmw,Laname\n",
    "population": "population,msoa_code\n",
    "points": "area_code,longitude,latitude\n",
    "UKHSA data dashboard": "geography_type,geography_code,metric,date,metric_value\n",
    "official map": '{"features": [{"geometry": null, "properties": {"code": "", "date": "", "value": 1}}]}',
    "postcodes": "pcds,msoa11\n",
}
GEOGRAPHY = {"boundaries", "hierarchy", "names", "population", "points", "postcodes"}


@pytest.mark.parametrize(("layout", "content"), EXAMPLES.items())
def test_a_file_is_recognised_by_its_content_whatever_its_name(write: Write, layout: str, content: str) -> None:
    recognised = kind_of(write("download (1).tmp", content))
    assert (recognised.layout, recognised.is_geography) == (layout, layout in GEOGRAPHY)
    assert recognised.published_on is None


def test_every_layout_has_an_example_here() -> None:
    assert EXAMPLES.keys() == {layout.name for layout in LAYOUTS} - {"upper tiers"}  # which say nothing alone


def test_every_layout_is_documented_with_the_columns_that_it_must_have() -> None:
    document = (Path(__file__).parents[2] / "docs" / "data-layouts.md").read_text()
    for layout in LAYOUTS:
        (row, *_) = [line for line in document.splitlines() if line.startswith(f"| {layout.name} ")]
        named = [name for column in layout.columns.needed for name in re.split(r" \(or |, or |\)", column.name) if name]
        assert [name for name in named if f"`{name}`" not in row] == []


@pytest.mark.parametrize("content", ["a,b\n1,2\n", '{"hello": 1}', "hello", "[]"])
def test_a_file_that_is_like_no_layout_is_told_where_they_are_listed(write: Write, content: str) -> None:
    with pytest.raises(UnrecognisedFileError, match=r"^No reader knows this layout\. It has no .*data-layouts"):
        kind_of(write("file.csv", content))


@pytest.mark.parametrize(
    ("headings", "nearest"),
    [
        ("areaCode,date,newCasesBySpecimenDate", "dashboard counts, and lacks areaType"),
        ("area_code,metric,value,area_name", "the UKHSA archive, and lacks area_type and date"),
        (
            "geography,geography_code,date",
            "the UKHSA data dashboard, and lacks geography_type, metric and metric_value",
        ),
        ("MSOA code,MSOA name (EN),Cases", "the PHE weekly MSOA file, and lacks wk_NN"),
        ("LAD20CD,LAD20NM,RGN20CD,RGN20NM", "hierarchy, and lacks msoa_code"),
        ("IntZone,latitude,longitude", "points, and lacks area_code"),
        ("Report,,\n\nZone,Population,Year", "population, and lacks area_code"),
    ],
)
def test_a_file_of_no_layout_says_which_comes_nearest_and_what_it_lacks(
    write: Write, headings: str, nearest: str
) -> None:
    with pytest.raises((UnrecognisedFileError, BadFileError), match=f"It comes nearest to {re.escape(nearest)}\\."):
        read_contents(write("file_2020-11-09.csv", f"{headings}\n"))


def test_what_a_file_lacks_is_told_before_its_date_is_asked_for(write: Write) -> None:
    with pytest.raises(BadFileError, match="nearest to dashboard counts, and lacks areaCode"):
        read_contents(write("counts.csv", "areaType,date,newCasesBySpecimenDate\n"))


def test_counts_that_lack_a_column_are_not_taken_for_areas(write: Write) -> None:
    path = write("a_2020-11-09.csv", "lad19_cd,msoa_name,areaCode,population,date,newCasesBySpecimenDate,areaType\n")
    assert kind_of(path).layout == "dashboard counts"
    lacking = write("b_2020-11-09.csv", "areaCode,population,areaType,newCasesBySpecimenDate\nE09000001,9,ltla,4\n")
    with pytest.raises(BadFileError, match="nearest to dashboard counts, and lacks date"):
        read_contents(lacking)


@pytest.mark.parametrize(
    "name", ["weekly_2020-07-30.csv", "20200730.csv", "MSOAs 2020-07-30 (2).csv", "x_1202007301_2020-07-30.csv"]
)
def test_the_publication_date_is_read_from_the_name(write: Write, name: str) -> None:
    path = write(name, WEEKLY)
    assert kind_of(path).published_on == date(2020, 7, 30)
    assert read_contents(path).published_on == date(2020, 7, 30)
    assert read_contents(path, date(2020, 7, 30)).published_on == date(2020, 7, 30)


@pytest.mark.parametrize("name", ["weekly.csv", "2020-13-30.csv", "1202007301.csv", "2020-07-01_to_2020-07-28.csv"])
def test_without_one_date_in_the_name_it_must_be_given(write: Write, name: str) -> None:
    path = write(name, WEEKLY)
    with pytest.raises(PublicationDateError, match="--published YYYY-MM-DD"):
        read_contents(path)
    assert read_contents(path, date(2020, 7, 30)).published_on == date(2020, 7, 30)


def test_a_date_that_contradicts_the_name_is_refused(write: Write) -> None:
    with pytest.raises(PublicationDateError, match="published on 2020-07-30, and --published says 2020-07-31"):
        read_contents(write("weekly_2020-07-30.csv", WEEKLY), date(2020, 7, 31))


def test_geography_has_no_publication_date(write: Write) -> None:
    path = write("names_2020-01-01.csv", "msoa_code,msoa_name\nE02000001,City\n")
    assert kind_of(path).published_on is None
    assert read_contents(path, date(2021, 1, 1)).published_on is None


def test_every_real_file_is_recognised(real_data: Path) -> None:
    found = {
        path.name: kind_of(path)
        for folder in ("boundaries", "cases", "geography")
        for path in (real_data / folder).iterdir()
    }
    assert all((each.published_on is None) == each.is_geography for each in found.values())
    assert sum(each.is_geography for each in found.values()) == 4
