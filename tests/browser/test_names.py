"""Names on the map, in a real browser: none over another, over the selected area, or cut."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import combinations
from typing import TypedDict

import pytest
from playwright.sync_api import Page

Open = Callable[..., Page]
Rect = tuple[float, float, float, float]  # left, top, right, bottom


class Written(TypedDict):
    """A name on the map, and where it stands; a town's also where its dot is."""

    name: str
    rank: str
    rect: Rect
    dot: tuple[float, float]


WRITTEN = """
[...document.querySelectorAll('.leaflet-labels-pane span')].map((span) => {
  const {left, top, right, bottom} = span.getBoundingClientRect();
  const [x, y] = ['--x', '--y'].map((name) => parseFloat(span.style.getPropertyValue(name)));
  return {name: span.textContent, rank: span.className, rect: [left, top, right, bottom], dot: [left + x, top + y]};
})
"""
COVERED = """
['#map_casemap', '.leaflet-control', '.leaflet-popup', '.legend[data-corner]'].flatMap((selector) =>
  [...document.querySelectorAll(selector)]).map((element) => {
  const {left, top, right, bottom} = element.getBoundingClientRect();
  return [left, top, right, bottom];
})
"""


def written(page: Page) -> list[Written]:
    page.wait_for_selector("#map_casemap[data-pending='0']")
    page.wait_for_load_state("networkidle")
    page.wait_for_selector(".leaflet-labels-pane span", state="attached")
    page.wait_for_timeout(300)
    return list(page.evaluate(WRITTEN))


def names(page: Page, rank: str) -> list[str]:
    return [one["name"] for one in written(page) if one["rank"] == rank]


def overlap(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_names_keep_clear_of_the_legend_that_floats_over_the_map_when_it_grows(open_page: Open, england: str) -> None:
    page = open_page(f"{england}/?view=51.6,0.05,10", 1280, 800)
    legend = page.locator(".legend")
    before = written(page)
    page.evaluate("document.querySelector('.legend').style.paddingBottom = '12rem'")
    left, top, right, bottom = page.evaluate(COVERED)[-1]

    assert legend.evaluate("element => getComputedStyle(element).position") == "absolute"
    assert any(overlap(one["rect"], (left, top, right, bottom)) for one in before)
    assert not any(overlap(one["rect"], (left, top, right, bottom)) for one in written(page))


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800), (1920, 1000)])
def test_no_name_stands_over_another_or_is_cut(open_page: Open, england: str, width: int, height: int) -> None:
    page = open_page(f"{england}/about", width, height)
    for path in ("/", "/?view=51.5,-0.1,9.5", "/?view=54.7,-1.5,11", "/embed?within=E12000001"):
        page.goto(f"{england}{path}")
        rects = [one["rect"] for one in written(page)]
        (left, top, right, bottom), *covered = page.evaluate(COVERED)

        assert len(rects) > 4, path
        assert [pair for pair in combinations(rects, 2) if overlap(*pair)] == [], path
        assert [rect for rect in rects if any(overlap(rect, other) for other in covered)] == [], path
        assert all(
            rect[0] >= left and rect[1] >= top and rect[2] <= right and rect[3] <= min(bottom, height) for rect in rects
        ), path


def test_the_largest_towns_are_named_from_afar_and_smaller_ones_from_near(open_page: Open, england: str) -> None:
    far = open_page(f"{england}/", 1280, 860)
    assert {"London", "Manchester", "Birmingham"} <= set(names(far, "town"))
    assert "Barnet" not in [one["name"] for one in written(far)]
    assert {"North East", "South West"} <= set(names(far, "group"))

    near = open_page(f"{england}/?view=54.7,-1.5,9.5", 1280, 860)
    assert {"Durham", "Hartlepool"} <= set(names(near, "town"))
    assert "County Durham" in names(near, "group")


def test_from_near_only_what_lies_around_the_view_comes_and_names_more_towns(open_page: Open, england: str) -> None:
    asked: list[str] = []
    page = open_page(f"{england}/", 1280, 860)
    page.on("request", lambda request: asked.append(request.url))
    held = {name for name, *_ in json.loads(page.locator("#surroundings").text_content() or "")["towns"]}
    assert set(names(page, "town")) <= held
    page.evaluate("history.pushState(null, '', '?view=51.5,-0.1,10'); dispatchEvent(new PopStateEvent('popstate'))")
    page.wait_for_selector("#map_casemap[data-level='msoa'][data-pending='0']")

    assert set(names(page, "town")) - held
    assert 1 <= sum("/surroundings/" in address for address in asked) <= 4


def test_small_areas_are_named_from_zoom_11(open_page: Open, england: str) -> None:
    before, after = (open_page(f"{england}/?view=54.7,-1.5,{zoom}", 1280, 860) for zoom in (10.75, 11))

    assert names(before, "area") == []
    assert "Ferryhill East & Cornforth" in names(after, "area")


def test_a_dot_lies_beside_its_towns_name_and_under_no_other(open_page: Open, england: str) -> None:
    towns = [one for one in written(open_page(f"{england}/", 1280, 860)) if one["rank"] == "town"]
    dots = [(x, y, x, y) for x, y in (one["dot"] for one in towns)]

    assert not any(overlap(one["rect"], dot) for one in towns for dot in dots)


def test_nothing_is_written_over_the_selected_area(open_page: Open, england: str) -> None:
    page = open_page(f"{england}/?view=54.7,-1.5,11", 1280, 860)
    at = next(one["rect"] for one in written(page) if one["rank"] == "area" and "Wingate" in one["name"])
    page.mouse.click((at[0] + at[2]) / 2, (at[1] + at[3]) / 2)
    page.wait_for_selector("#area-panel h2")

    assert "Wingate & Castle Eden" in page.locator("#area-panel").inner_text()
    assert "Wingate & Castle Eden" not in [one["name"] for one in written(page)]
