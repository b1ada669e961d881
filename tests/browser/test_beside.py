"""What stands beside the map and over it: the headline, an area's popup, the sheet, and what the pointer passes."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from itertools import product
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
Box = tuple[float, float, float, float]  # left, top, right, bottom in the window

TOOLS, MAP, PANEL, POPUP = "html[data-tools=true]", "#map_casemap", "#area-panel", ".leaflet-popup"
HILL_TOP = (-1.6, 54.6, -1.4, 54.7)  # west, south, east, north
OLD_QUAY = (-1.4, 54.4, -1.3, 54.5)
NEAR = 3  # pixels: addresses round where the map is


def opened(open_page: Open, address: str, width: int, height: int, **options: object) -> Page:
    page = open_page(address, width, height, **options)
    page.wait_for_selector(TOOLS, state="attached")
    return page


def edges(page: Page, selector: str) -> Box:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]


def pixels(longitude: float, latitude: float) -> tuple[float, float]:
    """Project a place, in pixels of the whole map at zoom 0."""
    sine = math.sin(math.radians(latitude))
    return 256 * longitude / 360, -256 * math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


def area_in_window(page: Page, sides: Box) -> Box:
    """Work out where an area is drawn, from the view that the address tells, or that of the whole until it moves."""
    left, top, right, bottom = edges(page, MAP)
    told = parse_qs(urlsplit(page.url).query).get("view")
    (west, north), (east, south) = pixels(-1.6, 54.7), pixels(-1.3, 54.4)
    if told:
        latitude, longitude, zoom = map(float, told[0].split(","))
        x, y = pixels(longitude, latitude)
        scale = 2**zoom
    else:
        x, y = (west + east) / 2, (north + south) / 2
        scale = min((right - left - 24) / (east - west), (bottom - top - 24) / (south - north))
    corners = (pixels(sides[0], sides[3]), pixels(sides[2], sides[1]))
    (first, upper), (last, lower) = (
        ((left + right) / 2 + scale * (across - x), (top + bottom) / 2 + scale * (down - y)) for across, down in corners
    )
    return first, upper, last, lower


def lies_in(inner: Box, outer: Box, margin: float = NEAR) -> bool:
    starts = inner[0] >= outer[0] - margin and inner[1] >= outer[1] - margin
    return starts and inner[2] <= outer[2] + margin and inner[3] <= outer[3] + margin


def overlap(one: Box, other: Box) -> bool:
    is_across = one[0] < other[2] - NEAR and other[0] < one[2] - NEAR
    return is_across and one[1] < other[3] - NEAR and other[1] < one[3] - NEAR


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1920, 1080), (840, 600)])
def test_the_popup_stands_beside_its_area_whole_with_its_tip_at_it(
    open_page: Open, small: str, width: int, height: int
) -> None:
    page = open_page(f"{small}/about", width, height)
    for sides in (HILL_TOP, OLD_QUAY, (-1.6, 54.5, -1.5, 54.6), (-1.6, 54.4, -1.5, 54.5)):
        page.goto(f"{small}/?level=msoa")
        page.wait_for_selector(TOOLS, state="attached")
        page.wait_for_selector(f"{MAP}[data-level=msoa][data-pending='0']")
        left, top, right, bottom = area_in_window(page, sides)
        page.mouse.click((left + right) / 2, (top + bottom) / 2)
        page.locator(POPUP).wait_for()
        page.wait_for_timeout(600)  # it has moved the map, where it had to
        popup, drawn = edges(page, f"{POPUP}-content-wrapper"), area_in_window(page, sides)
        tip = edges(page, f"{POPUP}-tip-container")
        reach = (drawn[0] - 12, drawn[1] - 12, drawn[2] + 12, drawn[3] + 12)

        assert not overlap(popup, drawn), sides
        assert lies_in(popup, edges(page, MAP), 0), sides
        assert overlap(tip, reach), sides
        assert overlap((popup[0] - 5, popup[1] - 5, popup[2] + 5, popup[3] + 5), tip), sides


def test_the_popup_has_name_and_count_alone_and_the_panel_the_rest(open_page: Open, small: str) -> None:
    page = opened(open_page, f"{small}/?area=msoa.E02000001", 1280, 800)
    page.locator(PANEL).wait_for()

    assert page.locator(f"{POPUP}-content p").all_inner_texts() == [
        "Old Quay",
        "1,204 cases in the seven days to 27 October 2020",
    ]
    expect(page.locator(f"{POPUP}-content a")).to_have_count(0)
    expect(page.locator(f"{PANEL} .count")).to_be_hidden()
    expect(page.locator(PANEL)).to_contain_text("15,050.0 per 100,000 people")
    page.locator(f"{POPUP}-close-button").click()
    expect(page.locator(PANEL)).to_be_hidden()


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844), (640, 400)])
@pytest.mark.parametrize(("area", "sides"), [("E02000003", HILL_TOP), ("E02000006", OLD_QUAY)])
def test_the_selected_area_stays_in_sight_beside_the_sheet(
    open_page: Open, small: str, width: int, height: int, area: str, sides: Box
) -> None:
    page = opened(open_page, f"{small}/?area=msoa.{area}", width, height, has_touch=True, is_mobile=True)
    page.locator(PANEL).wait_for()
    page.wait_for_url("**/*view=*")
    page.wait_for_timeout(800)
    drawn, sheet, frame = area_in_window(page, sides), edges(page, PANEL), edges(page, MAP)

    assert not overlap(drawn, sheet)
    assert lies_in(drawn, (frame[0], max(frame[1], 0), frame[2], min(frame[3], height)))
    assert page.locator(f"{PANEL} .count").is_visible()


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844), (640, 400)])
def test_the_map_is_in_the_first_window_below_the_headline(
    open_page: Open, small: str, width: int, height: int
) -> None:
    page = opened(open_page, small, width, height, has_touch=True, is_mobile=True)
    headline, frame = edges(page, ".headline"), edges(page, MAP)

    assert headline[3] <= frame[1] + 1
    assert headline[3] - headline[1] < 80
    assert frame[1] < height / 2
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_pointer_is_told_the_name_and_figure_of_the_area_it_passes(open_page: Open, small: str) -> None:
    page = opened(open_page, f"{small}/?view=54.6500,-1.5000,11.50", 1280, 800)
    left, top, right, bottom = edges(page, MAP)
    x, y = (left + right) / 2, (top + bottom) / 2
    page.mouse.move(x, y)
    label = page.locator(".hover")
    expect(label).to_have_text("Hill TopThree or fewer cases")
    shown = edges(page, ".hover")
    assert lies_in(shown, (left, top, right, bottom), 0)
    assert not (shown[0] <= x <= shown[2] and shown[1] <= y <= shown[3])
    page.mouse.click(x, y)
    page.mouse.move(x + 5, y)
    expect(label).to_be_hidden()  # its popup tells of it
    page.get_by_role("button", name="Close popup").click()
    page.mouse.move(x, y + 3)
    expect(label).to_be_visible()
    page.mouse.move(right + 50, y)
    expect(label).to_be_hidden()


def test_the_figure_is_in_the_measure_that_is_drawn(open_page: Open, small: str) -> None:
    page = opened(open_page, f"{small}/?view=54.5500,-1.5500,11.50&measure=change", 1280, 800)
    left, top, right, bottom = edges(page, MAP)
    page.mouse.move((left + right) / 2, (top + bottom) / 2)
    expect(page.locator(".hover")).to_have_text("Old Quayup 20.4%")
    page.get_by_role("radio", name="Rate").check()
    page.mouse.move((left + right) / 2 + 4, (top + bottom) / 2)

    expect(page.locator(".hover")).to_have_text("Old Quay15,050.0 per 100,000 people")


def test_a_finger_leaves_no_label_behind(open_page: Open, small: str) -> None:
    page = opened(open_page, f"{small}/?view=54.6500,-1.5000,11.50", 390, 844, has_touch=True, is_mobile=True)
    left, top, right, bottom = edges(page, MAP)
    page.touchscreen.tap((left + right) / 2, (top + bottom) / 2)
    page.locator(PANEL).wait_for()

    expect(page.locator(".hover")).to_be_hidden()


def test_one_of_the_highest_is_selected_without_another_page(open_page: Open, small: str) -> None:
    page = opened(open_page, small, 1280, 800)
    page.evaluate("window.isTheSame = true")
    page.locator(".highest").get_by_role("link", name="Church End").click()

    expect(page.locator(f"{PANEL} h2")).to_have_text('Church End, "The Green"')
    expect(page.locator(".highest")).to_be_hidden()
    expect(page).to_have_url(re.compile("area=msoa.E02000005"))
    assert page.evaluate("window.isTheSame")


def test_the_headline_goes_with_the_week_and_back(open_page: Open, small: str) -> None:
    page = opened(open_page, small, 1280, 800)
    expect(page.locator(".figure")).to_have_text("1,229 cases in England")
    page.get_by_label("Week", exact=True).press("ArrowLeft")
    expect(page.locator(".figure")).to_have_text("1,027 cases in England")
    expect(page.locator(".highest li").first).to_contain_text("1,000")
    page.get_by_label("Week", exact=True).press("ArrowRight")

    expect(page.locator(".figure")).to_have_text("1,229 cases in England")


def test_a_headline_that_does_not_load_leaves_none_of_another_week(browser_page: Page, small: str) -> None:
    page = browser_page
    page.route("**/headlines/*", lambda route: route.abort())
    page.goto(small)
    page.wait_for_selector(TOOLS, state="attached")
    page.get_by_label("Week", exact=True).press("ArrowLeft")

    expect(page.locator(".figure")).to_be_hidden()
    expect(page.locator(".highest")).to_be_hidden()


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("query", ["", "?area=msoa.E02000001"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_map_is_printed_on_one_sheet(open_page: Open, small: str, query: str, width: int) -> None:
    page = opened(open_page, f"{small}/{query}", width, 844)
    if query:
        page.locator(PANEL).wait_for()

    for paper, is_landscape in product(("A4", "Letter"), (False, True)):
        printed = page.pdf(format=paper, landscape=is_landscape, prefer_css_page_size=True)
        assert sheets(printed) == 1, (paper, is_landscape)


def test_the_sheet_has_title_date_map_and_legend_and_no_tools(open_page: Open, small: str) -> None:
    page = opened(open_page, small, 1280, 844)
    on_screen = edges(page, f"{MAP} canvas")
    page.set_viewport_size({"width": 700, "height": 1000})  # about as wide as paper
    page.emulate_media(media="print")
    frame, canvas = edges(page, ".map-frame"), edges(page, f"{MAP} canvas")

    for part in ("h1", ".week", ".headline", f"{MAP} canvas", ".legend section:not([hidden])", ".source"):
        expect(page.locator(part).first).to_be_visible()
    for part in (".search", ".site-nav", "#week-controls", ".choices", ".leaflet-control-zoom"):
        expect(page.locator(part).first).to_be_hidden()
    assert lies_in(frame, (0, 0, 700, 1000))
    assert (canvas[2] - canvas[0]) / (canvas[3] - canvas[1]) == pytest.approx(
        (on_screen[2] - on_screen[0]) / (on_screen[3] - on_screen[1]), rel=0.35
    )


def test_the_table_is_as_wide_as_the_sheet(open_page: Open, small: str) -> None:
    page = open_page(f"{small}/table", 1280, 800)
    page.set_viewport_size({"width": 1030, "height": 700})  # a sheet on its side
    page.emulate_media(media="print")

    assert edges(page, "table")[2] <= 1030
    assert page.evaluate("document.documentElement.scrollWidth") == 1030
