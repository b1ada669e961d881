from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import Settings
from app.wording import in_words
from tests.article import lines_of
from tests.conftest import Casemap
from tests.web.reading import of_class, read, words


def page_of(site: FlaskClient, query: str = "") -> Element:
    answer = site.get(f"/hotspots{query}")
    assert answer.status_code == 200
    return read(answer.text)


def lead(page: Element) -> str:
    return words(next(of_class(page, "lead")))


def places(page: Element) -> list[list[str]]:
    """Return the table of places, its headings first."""
    (table,) = page.iter("table")
    return [[words(cell) for cell in row] for row in table.iter("tr")]


def rankings(page: Element) -> dict[str, list[str]]:
    (found,) = of_class(page, "rankings")
    return {words(section[0]): [words(item) for item in section.iter("li")] for section in found.iter("section")}


def listed(page: Element) -> dict[str, list[str]]:
    """Return the areas that are listed, with their tags, by the headings above them."""
    sections = (section for section in page.iter("section") if any(of_class(section, "plain")))
    return {words(section[0]): [words(item) for item in section.iter("li")] for section in sections}


def ticked(page: Element) -> list[tuple[str, str]]:
    (several,) = of_class(page, "several")
    boxes = ((label[0], words(label)) for label in several.iter("label"))
    return [(box.get("value") or "", label) for box, label in boxes if "checked" in box.attrib]


def test_it_begins_with_sentences_that_are_true(small_site: FlaskClient) -> None:
    page = page_of(small_site)

    assert lead(page) == (
        "In the seven days to 27 October 2020, figures are shown for 4 of the 6 small areas in England; two had three "
        "or fewer cases. Cases rose in 1 of the 3 small areas that can be compared with the week before, fell in 1 and "
        "stayed the same in 1. In England as a whole, cases rose by 19.7%; 1 small area rose faster."
    )
    described = [meta.get("content") for meta in page.iter("meta") if meta.get("name") == "description"]
    assert described == [lead(page)]


def test_the_highest_and_the_steepest_are_named_with_their_authorities(small_site: FlaskClient) -> None:
    assert rankings(page_of(small_site)) == {
        "The four small areas with the most cases": [
            "Old Quay Northtown 1,204 cases 15,050.0 per 100,000 people",
            "{{7*7}}<script>alert(1)</script> Northtown 12 cases 160.0 per 100,000 people",
            "Old Quay Westham 5 cases 100.0 per 100,000 people",
            'Church End, "The Green" Eastham & District 4 cases 57.1 per 100,000 people',
        ],
        "Steepest rises": ["Old Quay Northtown up 20.4% from 1,000 to 1,204 cases"],
    }


def test_ten_are_the_highest_and_as_many_as_have_the_last_ones_figure_are_told_of(sample_site: FlaskClient) -> None:
    told = set()
    for week in re.findall(r'<option value="(2020-[^"]+)', sample_site.get("/hotspots").text):
        page = page_of(sample_site, f"?week={week}")
        said, (highest, *_) = words(page), rankings(page).values()
        counts = sorted((int(count) for count in re.findall(r" - (\d+) cases?", said)), reverse=True)
        found = re.search(rf"(\w+) more ha(?:s|ve) {counts[9]} cases\.", said)

        assert [int(re.findall(r"(\d+) cases", line)[0]) for line in highest] == counts[:10]
        assert (found and found[1].lower()) == (in_words(more) if (more := counts[10:].count(counts[9])) else None)
        told.add(bool(found))
    assert told == {True, False}


def test_no_more_than_five_rises_are_the_steepest(sample_site: FlaskClient) -> None:
    _, steepest = rankings(page_of(sample_site)).values()
    rises = [float(re.findall(r"up ([\d.]+)%", line)[0]) for line in steepest]

    assert len(rises) == 5
    assert rises == sorted(rises, reverse=True)


def test_places_are_counted_in_a_table(small_site: FlaskClient) -> None:
    assert places(page_of(small_site)) == [
        ["Place", "Shown", "Rose", "Rose faster", "Not compared"],
        ["England", "4 of 6", "1", "1", "3"],
        ["North", "2 of 3", "1", "1", "2"],
        ["South", "2 of 3", "0", "0", "1"],
    ]


def test_areas_are_listed_under_where_they_are(small_site: FlaskClient) -> None:
    assert listed(page_of(small_site)) == {
        "Eastham & District, Southshire": ['Church End, "The Green" - 4 cases'],
        "Northtown": ["Old Quay - 1,204 cases rose faster", "{{7*7}}<script>alert(1)</script> - 12 cases"],
        "Westham, Southshire": ["Old Quay - 5 cases"],
    }


def test_where_england_fell_what_rose_is_said_to_rise_and_what_fell_by_less_to_fell_less(
    casemap: Casemap, small_files: Path, home: Path
) -> None:
    published = small_files / "authorities_2020-11-02.csv"
    published.write_text(published.read_text().replace("2020-10-20,1027", "2020-10-20,3000"))
    for command in (["load", small_files], ["publish"]):
        assert casemap(*command).exit_code == 0
    page = page_of(create_app(Settings(home=home)).test_client())

    assert lead(page).endswith("In England as a whole, cases fell by 59.0%; 1 small area fell by less.")
    assert places(page)[0] == ["Place", "Shown", "Rose", "Fell less", "Not compared"]
    assert places(page)[1] == ["England", "4 of 6", "1", "1", "3"]
    assert "One fell less than England where its cases fell by less, in per cent" in words(page)
    assert listed(page) == {
        "Eastham & District, Southshire": ['Church End, "The Green" - 4 cases fell less'],
        "Northtown": ["Old Quay - 1,204 cases rose", "{{7*7}}<script>alert(1)</script> - 12 cases"],
        "Westham, Southshire": ["Old Quay - 5 cases"],
    }


