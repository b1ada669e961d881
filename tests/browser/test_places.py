"""Other places' maps, in a real browser: what a reader sees first, and what the map tells of an area."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.conftest import Environment
from tests.serving import served

Open = Callable[..., Page]
PHONE, DESK = 390, 1280
PANEL, POPUP = "#area-panel", ".leaflet-popup-content"
# Each place's title, what the map opens with on a phone and on a desk, and an area with what is told of it.
OPENED = {
    "scotland": ("COVID-19 cases in Scotland", ("hb", "ca"), "iz.S02001259", "seven days to 7 July 2021"),
    "wales": ("COVID-19 cases in Wales", ("la", "la"), "msoa.W02000003", "seven days to 7 July 2021"),
    "nyc-cases": (
        "COVID-19 cases in New York City",
        ("borough", "borough"),
        "modzcta.10025",
        "seven days to 16 January 2021",
    ),
    "nyc-deaths": (
        "deaths in New York City",
        ("modzcta", "modzcta"),
        "modzcta.10025",
        "deaths in the 28 days to 23 January 2025",
    ),
}


@pytest.mark.parametrize("slug", OPENED)
def test_a_place_opens_whole_and_tells_of_an_area_in_its_own_words(
    open_page: Open, place_environment: Callable[[str], Environment], slug: str
) -> None:
    title, levels, area, said = OPENED[slug]
    with served(place_environment(slug)) as address:
        for width, level, telling in zip((PHONE, DESK), levels, (PANEL, POPUP), strict=True):
            page = open_page(f"{address}/", width, 800)
            page.wait_for_selector(f"#map_casemap[data-level={level}][data-pending='0']")
            assert title in page.locator("h1").inner_text()
            assert page.locator(".legend section:not([hidden])").is_visible()

            page.goto(f"{address}/?area={area}")
            told = page.locator(telling)
            told.wait_for()
            assert said in told.inner_text()
            page.close()  # it may still ask for what comes later, and the server stops
