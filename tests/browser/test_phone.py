"""What a reader does on a phone and by keyboard: the map stays in sight and in place, and what changes is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
Box = tuple[float, float, float, float]  # left, top, right, bottom in the window

TOOLS, MAP, PANEL, SLIDER = "html[data-tools=true]", "#map_casemap", "#area-panel", "#week-slider"
NAMED = f"{MAP} + p"  # what the keyboard has reached
MEASURE = "#measure-status"
PHONES = [(390, 844), (320, 568), (640, 400)]
MIDDLES = {"Mill Lane": (54.45, -1.55), "Old Quay": (54.55, -1.55), "Hill Top": (54.65, -1.5)}
UNDER = "(one) => { const {left, top, width, height} = one.getBoundingClientRect();" + (
    "return document.elementFromPoint(left + width / 2, top + height / 2) === one }"
)


def opened(open_page: Open, address: str, width: int, height: int, **options: object) -> Page:
    page = open_page(address, width, height, **options)
    page.wait_for_selector(TOOLS, state="attached")
    page.wait_for_selector(f"{MAP}[data-pending='0']")
    return page


def edges(page: Page, selector: str) -> Box:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_the_slider_is_used_with_the_map_in_sight_and_nothing_moves(
    open_page: Open, sample: str, width: int, height: int
) -> None:
    page = opened(open_page, sample, width, height)
    page.locator(SLIDER).evaluate("(one) => one.scrollIntoView({block: 'end'})")
    at_first = (*edges(page, MAP), *edges(page, SLIDER))
    top, bottom, slider = at_first[1], at_first[3], at_first[5]
    said = page.locator("#week-controls [data-period]")

    assert min(bottom, slider) - max(top, 0) >= 0.45 * height
    for _ in range(min(6, int(page.locator(SLIDER).get_attribute("max") or 0))):
        before = said.inner_text()
        page.locator(SLIDER).press("ArrowLeft")
        expect(said).not_to_have_text(before)
        page.wait_for_timeout(300)  # the headline of the week has come
        assert (*edges(page, MAP), *edges(page, SLIDER)) == pytest.approx(at_first, abs=0.5)


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_the_sheet_of_an_area_leaves_room_for_the_slider_and_the_map(
    open_page: Open, small: str, width: int, height: int
) -> None:
    page = opened(open_page, f"{small}/?area=msoa.E02000001", width, height)
    expect(page.locator(PANEL)).to_be_visible()
    slider = page.locator(SLIDER)
    slider.evaluate("(one, part) => scrollBy(0, one.getBoundingClientRect().bottom - part * innerHeight)", 0.55)
    top, bottom = edges(page, MAP)[1], edges(page, SLIDER)[1]

    assert slider.evaluate(UNDER)
    assert bottom - max(top, 0) >= 0.25 * height


def test_a_measure_that_changes_with_the_level_is_said_for_a_while(open_page: Open, small: str) -> None:
    page = opened(open_page, small, 390, 844)
    said, level = page.locator(MEASURE), page.get_by_label("Areas")
    expect(said).to_have_attribute("role", "status")

    expect(said).to_be_empty()
    level.select_option("utla")
    expect(said).to_have_text("Now shows cases per 100,000 people by authority")
    level.select_option("msoa")
    expect(said).to_have_text("Now shows cases by small area")
    expect(said).to_be_empty(timeout=10_000)
    page.get_by_role("radio", name="Change").check()
    level.select_option("utla")
    page.wait_for_selector(f"{MAP}[data-level=utla][data-pending='0']")
    expect(said).to_be_empty()


def test_a_measure_that_changes_with_the_zoom_is_said(open_page: Open, england: str) -> None:
    page = opened(open_page, england, 390, 844)
    page.locator(MAP).focus()
    for _ in range(5):
        page.keyboard.press("+")
        page.wait_for_timeout(500)

    expect(page.locator(MEASURE)).to_have_text("Now shows cases by small area")


def test_the_keyboard_zooms_to_the_area_that_it_is_at(open_page: Open, small: str) -> None:
    page = opened(open_page, f"{small}/?level=msoa", 390, 844)
    page.locator(MAP).focus()
    for _ in range(2):  # to the area in the middle, and on
        page.keyboard.press("ArrowUp")
    page.wait_for_timeout(400)
    name = page.locator(NAMED).inner_text().partition(",")[0]
    for key in "++":
        page.keyboard.press(key)
        page.wait_for_timeout(500)
    latitude, longitude, _ = map(float, parse_qs(urlsplit(page.url).query)["view"][0].split(","))

    assert (latitude, longitude) == pytest.approx(MIDDLES[name], abs=0.01)
    assert page.locator(NAMED).inner_text().startswith(name)


def test_zooming_in_by_keyboard_names_the_finer_area_there(open_page: Open, england: str) -> None:
    page = opened(open_page, england, 1280, 800)
    page.locator(MAP).focus()
    page.keyboard.press("ArrowUp")
    page.wait_for_timeout(400)
    expect(page.locator(NAMED)).to_have_text(re.compile("^Staffordshire: "))
    for _ in range(5):
        page.keyboard.press("+")
        page.wait_for_timeout(500)
    page.wait_for_selector(f"{MAP}[data-level=msoa][data-pending='0']")

    expect(page.locator(NAMED)).to_have_text(re.compile("^[^:]+, Stafford: "))  # a district of that county


@pytest.mark.parametrize(("width", "height"), [(390, 568), (1280, 500)])
def test_a_new_selection_begins_at_the_top_of_its_panel(open_page: Open, small: str, width: int, height: int) -> None:
    page = opened(open_page, f"{small}/?area=msoa.E02000003", width, height)
    rolled = "(panel) => [panel, panel.parentElement].map((one) => one.scrollTop)"
    panel = page.locator(PANEL)
    expect(panel.locator("table")).to_be_attached()
    page.wait_for_timeout(300)
    panel.evaluate("(panel) => { panel.scrollTop = panel.parentElement.scrollTop = 999 }")
    assert max(panel.evaluate(rolled)) > 0
    page.get_by_role("combobox", name="Find an area").fill("Church End")
    expect(page.locator("[data-choices] li")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(panel.locator("h2")).to_have_text('Church End, "The Green"')
    assert panel.evaluate(rolled) == [0, 0]


def test_the_small_chart_says_what_it_shows_as_the_page_of_the_area_does(open_page: Open, small: str) -> None:
    page = opened(open_page, f"{small}/?area=msoa.E02000002", 390, 844)
    chart = page.locator(f"{PANEL} .chart")

    expect(chart.locator("figcaption")).to_contain_text("Cases each week in ")
    expect(chart.locator("svg.weeks > text").last).to_have_text("15")
    expect(chart.locator(".key li")).to_have_text(["three or fewer cases, hidden"])
    expect(chart.get_by_text("27 Oct 2020", exact=True)).to_be_visible()
    expect(chart.locator(".own")).to_have_attribute("data-week", "2020-10-27")
    page.get_by_label("Week", exact=True).press("ArrowLeft")
    expect(chart.locator(".own")).to_have_attribute("data-week", "2020-10-20")
    described = chart.locator("desc").text_content()
    page.goto(f"{small}/areas/msoa/E02000002")
    assert page.locator(".chart desc").first.text_content() == described


def test_the_figures_are_told_without_the_chart_where_it_does_not_come(browser_page: Page, small: str) -> None:
    browser_page.route("**/charts/**", lambda route: route.abort())
    browser_page.goto(f"{small}/?area=msoa.E02000001")

    expect(browser_page.locator(f"{PANEL} h2")).to_have_text("Old Quay")
    expect(browser_page.locator(f"{PANEL} .chart")).to_have_count(0)