def test_where_the_nation_has_no_figure_nothing_is_compared_with_it(
    casemap: Casemap, small_files: Path, home: Path
) -> None:
    published = small_files / "authorities_2020-11-02.csv"
    lines = published.read_text().splitlines(keepends=True)
    published.write_text("".join(line for line in lines if not line.startswith("nation")))
    for command in (["load", small_files], ["publish"]):
        assert casemap(*command).exit_code == 0
    page = page_of(create_app(Settings(home=home)).test_client())

    assert lead(page).endswith("fell in 1 and stayed the same in 1.")
    assert places(page)[0] == ["Place", "Shown", "Rose", "Not compared"]
    assert listed(page)["Northtown"][0] == "Old Quay - 1,204 cases rose"


def test_a_chosen_place_stands_beside_england_alone(small_site: FlaskClient) -> None:
    assert [row[0] for row in places(page_of(small_site, "?within=E12000001"))[1:]] == ["England", "North"]


def test_hidden_areas_are_nowhere_on_the_page(small_site: FlaskClient) -> None:
    for query in ("", "?within=E12000002", "?order=name", "?week=2020-10-20"):
        assert "Hill Top" not in small_site.get(f"/hotspots{query}").text


def test_a_place_that_is_not_there_is_answered_with_the_choices(small_site: FlaskClient) -> None:
    response = small_site.get("/hotspots?within=E99999999")

    assert response.status_code == 404
    assert "E12000001" in response.text


@pytest.fixture
def three_weeks(casemap: Casemap, small_files: Path, home: Path) -> FlaskClient:
    """Return a client of the small place with a week more on record before the two, published by itself."""
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
    assert 'content="In the seven days to 20 October 2020, figures' in page.partition("</head>")[0]
    assert "Seven days to 20 October 2020 (14 to 20 October), published 2 November 2020." in said
    assert "In England as a whole, cases rose by 2.7%;" in said
    assert "Old Quay - 1,000 cases rose faster" in said
    assert "1,204" not in said


def test_each_week_says_when_it_was_published(three_weeks: FlaskClient) -> None:
    page = three_weeks.get("/hotspots?week=2020-10-13").text

    assert "Seven days to 13 October 2020 (7 to 13 October), published 19 October 2020." in page
    assert "Old Quay - 500 cases" in plain_text(page)


def test_the_text_is_of_the_week_and_the_places(three_weeks: FlaskClient) -> None:
    title, said, highest, listed, _ = three_weeks.get("/hotspots.txt?week=2020-10-13&within=E06000001").text.split(
        "\n\n"
    )

    assert title == "COVID-19 cases in Northtown: seven days to 13 October 2020 (7 to 13 October)"
    assert said.startswith("In the seven days to 13 October 2020, figures are shown for 2 of the 3 small areas")
    assert "rose" not in said
    assert highest.startswith("The two small areas with the most cases")
    assert listed == "Northtown\nOld Quay - 500 cases\n{{7*7}}<script>alert(1)</script> - 8 cases"


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
    page = page_of(small_site, f"?{query}")
    (copying,) = (link.get("href") for link in page.iter("a") if "data-copy" in link.attrib)

    assert list(listed(page)) == ["Northtown", "Westham, Southshire"]
    assert words(next(page.iter("h1"))) == "Hotspots in Northtown and Westham"
    assert [row[0] for row in places(page)[1:]] == ["England", "Northtown", "Westham"]
    assert copying == "hotspots.txt?within=E06000001,E07000002"
    assert ticked(page) == [("E06000001", "Northtown"), ("E07000002", "Westham")]
    assert list(dict.fromkeys(heading for heading, _ in lines_of(small_site.get(f"/{copying}").text))) == [
        "Northtown",
        "Westham, Southshire",
    ]


def test_a_place_of_any_level_above_stays_chosen(small_site: FlaskClient) -> None:
    for code, name in (("E12000001", "North"), ("E06000001", "Northtown"), ("E10000001", "Southshire")):
        assert ticked(page_of(small_site, f"?within={code}")) == [(code, name)]
    assert words(next(page_of(small_site, "?within=E92000001").iter("h1"))) == "Hotspots in England"


def test_the_order_is_chosen_and_kept(small_site: FlaskClient) -> None:
    page = page_of(small_site, "?order=code&within=E12000001,E12000002")
    links = [link.get("href") or "" for link in page.iter("a")]
    chosen = [(one.get("value"), words(one)) for one in page.iter("option") if "selected" in one.attrib]

    assert list(listed(page)) == ["Northtown", "Eastham & District, Southshire", "Westham, Southshire"]
    assert ("code", "By code") in chosen
    assert "hotspots.txt?within=E12000001,E12000002&order=code" in links
    assert "hotspots?within=E12000001&order=code" in links
    assert small_site.get("/hotspots?order=cases").status_code == 400


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
