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


def test_the_sample_gives_every_area_and_count_of_the_printed_list_and_ten_more(
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

    assert expected <= found
    assert (len(expected), len(found)) == (161, 171)


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
    for command in (["load", small_files], ["publish"]):
        assert casemap(*command).exit_code == 0
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


@pytest.fixture
def three_weeks(casemap: Casemap, small_files: Path, home: Path) -> FlaskClient:
    """Give a client of the small place with a week more on record before the two, published by itself."""
    (small_files / "msoa_2020-10-19.csv").write_text(
        "areaType,areaCode,areaName,date,newCasesBySpecimenDateRollingSum\n"
        "msoa,E02000001,,2020-10-13,500\nmsoa,E02000002,,2020-10-13,8\nmsoa,E02000004,,2020-10-13,30\n"
    )
    (small_files / "nation_2020-10-19.csv").write_text(
        "areaType,areaCode,areaName,date,newCasesBySpecimenDateRollingSum\nnation,E92000001,England,2020-10-13,1000\n"
    )
    for command in (["load", small_files], ["publish"]):
        assert casemap(*command).exit_code == 0
    return create_app(Settings(home=home)).test_client()


def plain_text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2]).split())


def test_a_week_can_be_asked_for_and_its_figures_and_words_are_given(three_weeks: FlaskClient) -> None:
    page = three_weeks.get("/hotspots?week=2020-10-20").text
    said = plain_text(page)

    assert "<title>Hotspots, seven days to 20 October 2020" in page
    assert "cases in the seven days to 20 October 2020" in page.partition("</head>")[0]
    assert "Seven days to 20 October 2020 (14 to 20 October), published 2 November 2020." in said
    assert "England's cases, which is up 2.7%." in said
    assert "Old Quay - 1,000 cases rose faster" in said
    assert "1,204" not in said


def test_each_week_says_when_it_was_published(three_weeks: FlaskClient) -> None:
    page = three_weeks.get("/hotspots?week=2020-10-13").text

    assert "Seven days to 13 October 2020 (7 to 13 October), published 19 October 2020." in page
    assert "Old Quay - 500 cases" in plain_text(page)


def test_the_text_is_of_the_week_and_the_places(three_weeks: FlaskClient) -> None:
    text = three_weeks.get("/hotspots.txt?week=2020-10-13&within=E06000001").text

    assert text == (
        "Seven days to 13 October 2020 (7 to 13 October), Northtown\n\n"
        "Northtown\nOld Quay - 500 cases\n{{7*7}}<script>alert(1)</script> - 8 cases\n"
    )


@pytest.mark.parametrize(
    "query",
    [
        "within=E06000001,E07000002",
        "within=E07000002&within=E06000001",
        "within=E07000002,,E06000001,E07000002",
        "within=%20E06000001%20,E07000002",
    ],
)
def test_several_places_may_be_named_in_a_list_or_one_by_one(small_site: FlaskClient, query: str) -> None:
    page, text = (small_site.get(f"/{path}?{query}").text for path in ("hotspots", "hotspots.txt"))

    assert list(blocks(text)) == ["Northtown", "Westham"]
    assert "<h1>Hotspots in Northtown and Westham</h1>" in page
    assert re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a></th>', page) == ["England", "Northtown", "Westham"]
    assert 'href="hotspots.txt?within=E06000001,E07000002" data-copy' in page
    assert '<option value="E06000001,E07000002" selected>Northtown and Westham</option>' in page


def test_a_place_of_any_level_above_stays_chosen(small_site: FlaskClient) -> None:
    for code, name in (("E12000001", "All of North"), ("E06000001", "Northtown"), ("E10000001", "Southshire")):
        page = small_site.get(f"/hotspots?within={code}").text
        assert re.findall(r'<option value="([^"]+)" selected>([^<]+)', page) == [(code, name)]
    assert "<h1>Hotspots in England</h1>" in small_site.get("/hotspots?within=E92000001").text


def test_links_keep_the_week_and_the_places_as_far_as_other_pages_know_them(three_weeks: FlaskClient) -> None:
    page = three_weeks.get("/hotspots?week=2020-10-20&within=E06000001").text
    links = {link.replace("&amp;", "&") for link in re.findall(r'<a (?:class="[^"]+" )?href="([^"#]+)"', page)}

    assert {
        "/?week=2020-10-20",
        "/rises?within=E06000001&week=2020-10-20",
        "/table?within=E06000001&week=2020-10-20",
        "/areas/ltla/E06000001?week=2020-10-20",
        "/areas/msoa/E02000001?week=2020-10-20",
        "hotspots?week=2020-10-20",
        "hotspots?within=E06000001",
        "hotspots.txt?within=E06000001&week=2020-10-20",
    } <= links
    assert {three_weeks.get(f"/{link.lstrip('/')}").status_code for link in links} == {200}
    assert "week=" not in three_weeks.get("/hotspots?week=2020-10-27").text.partition("<main")[2]


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("week=2020-10-26", 404, "The week 2020-10-26 is not on record."),
        ("week=yesterday", 400, "week=yesterday is no date; give it as YYYY-MM-DD."),
        ("week=2020-02-30", 400, "week=2020-02-30 is no date"),
        ("within=E06000001,E99999999", 404, "within=E99999999: no authority, region or nation has this code."),
        ("within=E02000001", 404, "within=E02000001: no authority, region or nation has this code."),
    ],
)
def test_what_is_not_on_record_is_answered_with_the_reason(
    small_site: FlaskClient, query: str, status: int, sentence: str
) -> None:
    for path in ("hotspots", "hotspots.txt"):
        answer = small_site.get(f"/{path}?{query}")
        assert (answer.status_code, sentence in answer.text) == (status, True)
        assert status == 400 or "2020-10-20" in answer.text or "E12000001" in answer.text
