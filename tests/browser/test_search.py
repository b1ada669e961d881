"""Find a place by name, by postcode or by where one is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.serving import served

Open = Callable[..., Page]

NARROW = {"width": 390, "height": 844}
PAGES = (
    *("/", "/embed", "/embed?search=yes", "/embed/builder", "/areas/ltla/E07000001", "/areas/msoa/E02000001"),
    *("/hotspots", "/rises", "/table", "/about", "/accessibility", "/search?q=old"),
)
CANVAS = "document.querySelector('#map_casemap canvas').toDataURL()"
USABLE = 240  # pixels of a field in which some letters of twice the size are seen
ELSEWHERE = "are not among those loaded here: search for a place's name instead."
INSIDE = {"latitude": 54.55, "longitude": -1.55}
OUTSIDE = {"latitude": 48.85, "longitude": 2.35}


def field_of(page: Page) -> Locator:
    """Return the search field, once it is alive."""
    page.wait_for_selector("html[data-tools]")
    return page.get_by_role("combobox", name="Find an area")


def typed(page: Page, text: str) -> Locator:
    """Type as a reader does, and give what is said of it."""
    field = field_of(page)
    field.click()
    field.press_sequentially(text, delay=20)
    return page.locator(".search [role=status]")


def chosen(page: Page) -> str:
    """Return what the panel says of the selected area."""
    panel = page.locator("#area-panel")
    panel.wait_for()
    return panel.inner_text()


@pytest.mark.exported_too
def test_an_area_is_found_by_name_with_the_keyboard_alone(open_page: Open, small: str) -> None:
    page = open_page(small)
    said = typed(page, "old quay")
    expect(said).to_have_text("2 areas found.")
    options = page.locator("[data-choices] li")
    expect(options).to_have_text(["Old Quay Northtown", "Old Quay Westham"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    field = page.get_by_role("combobox", name="Find an area")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id") or "none")
    page.keyboard.press("Enter")

    assert "Old Quay" in chosen(page)
    expect(page).to_have_url(re.compile(re.escape(f"{small}/?area=msoa.E02000006")))
    expect(field).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize(("text", "name"), [("eastham and dis", "Eastham & District"), ("SOUTHSHIRE", "Southshire")])
def test_enter_takes_the_first_of_what_is_found(open_page: Open, small: str, text: str, name: str) -> None:
    page = open_page(small)
    typed(page, text)
    page.keyboard.press("Enter")

    assert name in chosen(page)


def test_what_is_found_moves_nothing(open_page: Open, small: str) -> None:
    page = open_page(small, **NARROW)
    field_of(page)
    before = page.locator("#map_casemap").bounding_box()
    said = typed(page, "old")
    expect(said).not_to_be_empty()

    assert page.locator("#map_casemap").bounding_box() == before
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_a_tap_takes_a_place_and_escape_closes_the_list(open_page: Open, small: str) -> None:
    page = open_page(small, **NARROW, has_touch=True)
    typed(page, "old")
    page.keyboard.press("Escape")
    expect(page.locator("[data-choices] li")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.locator("[data-choices] li").first.tap()

    assert "Old Quay" in chosen(page)


@pytest.mark.exported_too
def test_a_postcode_is_answered(browser_page: Page, small: str) -> None:
    for text, sentence in {
        "qa11aa": "QA1 1AA is in Old Quay, Northtown.",
        "QA1 1AB": "QA1 1AB is no longer in use. It was in Hill Top, Northtown.",
        "QA1": "3 areas have postcodes that begin with QA1.",
        "QA1 9ZZ": "The postcode QA1 9ZZ has no small area here. Check it, or search by name.",
        "ZZ99 9ZZ": "ZZ99 9ZZ is not a postcode. Check it, or search by name.",
        "BS1 4DJ": f"Postcodes that begin with BS1 {ELSEWHERE}",
    }.items():
        browser_page.goto(small)
        expect(typed(browser_page, text)).to_have_text(sentence)


def test_a_hidden_area_is_found_and_read_out_like_any_other(open_page: Open, small: str) -> None:
    page = open_page(small)
    expect(typed(page, "QA1 1AB")).to_contain_text("Hill Top")
    page.keyboard.press("Enter")
    expect(page.locator("#area-status")).to_have_text(
        "Hill Top: Three or fewer cases in the seven days to 27 October 2020"
    )


def test_a_missing_area_is_found_and_says_so(open_page: Open, small_with_missing: str) -> None:
    page = open_page(small_with_missing)
    typed(page, "mill lane")
    page.keyboard.press("Enter")

    assert "No data" in chosen(page)
    assert "No data came for this area" in page.locator(".leaflet-popup").inner_text()


def test_no_more_of_a_postcode_than_its_outward_half_leaves_the_device(
    browser: Browser, small_environment: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    with served(small_environment) as address, browser.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(unquote(request.url) + (request.post_data or "")))
        page.goto(address)
        for text in ("QA1 1AA", "qa12ad", "QA1 9ZZ"):
            field_of(page).fill("")
            typed(page, text)
            page.keyboard.press("Enter")
            page.wait_for_timeout(300)
    logged = "".join(capfd.readouterr())

    assert any(address.endswith("/postcodes/QA1.json") for address in asked)
    for inward in ("1AA", "2AD", "9ZZ"):
        assert not [address for address in asked if inward in address.upper().replace(" ", "")]
        assert inward not in logged.upper()


def test_the_field_does_not_lead_away_before_the_tools_have_come(browser_page: Page, small: str) -> None:
    browser_page.route("**/tools-*.js", lambda route: route.abort())
    browser_page.goto(small)
    browser_page.wait_for_selector("html[data-ready]")
    browser_page.locator("#search").fill("QA1 1AA")
    browser_page.keyboard.press("Enter")
    browser_page.wait_for_timeout(300)

    assert browser_page.url == f"{small}/"


def test_whatever_is_written_is_taken_as_text(open_page: Open, small: str) -> None:
    page = open_page(f"{small}/about")
    for text in ("<script>alert(1)</script>", "x" * 3000, "🦠", "\u202eyauQ dlO", ".*[(\\", "{{7*7}}"):
        page.goto(small)
        field_of(page).fill(text)
        said = page.locator(".search [role=status]")
        expect(said).not_to_be_empty()
        page.keyboard.press("Enter")

        assert page.evaluate("document.documentElement.scrollWidth") <= 1280, text


def test_where_the_search_does_not_load_it_says_so_and_tries_again(browser_page: Page, small: str) -> None:
    browser_page.route("**/search.json", lambda route: route.abort())
    browser_page.goto(small)
    said = typed(browser_page, "old")
    expect(said).to_contain_text("did not load")
    browser_page.unroute("**/search.json")
    browser_page.keyboard.press("Enter")

    assert "Old Quay" in chosen(browser_page)


@pytest.mark.parametrize(("text", "name"), [("old qauy", "Old Quay"), ("suothshire", "Southshire")])
def test_a_name_with_a_slip_is_found(open_page: Open, small: str, text: str, name: str) -> None:
    page = open_page(small)
    typed(page, text)
    page.keyboard.press("Enter")

    assert name in chosen(page)


def test_a_common_name_shows_all_the_areas_that_it_means(open_page: Open, sample: str) -> None:
    page = open_page(sample, **NARROW)
    typed(page, "tees valley")
    option = page.locator("[data-choices] li")
    expect(option).to_have_text(
        "Tees Valley Hartlepool, Middlesbrough, Redcar and Cleveland, Stockton-on-Tees and Darlington"
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/?view=*")

    assert page.locator("#area-panel").is_hidden()


@pytest.mark.parametrize("size", [NARROW, {"width": 1280, "height": 800}])
def test_an_authority_is_shown_with_its_small_areas_in_a_line_of_its_own(
    open_page: Open, england: str, size: dict[str, int]
) -> None:
    page = open_page(england, **size)
    typed(page, "county durham")
    page.keyboard.press("Enter")
    shows_small_areas(page, "County Durham")
    page.wait_for_timeout(500)
    drawn = page.evaluate(CANVAS)
    page.get_by_role("button", name="Close").click()
    page.wait_for_timeout(300)

    assert page.evaluate(CANVAS) != drawn


def test_what_is_told_of_an_authority_over_its_small_areas_is_of_no_other_week(open_page: Open, england: str) -> None:
    page = open_page(england)
    typed(page, "county durham")
    page.keyboard.press("Enter")
    shows_small_areas(page, "County Durham")
    page.locator("#week-slider").press("ArrowLeft")
    page.wait_for_url("**week=2020-11-1*")

    expect(page.locator(".leaflet-popup")).to_have_count(0)
    assert "County Durham" in chosen(page)


def test_the_way_from_an_authoritys_page_to_the_map_shows_its_small_areas(open_page: Open, england: str) -> None:
    page = open_page(f"{england}/areas/utla/E06000047")
    page.get_by_role("link", name="County Durham on the map").click()
    shows_small_areas(page, "County Durham")


def shows_small_areas(page: Page, name: str) -> None:
    page.wait_for_selector("#map_casemap[data-level=msoa][data-pending='0']")
    assert name in chosen(page)
    assert "view=" in page.url


def test_text_twice_as_large_overflows_no_phone(open_page: Open, small: str) -> None:
    page = open_page(f"{small}/about", **NARROW)
    for path in PAGES:
        page.goto(f"{small}{path}")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        page.wait_for_timeout(200)

        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], path
        for field in page.locator("input[type=search]").all():
            box = field.bounding_box()
            assert box
            assert box["width"] >= USABLE, path


@pytest.fixture
def located(browser: Browser, small: str) -> Iterator[Callable[..., Page]]:
    """Open the map where the device is at a place, or will not say."""
    contexts = []

    def open_at(place: dict[str, float] | None) -> Page:
        options = {"geolocation": place, "permissions": ["geolocation"]} if place else {"permissions": []}
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.goto(small)
        field_of(page)
        page.get_by_role("button", name="My location").click()
        return page

    yield open_at
    for context in contexts:
        context.close()


def test_where_the_reader_is_is_found_once_they_ask(located: Callable[..., Page]) -> None:
    page = located(INSIDE)

    assert "Old Quay" in chosen(page)
    assert "54.5500,-1.5" not in page.url.replace(page.url.partition("view=")[2], "")


def test_a_dot_shows_where_the_reader_is_until_they_ask_again(located: Callable[..., Page]) -> None:
    page = located({**INSIDE, "accuracy": 300})
    dot = page.get_by_role("img", name="Where you are, to about 300 metres")
    expect(dot).to_be_visible()
    said = page.locator(".search [role=status]")
    expect(said).to_have_text("The dot shows where you are, to about 300 metres: Old Quay, Northtown.")
    where = page.evaluate(
        "() => {const at = document.querySelector('.leaflet-location-pane circle:last-child').getBoundingClientRect();"
        "return [at.x + at.width / 2, at.y + at.height / 2]}"
    )
    page.get_by_role("button", name="My location").click()
    expect(dot).to_have_count(0)
    expect(said).to_have_text("Where you are is no longer shown.")
    page.keyboard.press("Tab")
    page.locator(".close").click()
    page.mouse.click(*where)

    assert "Old Quay" in chosen(page)


def test_a_dot_goes_where_the_map_goes(located: Callable[..., Page]) -> None:
    page = located(INSIDE)
    dot = page.locator(".leaflet-location-pane circle:last-child")
    expect(dot).to_be_visible()
    before = dot.bounding_box()
    page.locator("#map_casemap").focus()
    page.keyboard.press("-")
    page.wait_for_timeout(500)
    after = dot.bounding_box()

    assert before
    assert after
    assert (before["width"], before["height"]) == (after["width"], after["height"])
    assert page.get_by_role("button", name="My location").get_attribute("aria-pressed") == "true"


def test_outside_the_map_is_said(located: Callable[..., Page]) -> None:
    expect(located(OUTSIDE).locator(".search [role=status]")).to_contain_text("outside the areas of this map")


def test_a_device_that_will_not_say_is_told_of(located: Callable[..., Page]) -> None:
    expect(located(None).locator(".search [role=status]")).to_contain_text("may not tell this page where you are")


def test_without_javascript_the_form_leads_to_a_page_of_results(browser: Browser, small: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(small)
        page.locator("#search").fill("old quay")
        page.get_by_role("button", name="Search").click()
        page.get_by_role("link", name="Old Quay").first.click()

        assert "1,204 cases" in " ".join(page.locator("main").inner_text().split())
        assert not page.get_by_role("button", name="My location").is_visible()
