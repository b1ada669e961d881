"""Recognising files by their content, and the dates that they were published on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.errors import PublicationDateError, UnrecognisedFileError
from app.sources import kind_of, read_contents

Write = Callable[[str, str | bytes], Path]
WEEKLY = "msoa11_cd,msoa11_hclnm,wk_27\nE02000001,City,4\n"
LAYOUTS = {
    "PHE weekly MSOA file": WEEKLY,
    "PHE map layer": '{"features": [{"attributes": {"msoa11cd": "E02000001", "wk41_5": 4}}]}',
    "dashboard counts": "areaType,areaCode,date,newCasesBySpecimenDate\nltla,E09000001,2020-11-25,4\n",
    "PHE authority file": "Area code,Area type,Specimen date,Daily lab-confirmed cases\nE09000001,ltla,2020-11-25,4\n",
    "UKHSA archive": "area_type,area_code,date,metric,value\nltla,E09000001,25/11/2020,newCasesBySpecimenDate,4\n",
    "boundaries": '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null}]}',
    "hierarchy": "msoa_code,ltla_code,ltla_name,utla_code,utla_name,region_code,region_name\n",
    "names": "msoa11cd,msoa11nm,msoa11nmw,msoa11hclnm,msoa11hclnmw,Laname\n",
    "population": "population,msoa_code\n",
}
GEOGRAPHY = {"boundaries", "hierarchy", "names", "population"}


@pytest.mark.parametrize(("layout", "content"), LAYOUTS.items())
def test_a_file_is_recognised_by_its_content_whatever_its_name(write: Write, layout: str, content: str) -> None:
    recognised = kind_of(write("download (1).tmp", content))
    assert (recognised.layout, recognised.is_geography) == (layout, layout in GEOGRAPHY)
    assert recognised.published_on is None


@pytest.mark.parametrize("content", ["a,b\n1,2\n", '{"hello": 1}', "hello", "[]"])
def test_an_unknown_layout_says_what_was_looked_for(write: Write, content: str) -> None:
    with pytest.raises(UnrecognisedFileError, match="It looked for a PHE weekly MSOA file"):
        kind_of(write("file.csv", content))


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
