"""Lists of areas are read on a phone without being moved sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

PHONE = 390


def sideways(page: Page) -> list[float]:
    """Return by how many pixels each table is wider than what it stands in."""
    wider = page.eval_on_selector_all(".scroll", "all => all.map((one) => one.scrollWidth - one.clientWidth)")
    return [float(one) for one in wider]


def right_edges(page: Page) -> float:
    return float(
        page.eval_on_selector_all("main td", "all => Math.max(...all.map((one) => one.getBoundingClientRect().right))")
    )


@pytest.mark.parametrize("query", ["", "level=ltla", "level=utla", "level=region", "sort=cases&order=descending"])
def test_the_table_is_in_view_on_a_phone(open_page: Open, sample: str, query: str) -> None:
    page = open_page(f"{sample}/table?{query}", PHONE, 844)

    assert sideways(page) == [0]
    assert right_edges(page) <= PHONE
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE


@pytest.mark.parametrize("query", ["", "level=utla", "level=msoa", "level=msoa&within=E12000001"])
def test_rises_and_falls_are_in_view_on_a_phone(open_page: Open, sample: str, query: str) -> None:
    page = open_page(f"{sample}/rises?{query}", PHONE, 844)

    assert set(sideways(page)) == {0}
    assert right_edges(page) <= PHONE


def test_the_files_of_data_are_in_view_on_a_phone(open_page: Open, sample: str) -> None:
    page = open_page(f"{sample}/data", PHONE, 844)

    assert sideways(page) == [0, 0]
    assert right_edges(page) <= PHONE


def test_codes_come_by_a_link_and_go_again_without_a_script(open_page: Open, sample: str) -> None:
    page = open_page(f"{sample}/table?level=ltla", PHONE, 844, java_script_enabled=False)
    page.get_by_role("link", name="Codes and all other columns too").click()

    expect(page.get_by_role("columnheader", name="Code", exact=True)).to_be_attached()
    expect(page.get_by_role("cell", name="E06000047").first).to_be_attached()
    page.get_by_role("link", name="Figures alone, without codes").click()
    expect(page.get_by_role("columnheader", name="Code", exact=True)).not_to_be_attached()


def test_a_heading_sorts_and_says_how(open_page: Open, sample: str) -> None:
    page = open_page(f"{sample}/table", PHONE, 844)
    page.get_by_role("link", name="Cases", exact=True).click()

    expect(page.get_by_role("columnheader", name="Cases")).to_have_attribute("aria-sort", "descending")
    expect(page.locator("tbody td").first).to_have_text("135")


def test_the_text_of_rises_is_copied(open_page: Open, sample: str) -> None:
    page = open_page(f"{sample}/rises?week=2020-06-28", PHONE, 844, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("link", name="Copy as text").click()
    page.get_by_text("Copied.").wait_for()

    assert "Richmond upon Thames: 1.0 > 3.0 (200.00%) *" in page.evaluate("navigator.clipboard.readText()")
