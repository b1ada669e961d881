"""axe finds no barrier on any page, in either scheme, on a phone or a desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

# Every kind of page, one a line.
PAGES = [
    "/",
    "/embed?within=E12000001",
    "/areas/msoa/E02000001",
    "/areas/msoa/E02000003",
    "/areas/nation/E92000001",
    "/hotspots",
    "/hotspots?within=E12000001",
    "/rises?level=msoa",
    "/table",
    "/about",
    "/accessibility",
    "/search?q=quay",
    "/nowhere",
    "/embed?within=nowhere",
]
SURROUNDINGS: dict[str, dict[str, Any]] = {
    "a phone in the dark": {"viewport": {"width": 320, "height": 568}, "color_scheme": "dark"},
    "a desk in daylight": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "forced colours": {"viewport": {"width": 1280, "height": 800}, "forced_colors": "active"},
}


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(
    browser: Browser, axe: Callable[[Page], list[str]], small: str, path: str, surroundings: str
) -> None:
    with browser.new_context(**SURROUNDINGS[surroundings]) as context:
        page = context.new_page()
        page.goto(f"{small}{path}")
        if "data-edition" in page.content():
            page.wait_for_selector("html[data-ready=true]")

        assert axe(page) == []
