"""Every map page, area page and embed leads to the picture and the data of what it shows, and no more."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from tests.web.elements import links

NORTH = ["E02000001", "E02000002", "E02000003"]
SOUTH = ["E02000004", "E02000005", "E02000006"]


def taken(site: FlaskClient, page: str) -> dict[str, str]:
    answer = site.get(page)
    assert answer.status_code == 200, answer.text
    return links(answer.text)


def codes(site: FlaskClient, address: str) -> tuple[list[str], str]:
    """Return the areas that a CSV file has, and its one week."""
    answer = site.get(address)
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    weeks = {row["week_end"] for row in rows}
    assert len(weeks) == 1
    return sorted(row["area_code"] for row in rows), weeks.pop()


@pytest.mark.parametrize(
    ("page", "areas", "week"),
    [
        ("/embed", NORTH + SOUTH, "2020-10-27"),
        ("/embed?within=E12000001", NORTH, "2020-10-27"),
        ("/embed?within=E12000001&interactive=no", NORTH, "2020-10-27"),
        ("/embed?within=E10000001&week=2020-10-20", SOUTH, "2020-10-20"),
        ("/embed?within=E12000002&level=ltla", ["E07000001", "E07000002"], "2020-10-27"),
        ("/embed?area=msoa.E02000001", NORTH, "2020-10-27"),
        ("/embed?area=nation.E92000001", NORTH + SOUTH, "2020-10-27"),
        ("/areas/region/E12000001", NORTH, "2020-10-27"),
        ("/areas/ltla/E07000001?week=2020-10-20", SOUTH[:2], "2020-10-20"),
        ("/areas/msoa/E02000001", NORTH[:1], "2020-10-27"),
        ("/areas/nation/E92000001", NORTH + SOUTH, "2020-10-27"),
    ],
)
def test_data_are_of_the_place_and_week_alone(small_site: FlaskClient, page: str, areas: list[str], week: str) -> None:
    assert codes(small_site, taken(small_site, page)["Get the data"]) == (areas, week)


def test_the_maps_page_has_the_data_of_its_week(small_site: FlaskClient) -> None:
    for query, week in (("", "2020-10-27"), ("?week=2020-10-20", "2020-10-20")):
        assert codes(small_site, taken(small_site, f"/{query}")["CSV"]) == (NORTH + SOUTH, week)


def test_data_of_several_places_are_a_table_with_its_files(small_site: FlaskClient) -> None:
    address = taken(small_site, "/embed?within=E07000001,E12000001&week=2020-10-20")["Get the data"]

    assert address == "/table?level=msoa&week=2020-10-20&within=E07000001,E12000001"
    assert small_site.get(address).status_code == 200


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("/", "COVID-19 cases in England by area"),
        ("/?area=msoa.E02000001&measure=rate", "Cases per 100,000 people"),
        ("/embed?within=E12000001&week=2020-10-20&title=Up+north", "Up north Seven days to 20 October 2020"),
        ("/embed?interactive=no&measure=change", "Change on the week before"),
        ("/areas/msoa/E02000001", "Old Quay 1,204 cases"),
        ("/areas/utla/E10000001?week=2020-10-20", "Seven days to 20 October 2020"),
    ],
)
def test_the_picture_is_of_the_view(small_site: FlaskClient, page: str, words: str) -> None:
    address = taken(small_site, page)["Get the picture"]
    drawn = ElementTree.fromstring(small_site.get(address.replace("/image.png", "/image.svg")).data)

    assert address.startswith("/image.png")
    assert small_site.get(address).mimetype == "image/png"
    assert words in " ".join(drawn.itertext()).replace("\u00a0", " ")


def test_a_pinned_embed_has_the_picture_of_its_edition_and_its_own_week(small_site: FlaskClient) -> None:
    edition = small_site.get("/healthz").get_json()["edition"]
    found = taken(small_site, f"/embed?edition={edition}")

    assert found["Get the picture"] == f"/image.png?edition={edition}"
    assert found["Get the data as now known"] == "/api/v1/weeks/2020-10-27/msoa.csv"
