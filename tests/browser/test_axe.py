"""axe finds no barrier on any page in any state, in either scheme, on a phone or a desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.serving import served

Find = Callable[[Page], list[str]]
Act = Callable[[Page], None]


def search(page: Page) -> None:
    page.locator("#search").fill("o")
    page.locator("[data-choices] li").first.wait_for()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-choices] [aria-selected=true]")).to_be_visible()


def find_a_place(page: Page) -> None:
    page.locator("#find-within").fill("o")
    page.locator("[data-find=within] [data-choices] li").first.wait_for()


def search_in_vain(page: Page) -> None:
    page.locator("#search").fill("ZZ1 1AA")
    expect(page.locator(".search [role=status]")).to_contain_text("is not a postcode")


def be_refused_the_location(page: Page) -> None:
    page.get_by_role("button", name="My location").click()
    expect(page.locator(".search [role=status]")).to_contain_text("may not tell")


def see_the_panel(page: Page) -> None:
    expect(page.locator("#area-panel")).to_be_visible()


def see_the_popup(page: Page) -> None:
    page.locator(".leaflet-popup").wait_for()


def step_back_a_week(page: Page) -> None:
    see_the_panel(page)
    page.get_by_label("Week", exact=True).press("ArrowLeft")
    page.wait_for_url("**/*week=2020-10-20*")


def choose_change(page: Page) -> None:
    page.get_by_role("radio", name="Change").check()
    expect(page.locator("[data-legend^=change]:visible")).to_have_count(1)


def see_hexagons(page: Page) -> None:
    page.locator("#map_casemap[data-shape=hexes][data-pending='0']").wait_for()
    see_the_popup(page)


def go_about_by_keys(page: Page) -> None:
    page.keyboard.press("Tab")
    page.locator("#map_casemap").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#map_casemap + p")).not_to_be_empty()


def lose_a_layer(page: Page) -> None:
    page.route("**/layers/*", lambda route: route.abort())
    page.get_by_label("Areas").select_option("ltla")
    page.get_by_role("button", name="Try again").wait_for()
    page.unroute("**/layers/*")


def open_the_weeks(page: Page) -> None:
    page.get_by_text("These weeks as a table").click()
    expect(page.locator(".behind table")).to_be_visible()


def copy(page: Page) -> None:
    page.get_by_role("link", name="Copy as text").click()
    expect(page.locator(".copying [role=status]")).to_have_text("Copied.")


def open_the_places(page: Page) -> None:
    page.locator(".several > summary").click()
    page.locator(".several fieldset summary").first.click()
    expect(page.get_by_label("Northtown")).to_be_visible()


# Every page, and every state of it: where, and what to do there.
STATES: dict[str, tuple[str, Act | None]] = {
    "the map": ("/", None),
    "places found": ("/", search),
    "no place found": ("/", search_in_vain),
    "no location": ("/", be_refused_the_location),
    "the builder": ("/embed/builder?within=E12000001&area=E02000001&measure=rate", find_a_place),
    "the builder with a choice that cannot be": ("/embed/builder?height=tall", None),
    "a dark embed with search": ("/embed?scheme=dark&search=yes", None),
    "a pinned week": ("/embed?within=E12000001&week=2020-10-20", None),
    "an area": ("/?area=msoa.E02000001", see_the_panel),
    "a hidden area": ("/?area=msoa.E02000003", see_the_panel),
    "an authority in another week": ("/?area=ltla.E07000001", step_back_a_week),
    "change": ("/?level=msoa", choose_change),
    "hexagons": ("/?shape=hexes&area=msoa.E02000001", see_hexagons),
    "keys": ("/", go_about_by_keys),
    "a failure": ("/", lose_a_layer),
    "an embed": ("/embed?within=E12000001", None),
    "an embed with a popup": ("/embed?within=E12000001&area=E02000001", see_the_popup),
    "an embed with a search": ("/embed?within=E12000001&search=yes&area=E02000001", see_the_panel),
    "a dark embed": ("/embed?within=E12000001&search=yes&scheme=dark", search),
    "a nation's page": ("/areas/nation/E92000001", None),
    "a region's page": ("/areas/region/E12000001", None),
    "an upper tier authority's page": ("/areas/utla/E06000001", None),
    "a lower tier authority's page": ("/areas/ltla/E07000001", None),
    "an area's page": ("/areas/msoa/E02000001", open_the_weeks),
    "a hidden area's page": ("/areas/msoa/E02000003", None),
    "hotspots": ("/hotspots", copy),
    "hotspots of a region": ("/hotspots?within=E12000001&order=code", open_the_places),
    "rises": ("/rises", None),
    "rises, sorted": ("/rises?level=msoa&sort=area&order=ascending", None),
    "rises in a region": ("/rises?level=ltla&within=E12000002", None),
    "rises, none": ("/rises?least=10000", None),
    "a table": ("/table", None),
    "a table with all columns": ("/table?columns=all", None),
    "a table, sorted and filtered": ("/table?level=ltla&sort=cases&order=descending&name=ham", None),
    "about": ("/about", None),
    "data": ("/data", None),
    "the API": ("/data/api", None),
    "accessibility": ("/accessibility", None),
    "results": ("/search?q=quay", None),
    "no results": ("/search?q=nowhere", None),
    "a postcode without JavaScript": ("/search?q=QA1+1AA", None),
    "not found": ("/nowhere", None),
    "a mistake": ("/table?sort=nonsense", None),
    "a mistake in a frame": ("/embed?within=nowhere", None),
}
SAMPLE = {
    "hexagons": "/",
    "a table's second page": "/table?page=2",
    "rises in the article's week": "/rises?week=2020-06-28",
}
# What fades in has little contrast until it is there.
AT_REST = "Promise.allSettled(document.getAnimations().map(({finished}) => finished)).then(() => null)"
SURROUNDINGS: dict[str, tuple[dict[str, int], dict[str, Any]]] = {
    "a phone in the dark": ({"width": 320, "height": 568}, {"color_scheme": "dark", "forced_colors": "none"}),
    "a desk in daylight": ({"width": 1280, "height": 800}, {"color_scheme": "light", "forced_colors": "none"}),
    "forced colours": ({"width": 1280, "height": 800}, {"color_scheme": "light", "forced_colors": "active"}),
}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Return one page for all, which is led from address to address: a new one takes longer than axe."""
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        yield context.new_page()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a site where nothing is published."""
    with served({"CASEMAP_HOME": str(tmp_path_factory.mktemp("empty"))}) as address:
        yield address


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(page: Page, axe: Find, small: str, state: str) -> None:
    path, act = STATES[state]

    assert barriers(page, axe, f"{small}{path}", act) == []


@pytest.mark.parametrize("state", SAMPLE)
def test_axe_finds_nothing_in_the_sample(page: Page, axe: Find, sample: str, state: str) -> None:
    assert barriers(page, axe, f"{sample}{SAMPLE[state]}") == []


def test_axe_finds_nothing_where_nothing_is_published(page: Page, axe: Find, empty: str) -> None:
    assert barriers(page, axe, empty) == []


def barriers(page: Page, axe: Find, address: str, act: Act | None = None) -> list[str]:
    """Open a page on a desk, do something there, and look for barriers in all surroundings."""
    surround(page, "a desk in daylight")
    page.goto(address)
    if "data-tools=" in page.content():
        page.wait_for_selector("html[data-tools=true]", state="attached")
    elif 'id="map-elements"' in page.content():
        page.wait_for_selector("html[data-ready=true]")
    if act:
        act(page)
    page.evaluate(AT_REST)
    found = []
    for name in SURROUNDINGS:
        surround(page, name)
        found += [f"{name}: {barrier}" for barrier in axe(page)]
    return found


def surround(page: Page, name: str) -> None:
    size, media = SURROUNDINGS[name]
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.emulate_media(**media)
