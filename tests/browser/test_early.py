"""What a page does before its map has come: taps are answered, and nothing is drawn far below the fold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page, Route, expect

MAP, POPUP, READY = "#map_casemap", ".leaflet-popup", "html[data-ready=true]"
STANDS = """
[...document.querySelectorAll('.leaflet-popup :is(.leaflet-popup-content-wrapper, .leaflet-popup-tip-container)')]
  .map((part) => part.getBoundingClientRect()).map(({x, y, width, height}) => [x, y, width, height])
"""
PIXELS = """
(canvas) => {
  const small = Object.assign(document.createElement('canvas'), {width: 200, height: 125});
  const context = small.getContext('2d');
  const size = document.querySelector('#map_casemap').getBoundingClientRect();
  const ratio = canvas.width / parseFloat(canvas.style.width);
  const beyond = [(canvas.width - ratio * size.width) / 2, (canvas.height - ratio * size.height) / 2];
  context.imageSmoothingEnabled = false;
  context.drawImage(canvas, ...beyond, ratio * size.width, ratio * size.height, 0, 0, 200, 125);
  const {data} = context.getImageData(0, 0, 200, 125);
  return Array.from({length: 200 * 125}, (_, place) => Array.from(data.slice(4 * place, 4 * place + 4)).join(' '));
}
"""
NEAR = 2  # pixels
Held = tuple[Page, Callable[[], None]]
Open = Callable[..., Held]


@pytest.fixture
def open_held(browser: Browser) -> Iterator[Open]:
    """Open a page, a new one or one that there is, whose map's script waits until it is let go."""
    contexts = []

    def open_at(address: str, width: int = 390, height: int = 700, page: Page | None = None, **options: Any) -> Held:
        if page is None:
            context = browser.new_context(viewport={"width": width, "height": height}, **options)
            contexts.append(context)
            page = context.new_page()
        held: list[Route] = []
        page.unroute("**/static/map-*.js")
        page.route("**/static/map-*.js", lambda route: held.append(route))
        page.goto(address, wait_until="commit")
        page.wait_for_selector("[data-placeholder]", state="attached")
        page.wait_for_timeout(600)

        def let_go() -> None:
            for route in held:
                route.continue_()
            page.wait_for_selector(READY, state="attached")

        return page, let_go

    yield open_at
    for context in contexts:
        context.close()


def tap(page: Page, across: float, down: float) -> None:
    box = page.locator(MAP).bounding_box()
    assert box
    page.mouse.click(box["x"] + across * box["width"], box["y"] + down * box["height"])


def stands(page: Page) -> list[list[float]]:
    found: list[list[float]] = page.evaluate(STANDS)
    return found


def words(page: Page) -> list[str]:
    return page.locator(f"{POPUP}-content p").all_inner_texts()


@pytest.mark.parametrize(("width", "height"), [(390, 700), (300, 560), (1280, 800)])
@pytest.mark.parametrize("path", ["/", "/embed?within=E12000001", "/embed?level=msoa&measure=rate"])
def test_a_tap_is_answered_before_the_map_has_come_and_stays_answered(
    open_held: Open, small: str, path: str, width: int, height: int
) -> None:
    page = None
    for at in ((0.5, 0.45), (0.4, 0.4)):
        page, let_go = open_held(small + path, width, height, page)
        tap(page, *at)
        expect(page.locator(POPUP)).to_have_count(1)
        early, said = stands(page), words(page)
        assert said[1].endswith("in the seven days to 27 October 2020"), at

        let_go()
        expect(page.locator(POPUP)).to_have_count(1)
        assert page.locator(f"{MAP} {POPUP}").count() == 1, at
        assert words(page) == said, at
        late = stands(page)
        if any(map(any, late)):  # all are nothing where the panel is a sheet that has the same
            pairs = [pair for places in zip(early, late, strict=True) for pair in zip(*places, strict=True)]
            assert all(abs(before - after) <= NEAR for before, after in pairs), at


