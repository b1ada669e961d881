from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import Settings
from tests.conftest import Casemap

# The printed list's slips, as the reference's README tells them: where a place stands twice or in the wrong authority.
SLIPS = {"Crook North & Tow Low": "Crook North & Tow Law"}
MOVED = {"Ormesby": "Redcar and Cleveland", "Helmsley & Ampleforth": "Ryedale"}


@pytest.fixture
def printed(real_data: Path) -> list[dict[str, str]]:
    with (real_data.parent / "reference" / "north_east_published_2020-11-02.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def blocks(text: str) -> dict[str, list[str]]:
    parts = [block.strip().split("\n") for block in text.split("\n\n")[1:]]
    return {authority: lines for authority, *lines in parts}


def plain(name: str) -> str:
    return "".join(letter for letter in name.casefold().replace("&", "and") if letter.isalnum())


def test_the_sample_gives_every_area_and_count_of_the_printed_list(
    sample_site: FlaskClient, printed: list[dict[str, str]]
) -> None:
    listed = blocks(sample_site.get("/hotspots.txt").text)
    found = {
        (plain(authority), plain(line.rpartition(" - ")[0]), line.rpartition(" - ")[2].split()[0])
        for authority, lines in listed.items()
        for line in lines
    }
    expected = {
        (
            plain(MOVED.get(row["area_name"], row["local_authority"])),
            plain(SLIPS.get(row["area_name"], row["area_name"])),
            row["cases"],
        )
        for row in printed
    }

    assert found == expected
    assert len(found) == 161


def test_areas_are_listed_as_newspapers_do(sample_site: FlaskClient) -> None:
    assert "Durham City - 135 cases" in blocks(sample_site.get("/hotspots.txt").text)["County Durham"]


def test_what_rose_faster_than_england_is_counted_and_defined(small_site: FlaskClient) -> None:
    page = small_site.get("/hotspots").text

    assert "An area rose faster than England if the change of its cases on the week before" in page
    assert "England's cases, which is up 19.7%." in " ".join(page.split())
    assert "4 of 6" in page


def test_where_england_fell_an_area_that_fell_by_less_is_not_said_to_rise(
    casemap: Casemap, small_files: Path, home: Path
) -> None:
    published = small_files / "authorities_2020-11-02.csv"
    published.write_text(published.read_text().replace("2020-10-20,1027", "2020-10-20,3000"))
    casemap("load", small_files)
    casemap("publish")
    page = create_app(Settings(home=home)).test_client().get("/hotspots").text

    assert "which is down 59.0%. So an area that fell by less counts too." in page
    assert re.findall(r'([\d,]+) cases <span class="tag">([^<]+)', page) == [
        ("4", "fell less"),
        ("1,204", "rose faster"),
        ("5", "did not fall"),
    ]


def test_a_chosen_place_stands_beside_england_alone(small_site: FlaskClient) -> None:
    page = small_site.get("/hotspots?within=E12000001").text

    assert re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a></th>', page) == ["England", "North"]


def test_a_place_can_be_chosen(small_site: FlaskClient) -> None:
    text = small_site.get("/hotspots.txt?within=E12000001").text

    assert blocks(text) == {"Northtown": ["Old Quay - 1,204 cases", "{{7*7}}<script>alert(1)</script> - 12 cases"]}


def test_hidden_areas_are_in_no_list(small_site: FlaskClient) -> None:
    assert "Hill Top" not in small_site.get("/hotspots").text + small_site.get("/hotspots.txt").text


def test_a_place_that_is_not_there_is_answered_with_the_choices(small_site: FlaskClient) -> None:
    response = small_site.get("/hotspots?within=E99999999")

    assert response.status_code == 404
    assert "E12000001" in response.text
