from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import Settings
from tests.conftest import Casemap

ADDRESSES = [
    "msoa/E02000001",
    "msoa/E02000002",
    "msoa/E02000003",
    "msoa/E02000004",
    "ltla/E06000001",
    "ltla/E07000001",
    "utla/E10000001",
    "region/E12000001",
    "nation/E92000001",
]


def page_of(site: FlaskClient, address: str) -> str:
    response = site.get(f"/areas/{address}")
    assert response.status_code == 200
    return response.text


def section(page: str, heading: str) -> str:
    """Return the words under a heading, a line for each row of a table or list."""
    found = re.search(rf"<h2>{heading}</h2>(.*?)(?=<h2>|</main>)", page, re.DOTALL)
    assert found, f"the page has no heading {heading}"
    rows = re.findall(r"<(?:tr|li|p)[ >].*?</(?:tr|li|p)>", found[1], re.DOTALL)
    return "\n".join(" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_area_has_a_page_that_the_policy_lets_be_seen_whole(small_site: FlaskClient, address: str) -> None:
    page = page_of(small_site, address)

    assert "<script" not in page
    assert not re.search(r"\sstyle=", page)
    assert '<svg class="weeks" role="img"' in page


def test_an_area_is_set_beside_its_authority_and_nation(small_site: FlaskClient) -> None:
    assert section(page_of(small_site, "msoa/E02000001"), "Compared with Northtown and England").splitlines() == [
        "Area Cases Rate per 100,000 Change",
        "Old Quay 1,204 15,050.0 up 20.4%",
        "Northtown 1,217 5,660.5 up 21.2%",
        "England 1,229 2,891.8 up 19.7%",
    ]


def test_a_name_takes_its_article_in_sentences_and_not_where_it_stands_alone(sample_site: FlaskClient) -> None:
    page = page_of(sample_site, "region/E12000001")

    assert "<h1>North East</h1>" in page
    assert ">The North East on the map</a>" in page
    assert "<h2>Authorities in the North East</h2>" in page


def test_neighbours_are_compared_and_those_without_a_figure_say_why(small_site: FlaskClient) -> None:
    neighbours = section(page_of(small_site, "msoa/E02000005"), "Neighbours").splitlines()

    assert neighbours[0].startswith("Of its ")
    assert neighbours[1] == "Area Cases Rate per 100,000 Change"
    assert "Mill Lane Three or fewer cases – –" in neighbours


def test_a_hidden_area_has_its_neighbours_too_but_no_comparison(small_site: FlaskClient) -> None:
    neighbours = section(page_of(small_site, "msoa/E02000004"), "Neighbours")

    assert neighbours.startswith("Area Cases")
    assert "Church End" in neighbours


def test_the_areas_of_an_authority_stand_by_count_with_the_hidden_last(small_site: FlaskClient) -> None:
    parts = section(page_of(small_site, "utla/E06000001"), "Areas in Northtown").splitlines()

    assert parts == [
        "Cases in the seven days to 27 October 2020 (21 to 27 October), the most first.",
        "Old Quay 1,204",
        "{{7*7}}&lt;script&gt;alert(1)&lt;/script&gt; 12",
        "Hill Top Three or fewer cases",
    ]


@pytest.mark.parametrize(
    ("address", "heading", "first"),
    [
        ("msoa/E02000002", "Areas in Northtown", "Old Quay 1,204"),
        ("ltla/E07000001", "Areas in Eastham &amp; District", "Church End, &#34;The Green&#34; 4"),
        ("utla/E10000001", "Authorities in Southshire", "Eastham &amp; District 7"),
        ("region/E12000002", "Authorities in South", "Southshire 12"),
        ("nation/E92000001", "Regions in England", "North 1,217"),
    ],
)
def test_an_area_lists_its_parts_and_a_small_one_those_beside_it(
    small_site: FlaskClient, address: str, heading: str, first: str
) -> None:
    assert section(page_of(small_site, address), heading).splitlines()[1] == first


def test_the_chart_has_its_weeks_as_a_table_behind_it(small_site: FlaskClient) -> None:
    weeks = section(page_of(small_site, "msoa/E02000002"), "Weeks on record").splitlines()

    assert weeks == [
        "{{7*7}}&lt;script&gt;alert(1)&lt;/script&gt;",
        "England",
        "three or fewer cases, hidden",
        "Seven days to Cases Rate per 100,000",
        "27 October 2020 12 160.0",
        "20 October 2020 Three or fewer cases –",
    ]


def test_the_chart_says_what_it_shows_and_from_when_to_when(small_site: FlaskClient) -> None:
    page = page_of(small_site, "msoa/E02000001")
    chart = page.split('<figure class="chart">')[1].split("</figure>")[0]
    caption = re.search(r'<figcaption id="weeks-title">(.*?)</figcaption>', chart)

    assert caption
    assert caption[1] == "Cases per 100,000 people each week in Old Quay, and in England as a line"
    assert 'aria-labelledby="weeks-title weeks-text"' in chart
    assert "The most was 1,204 cases in the seven days to 27 October 2020." in chart
    assert 'text-anchor="end">27 Oct 2020</text>' in chart


def test_hidden_weeks_are_gaps_in_the_chart(small_site: FlaskClient) -> None:
    chart = page_of(small_site, "msoa/E02000003").split('<svg class="weeks"')[1].split("<details")[0]

    assert 'class="bar' not in chart
    assert chart.count("Three or fewer cases in the seven days to") == 2


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_map_shows_the_area_outlined_and_leads_to_its_neighbours(small_site: FlaskClient, address: str) -> None:
    page = page_of(small_site, address)
    around = page.split('<figure class="around">')[1].split("</figure>")[0]
    linked = re.findall(r'<a href="([^"]+)" aria-label="[^"]+">.*?<path d="M', around)
    tables = page.split("<h2>Neighbours</h2>")[1].split("</table>")[0] if "<h2>Neighbours</h2>" in page else ""

    assert re.search(r'<path class="here" d="M[^"]+"/>', around)
    assert set(linked) == set(re.findall(r'<th scope="row"><a href="([^"]+)"', tables))


def test_the_areas_around_are_in_the_colours_of_the_map_with_their_names(small_site: FlaskClient) -> None:
    page = page_of(small_site, "msoa/E02000001")
    around = page.split('<figure class="around">')[1].split("</figure>")[0]
    picture, caption = around.split("<figcaption>")
    coloured = set(re.findall(r'<path fill="([^"]+)"', picture))

    assert coloured
    assert coloured <= set(re.findall(r'<rect [^>]*fill="([^"]+)"', caption))
    assert re.search("<tspan [^>]*>(Hill|Mill|Church)", picture)
    assert "Cases in the seven days, by small area" in caption


def test_the_weeks_stand_beside_the_nations(small_site: FlaskClient) -> None:
    with_rates = page_of(small_site, "msoa/E02000001").split("<h2>Weeks on record</h2>")[1].split("<details")[0]
    hidden = page_of(small_site, "msoa/E02000003").split("<h2>Weeks on record</h2>")[1].split("<details")[0]
    whole = page_of(small_site, "nation/E92000001").split("<h2>Weeks on record</h2>")[1].split("<details")[0]

    assert re.search('<path class="beside" d="M[0-9]', with_rates)
    assert re.findall("<figcaption[^>]*>(.*?)</figcaption>", hidden) == [
        "Cases each week in Hill Top",
        "Cases each week in England",
    ]
    assert "beside" not in whole


def test_where_only_hexagons_are_known_there_is_neither_small_map_nor_neighbour(sample_site: FlaskClient) -> None:
    page = page_of(sample_site, "msoa/E02004314")

    assert "135 cases in the seven days to 27 October 2020" in page
    assert 'class="around"' not in page
    assert "<h2>Neighbours</h2>" not in page
    assert section(page, "Areas in County Durham").splitlines()[1] == "Durham City 135"


@pytest.mark.parametrize("week", ["", "2020-10-20"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_link_leads_somewhere(small_site: FlaskClient, address: str, week: str) -> None:
    page = page_of(small_site, f"{address}?week={week}")
    links = {link.replace("&amp;", "&") for link in re.findall(r'<a href="([^"#]+)"', page)}

    assert f"/?area={address.replace('/', '.')}{f'&week={week}' if week else ''}" in links
    assert any(link.startswith("/embed/builder?") for link in links)
    assert {small_site.get(link).status_code for link in links} == {200}


def test_an_area_is_told_of_in_a_week_that_is_asked_for(small_site: FlaskClient) -> None:
    page = page_of(small_site, "msoa/E02000001?week=2020-10-20")

    assert "<title>Old Quay: 1,000 cases in the seven days to 20 October 2020</title>" in page
    assert '<p class="count"><b>1,000</b> cases in the seven days to 20 October 2020</p>' in page
    assert "<dd>Seven days to 20 October 2020 (14 to 20 October)</dd>" in page
    assert "Change on the week before: not calculable, as that week is not on record" in page
    assert section(page, "Compared with Northtown and England").splitlines()[1:] == [
        "Old Quay 1,000 12,500.0 not calculable",
        "Northtown 1,004 4,669.8 not calculable",
        "England 1,027 2,416.5 not calculable",
    ]
    assert "Mill Lane 9 100.0 not calculable" in section(page, "Neighbours").splitlines()
    assert section(page, "Areas in Northtown").splitlines()[1] == "Old Quay 1,000"


def test_the_bar_of_its_week_stands_out(small_site: FlaskClient) -> None:
    for week in ("2020-10-20", "2020-10-27"):
        chart = page_of(small_site, f"msoa/E02000001?week={week}").split('<svg class="weeks"')[1]
        own = re.findall(r'<rect class="bar own"[^>]*><title>([^<]+)</title>', chart)
        assert [f"{int(week[-2:])} October" in text for text in own] == [True]


def test_another_week_leads_back_to_the_latest_and_on_to_itself(small_site: FlaskClient) -> None:
    page = page_of(small_site, "utla/E10000001?week=2020-10-20")
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="([^"#]+)"', page)}

    back = re.search(r'<a href="([^"]+)">The latest week on the map: seven days to 27 October 2020', page)
    assert back
    assert small_site.get(back[1]).data == small_site.get("/areas/utla/E10000001").data
    assert {
        "/?area=utla.E10000001&week=2020-10-20",
        "/embed/builder?within=E10000001&week=2020-10-20",
        "/areas/ltla/E07000001?week=2020-10-20",
        "/areas/nation/E92000001?week=2020-10-20",
        "/hotspots?week=2020-10-20",
        "/api/v1/weeks/2020-10-20/msoa/E10000001.csv",
    } <= links
    assert "The latest week" not in page_of(small_site, "utla/E10000001")
    assert any("oembed?url=" in link and "week%3D2020-10-20" in link for link in links)


def test_its_own_week_may_be_named_too(small_site: FlaskClient) -> None:
    address = "msoa/E02000001"

    assert page_of(small_site, f"{address}?week=2020-10-27") == page_of(small_site, address)


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("week=2020-10-26", 404, "The week 2020-10-26 is not on record."),
        ("week=27/10/2020", 400, "week=27/10/2020 is no date; give it as YYYY-MM-DD."),
        ("week=latest", 400, "week=latest is no date"),
    ],
)
def test_a_week_that_there_is_not_is_told(small_site: FlaskClient, query: str, status: int, sentence: str) -> None:
    answer = small_site.get(f"/areas/msoa/E02000001?{query}")

    assert (answer.status_code, sentence in answer.text) == (status, True)
    assert status == 400 or '<a href="?week=2020-10-20">20 October 2020</a>' in answer.text


def test_weeks_are_those_of_the_areas_own_level(casemap: Casemap, small_files: Path, home: Path) -> None:
    (small_files / "ltla_2020-10-20.csv").write_text(
        "areaType,areaCode,areaName,date,newCasesBySpecimenDateRollingSum\n"
        "ltla,E06000001,,2020-10-15,700\nltla,E07000001,,2020-10-15,9\nltla,E07000002,,2020-10-15,9\n"
    )
    for command in (["load", small_files], ["publish"]):
        assert casemap(*command).exit_code == 0
    site = create_app(Settings(home=home)).test_client()
    page = page_of(site, "ltla/E06000001?week=2020-10-15")

    assert "700 cases in the seven days to 15 October 2020" in page
    assert "England Not published – –" in section(page, "Compared with North and England")
    assert '<a href="/areas/nation/E92000001">England</a>' in page
    assert site.get("/areas/msoa/E02000001?week=2020-10-15").status_code == 404


def test_a_page_says_where_its_figure_comes_from(small_site: FlaskClient) -> None:
    page = page_of(small_site, "msoa/E02000001")
    block = page[page.index("Where does this come from?") : page.index("</details>")]
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", block))

    assert "Published 2 November 2020, as " in said
    assert "dashboard-MSOA-counts-2020-11-02" in said
    assert "The rate is 1,204 × 100,000 ÷ 8,000 people = 15,050.0, rounded to one decimal, halves up." in said
    assert "1,204 − 1,000 = +204 cases, ÷ 1,000 = +20.4%" in said
    assert '<a href="#source">' in block
    assert '<p id="source">' in page
    assert "Mid-2019 population estimates" in said


def test_a_page_says_what_became_of_a_count_that_it_does_not_show(small_site: FlaskClient) -> None:
    page = page_of(small_site, "msoa/E02000004")

    assert "<p>Three or fewer cases are hidden. That is an editorial rule of this map" in page
