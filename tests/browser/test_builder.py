"""An editor makes an embed: chooses, sees it, copies it and pastes it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open


def preview(page: Page, title: str) -> None:
    expect(page.frame_locator("#built iframe").locator("h1")).to_have_text(title)


@pytest.mark.parametrize("width", [360, 1280])
def test_an_editor_chooses_and_copies(open_page: Open, small: str, width: int) -> None:
    page = open_page(f"{small}/embed/builder", width, 900)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    preview(page, "COVID-19 cases in England by area")
    page.get_by_label("Place").select_option("E12000001")
    page.get_by_label("Show").select_option("rate")
    page.get_by_label("Title").fill("Rates in the North")
    preview(page, "Rates in the North")

    page.locator("section", has_text="With a script").get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f'src="{small}/embed?within=E12000001&amp;measure=rate&amp;title=Rates+in+the+North"' in copied
    assert copied == page.get_by_label("With a script").input_value()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_choices_are_in_the_address(open_page: Open, small: str) -> None:
    page = open_page(f"{small}/embed/builder?measure=rate&scheme=dark")
    preview(page, "COVID-19 cases in England by area")
    page.get_by_label("Title").fill("Here")
    preview(page, "Here")
    page.reload()

    preview(page, "Here")
    expect(page.get_by_label("Colours")).to_have_value("dark")
    assert page.evaluate("history.length") <= 3


def test_a_choice_that_cannot_be_is_told_and_the_rest_stays(browser_page: Page, small: str) -> None:
    page = browser_page
    page.goto(f"{small}/embed/builder")
    before = page.get_by_label("Plain frame").input_value()
    page.get_by_label("With a search box").check()
    expect(page.get_by_label("Plain frame")).not_to_have_value(before)
    page.get_by_label("Week").select_option("2020-10-20")

    expect(page.get_by_role("status").first).to_contain_text("search=yes goes with the edition's own week alone")
    expect(page.get_by_label("Plain frame")).to_have_value(before.replace("/embed", "/embed?search=yes"))


def test_it_works_by_keyboard_alone(open_page: Open, small: str) -> None:
    page = open_page(f"{small}/embed/builder")
    page.get_by_label("Show").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Areas")).to_be_focused()
    expect(page.get_by_label("Address alone")).to_have_value(f"{small}/embed?measure=cases")


def test_without_scripts_a_button_shows_what_is_chosen(open_page: Open, small: str) -> None:
    page = open_page(f"{small}/embed/builder", java_script_enabled=False)
    page.get_by_label("Show").select_option("rate")
    page.get_by_role("button", name="Show").click()

    expect(page.get_by_label("Address alone")).to_have_value(f"{small}/embed?measure=rate")
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
