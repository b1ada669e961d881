from __future__ import annotations

import re
import urllib.request
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]

READY = "html[data-ready=true]"
POPUP = ".leaflet-popup-content"
# How far the areas drawn are from the edges of the map, in pixels: the ground around them goes on beyond.
MARGINS = """
(() => {
  const canvas = document.querySelector('#map_casemap canvas');
  const frame = canvas.closest('.map').getBoundingClientRect();
  const {left, top, width} = canvas.getBoundingClientRect();
  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const colour = getComputedStyle(canvas).getPropertyValue('--ground');
  const ground = colour.match(/[0-9a-f]{2}/g).map((part) => parseInt(part, 16));
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let pixel = 0; pixel < data.length / 4; pixel += 1) {
    const [red, green, blue, alpha] = data.subarray(4 * pixel, 4 * pixel + 4);
    const isGround = [red, green, blue].every((part, place) => Math.abs(part - ground[place]) < 8); // at its edges too
    if (alpha < 128 || isGround) continue;
    const [x, y] = [pixel % canvas.width, Math.floor(pixel / canvas.width)];
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  const [west, north, east, south] = box.map((pixel) => (pixel * width) / canvas.width);
  return [left + west - frame.left, top + north - frame.top, frame.right - left - east, frame.bottom - top - south];
})()
"""
PATHS = (
    *("/", "/?area=msoa.E02000003", "/embed?within=E12000001", "/areas/msoa/E02000002"),
    *("/hotspots", "/rises", "/table", "/about"),
)
HOSTILE = "{{7*7}}<script>alert(1)</script>"


def drawn(page: Page, level: str) -> None:
    """Wait until a level is drawn and nothing more is on its way."""
    page.wait_for_selector(f"#map_casemap[data-level={level}][data-pending='0']")


def tap(page: Page, across: float, down: float) -> None:
    """Tap the map at a share of its width and height."""
    box = page.locator("#map_casemap").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * across, box["y"] + box["height"] * down)


def test_the_map_opens_on_authorities_and_a_click_tells_of_one(open_page: Open, england: str) -> None:
    page = open_page(england)
    page.wait_for_selector(READY)
    drawn(page, "utla")
    tap(page, 0.5, 0.5)
    popup, panel = page.locator(POPUP), page.locator("#area-panel")
    popup.wait_for()
    panel.wait_for()

    assert re.search(r"[\d,]+ cases in the seven days to 25 November 2020", popup.inner_text())
    assert re.search(r"[\d,]+\.\d per 100,000 people", panel.inner_text())
    assert re.search(r"than the week before \((up|down) [\d.]+%\)", panel.inner_text())
    assert page.locator("[data-legend='rate:utla']").is_visible()
    assert not page.locator("[data-legend='cases:msoa']").is_visible()


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844), (1280, 800), (1920, 1080)])
def test_the_map_opens_whole_and_as_large_as_it_can_be(open_page: Open, small: str, width: int, height: int) -> None:
    page = open_page(small, width, height)
    page.wait_for_selector(READY)
    left, top, right, bottom = page.evaluate(MARGINS)

    assert min(left, top, right, bottom) >= 8
    assert min(left, top) <= 16


def test_zooming_in_goes_from_authorities_to_small_areas(open_page: Open, england: str) -> None:
    page = open_page(england)
    page.wait_for_selector(READY)
    for _ in range(4):
        page.get_by_role("button", name="Zoom in").click()
        page.wait_for_timeout(300)
    drawn(page, "msoa")

    assert page.locator("[data-legend='cases:msoa']").get_by_text("three or fewer cases").is_visible()


def test_where_authorities_have_no_figures_small_areas_are_drawn_from_the_start(
    open_page: Open, england_on_2_november: str
) -> None:
    page = open_page(england_on_2_november)
    page.wait_for_selector(READY)
    drawn(page, "msoa")

    assert page.locator("[data-legend]:visible").count() == 1
    assert page.locator("[data-legend='cases:msoa']").is_visible()


def test_durham_city_had_142_cases(open_page: Open, england_on_2_november: str) -> None:
    page = open_page(f"{england_on_2_november}/embed?within=E12000001&area=E02004314", 390, 700)
    popup = page.locator(POPUP)
    popup.wait_for()

    assert "Durham City\n142 cases in the seven days to 27 October 2020" in re.sub(r"\n+", "\n", popup.inner_text())


def test_a_newcomer_sees_the_sample_as_hexagons(open_page: Open, sample: str) -> None:
    page = open_page(sample, 390, 844)
    drawn(page, "msoa")
    legend = page.locator(".legend").inner_text()

    assert page.locator("h1").inner_text() == "COVID-19 cases in the North East"
    assert "Each hexagon is one small area" in legend
    assert "no data came" not in legend
    assert "A sample, as of 1 November 2020" in page.locator(".notes").inner_text()
    page.goto(f"{sample}/embed?area=E02004314")
    page.wait_for_selector(POPUP)
    assert "135 cases in the seven days to 27 October 2020" in page.locator(POPUP).inner_text()


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844), (1280, 800), (1920, 1080)])
def test_pages_fit_every_width(open_page: Open, small: str, width: int, height: int) -> None:
    page = open_page(f"{small}/about", width, height)
    for path in PATHS:
        page.goto(f"{small}{path}")
        if "data-edition" in page.content():
            page.wait_for_selector(READY)
        if "?area" in path:
            page.locator("#area-panel").wait_for()

        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.exported_too
