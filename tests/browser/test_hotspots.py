"""An editor chooses what a list of hotspots is of, and copies it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import article
from tests.browser.conftest import Open


@pytest.mark.parametrize("width", [390, 1280])
def test_the_articles_list_is_copied(open_page: Open, sample: str, real_data: Path, width: int) -> None:
    page = open_page(f"{sample}/hotspots", width, 844, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("link", name="Copy as text").click()
    expect(page.locator(".copying [role=status]")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")

    lines = article.lines_of(copied)
    assert set(article.mended(real_data.parent / "reference")) <= set(lines)
    assert ("County Durham", "Durham City - 135 cases") in lines
    assert page.locator(".lead").inner_text() in copied
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [390, 1280])
def test_places_week_and_order_are_chosen_and_stand_in_the_address(open_page: Open, small: str, width: int) -> None:
    page = open_page(f"{small}/hotspots", width, 844)
    page.locator(".several > summary").click()
    for region, authority in (("North", "Northtown"), ("South", "Westham")):
        page.get_by_role("group", name=region).locator("summary").click()
        page.get_by_label(authority).check()
    page.get_by_label("Seven days to").select_option("2020-10-20")
    page.get_by_label("Order").select_option("code")
    page.get_by_role("button", name="Show").click()

    expect(page.locator("h1")).to_have_text("Hotspots in Northtown and Westham")
    assert re.search(r"within=E06000001&within=E07000002&week=2020-10-20&order=code", page.url)
    expect(page.locator(".several > summary")).to_have_text("Places Northtown and Westham")
    expect(page.get_by_label("Order")).to_have_value("code")
    expect(page.get_by_label("Seven days to")).to_have_value("2020-10-20")
    assert page.locator(".copying a").get_attribute("href") == (
        "hotspots.txt?within=E06000001,E07000002&week=2020-10-20&order=code"
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