@pytest.mark.parametrize("path", ["/", "/embed?within=E12000001", "/embed?shape=hexes"])
def test_the_areas_are_drawn_before_the_map_has_come_and_just_as_it_draws_them(
    open_held: Open, small: str, path: str
) -> None:
    page, let_go = open_held(small + path, 1280, 800)
    early = page.locator("canvas[data-placeholder]").evaluate(PIXELS)
    assert len(set(early)) > 3

    let_go()
    expect(page.locator("[data-placeholder]:visible")).to_have_count(0)
    drawn = page.locator(f"{MAP} canvas").first.evaluate(PIXELS)
    alike = sum(one == other for one, other in zip(early, drawn, strict=True))
    assert alike > 0.97 * len(early)


@pytest.mark.exported_too
def test_it_tells_of_the_area_that_the_map_has_there(open_held: Open, small: str) -> None:
    page, let_go = open_held(f"{small}/embed?within=E12000001")
    for at in [(0.5, 0.5), (0.35, 0.4), (0.6, 0.6)]:
        tap(page, *at)
        early = page.locator(".area-name").all_inner_texts()
        page.locator(f"{POPUP}-close-button").click()
        expect(page.locator(POPUP)).to_have_count(0)
        again, let_it_go = open_held(f"{small}/embed?within=E12000001")
        let_it_go()
        tap(again, *at)
        assert again.locator(".area-name").all_inner_texts() == early
    let_go()
    expect(page.locator(POPUP)).to_have_count(0)


def test_what_was_tapped_is_selected_and_in_the_address(open_held: Open, small: str) -> None:
    page, let_go = open_held(f"{small}/", 1280, 800)
    tap(page, 0.5, 0.45)
    name = page.locator(".area-name").inner_text()
    let_go()

    expect(page.locator("#area-panel")).to_contain_text(name)
    page.wait_for_url("**/?area=*")
    page.go_back()
    expect(page.locator("#area-panel")).to_be_hidden()


@pytest.mark.parametrize("query", ["?week=2020-10-20", "?shape=hexes", "?view=54.5,-1.4,10"])
def test_nothing_is_answered_where_the_map_will_show_something_else(open_held: Open, small: str, query: str) -> None:
    page, let_go = open_held(f"{small}/{query}", 1280, 800)
    tap(page, 0.5, 0.45)
    page.wait_for_timeout(200)

    expect(page.locator(POPUP)).to_have_count(0)
    let_go()


def test_a_tap_beside_all_areas_closes_the_popup(open_held: Open, small: str) -> None:
    page, let_go = open_held(f"{small}/embed?within=E12000001", 1280, 800)
    tap(page, 0.5, 0.45)
    expect(page.locator(POPUP)).to_have_count(1)
    tap(page, 0.02, 0.02)
    expect(page.locator(POPUP)).to_have_count(0)
    let_go()
    expect(page.locator(POPUP)).to_have_count(0)


def test_an_embed_far_below_the_fold_is_drawn_when_it_comes_near(browser: Browser, article: str, small: str) -> None:
    page = browser.new_page(viewport={"width": 800, "height": 600})
    page.goto(article)
    page.evaluate("document.body.style.paddingTop = '5000px'")
    frame = far_frame(page, small)
    page.wait_for_timeout(1000)
    assert frame.locator("html[data-ready]").count() == 0
    assert frame.locator(f"{MAP} canvas").count() == 0

    page.locator("iframe").scroll_into_view_if_needed()
    frame.wait_for_selector(READY, state="attached")
    assert frame.locator(f"{MAP} canvas").count() == 1
    page.close()


def far_frame(page: Page, site: str) -> Frame:
    """Load the article's frame anew where it stands now."""
    page.evaluate("document.querySelector('iframe').src += '&'")
    page.wait_for_timeout(300)
    return next(one for one in page.frames if one.url.startswith(site))
