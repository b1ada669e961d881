from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from app.statistics.joined import columns
from tests.england import ENGLAND
from tests.tables import Cell, Page, Table


def read(site: FlaskClient, query: str = "") -> Table:
    return Page(site.get(f"/table?{query}").text).tables[0]


def names(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a>', page)


def sorted_columns(table: Table) -> list[str]:
    """Return the columns of the open data that the headings sort by."""
    links = [link for cell in table.rows[0] for link in cell.links]
    return [link.partition("sort=")[2].partition("&")[0] for link in links]


def test_the_table_opens_with_what_readers_look_for_in_words(small_site: FlaskClient) -> None:
    table = read(small_site)

    assert table.headings == ["Area Authority", "Cases", "Per 100,000", "Change"]
    assert sorted(table.body) == sorted(
        [
            ["Old Quay Northtown", "1,204", "15,050.0", "up 20.4%"],
            ["{{7*7}}<script>alert(1)</script> Northtown", "12", "160.0", "week before hidden"],
            ["Hill Top Northtown", "Three or fewer cases"],
            ["Mill Lane Eastham & District", "Three or fewer cases"],
            ['Church End, "The Green" Eastham & District', "4", "57.1", "down 55.6%"],
            ["Old Quay Westham", "5", "100.0", "the same"],
        ]
    )


def test_codes_and_all_else_of_the_open_data_come_after_by_a_link(small_site: FlaskClient) -> None:
    page = Page(small_site.get("/table?level=ltla&sort=cases").text)
    (switch,) = [link["href"] for link in page.links if "columns=all" in link["href"] and "page=1" in link["href"]][:1]
    table = Page(small_site.get(f"/table{switch}").text).tables[0]
    (northtown,) = [row for row in table.body if row[0].startswith("Northtown")]

    assert "level=ltla" in switch
    assert "sort=cases" in switch
    assert set(sorted_columns(table)) == set(columns(ENGLAND))
    assert table.headings[:4] == ["Area Region", "Cases", "Per 100,000", "Change"]
    assert northtown[table.headings.index("Code")] == "E06000001"
    assert northtown[table.headings.index("Upper tier local authority code")] == "E06000001"
    assert northtown[table.headings.index("Cases the week before")] == "1,004"
    assert northtown[table.headings.index("Status")] == "Shown"


@pytest.mark.parametrize(
    ("level", "headings", "first"),
    [
        ("nation", ["Area", "Cases", "Per 100,000", "Change"], ["England", "1,229", "2,891.8", "up 19.7%"]),
        ("region", ["Area", "Cases", "Per 100,000", "Change"], ["North", "1,217", "5,660.5", "up 21.2%"]),
        (
            "utla",
            ["Area Region", "Cases", "Per 100,000", "Change"],
            ["Northtown North", "1,217", "5,660.5", "up 21.2%"],
        ),
    ],
)
def test_every_level_is_told_with_what_it_lies_in(
    small_site: FlaskClient, level: str, headings: list[str], first: list[str]
) -> None:
    table = read(small_site, f"level={level}")

    assert table.headings == headings
    assert table.body[0] == first


def test_why_there_is_no_count_is_chosen_in_words(small_site: FlaskClient) -> None:
    statuses = ["Any", "Shown", "Three or fewer cases", "No data", "Not published"]

    assert Page(small_site.get("/table").text).said("option")[-5:] == statuses
    assert Page(small_site.get("/table?level=ltla").text).said("option")[-4:] == [
        word for word in statuses if word != "Three or fewer cases"
    ]


def test_rows_are_sorted_either_way_with_those_without_a_value_last(small_site: FlaskClient) -> None:
    down, up = (names(small_site.get(f"/table?sort=cases&order={order}").text) for order in ("descending", "ascending"))

    assert down[0] == "Old Quay"
    assert up[3] == "Old Quay"
    assert down[4:] == up[4:]


def heading(table: Table, words: str) -> Cell:
    return next(cell for cell in table.rows[0] if cell.words.startswith(words))


def test_numbers_are_sorted_from_the_largest_names_from_the_first_and_turned_when_asked_again(
    small_site: FlaskClient,
) -> None:
    table = read(small_site)
    by_cases = read(small_site, heading(table, "Cases").links[0].removeprefix("?"))

    assert heading(table, "Area").attributes["aria-sort"] == "ascending"
    assert "sort=area_name&order=descending" in heading(table, "Area").links[0]
    assert "sort=ltla_name&order=ascending" in heading(table, "Area").links[1]
    assert heading(by_cases, "Cases").attributes["aria-sort"] == "descending"
    assert "aria-sort" not in heading(by_cases, "Area").attributes
    assert "sort=cases&order=ascending" in heading(by_cases, "Cases").links[0]
    assert by_cases.body[0][1] == "1,204"


def test_filtering_keeps_the_order_and_the_columns(small_site: FlaskClient) -> None:
    page = small_site.get("/table?sort=cases&order=descending&columns=all").text

    assert dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', page)) == {
        "sort": "cases",
        "order": "descending",
        "columns": "all",
    }


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


@pytest.mark.parametrize(
    "query", ["level=parish", "sort=deaths", "status=lost", "page=one", "columns=few", "week=2020-02-30"]
)
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
    address = "level=ltla&week=2020-10-27&columns=all"
    page, data = small_site.get(f"/table?{address}").text, small_site.get("/api/v1/weeks/2020-10-27/ltla.csv").text

    assert re.search(">−[0-9]", page)
    assert not re.search(">-[0-9]", page)
    assert re.search(",-[0-9]", data)
