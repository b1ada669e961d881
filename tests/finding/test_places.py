"""What readers find a place by: names and postcodes as data, and a plain page of results."""

from __future__ import annotations

import html
import json
import logging
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from app.domain import Area
from app.editions.contract import NAMES
from app.finding.misspelt import slips
from app.finding.places import find_places, fold
from app.web.pages.postcodes import looks_like_postcode
from tests import england
from tests.england import ENGLAND, Level

GOLDEN = json.loads((Path(__file__).parent.parent / "data" / "search.json").read_text())


class Place:
    """Stands for an edition that has these areas alone."""

    dataset = england.ENGLAND

    def __init__(self, levels: dict[str, dict[str, Any]]) -> None:
        above: list[str] = []
        self.areas: dict[str, list[Area]] = {}
        for level in ENGLAND.slugs:
            columns, finer = levels[level], []
            for row, code in enumerate(columns["codes"]):
                parent = above[columns["within"][row]] if columns["within"] else ""
                key = {Level.REGION: "nation", Level.UTLA: "region", Level.LTLA: "utla", Level.MSOA: "ltla"}.get(level)
                lies_in: dict[str, Any] = {f"{key}_code": parent} if key else {}
                finer.append(england.area(level, code, columns["names"][row], **lies_in))
            self.areas[level], above = finer, columns["codes"]

    def area(self, level: str, code: str) -> Area | None:
        return next((area for area in self.areas[level] if area.code == code), None)

    def read(self, name: str) -> bytes:
        assert name == NAMES.name()
        return json.dumps({"common_names": GOLDEN["common_names"]}).encode()


def edition(site: FlaskClient) -> str:
    return f"/editions/{site.get('/healthz').get_json()['edition']}"


