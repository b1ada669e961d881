from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from app.statistics.joined import columns
from tests.england import ENGLAND


def names(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a></th>', page)


def test_the_table_has_the_columns_of_the_open_data(small_site: FlaskClient) -> None:
    page = small_site.get("/table").text

    assert re.findall(r'<th scope="col"[^>]*><a [^>]+>([a-z_0-9]+)</a></th>', page) == list(columns(ENGLAND))


def test_every_area_has_a_row_hidden_ones_too(small_site: FlaskClient) -> None:
    page = small_site.get("/table").text

    assert len(names(page)) == 6
    assert page.count("<td>hidden</td>") == 2


def test_rows_are_sorted_either_way_with_those_without_a_value_last(small_site: FlaskClient) -> None:
    down, up = (names(small_site.get(f"/table?sort=cases&order={order}").text) for order in ("descending", "ascending"))

    assert down[0] == "Old Quay"
    assert up[3] == "Old Quay"
    assert down[4:] == up[4:]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("name=OLD", 2),
        ("name=OLD%20%20quay%20", 2),
        ("within=E12000001", 3),
        ("within=E06000001,E07000002", 4),
        ("within=E06000001&within=E07000002", 4),
        ("within=E12000001,E06000001", 3),
        ("within=E92000001", 6),
        ("status=hidden", 2),
        ("level=ltla", 3),
        ("name=nowhere", 0),
    ],
)
def test_rows_can_be_filtered(small_site: FlaskClient, query: str, expected: int) -> None:
    assert len(names(small_site.get(f"/table?{query}").text)) == expected


def test_a_page_beyond_the_last_is_the_last(small_site: FlaskClient) -> None:
    assert len(names(small_site.get("/table?page=9").text)) == 6


@pytest.mark.parametrize("query", ["level=parish", "sort=deaths", "status=lost", "page=one", "week=2020-02-30"])
def test_a_mistaken_choice_is_told_what_it_may_be(small_site: FlaskClient, query: str) -> None:
    assert small_site.get(f"/table?{query}").status_code == 400


def test_several_places_are_named_kept_and_lead_to_the_data_of_each(small_site: FlaskClient) -> None:
    page = small_site.get("/table?within=E07000002,E06000001&week=2020-10-20").text

    assert "Seven days to 20 October 2020 (14 to 20 October), Northtown and Westham." in page
    assert '<option value="E06000001,E07000002" selected>Northtown and Westham</option>' in page
    for code in ("E06000001", "E07000002"):
        assert f"/api/v1/weeks/2020-10-20/msoa/{code}.csv" in page
    assert "within=E06000001,E07000002&amp;status=any&amp;sort=cases" in page
    assert "/areas/msoa/E02000006?week=2020-10-20" in page


def test_a_place_that_is_not_there_is_answered_with_the_choices(small_site: FlaskClient) -> None:
    answer = small_site.get("/table?within=E12000001,E02000001")

    assert answer.status_code == 404
    assert "within=E02000001: no authority, region or nation has this code." in answer.text


def test_a_fall_has_a_minus_sign_on_the_page_and_a_hyphen_in_data(small_site: FlaskClient) -> None:
    address = "level=ltla&week=2020-10-27"
    page, data = small_site.get(f"/table?{address}").text, small_site.get("/api/v1/weeks/2020-10-27/ltla.csv").text

    assert re.search(">−[0-9]", page)
    assert not re.search(">-[0-9]", page)
    assert re.search(",-[0-9]", data)
