"""A legend is a bar with a step for each class, which is read without a script, or sight, too."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape

from flask.testing import FlaskClient

from app.view import MapView
from app.web.pages.legend import corner_of
from app.web.pages.placeholder import in_either_scheme
from app.web.serving.site import site
from tests.england import Level

NORTH = "E12000001"


def sections(page: str) -> dict[str, str]:
    return dict(re.findall(r'<section data-legend="([^"]+)"[^>]*>(.*?)</section>', page, re.DOTALL))


def shown(page: str) -> str:
    found = re.search(r'<section data-legend="([^"]+)">', page)
    assert found
    return found[1]


def test_there_is_a_section_for_each_level_and_measure_of_which_one_is_shown(small_site: FlaskClient) -> None:
    page = small_site.get("/").text
    levels, measures = ("utla", "ltla", "msoa"), ("cases", "rate", "change")

    assert set(sections(page)) == {f"{measure}:{level}" for level in levels for measure in measures}
    assert shown(page) == "rate:utla"


def test_the_bar_has_the_colours_of_the_editions_classes_in_both_schemes(small_site: FlaskClient) -> None:
    with small_site.application.app_context():
        measures = site().current().facts["measures"]
    for name, section in sections(small_site.get("/").text).items():
        measure, level = name.split(":")
        steps = re.search(r'<svg class="steps"[^>]+>(.*?)</svg>', section)

        assert steps
        assert re.findall(r'fill="([^"]+)"', steps[1]) == [in_either_scheme(one) for one in measures[measure][level]]


def test_the_classes_are_a_list_for_those_who_do_not_see_the_bar(small_site: FlaskClient) -> None:
    section = sections(small_site.get(f"/embed?within={NORTH}&measure=cases").text)["cases:msoa"]
    items = [
        unescape(re.sub(r"<[^>]+>", "", item)).strip() for item in re.findall(r"<li>(.*?)</li>", section, re.DOTALL)
    ]

    assert '<div class="bar" aria-hidden="true">' in section
    assert items[0] == "4: 0 areas"
    assert "100 and over: 1 area" in items
    assert items[-1] == "three or fewer cases"


def test_bars_are_as_high_as_their_share_of_the_fullest_class(small_site: FlaskClient) -> None:
    section = sections(small_site.get("/embed?level=msoa&measure=cases").text)["cases:msoa"]
    many = re.search(r'<svg class="many"[^>]+>(.*?)</svg>', section)
    numbers = [int(number) for number in re.findall(r"data-many>: (\d+) area", section)]

    assert many
    heights = [float(height) for height in re.findall(r' height="([\d.]+)"', many[1])]
    assert sum(numbers) == 4
    assert heights == [round(number / max(numbers), 3) for number in numbers]


def test_patterns_are_in_the_legend_where_areas_have_them(small_site: FlaskClient) -> None:
    change = sections(small_site.get("/embed?level=msoa&measure=change").text)["change:msoa"]

    assert '<li data-without="dotted">' in change
    assert '<li data-without="hatched" hidden>' in change


def test_a_measure_that_changes_by_zoom_is_told(small_site: FlaskClient) -> None:
    by_zoom = sections(small_site.get("/").text)
    chosen = sections(small_site.get("/?measure=rate").text)

    assert "Zoom in for smaller areas<span data-by-zoom>, by cases</span>." in by_zoom["rate:utla"]
    assert '<p data-by-zoom="out">Zoom out for larger areas, by rate.</p>' in by_zoom["cases:msoa"]
    assert not any("data-by-zoom" in section for section in chosen.values())


def test_the_whole_is_told_for_its_mark(small_site: FlaskClient) -> None:
    told = re.search(r'data-whole="([^"]+)"', small_site.get("/").text)

    assert told
    whole = json.loads(unescape(told[1]))
    assert (whole["level"], whole["name"]) == ("nation", "England")
    assert whole["weekEnd"] == "2020-10-27"


def test_a_legend_floats_only_where_no_area_lies(small_site: FlaskClient) -> None:
    with small_site.application.app_context():
        edition = site().current()
    narrow = MapView(edition, edition.week, places=tuple(edition.areas[Level.REGION][:1]))
    (south, west), (north, east) = narrow.corners
    close = replace(narrow, bounds=((south, west), ((south + north) / 2, (west + east) / 2)))

    assert corner_of(close) == ""
    assert corner_of(replace(narrow, bounds=((south, west - 2), (north, east + 2)))) == "top-right"
