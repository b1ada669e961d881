"""A wheel and fingers over the map: an article, or a page that it fills, is scrolled past it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.articles import Serve, frame, wait_until_drawn
from tests.browser.conftest import Open

WHEEL = "Use Ctrl + scroll to zoom"
FINGERS = "Use two fingers to move the map"
LONG = "<p>Words</p>{frame}<div style='height:4000px'></div>"
PHONE: dict[str, Any] = {"width": 390, "height": 700, "has_touch": True, "is_mobile": True}
STEPS = 8
Point = tuple[float, float]


@pytest.fixture
def long_article(serve: Serve, small: str) -> str:
    return serve(LONG.format(frame=frame(small, height=420)))


def framed(page: Page, site: str) -> Frame:
    return wait_until_drawn(page, site)[0]


def drawing(page: Page | Frame) -> str:
    """Return what the map shows, once it has come to rest."""
    page.wait_for_timeout(700)
    drawn: str = page.evaluate("document.querySelector('.map canvas').toDataURL()")
    return drawn


def scrolled(page: Page) -> float:
    by: float = page.evaluate("scrollY")
    return by


def point_in(page: Page | Frame, across: float = 0.5, down: float = 0.5) -> Point:
    box = page.locator(".map").bounding_box()
    assert box
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def touch(page: Page, *fingers: tuple[Point, Point]) -> None:
    """Move fingers over the screen, each from a point to another."""
    session = page.context.new_cdp_session(page)
    for step in range(STEPS + 1):
        points = [
            {"id": finger, **{axis: a + (b - a) * step / STEPS for axis, a, b in zip("xy", start, end, strict=True)}}
            for finger, (start, end) in enumerate(fingers)
        ]
        kind = "touchMove" if step else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        page.wait_for_timeout(30)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def swipe(page: Page, start: Point) -> None:
    touch(page, (start, (start[0], start[1] - 150)))


def spread(page: Page, around: Point) -> None:
    """Move two fingers apart."""
    x, y = around
    touch(page, ((x - 20, y), (x - 90, y)), ((x + 20, y), (x + 90, y)))


def test_the_wheel_over_a_frame_scrolls_the_article_and_says_once_how_to_zoom(
    open_page: Open, long_article: str, small: str
) -> None:
    page = open_page(long_article, 900, 700)
    one = framed(page, small)
    before = drawing(one)
    page.mouse.move(*point_in(one))
    page.mouse.wheel(0, 60)
    expect(one.get_by_text(WHEEL)).to_be_visible()
    assert drawing(one) == before
    assert scrolled(page) == 60

    expect(one.get_by_text(WHEEL)).to_have_count(0)
    page.mouse.wheel(0, 60)
    page.wait_for_timeout(300)
    expect(one.get_by_text(WHEEL)).to_have_count(0)
    assert scrolled(page) == 120


def test_with_ctrl_the_wheel_zooms_a_framed_map(open_page: Open, long_article: str, small: str) -> None:
    page = open_page(long_article, 900, 700)
    one = framed(page, small)
    before = drawing(one)
    page.mouse.move(*point_in(one))
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")

    assert drawing(one) != before
    assert scrolled(page) == 0
    expect(one.get_by_text(WHEEL)).to_have_count(0)


def test_after_a_click_the_wheel_zooms_a_framed_map_until_the_pointer_leaves(
    open_page: Open, long_article: str, small: str
) -> None:
    # Another port of one host: a driven pointer does not tell a frame that has a process of its own that it has left.
    page = open_page(long_article.replace("localhost", "127.0.0.1"), 900, 700)
    one = framed(page, small)
    page.mouse.click(*point_in(one, 0.97, 0.05))
    before = drawing(one)
    page.mouse.wheel(0, -120)
    zoomed = drawing(one)
    assert zoomed != before
    assert scrolled(page) == 0

    page.mouse.move(400, 650)
    page.mouse.move(*point_in(one))
    page.mouse.wheel(0, 60)
    assert drawing(one) == zoomed
    assert scrolled(page) == 60


def test_one_finger_over_a_frame_scrolls_the_article_and_is_told_of_two(
    open_page: Open, long_article: str, small: str
) -> None:
    page = open_page(long_article, **PHONE)
    one = framed(page, small)
    before = drawing(one)
    swipe(page, point_in(one))
    expect(one.get_by_text(FINGERS)).to_be_visible()

    assert drawing(one) == before
    assert scrolled(page) > 80
    expect(one.get_by_text(FINGERS)).to_have_count(0)
    swipe(page, point_in(one))
    page.wait_for_timeout(300)
    expect(one.get_by_text(FINGERS)).to_have_count(0)


def test_two_fingers_move_and_zoom_a_framed_map(open_page: Open, long_article: str, small: str) -> None:
    page = open_page(long_article, **PHONE)
    one = framed(page, small)
    before = drawing(one)
    spread(page, point_in(one))
    spread_out = drawing(one)
    assert spread_out != before

    x, y = point_in(one)
    touch(page, ((x - 40, y), (x - 40, y - 80)), ((x + 40, y), (x + 40, y - 80)))
    assert drawing(one) != spread_out
    assert scrolled(page) == 0
    assert page.evaluate("visualViewport.scale") == 1


def test_a_tap_in_a_framed_map_opens_an_area(open_page: Open, long_article: str, small: str) -> None:
    page = open_page(long_article, **PHONE)
    one = framed(page, small)
    page.touchscreen.tap(*point_in(one, 0.5, 0.45))

    expect(one.locator(".leaflet-popup")).to_contain_text("in the seven days to 27 October 2020")


def test_a_map_that_fills_the_window_is_scrolled_past(open_page: Open, small: str) -> None:
    page = open_page(small, 320, 256)  # 1,280 by 1,024 at 400 %
    page.wait_for_selector("html[data-ready=true]")
    page.locator(".map").scroll_into_view_if_needed()
    before, stood_at = drawing(page), scrolled(page)
    page.mouse.move(160, 128)
    page.mouse.wheel(0, 100)

    assert drawing(page) == before
    assert scrolled(page) == stood_at + 100


def test_one_finger_scrolls_past_a_map_that_fills_the_window(open_page: Open, small: str) -> None:
    page = open_page(small, **{**PHONE, "width": 667, "height": 375})
    page.wait_for_selector("html[data-tools=true]")
    page.locator(".map").scroll_into_view_if_needed()
    before, stood_at = drawing(page), scrolled(page)
    swipe(page, (330, 250))

    assert drawing(page) == before
    assert scrolled(page) > stood_at + 80


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_beside_the_rest_of_the_page_the_wheel_zooms_the_map(
    open_page: Open, small: str, width: int, height: int
) -> None:
    page = open_page(small, width, height)
    page.wait_for_selector("html[data-tools=true]")
    before = drawing(page)
    page.mouse.move(*point_in(page))
    page.mouse.wheel(0, -120)

    assert drawing(page) != before
    assert scrolled(page) == 0


def test_one_finger_moves_the_map_where_the_page_has_room_beside_it(open_page: Open, small: str) -> None:
    page = open_page(small, **{**PHONE, "height": 844})
    page.wait_for_selector("html[data-tools=true]")
    before = drawing(page)
    swipe(page, point_in(page, 0.5, 0.8))

    assert drawing(page) != before
    assert scrolled(page) == 0