@pytest.mark.parametrize(("name", "folded"), GOLDEN["folded"])
def test_a_name_is_spelt_one_way(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(("query", "found"), GOLDEN["found"])
def test_areas_are_found_the_likeliest_first(query: str, found: list[str]) -> None:
    places = find_places(Place(GOLDEN["levels"]), query)  # type: ignore[arg-type]

    assert [f"{_level(place.areas)} {place.name}" for place in places] == found


def _level(areas: tuple[Area, ...]) -> str:
    return areas[0].level if len(areas) == 1 else ""


@pytest.mark.parametrize(("text", "expected"), GOLDEN["postcodes"])
def test_a_postcode_is_told_from_a_name(text: str, expected: list[str] | None) -> None:
    assert looks_like_postcode(text) == (expected is not None)


@pytest.mark.parametrize(
    ("written", "number"), [("durham", 0), ("durhm", 1), ("durhaam", 1), ("dorham", 1), ("druham", 1), ("drhuma", 3)]
)
def test_slips_are_counted(written: str, number: int) -> None:
    assert min(slips(written, "durham", 2, is_begun=False), 3) == number


@pytest.mark.parametrize(("text", "sentence"), GOLDEN["postcodes_said"])
def test_a_postcode_that_is_not_loaded_is_told_from_a_wrong_one(
    small_site: FlaskClient, text: str, sentence: str
) -> None:
    assert sentence in html.unescape(small_site.get(f"/search?q={quote(text)}").text)


def test_names_come_by_level_with_the_place_of_the_area_they_lie_in(small_site: FlaskClient) -> None:
    response = small_site.get(f"{edition(small_site)}/search.json")
    levels = response.get_json()["levels"]

    assert "immutable" in response.headers["Cache-Control"]
    assert response.get_json()["postcodes"] is True
    assert {"BS", "NE"} < set(response.get_json()["letters"])
    assert list(levels) == ["nation", "region", "utla", "ltla", "msoa"]
    assert levels["nation"] == {
        "codes": ["E92000001"],
        "names": ["England"],
        "other_names": None,
        "within": None,
    }
    assert levels["msoa"]["names"][4] == 'Church End, "The Green"'
    assert levels["ltla"]["names"][levels["msoa"]["within"][4]] == "Eastham & District"


def test_an_outward_code_gives_its_postcodes_by_area_the_retired_ones_apart(small_site: FlaskClient) -> None:
    response = small_site.get(f"{edition(small_site)}/postcodes/QA1.json")

    assert "immutable" in response.headers["Cache-Control"]
    assert response.get_json() == {
        "E02000001": ["1AA", ""],
        "E02000002": ["2AA", ""],
        "E02000003": ["2AB2AD", "1AB"],
    }


@pytest.mark.parametrize("outward", ["QA2", "QA9", "ZZ1", "qa1", "QA", "QA11AA", "QA1%201AA", "<b>", "x" * 300, "%00"])
def test_an_outward_code_that_is_not_known_answers_as_data(small_site: FlaskClient, outward: str) -> None:
    response = small_site.get(f"{edition(small_site)}/postcodes/{outward}.json")

    assert response.status_code == 404
    assert response.get_json(force=True)["detail"].startswith("No postcode here begins with ")


def test_without_a_lookup_an_edition_says_that_it_has_no_postcodes(sample_site: FlaskClient) -> None:
    assert sample_site.get(f"{edition(sample_site)}/search.json").get_json()["postcodes"] is False


def test_the_page_of_results_leads_to_areas(small_site: FlaskClient) -> None:
    page = small_site.get("/search?q=old+QUAY").get_data(as_text=True)

    assert "2 areas" in page
    assert '<a href="/areas/msoa/E02000001">Old Quay</a>, Northtown' in page
    assert '<a href="/areas/msoa/E02000006">Old Quay</a>, Westham' in page


@pytest.mark.parametrize("query", ["QA1 1AA", "qa11aa", "Qa1", " qa1 1a "])
def test_a_postcode_sent_all_the_same_is_neither_answered_nor_shown(small_site: FlaskClient, query: str) -> None:
    response = small_site.get(f"/search?q={quote(query)}")

    assert "search by the name" in response.get_data(as_text=True)
    assert query.strip().lower() not in response.get_data(as_text=True).lower()
    assert response.headers["Cache-Control"] == "no-store"


HOSTILE = [
    "",
    " ",
    "x" * 4000,
    "\U0001f9a0",
    "\u202eyauQ dlO",
    "<script>alert(1)</script>",
    ".*(",
    "\\",
    "%",
    "\0",
    "&",
    "'",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_whatever_is_written_is_answered_plainly(
    small_site: FlaskClient, caplog: pytest.LogCaptureFixture, query: str
) -> None:
    with caplog.at_level(logging.DEBUG):
        response = small_site.get(f"/search?q={quote(query)}")

    assert response.status_code == 200
    assert "<script>alert" not in response.get_data(as_text=True)
    assert caplog.text == ""


def test_a_common_name_of_several_areas_leads_to_each(sample_site: FlaskClient) -> None:
    page = sample_site.get("/search?q=tees+vally").text

    assert re.search("[0-9] places?:", page)
    names = re.findall(r">([^<]+)</a>", page.partition("Tees Valley: ")[2].partition("</li>")[0])
    assert names == ["Hartlepool", "Middlesbrough", "Redcar and Cleveland", "Stockton-on-Tees", "Darlington"]


def test_common_names_come_with_the_box_around_their_areas(sample_site: FlaskClient) -> None:
    names = sample_site.get(f"{edition(sample_site)}/search.json").get_json()["common_names"]
    found = {each["name"]: each for each in names}
    west, south, east, north = found["Tees Valley"]["boxes"]["hexes"]

    assert west < east
    assert south < north
    assert found["Durham"] == {"name": "Durham", "areas": [["utla", "E06000047"]], "boxes": {}}
    assert "Bristol" not in found
    assert "South Yorkshire" not in found  # of which two authorities are known