@pytest.mark.parametrize("has_touch", [False, True])
def test_a_hostile_name_is_shown_as_just_that(open_page: Open, small: str, has_touch: bool) -> None:
    page = open_page(f"{small}/embed?within=E12000001", 390, 700, has_touch=has_touch)
    page.wait_for_selector(READY)
    box = page.locator("#map_casemap").bounding_box()
    assert box
    at = (box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.6)
    page.touchscreen.tap(*at) if has_touch else page.mouse.click(*at)
    page.wait_for_selector(POPUP)

    assert page.locator(".area-name").inner_text() == HOSTILE
    assert "12 cases in the seven days to 27 October 2020" in page.locator(POPUP).inner_text()


def test_an_embed_of_changes_tells_why_one_cannot_be_worked_out(open_page: Open, small: str) -> None:
    page = open_page(f"{small}/embed?within=E12000001&measure=change&area=E02000002")
    page.wait_for_selector(POPUP)

    assert "not calculable, as that week had three or fewer cases" in page.locator(POPUP).inner_text()


def test_a_hidden_area_answers_that_it_has_three_or_fewer(open_page: Open, small: str) -> None:
    page = open_page(f"{small}/embed?area=E02000003")
    page.wait_for_selector(POPUP)

    assert "Three or fewer cases in the seven days to 27 October 2020" in page.locator(POPUP).inner_text()


def test_a_missing_area_is_hatched_and_says_so(open_page: Open, small_with_missing: str) -> None:
    page = open_page(f"{small_with_missing}/embed?area=E02000004")
    page.wait_for_selector(POPUP)

    assert "No data came for this area" in page.locator(POPUP).inner_text()
    assert "no data came" in page.locator(".legend").inner_text()


@pytest.mark.exported_too
def test_a_popup_leads_to_the_areas_page_and_back_to_the_map(open_page: Open, small: str) -> None:
    page = open_page(small)
    page.wait_for_selector(READY)
    tap(page, 0.5, 0.3)
    page.get_by_role("link", name="All about Hill Top").click()
    page.wait_for_url("**/areas/msoa/*")
    assert page.locator("h1").inner_text() == "Hill Top"
    page.go_back()
    page.wait_for_selector(READY)

    assert page.url.startswith(f"{small}/?area=msoa.E02000003")
    page.wait_for_selector(POPUP)


@pytest.mark.exported_too
def test_the_keyboard_reaches_areas_and_closes_popups(open_page: Open, small: str) -> None:
    page = open_page(small)
    page.wait_for_selector(READY)
    page.locator("#map_casemap").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(POPUP)
    page.keyboard.press("Escape")
    page.wait_for_selector(POPUP, state="detached")

    assert page.evaluate("document.activeElement.id") == "map_casemap"


def test_area_pages_need_no_script(open_page: Open, small: str) -> None:
    page = open_page(f"{small}/areas/msoa/E02000001", java_script_enabled=False)

    expect(page.locator(".count")).to_have_text("1,204 cases in the seven days to 27 October 2020")


def test_without_script_the_map_page_points_to_the_figures(open_page: Open, small: str) -> None:
    page = open_page(small, java_script_enabled=False)

    assert "The map needs JavaScript" in page.locator("main").inner_text()


def test_an_article_of_another_origin_can_frame_the_embed(open_page: Open, small: str, article: str) -> None:
    page = open_page(article)
    frame = page.frame_locator("iframe")
    frame.locator(READY).wait_for(state="attached")

    assert "North" in frame.locator("h1").inner_text()


def test_a_layer_that_does_not_come_can_be_asked_for_again(browser_page: Page, england: str) -> None:
    page = browser_page
    page.route("**/layers/ltla.json", lambda route: route.abort())
    page.goto(england)
    page.wait_for_selector(READY)
    for _ in range(2):
        page.get_by_role("button", name="Zoom in").click()
        page.wait_for_timeout(300)
    page.wait_for_selector("#map-status button")
    page.unroute("**/layers/ltla.json")
    page.get_by_role("button", name="Try again").click()
    page.wait_for_selector("#map-status button", state="detached")

    assert page.locator("#map-status").inner_text() == ""


def test_a_new_edition_is_taken_up_without_a_restart(changing_site: tuple[str, Callable[[], None]]) -> None:
    address, publish_the_week_before = changing_site
    assert "27 October 2020" in page_text(address)
    publish_the_week_before()

    assert "20 October 2020" in page_text(address)


def page_text(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as response:
        return str(response.read().decode())


def test_a_map_that_grows_shows_its_place_as_large_as_it_can(open_page: Open, sample: str) -> None:
    page = open_page(f"{sample}/embed?within=E12000001", 400, 400)
    page.wait_for_selector(READY)
    page.set_viewport_size({"width": 790, "height": 900})
    page.wait_for_timeout(500)

    assert 5 < min(page.evaluate(MARGINS)) < 20
