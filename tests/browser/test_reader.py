"""What a reader does with the map: choose, step through weeks, select, go back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]

TOOLS = "html[data-tools=true]"
MAP = "#map_casemap"
PANEL = "#area-panel"


def opened(open_page: Open, address: str, width: int = 1280, height: int = 800, **options: object) -> Page:
    page = open_page(address, width, height, **options)
    page.wait_for_selector(TOOLS, state="attached")
    return page


def drawn(page: Page, level: str) -> None:
    page.wait_for_selector(f"{MAP}[data-level={level}][data-pending='0']")


def test_each_measure_has_its_legend_and_its_address(open_page: Open, england: str) -> None:
    page = opened(open_page, england)
    page.get_by_role("radio", name="Change").check()

    expect(page.locator("[data-legend='change:utla']")).to_be_visible()
    expect(page.locator("[data-legend]:visible")).to_have_count(1)
    assert "measure=change" in page.url
    page.go_back()
    expect(page.locator("[data-legend='rate:utla']")).to_be_visible()
    expect(page.get_by_role("radio", name="Rate")).to_be_checked()


def test_a_level_can_be_locked_and_left_to_the_zoom_again(open_page: Open, england: str) -> None:
    page = opened(open_page, england)
    page.get_by_label("Areas").select_option("msoa")
    drawn(page, "msoa")
    assert "level=msoa" in page.url
    page.get_by_label("Areas").select_option("")
    drawn(page, "utla")


def test_the_slider_steps_through_weeks_by_arrow_keys_and_says_the_dates(open_page: Open, england: str) -> None:
    page = opened(open_page, england)
    page.get_by_label("Week", exact=True).focus()
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/*week=2020-10-28*")

    slider = page.get_by_label("Week", exact=True)
    expect(slider).to_have_attribute("aria-valuetext", "Seven days to 28 October 2020 (22 to 28 October)")
    page.get_by_label("Areas").select_option("msoa")  # whose record nearest before ends a day earlier
    expect(slider).to_have_attribute("aria-valuetext", "Seven days to 27 October 2020 (21 to 27 October)")
    page.keyboard.press("Shift+Tab")


def test_playing_goes_on_to_the_next_week_and_pauses(open_page: Open, england: str) -> None:
    page = opened(open_page, f"{england}/?week=2020-10-28")
    page.get_by_role("button", name="Play").click()
    page.wait_for_url("**/*week=2020-11-04*")
    page.get_by_role("button", name="Pause").click()

    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_who_wants_no_motion_has_nothing_that_plays(open_page: Open, england: str) -> None:
    page = opened(open_page, england, reduced_motion="reduce")

    expect(page.get_by_role("button", name="Play")).to_be_hidden()
    expect(page.get_by_label("Week", exact=True)).to_be_visible()


def test_an_area_is_embedded_as_it_is_shown(open_page: Open, small: str) -> None:
    page = opened(open_page, f"{small}/?area=msoa.E02000001")
    page.get_by_role("radio", name="Rate").check()
    page.locator("#area-panel").get_by_role("link", name="Embed this map").click()
    page.wait_for_url("**/embed/builder?area=msoa.E02000001&measure=rate")

    expect(page.get_by_label("Address alone")).to_have_value(f"{small}/embed?area=msoa.E02000001&measure=rate")


def test_a_selected_area_is_told_of_beside_its_authority_and_england(open_page: Open, england: str) -> None:
    address = f"{england}/?area=msoa.E02004314&view=54.77,-1.57,11&week=2020-10-28"
    page = opened(open_page, address, 390, 844)
    panel = page.locator(PANEL)
    expect(panel.locator(".count")).to_have_text("142 cases in the seven days to 27 October 2020")

    rows = panel.locator("tbody tr")
    expect(rows.nth(0)).to_contain_text(re.compile("Durham City.*142"))
    expect(rows.nth(1)).to_contain_text("County Durham")
    expect(rows.nth(2)).to_contain_text("England")
    expect(panel.locator("svg.weeks")).to_have_accessible_name(re.compile("Cases each week in Durham City"))
    expect(page.locator("#area-status")).to_contain_text("Durham City: 142 cases")


def test_an_address_brings_back_all_that_it_says(open_page: Open, england: str) -> None:
    page = opened(open_page, f"{england}/?area=utla.E06000047&measure=change&week=2020-10-28")

    expect(page.locator(f"{PANEL} h2")).to_have_text("County Durham")
    expect(page.locator(f"{PANEL} .count")).to_contain_text("28 October 2020")
    expect(page.get_by_role("radio", name="Change")).to_be_checked()


def test_back_and_forward_go_from_area_to_area(open_page: Open, england: str) -> None:
    page = opened(open_page, england)
    box = page.locator(MAP).bounding_box()
    assert box
    names: list[str] = []
    for down in (0.4, 0.6):
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * down)
        expect(page.locator(f"{PANEL} h2")).not_to_have_text(names[-1] if names else "")
        names.append(page.locator(f"{PANEL} h2").inner_text())
    page.go_back()
    expect(page.locator(f"{PANEL} h2")).to_have_text(names[0])
    page.go_back()
    expect(page.locator(PANEL)).to_be_hidden()
    page.go_forward()
    expect(page.locator(f"{PANEL} h2")).to_have_text(names[0])


def test_back_from_a_found_area_shows_all_of_the_map_again(open_page: Open, england: str) -> None:
    page = opened(open_page, england)
    page.locator("#search").fill("durham city")
    page.keyboard.press("Enter")
    expect(page.locator(f"{PANEL} h2")).to_have_text("Durham City")
    drawn(page, "msoa")
    page.go_back()
    drawn(page, "utla")

    expect(page.locator(PANEL)).to_be_hidden()
    expect(page).to_have_url(f"{england}/")


def test_one_step_back_undoes_a_slide_through_many_weeks(open_page: Open, england: str) -> None:
    page = opened(open_page, england)
    page.get_by_label("Week", exact=True).focus()
    for day in ("18", "11", "04"):
        page.keyboard.press("ArrowLeft")
        page.wait_for_url(f"**/*week=2020-11-{day}*")
    page.go_back()

    expect(page).to_have_url(f"{england}/")
    expect(page.get_by_label("Week", exact=True)).to_have_attribute("aria-valuetext", re.compile("25 November 2020"))


def test_what_was_found_stays_in_view_in_a_window_of_another_size(open_page: Open, small: str) -> None:
    page = opened(open_page, f"{small}/?area=msoa.E02000001")
    page.wait_for_url("**/*view=*")
    zoom = page.url.rpartition(",")[2]
    page.set_viewport_size({"width": 1000, "height": 600})
    page.wait_for_timeout(300)

    assert page.url.rpartition(",")[2] == zoom


@pytest.mark.parametrize(("width", "height"), [(375, 667), (640, 400)])
def test_on_a_phone_the_panel_is_a_sheet_that_can_be_closed(
    open_page: Open, small: str, width: int, height: int
) -> None:
    page = opened(open_page, small, width, height, has_touch=True)
    box = page.locator(MAP).bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.3)
    panel = page.locator(PANEL)
    expect(panel.locator(".count")).to_be_in_viewport(ratio=1)
    expect(page.locator(".leaflet-popup")).to_be_hidden()
    assert page.evaluate("scrollY") == 0
    panel.get_by_role("button", name="Close").tap()

    expect(panel).to_be_hidden()
    expect(page).to_have_url(re.compile("^((?!area).)*$"))


def test_arrow_keys_go_from_area_to_area_and_escape_leaves(open_page: Open, england: str) -> None:
    page = opened(open_page, england)
    page.keyboard.press("Tab")
    page.locator(MAP).focus()
    status = page.locator("[role=status]", has_text="cases in the seven days")
    first = status.first.inner_text()
    page.keyboard.press("ArrowUp")
    expect(page.locator(f"{MAP} + p")).not_to_have_text(first)
    page.keyboard.press("Enter")
    expect(page.locator(PANEL)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(PANEL)).to_be_hidden()
    page.keyboard.press("Escape")

    assert page.evaluate("document.activeElement === document.body")


def test_the_map_is_one_stop(open_page: Open, small: str) -> None:
    page = opened(open_page, small)
    page.locator(MAP).focus()
    page.keyboard.press("Tab")

    expect(page.get_by_role("button", name="Play")).to_be_focused()


def test_a_hidden_area_is_told_of_like_any_other(open_page: Open, small: str) -> None:
    page = opened(open_page, f"{small}/?area=msoa.E02000003")

    expect(page.locator(f"{PANEL} .count")).to_have_text("Three or fewer cases in the seven days to 27 October 2020")


def test_nothing_is_asked_of_the_server_before_it_is_wanted(open_page: Open, england: str) -> None:
    page = open_page("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(england)))
    page.goto(england)
    page.wait_for_selector(TOOLS, state="attached")
    page.wait_for_timeout(500)

    assert [re.sub("-[A-Z0-9]{8}", "", path) for path in asked if "favicon" not in path] == [
        "/",
        "/static/early.js",
        "/static/map.js",
        "/static/tools.js",
    ]


@pytest.mark.parametrize("name", ["area", "measure", "week", "level", "shape", "view", "w<b>eek"])
def test_hostile_words_in_the_address_are_but_words(browser_page: Page, small: str, name: str) -> None:
    dialogs: list[str] = []
    browser_page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    browser_page.goto(f"{small}/?{name}=msoa.<script>alert(1)</script>{{{{7*7}}}}")

    said = browser_page.locator("main").inner_text()
    assert name in said
    assert "49" not in said
    assert dialogs == []


def shaped(page: Page, shape: str) -> None:
    page.wait_for_selector(f"{MAP}[data-shape={shape}][data-pending='0']")


def test_hexagons_keep_what_was_chosen_and_back_leads_to_the_map(open_page: Open, england: str) -> None:
    chosen = "area=msoa.E02004314&measure=change&week=2020-10-28"
    page = opened(open_page, f"{england}/?{chosen}&view=54.77,-1.57,11")
    popup = page.locator(".leaflet-popup")
    expect(popup).to_contain_text("Durham City")
    seven_days = popup.locator(".area-count").inner_text()
    page.get_by_role("radio", name="Hexagons").check()
    shaped(page, "hexes")

    expect(popup).to_contain_text("Durham City")
    expect(popup.locator(".area-count")).to_have_text(seven_days)
    expect(page.locator(f"{PANEL} h2")).to_have_text("Durham City")
    expect(page.locator("[data-legend='change:msoa']")).to_be_visible()
    expect(page.get_by_text("Each hexagon is one small area")).to_be_visible()
    expect(page.get_by_label("Areas")).to_be_hidden()
    expect(page).to_have_url(re.compile("area=msoa.E02004314&measure=change&shape=hexes&week=2020-10-28&view="))
    page.go_back()
    shaped(page, "map")
    expect(page).to_have_url(re.compile(f"{chosen}&view=54.7700,-1.5700,11.00"))
    expect(page.get_by_role("radio", name="Map", exact=True)).to_be_checked()
    expect(popup).to_contain_text("Durham City")
    expect(page.get_by_text("Each hexagon is one small area")).to_be_hidden()
    page.go_forward()
    shaped(page, "hexes")


def test_hexagons_are_fetched_only_once_they_are_asked_for(open_page: Open, england: str) -> None:
    page = opened(open_page, england)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert page.evaluate("performance.getEntries().every(({name}) => !/hexes/.test(name))")
    page.get_by_role("radio", name="Hexagons").check()
    shaped(page, "hexes")

    assert sum("/layers/hexes-" in address for address in asked) > 20
    assert not any("/layers/msoa-" in address for address in asked)


def test_arrow_keys_and_search_find_their_way_among_hexagons(open_page: Open, england: str) -> None:
    page = opened(open_page, f"{england}/?shape=hexes")
    shaped(page, "hexes")
    page.locator("#search").fill("durham city")
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup")).to_contain_text("Durham City")
    shaped(page, "hexes")
    page.locator(MAP).focus()
    expect(page.locator(f"{MAP} + [role=status]")).to_contain_text("Durham City, County Durham: 16 cases")
    for key in ("ArrowRight", "Enter"):
        page.keyboard.press(key)

    expect(page.locator(".leaflet-popup .area-name")).not_to_have_text("Durham City")
    assert "shape=hexes" in page.url


def test_the_same_authorities_are_in_view_in_either_shape(open_page: Open, england: str) -> None:
    page = opened(open_page, f"{england}/?view=54.8,-1.6,8.5")
    drawn(page, "ltla")
    for name, shape, there in (("Hexagons", "hexes", "County Durham"), ("Map", "map", "Durham")):
        page.get_by_role("radio", name=name, exact=True).check()
        shaped(page, shape)
        expect(page.locator(".labels, .leaflet-pane").get_by_text(there, exact=True).first).to_be_visible()


def test_a_shape_that_does_not_load_leaves_the_map_and_says_so(browser_page: Page, england: str) -> None:
    browser_page.route("**/shapes/hexes.json", lambda route: route.abort())
    browser_page.goto(england)
    browser_page.wait_for_selector(TOOLS, state="attached")
    browser_page.get_by_role("radio", name="Hexagons").click()

    expect(browser_page.locator("#shape-status")).to_have_text("That shape did not load. Try again.")
    expect(browser_page.get_by_role("radio", name="Map", exact=True)).to_be_checked()
    expect(browser_page).to_have_url(f"{england}/")
    browser_page.unroute("**/shapes/hexes.json")
    browser_page.get_by_role("radio", name="Hexagons").check()
    shaped(browser_page, "hexes")


@pytest.mark.exported_too
def test_weeks_are_stepped_through_in_hexagons_too(open_page: Open, small: str) -> None:
    page = opened(open_page, f"{small}/?area=msoa.E02000001&shape=hexes")
    page.wait_for_selector("#map_casemap[data-shape=hexes]")
    page.get_by_label("Week", exact=True).press("ArrowLeft")
    page.wait_for_url("**/*week=2020-10-20*")

    expect(page.locator(".leaflet-popup")).to_contain_text("1,000 cases in the seven days to 20 October 2020")
    assert page.locator("#map_casemap").get_attribute("data-shape") == "hexes"
    page.get_by_role("radio", name="Map", exact=True).check()
    page.wait_for_selector("#map_casemap[data-shape=map]")
    expect(page.locator("#area-panel")).to_contain_text("seven days to 20 October 2020")
