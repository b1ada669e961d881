"""What the map's page says first, read as a reader would."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.dataset.levels import LevelDefinition
from app.domain import Area, Cell, Shown, Withheld
from tests.web import made
from tests.web.made import serve


class Headline(HTMLParser):
    """The words of the headline's parts by their tags, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inside = ""
        self.lines: list[str] = []
        self.links: list[str] = []
        self.figures: list[str] = []
        self.feed(page)
        self.lines = [line for line in self.lines if line]  # an empty one keeps the room of one that another week has

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "section" and "data-headline" in given:
            self.inside = given.get("class") or ""
        if self.inside and tag in ("p", "h2", "li", "span") and not (tag in ("p", "span") and self.inside == "highest"):
            self.lines.append("")
        if self.inside and tag == "a":
            self.links.append(given.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "section":
            self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside and self.lines:
            self.lines[-1] = " ".join(f"{self.lines[-1]} {data}".split())


def headline(site: FlaskClient, address: str = "/") -> Headline:
    answer = site.get(address)
    assert answer.status_code == 200
    return Headline(answer.text)


def edition_of(site: FlaskClient) -> str:
    found = re.search('data-edition="/(editions/[^"]+)"', site.get("/").text)
    assert found
    return found[1]


def test_the_figure_of_the_whole_comes_first_then_its_change_and_the_highest_areas(small_site: FlaskClient) -> None:
    assert headline(small_site).lines == [
        "1,229 cases in England",
        "Up 19.7% on the week before",
        "Most cases",
        "Old Quay Northtown 1,204",
        "{{7*7}}<script>alert(1)</script> Northtown 12",
        "Old Quay Westham 5",
        'Church End, "The Green" Eastham & District 4',
    ]


def test_each_of_the_highest_leads_to_the_map_with_it(small_site: FlaskClient) -> None:
    links = headline(small_site).links

    assert links[0] == "/?area=msoa.E02000001"
    assert {small_site.get(link).status_code for link in links} == {200}
    assert headline(small_site, "/?week=2020-10-20").links[0] == "/?area=msoa.E02000001&week=2020-10-20"


def test_a_step_of_the_slider_has_the_headline_of_the_page_of_its_week(small_site: FlaskClient) -> None:
    step = headline(small_site, f"/{edition_of(small_site)}headlines/2020-10-20")

    assert step.lines[:3] == ["1,027 cases in England", "Most cases", "Old Quay Northtown 1,000"]
    assert step.lines == headline(small_site, "/?week=2020-10-20").lines


@pytest.mark.parametrize("day", ["2020-10-21", "latest", "x<y"])
def test_a_day_that_is_no_step_is_told_with_those_that_are(small_site: FlaskClient, day: str) -> None:
    answer = small_site.get(f"/{edition_of(small_site)}headlines/{day}")

    assert answer.status_code == 404
    assert "2020-10-27" in answer.text


def test_the_line_of_weeks_ends_at_the_week_shown(small_site: FlaskClient) -> None:
    for week, at in (("2020-10-20", "0.0%"), ("2020-10-27", "100.0%")):
        page = small_site.get(f"/?week={week}").text
        assert f'<circle cx="{at}"' in page.partition('<svg class="line"')[2]


def test_without_a_figure_of_the_whole_it_is_told_how_many_areas_are_shown(tmp_path: Path) -> None:
    deaths = made.deaths()
    whole = LevelDefinition("city", "city")
    dataset = replace(deaths.dataset, levels=(whole, *deaths.dataset.levels))
    place = replace(deaths, dataset=dataset, areas={"city": (Area("city", "c", "The city", {}),), **deaths.areas})

    assert headline(serve(place, tmp_path)).lines == [
        "4 of 6 ZIP areas shown",
        "1 has 1 to 4 deaths",
        "Most deaths",
        "Neighbourhood 1 Borough 1 12",
        "Neighbourhood 4 Borough 2 8",
        "Neighbourhood 5 Borough 2 6",
    ]


def test_where_all_that_are_shown_had_none_it_says_so_and_names_none(tmp_path: Path) -> None:
    deaths = made.deaths()
    now = max(deaths.counts)
    none: list[Cell] = [Shown(0), Shown(0), Withheld.HIDDEN, Shown(0), Withheld.HIDDEN, Withheld.MISSING]

    assert headline(serve(replace(deaths, counts={now: none}, coarser_counts={}), tmp_path)).lines == [
        "3 of 6 ZIP areas had no deaths",
        "2 have 1 to 4 deaths",
    ]


def test_a_place_of_one_level_tells_of_its_areas(tmp_path: Path) -> None:
    assert headline(serve(made.months(), tmp_path)).lines[:4] == [
        "5 of 5 wards shown",
        "Most births",
        "Ward 5 8",
        "Ward 4 6",
    ]


def test_the_sample_which_is_of_a_part_tells_of_its_areas(sample_site: FlaskClient) -> None:
    assert headline(sample_site).lines[:4] == [
        "171 of 173 small areas shown",
        "2 have three or fewer cases",
        "Most cases",
        "Durham City County Durham 135",
    ]
