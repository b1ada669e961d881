"""The legend follows the map: it counts what is in view, marks where the reader is, and has the reader's scheme."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[..., Page]

NUMBERS = """
() => [...document.querySelectorAll('[data-legend]:not([hidden]) [data-many]')]
  .map(({textContent}) => Number(textContent.match(/[0-9]+/)[0]))
"""
TOPS = "() => [...document.querySelectorAll('.legend, .legend > section:not([hidden])')].map((one) => one.offsetHeight)"
# The colours on the map's canvas, the most frequent first.
COLOURS = """
() => {
  const canvas = document.querySelector('#map_casemap canvas');
  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const seen = new Map();
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] < 255) continue;
    const colour = `#${[...data.slice(at, at + 3)].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
    seen.set(colour, (seen.get(colour) ?? 0) + 1);
  }
  return [...seen].sort((one, other) => other[1] - one[1]).map(([colour]) => colour);
}
"""
CLASSES = """
(scheme) => JSON.parse(document.getElementById('map-elements').textContent.trim().split('\\n')[0])
  .measures.rate.utla.map((one) => one[scheme])
"""


def opened(open_page: Open, address: str, width: int = 1280, height: int = 800, **options: str) -> Page:
    page = open_page(address, width, height, **options)
    page.wait_for_selector("html[data-tools=true]")
    page.wait_for_selector("#map_casemap[data-pending='0']")
    return page


def point_at_an_area(page: Page) -> None:
    """Move the pointer over the map until it is over an area."""
    box = page.locator("#map_casemap").bounding_box()
    assert box
    for across in (0.3, 0.4, 0.45, 0.55, 0.6):
        page.mouse.move(box["x"] + box["width"] * across, box["y"] + box["height"] / 2)
        if page.locator("#map_casemap.is-over-area").count():
            return


def test_the_area_under_the_pointer_and_the_whole_are_marked(open_page: Open, small: str) -> None:
    page = opened(open_page, f"{small}/?level=utla&measure=rate")
    legend = page.locator("[data-legend='rate:utla']")
    before = page.evaluate(TOPS)

    expect(legend.locator(".is-whole")).to_contain_text("England")
    expect(legend.locator(".is-here")).to_have_count(0)
    point_at_an_area(page)
    expect(legend.locator(".is-here")).to_have_count(1)
    page.mouse.move(5, 5)
    expect(legend.locator(".is-here")).to_have_count(0)
    assert page.evaluate(TOPS) == before


def test_counts_have_no_mark_of_the_whole(open_page: Open, small: str) -> None:
    page = opened(open_page, f"{small}/?measure=cases")

    expect(page.locator(".is-whole")).to_have_count(0)


def test_the_areas_in_view_are_counted(open_page: Open, small: str) -> None:
    page = opened(open_page, f"{small}/?level=msoa&measure=cases")
    at_first = page.evaluate(NUMBERS)
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
        page.wait_for_timeout(400)

    assert sum(at_first) == 4
    assert sum(page.evaluate(NUMBERS)) < 4


def test_the_server_counts_the_first_view_as_the_script_does(open_page: Open, small: str) -> None:
    address = f"{small}/embed?level=msoa&measure=change"
    with_script = opened_embed(open_page, address)
    without = open_page(address, java_script_enabled=False)

    assert with_script.evaluate(NUMBERS) == without.evaluate(NUMBERS)


def opened_embed(open_page: Open, address: str) -> Page:
    page = open_page(address)
    page.wait_for_selector("html[data-ready=true]")
    page.wait_for_selector("#map_casemap[data-pending='0']")
    return page


def test_map_and_legend_take_the_readers_scheme_and_change_with_it(open_page: Open, small: str) -> None:
    page = opened(open_page, f"{small}/?level=utla&measure=rate", color_scheme="light")
    light, dark = (page.evaluate(CLASSES, scheme) for scheme in ("light", "dark"))

    assert set(light).intersection(page.evaluate(COLOURS)[:2])  # the ground around may take more than any class
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(300)
    assert set(dark).intersection(page.evaluate(COLOURS)[:2])
    fill = "(rect) => getComputedStyle(rect).fill"
    first = page.locator("[data-legend='rate:utla'] .steps rect").first
    red, green, blue = (int(dark[0][at : at + 2], 16) for at in (1, 3, 5))
    assert first.evaluate(fill) == f"rgb({red}, {green}, {blue})"


def test_the_legend_says_that_the_measure_changes_by_zoom_unless_the_reader_chose_one(
    open_page: Open, england: str
) -> None:
    page = opened(open_page, f"{england}/")

    expect(page.locator("[data-legend='rate:utla'] [data-by-zoom]")).to_be_visible()
    for choice in ("Change", "Rate"):
        page.get_by_role("radio", name=choice).check()
    expect(page.locator("[data-legend='rate:utla'] [data-by-zoom]")).to_be_hidden()


def test_without_a_script_the_legend_stands(open_page: Open, small: str) -> None:
    page = open_page(small, java_script_enabled=False)

    expect(page.locator("[data-legend='rate:utla'] .steps")).to_be_visible()
    expect(page.locator("[data-legend='rate:utla'] .joints")).to_contain_text("1,000")
