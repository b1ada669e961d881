"""The map of New York, drawn more finely as the reader comes nearer: what they look at stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.conftest import Environment
from tests.serving import served

Open = Callable[..., Page]

MAP, POPUP, PANEL = "#map_casemap", ".leaflet-popup-content", "#area-panel"
AREA = "11226"  # in the middle of Brooklyn
FAR, NEAR = "40.6465,-73.9565,11.75", "40.6465,-73.9565,14.00"
SETTLED = f"{MAP}[data-level=modzcta][data-pending='0']"
# The colours in a grid of points over the map, and how many of them are none.
COLOURS = """
() => {
  const canvas = document.querySelector('#map_casemap canvas');
  const context = canvas.getContext('2d');
  const map = canvas.closest('.map').getBoundingClientRect();
  const {left, top, width} = canvas.getBoundingClientRect();
  const ratio = canvas.width / width;
  const colours = [];
  for (let x = 20; x < map.width; x += 40) {
    for (let y = 20; y < map.height; y += 40) {
      const [red, green, blue, cover] = context.getImageData(
        (map.left + x - left) * ratio, (map.top + y - top) * ratio, 1, 1).data;
      colours.push(cover ? `${red} ${green} ${blue}` : '');
    }
  }
  return colours;
}
"""
PICTURE = "() => document.querySelector('#map_casemap canvas').toDataURL()"


@pytest.fixture(scope="module")
def new_york(place_environment: Callable[[str], Environment]) -> Iterator[str]:
    with served(place_environment("nyc-cases")) as address:
        yield address


class Held:
    """Answers for finer outlines, held until they are let go."""

    def __init__(self, page: Page) -> None:
        self.routes: list[Route] = []
        self.is_held = True
        page.route("**/outlines/*", self._take)

    def _take(self, route: Route) -> None:
        if self.is_held:
            self.routes.append(route)
        else:
            route.continue_()

    def let_go(self) -> None:
        self.is_held = False
        for route in self.routes:
            route.continue_()


def opened(open_page: Open, address: str, view: str, more: str = "") -> tuple[Page, list[str]]:
    """Open the map at a view, and give the names of the finer outlines that it asks for."""
    page = open_page("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.extend(re.findall(r"/outlines/(.+)\.json", request.url)))
    page.goto(f"{address}/?view={view}{more}")
    return page, asked


def same(before: list[str], after: list[str]) -> float:
    """Return the share of points that have the same colour."""
    return sum(one == other for one, other in zip(before, after, strict=True)) / len(before)


def test_finer_outlines_are_fetched_for_what_is_in_view_when_the_zoom_asks_for_them(
    open_page: Open, new_york: str
) -> None:
    page, asked = opened(open_page, new_york, FAR)
    page.wait_for_selector(SETTLED)
    assert asked == []

    for zoom in ("12", "13"):
        page.locator(MAP).focus()
        with page.expect_request(re.compile(rf"/outlines/modzcta-{zoom}-")):  # once the view has rested
            page.keyboard.press("+")
        page.wait_for_selector(SETTLED)
        assert all(name.startswith(f"modzcta-{zoom}-") for name in asked)
        asked.clear()
    page.keyboard.press("-")
    page.wait_for_url("**/*,12.75*")
    page.wait_for_timeout(500)  # the view has rested, and asked for what it wants
    page.wait_for_selector(SETTLED)
    assert asked == []
    page.close()


def test_the_coarser_map_stays_until_the_finer_has_come_and_nothing_jumps(open_page: Open, new_york: str) -> None:
    page = open_page("about:blank")
    held = Held(page)
    page.goto(f"{new_york}/?view={NEAR}&area=modzcta.{AREA}")
    page.wait_for_selector(f"{MAP}[data-level=modzcta]:not([data-pending='0'])")
    page.locator(POPUP).wait_for()
    page.wait_for_timeout(500)  # the view has moved to make room for the popup, and rests
    popup = page.locator(POPUP)
    said, box, coarse = popup.inner_text(), popup.bounding_box(), page.evaluate(COLOURS)
    picture = page.evaluate(PICTURE)
    held.let_go()
    page.wait_for_selector(SETTLED)
    expect(page.locator(MAP)).to_have_attribute("data-pending", "0")

    assert page.evaluate(PICTURE) != picture
    assert coarse.count("") < len(coarse) / 2
    assert same(coarse, page.evaluate(COLOURS)) > 0.95
    assert (popup.inner_text(), popup.bounding_box()) == (said, box)
    assert f"area=modzcta.{AREA}" in page.url
    page.close()


def test_another_week_and_another_shape_hold_at_any_step(open_page: Open, new_york: str) -> None:
    page, asked = opened(open_page, new_york, NEAR, f"&area=modzcta.{AREA}")
    page.wait_for_selector(SETTLED)
    page.wait_for_selector("html[data-tools]")
    popup = page.locator(POPUP)
    popup.wait_for()
    expect(popup).to_contain_text("seven days to 16 January 2021")
    colours = page.evaluate(COLOURS)
    asked.clear()

    page.get_by_label("Week", exact=True).focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/*week=2021-01-09*")
    expect(popup).to_contain_text("seven days to 9 January 2021")
    assert page.evaluate(COLOURS) != colours
    page.keyboard.press("ArrowRight")
    expect(popup).to_contain_text("seven days to 16 January 2021")
    assert same(colours, page.evaluate(COLOURS)) == 1
    assert asked == []  # another week needs no other outlines

    page.get_by_role("radio", name="Hexagons").check()
    page.wait_for_selector(f"{MAP}[data-shape=hexes][data-pending='0']")
    page.get_by_role("radio", name="Map").check()
    page.wait_for_selector(f"{MAP}[data-shape=map][data-pending='0']")
    assert f"area=modzcta.{AREA}" in page.url
    page.close()


def test_the_area_that_keys_have_reached_stays_when_it_is_drawn_more_finely(open_page: Open, new_york: str) -> None:
    page = open_page("about:blank")
    held = Held(page)
    page.goto(f"{new_york}/?view={NEAR}")
    page.wait_for_selector(f"{MAP}[data-level=modzcta]:not([data-pending='0'])")
    page.keyboard.press("Tab")
    page.locator(MAP).focus()
    reached = page.locator(f"{MAP} + p")
    page.keyboard.press("ArrowLeft")
    expect(reached).to_contain_text("cases")
    name = reached.inner_text().split(",")[0].split(":")[0]
    held.let_go()
    page.wait_for_selector(SETTLED)
    page.keyboard.press("Enter")

    expect(page.locator(f"{POPUP} .area-name")).to_have_text(re.compile(re.escape(name[:12])))
    page.close()


def test_what_does_not_come_leaves_the_coarser_map_and_can_be_asked_for_again(
    browser_page: Page, new_york: str
) -> None:
    browser_page.route("**/outlines/*", lambda route: route.abort())
    browser_page.goto(f"{new_york}/?view={NEAR}")
    again = browser_page.get_by_role("button", name="Try again")
    again.wait_for()
    coarse = browser_page.evaluate(PICTURE)
    browser_page.unroute("**/outlines/*")
    again.click()
    expect(again).to_be_hidden()
    browser_page.wait_for_selector(SETTLED)

    assert browser_page.evaluate(PICTURE) != coarse
    browser_page.close()
