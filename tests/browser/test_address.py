"""What an address of the map asks for is shown, with a script and without, and what the script writes is understood."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

Open = Callable[..., Page]

TOOLS = "html[data-tools=true]"
READY = "html[data-ready=true]"
MAP = "#map_casemap"
PANEL = "#area-panel"
WEEK = ".masthead .week"
POPUP = ".leaflet-popup-content"
WESTERNMOST = -1.6  # degrees, of the small place


def opened(open_page: Open, address: str, **options: object) -> Page:
    page = open_page(address, 1280, 800, **options)
    page.wait_for_selector(TOOLS, state="attached")
    return page


def settled(page: Page, week: str) -> None:
    """Wait until the address is what the script writes once all has been restored."""
    page.wait_for_url(re.compile(f"area=[^&]+&week={week}&view="))


def test_without_a_script_the_page_is_of_the_week(open_page: Open, small: str) -> None:
    page = open_page(f"{small}/?week=2020-10-20&area=msoa.E02000001", java_script_enabled=False)
    latest = open_page(small, java_script_enabled=False)

    expect(page).to_have_title(re.compile("seven days to 20 October 2020"))
    expect(page.locator(WEEK)).to_contain_text("Seven days to 20 October 2020 (14 to 20 October)")
    pictures = [one.locator("[data-placeholder]").inner_html() for one in (page, latest)]
    assert pictures[0] != pictures[1]
    page.locator("noscript").get_by_role("link", name="Old Quay").click()
    expect(page.locator(".count")).to_have_text("1,000 cases in the seven days to 20 October 2020")


def test_with_a_script_the_map_is_of_the_week_from_the_first(open_page: Open, small: str) -> None:
    page = open_page(f"{small}/about")  # a page whose next is watched from its beginning
    page.add_init_script(
        "window.said = []; new MutationObserver(() => {"
        "const text = document.querySelector('[data-period]')?.textContent;"
        "if (text && said.at(-1) !== text) said.push(text);"
        "}).observe(document, {childList: true, subtree: true, characterData: true});"
    )
    page.goto(f"{small}/?week=2020-10-20&area=msoa.E02000001")
    page.wait_for_selector(TOOLS, state="attached")

    expect(page.locator(POPUP)).to_contain_text("1,000 cases in the seven days to 20 October 2020")
    expect(page.locator(f"{PANEL} .count")).to_have_text("1,000 cases in the seven days to 20 October 2020")
    settled(page, "2020-10-20")
    assert page.evaluate("said") == ["Seven days to 20 October 2020 (14 to 20 October)"]
    assert page.get_by_label("Week", exact=True).input_value() == "0"


def test_a_week_that_does_not_come_leaves_the_picture_of_it_and_a_way_to_try_again(
    browser_page: Page, small: str
) -> None:
    fail: Callable[[Route], None] = lambda route: route.abort()  # noqa: E731
    browser_page.route("**/weeks/*.json", fail)
    browser_page.goto(f"{small}/?week=2020-10-20")
    browser_page.wait_for_selector("#map-status button")

    expect(browser_page.locator("[data-placeholder]")).to_be_visible()
    expect(browser_page.locator(WEEK)).to_contain_text("20 October 2020")
    browser_page.unroute("**/weeks/*.json")
    browser_page.get_by_role("button", name="Try again").click()
    browser_page.wait_for_selector(TOOLS, state="attached")
    expect(browser_page.locator(WEEK)).to_contain_text("20 October 2020")


def test_a_week_between_the_sliders_steps_is_shown_and_found_again_by_back(open_page: Open, england: str) -> None:
    page = opened(open_page, f"{england}/?week=2020-10-27&area=utla.E06000047&utm_source=x")
    settled(page, "2020-10-27")
    slider = page.get_by_label("Week", exact=True)
    expect(slider).to_have_attribute("aria-valuetext", re.compile("27 October 2020"))
    expect(page.locator("[data-published]")).to_be_visible()
    told = page.locator(f"{PANEL} .count")
    expect(told).to_have_text(
        "The figures of the seven days to 27 October 2020 (21 to 27 October) are on the page of this area"
    )
    expect(page.get_by_role("link", name="All about County Durham")).to_have_attribute(
        "href", re.compile("week=2020-10-27$")
    )

    slider.focus()
    page.keyboard.press("ArrowRight")
    settled(page, "2020-11-04")
    expect(page.locator("[data-published]")).to_be_hidden()
    expect(told).to_contain_text("cases in the seven days to 4 November 2020")
    page.go_back()
    settled(page, "2020-10-27")
    expect(told).to_contain_text("27 October 2020")
    page.go_forward()
    settled(page, "2020-11-04")
    expect(told).to_contain_text("4 November 2020")


def test_an_areas_page_is_of_the_week_that_the_map_shows(open_page: Open, england: str) -> None:
    page = opened(open_page, f"{england}/?area=msoa.E02004314&week=2020-10-28")
    expect(page.locator(f"{PANEL} .count")).to_have_text("142 cases in the seven days to 27 October 2020")
    page.get_by_role("link", name="All about Durham City").click()

    expect(page).to_have_url(f"{england}/areas/msoa/E02004314?week=2020-10-27")
    expect(page.locator(".count")).to_have_text("142 cases in the seven days to 27 October 2020")
    page.get_by_role("link", name="Durham City on the map").click()
    expect(page.locator(f"{PANEL} .count")).to_have_text("142 cases in the seven days to 27 October 2020")


@pytest.mark.parametrize("place", ["small", "england"])
def test_what_the_script_writes_is_understood_on_reload(
    open_page: Open, request: pytest.FixtureRequest, place: str
) -> None:
    page = opened(open_page, request.getfixturevalue(place))
    page.get_by_role("radio", name="Change").check()
    page.get_by_label("Areas").select_option("utla")
    page.get_by_label("Week", exact=True).focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**week=*")
    box = page.locator(MAP).bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**area=*")
    page.get_by_role("radio", name="Hexagons").check()
    page.wait_for_url("**shape=hexes*")
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_url("**view=*")
    page.wait_for_timeout(500)
    written = page.url
    answer = page.reload()

    assert answer
    assert answer.status == 200
    page.wait_for_selector(f"{MAP}[data-shape=hexes]")
    page.wait_for_timeout(500)
    assert page.url == written
    assert {part.partition("=")[0] for part in written.partition("?")[2].split("&")} == {
        *("area", "measure", "level", "week", "shape", "view")
    }
    expect(page.get_by_role("radio", name="Change")).to_be_checked()


def test_a_view_of_the_sea_is_understood_on_reload(open_page: Open, small: str) -> None:
    page = opened(open_page, f"{small}/?view=54.6,-1.5,13")
    box = page.locator(MAP).bounding_box()
    assert box
    across, down = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for _ in range(12):
        page.mouse.move(across, down)
        page.mouse.down()
        page.mouse.move(across + 400, down, steps=2)
        page.mouse.up()
    page.wait_for_timeout(600)
    longitude = float(page.url.partition("view=")[2].split(",")[1])
    answer = page.reload()

    assert longitude < WESTERNMOST - 0.09  # so far that nothing of the map is in view
    assert answer
    assert answer.status == 200


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("week=2020-10-26", 404, "The week 2020-10-26 is not on record."),
        ("level=region", 400, "level=region is not known here; it may be utla, ltla or msoa."),
        ("wek=2020-10-20", 400, "Did you mean week?"),
    ],
)
def test_what_cannot_be_is_told_on_a_page(
    browser_page: Page, small: str, query: str, status: int, sentence: str
) -> None:
    answer = browser_page.goto(f"{small}/?{query}")

    assert answer
    assert answer.status == status
    expect(browser_page.get_by_role("main")).to_contain_text(sentence)
