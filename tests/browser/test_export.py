"""Embeds that are files read their options in the browser, and show what the server's show."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

READY = "html[data-ready=true]"
SHOWN = """
() => {
  const all = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  const map = document.querySelector('#map_casemap').dataset;
  return {
    heading: document.querySelector('h1').textContent,
    week: document.querySelector('.week [data-period]').textContent,
    drawn: [map.level, map.shape],
    legend: all('[data-legend]').map((section) => [
      section.dataset.legend, [...section.querySelectorAll('[data-many]')].map((many) => many.textContent),
    ]),
    popup: all('.leaflet-popup-content').map((popup) => popup.textContent),
    paper: getComputedStyle(document.body).getPropertyValue('--paper'),
    search: all('[role=combobox], input[type=search]').length,
  };
}
"""
QUERIES = (
    "within=E12000001",
    "within=E12000001,E12000002&measure=rate",
    "within=E10000001&shape=hexes",
    "within=region.E12000002&level=ltla&title=The%20%20south",
    "area=msoa.E02000001&scheme=dark",
    "area=utla.E10000001&utm_source=x",
    "within=E12000001&week=2020-10-20",
    "bounds=-1.6,54.5,-1.4,54.7&level=msoa",
    "search=yes&measure=change",
)


def shown(page: Page) -> Any:
    page.wait_for_selector(READY)
    page.wait_for_selector("#map_casemap[data-pending='0']")
    page.wait_for_timeout(300)
    return page.evaluate(SHOWN)


@pytest.mark.parametrize("query", QUERIES)
def test_an_embed_shows_what_the_servers_does(
    open_page: Open, small_served: str, small_exported: str, query: str
) -> None:
    page = open_page(f"{small_served}/embed?{query}")
    from_server = shown(page)
    page.goto(f"{small_exported}/embed?{query}")

    assert shown(page) == from_server


@pytest.mark.parametrize(
    "query",
    ["within=E12000009", "within=E12000001,E12000009", "week=2019-10-20", "edition=2020-11-25-0123456789ab", "level=x"],
)
def test_what_is_not_there_is_said_in_the_frame(browser_page: Page, small_exported: str, query: str) -> None:
    browser_page.goto(f"{small_exported}/embed?{query}")

    expect(browser_page.locator("main .notice")).to_contain_text("There is no map here for ")
    expect(browser_page.locator(".leaflet-popup, #map_casemap")).to_have_count(0)
    browser_page.get_by_role("link", name="The whole map").wait_for()


def test_a_server_that_knows_no_pages_of_places_is_led_there_by_the_script(
    open_page: Open, small_exported: str
) -> None:
    page = open_page(f"{small_exported}/embed?within=E12000002&dnt=1")  # which is no page's own query

    page.wait_for_url("**/embed-within-E12000002")
    assert "South" in shown(page)["heading"]


def test_the_map_is_as_its_address_asks(open_page: Open, small_exported: str) -> None:
    page = open_page(f"{small_exported}/?area=msoa.E02000001&measure=rate&week=2020-10-20")
    page.wait_for_selector("html[data-tools=true]", state="attached")

    expect(page.locator("#area-panel .count")).to_have_text("1,000 cases in the seven days to 20 October 2020")
    expect(page.locator("[data-legend='rate:msoa']")).to_be_visible()
    page.get_by_role("link", name="All about Old Quay").click()
    expect(page.locator("h1")).to_have_text("Old Quay")
    page.get_by_role("link", name="Old Quay on the map").click()
    page.wait_for_selector("html[data-tools=true]", state="attached")
