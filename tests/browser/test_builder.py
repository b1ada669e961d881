"""An editor makes an embed: finds a place, chooses, sees it, copies it and pastes it, or takes the picture."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Open


def preview(page: Page, title: str) -> None:
    expect(page.frame_locator("iframe[title=Preview]").locator("h1")).to_have_text(title)


def find(page: Page, field: str, name: str, found: str) -> None:
    """Type a name as an editor does, and choose what is found."""
    page.get_by_role("combobox", name=field).click()
    page.keyboard.type(name, delay=20)
    page.get_by_role("option", name=found).click()


def nothing_to_copy(page: Page) -> None:
    """Nothing that was made before is there to be copied or downloaded."""
    assert all(not text.input_value() for text in page.locator("textarea").all())
    assert all(button.is_disabled() for button in page.get_by_role("button", name="Copy", include_hidden=True).all())
    assert page.locator("a[download][href]").count() == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_an_editor_finds_a_place_by_its_name_chooses_and_copies(open_page: Open, small: str, width: int) -> None:
    page = open_page(f"{small}/embed/builder", width, 900)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    preview(page, "COVID-19 cases in England by area")
    find(page, "Place", "nor", "North region")
    preview(page, "COVID-19 cases in North")
    page.get_by_label("Show").select_option("rate")
    page.get_by_label("Title").fill("Rates in the North")
    preview(page, "Rates in the North")

    page.locator("section", has_text="With a script").get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f'src="{small}/embed?within=E12000001&amp;measure=rate&amp;title=Rates+in+the+North"' in copied
    assert copied == page.get_by_label("With a script").input_value()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_several_places_are_chosen_and_left_out_again(open_page: Open, small: str) -> None:
    page = open_page(f"{small}/embed/builder")
    address = page.get_by_label("Address alone")
    find(page, "Place", "north", "North region")
    expect(page.get_by_role("list", name="Place: chosen")).to_have_text(re.compile("North"))
    find(page, "Place", "westham", "Westham")
    expect(address).to_have_value(f"{small}/embed?within=E07000002,E12000001")
    page.get_by_role("link", name="Leave out North").click()

    expect(address).to_have_value(f"{small}/embed?within=E07000002")
    expect(page.get_by_role("combobox", name="Place")).to_be_focused()
    expect(page).to_have_url(re.compile(r"builder\?within=E07000002$"))


def test_an_area_is_pointed_out_by_its_name_or_postcode(open_page: Open, small: str) -> None:
    page = open_page(f"{small}/embed/builder")
    address = page.get_by_label("Address alone")
    find(page, "Area to point out", "southshire", "Southshire")
    expect(address).to_have_value(f"{small}/embed?area=utla.E10000001")
    find(page, "Area to point out", "QA1 1AA", "Old Quay")
    expect(address).to_have_value(f"{small}/embed?area=msoa.E02000001")
    find(page, "Place", "hill top", "Hill Top")  # which holds no others that could be shown alone

    expect(address).to_have_value(f"{small}/embed?area=msoa.E02000003")


def test_choices_are_in_the_address(open_page: Open, small: str) -> None:
    page = open_page(f"{small}/embed/builder?measure=rate&scheme=dark")
    preview(page, "COVID-19 cases in England by area")
    page.get_by_label("Title").fill("Here")
    preview(page, "Here")
    page.reload()

    preview(page, "Here")
    expect(page.get_by_label("Colours")).to_have_value("dark")
    assert page.evaluate("history.length") <= 3


def test_a_choice_that_cannot_be_is_told_and_leaves_nothing_to_copy(browser_page: Page, small: str) -> None:
    page = browser_page
    page.goto(f"{small}/embed/builder")
    page.get_by_label("With a search box").check()
    expect(page.get_by_label("Plain frame")).to_have_value(re.compile("search=yes"))
    page.get_by_label("Week").select_option("2020-10-20")

    expect(page.locator(".problem")).to_contain_text("The search box goes with the latest week alone.")
    expect(page.get_by_role("status").filter(has_text="The search box goes")).to_have_count(1)
    expect(page.locator("textarea, iframe")).to_have_count(0)
    nothing_to_copy(page)
    page.get_by_label("With a search box").uncheck()
    expect(page.get_by_label("Plain frame")).to_have_value(re.compile("week=2020-10-20"))
    expect(page.locator(".problem")).to_have_count(0)


def test_what_was_made_before_is_gone_until_the_answer_comes(browser_page: Page, small: str) -> None:
    page = browser_page
    page.goto(f"{small}/embed/builder")
    waiting: list[Route] = []
    page.route("**/embed/builder?*", lambda route: waiting.append(route))
    with page.expect_request("**/embed/builder?*"):
        page.get_by_label("Title").press_sequentially("A")
        nothing_to_copy(page)
    nothing_to_copy(page)
    expect(page.get_by_label("Plain frame")).to_be_visible()
    for route in waiting:
        route.continue_()

    expect(page.get_by_label("Plain frame")).to_have_value(re.compile("title=A"))
    expect(page.get_by_role("button", name="Copy").first).to_be_enabled()


def test_an_answer_that_does_not_come_is_told_and_asked_for_again(browser_page: Page, small: str) -> None:
    page = browser_page
    page.goto(f"{small}/embed/builder")
    page.route("**/embed/builder?*", lambda route: route.abort())
    page.get_by_label("Title").fill("Here")
    expect(page.locator(".problem")).to_contain_text("Check your connection.")
    nothing_to_copy(page)
    page.unroute("**/embed/builder?*")
    page.get_by_role("button", name="Try again").click()

    expect(page.get_by_label("Address alone")).to_have_value(f"{small}/embed?title=Here")
    expect(page.locator(".problem")).to_have_count(0)


@pytest.mark.parametrize(("name", "size"), [("Wide", (1200, 675)), ("Portrait", (1080, 1350))])
def test_the_picture_is_downloaded_in_a_size(
    open_page: Open, small: str, tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    page = open_page(f"{small}/embed/builder")
    find(page, "Place", "southshire", "Southshire")
    expect(page.get_by_label("Address alone")).to_have_value(re.compile("E10000001"))
    with page.expect_download() as download:
        page.get_by_role("link", name=f"PNG, {name}").click()
    download.value.save_as(tmp_path / "picture.png")

    wide, high = size
    assert download.value.suggested_filename == f"covid-19-cases-in-southshire-2020-10-27-{wide}x{high}.png"
    with Image.open(tmp_path / "picture.png") as picture:
        assert picture.size == size


def test_it_works_by_keyboard_alone(open_page: Open, small: str) -> None:
    page = open_page(f"{small}/embed/builder")
    page.get_by_role("combobox", name="Place").focus()
    page.keyboard.type("southshire")
    page.get_by_role("option", name="Southshire").wait_for()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Address alone")).to_have_value(f"{small}/embed?within=E10000001")
    page.get_by_label("Show").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Areas")).to_be_focused()
    expect(page.get_by_label("Address alone")).to_have_value(f"{small}/embed?within=E10000001&measure=cases")


def test_without_scripts_a_button_shows_what_is_chosen(open_page: Open, small: str) -> None:
    page = open_page(f"{small}/embed/builder", java_script_enabled=False)
    page.get_by_label("Show").select_option("rate")
    page.get_by_role("button", name="Show").click()

    expect(page.get_by_label("Address alone")).to_have_value(f"{small}/embed?measure=rate")
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
