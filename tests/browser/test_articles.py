"""Maps where others put them: in columns of every kind, WordPress, sandboxes, isolated pages and low frames."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.articles import SCRIPT, SECRET, Serve, filtered_by_wordpress, frame, wait_until_drawn
from tests.browser.conftest import Open

SHEET = """
body {margin: 0}
.row {display: flex}
.row > .words {flex: 1}
.row > .column {flex: 2; min-width: 0}
.grid {display: grid; grid-template-columns: 1fr 2fr}
.auto {display: grid; grid-template-columns: auto}
.centred {display: flex; flex-direction: column; align-items: center}
"""
COLUMNS = {
    "a paragraph": "<p>{frame}</p>",
    "a figure": "<figure><div>{frame}</div></figure>",
    "a flex row alone": '<div class="row">{frame}</div>',
    "a flex row with words": '<div class="row"><p class="words">Words</p><div class="column">{frame}</div></div>',
    "a flex column": '<div class="centred">{frame}</div>',
    "a grid": '<div class="grid"><p>Words</p><div>{frame}</div></div>',
    "a grid's cell": '<div class="auto">{frame}</div>',
}
IN_COLUMN = """
(frame) => {
  const column = frame.parentElement, {paddingLeft, paddingRight} = getComputedStyle(column);
  return frame.offsetWidth === column.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
}
"""
LISTEN = "<script nonce=article>const heard = []; addEventListener('message', ({data}) => heard.push(data));</script>"
SHARE_OF_MAP = "document.querySelector('.map-frame').clientHeight / innerHeight"
IS_SCROLLED = "document.documentElement.scrollHeight > innerHeight"
DARK: dict[str, Any] = {"color_scheme": "dark"}


def offered(page: Page, site: str) -> str:
    """Return the frame that the site offers by oEmbed."""
    answer = page.request.get(f"{site}/oembed", params={"url": f"{site}/embed?within=E12000001"})
    html: str = answer.json()["html"]
    return html


@pytest.fixture
def ask(open_page: Open, small: str) -> Page:
    return open_page(f"{small}/about")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("by", ["WordPress", "oEmbed"])
def test_a_frame_is_as_wide_as_its_column_without_a_style(
    open_page: Open, ask: Page, serve: Serve, small: str, by: str, width: int
) -> None:
    html = offered(ask, small)
    html = filtered_by_wordpress(html) if by == "WordPress" else html
    body = "".join(column.format(frame=html) for column in COLUMNS.values())
    page = open_page(serve(body, SHEET), width, 800)
    fits = [one.evaluate(IN_COLUMN) for one in page.locator("iframe").all()]

    assert dict(zip(COLUMNS, fits, strict=True)) == dict.fromkeys(COLUMNS, True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert "style" not in html


def test_wordpress_is_told_the_height_in_its_own_words(open_page: Open, ask: Page, serve: Serve, small: str) -> None:
    page = open_page(serve(LISTEN + filtered_by_wordpress(offered(ask, small)), SHEET), 800, 800)
    wait_until_drawn(page, small)
    own, _, _, wordpress = page.evaluate("heard.slice(-4)")

    assert wordpress == {"message": "height", "value": own["height"], "secret": SECRET}
    page.evaluate("heard.length = 0; frames[0].postMessage({message: 'ready'}, '*')")
    page.wait_for_timeout(200)
    assert page.evaluate("heard.at(-1)") == wordpress


def test_links_open_from_a_sandbox_that_allows_popups(open_page: Open, serve: Serve, small: str) -> None:
    page = open_page(serve(frame(small, marks='sandbox="allow-scripts allow-popups"')), 900, 700)
    one = wait_until_drawn(page, small)[0]
    with page.context.expect_page() as opened:
        one.get_by_role("link", name="The whole map").click()

    assert opened.value.url == f"{small}/"
    opened.value.wait_for_selector("html[data-tools=true]")


@pytest.mark.exported_too
def test_a_sandbox_without_an_origin_gets_its_height(open_page: Open, serve: Serve, small: str) -> None:
    sandboxed = frame(small, marks='data-casemap sandbox="allow-scripts"')
    page = open_page(serve(sandboxed + SCRIPT.format(site=small)), 900, 700)
    one = wait_until_drawn(page, small)[0]

    assert one.evaluate("origin") == "null"
    assert page.locator("iframe").evaluate("({offsetHeight}) => offsetHeight") > 350
    assert not one.evaluate(IS_SCROLLED)


@pytest.mark.parametrize("policy", ["require-corp", "credentialless"])
@pytest.mark.parametrize("marks", ["data-casemap", "data-casemap credentialless"])
def test_a_page_that_isolates_itself_can_frame_the_map(
    open_page: Open, serve: Serve, small: str, policy: str, marks: str
) -> None:
    isolated = {"Cross-Origin-Embedder-Policy": policy, "Cross-Origin-Opener-Policy": "same-origin"}
    page = open_page(serve(frame(small, marks=marks) + SCRIPT.format(site=small), more=isolated), 900, 700)

    wait_until_drawn(page, small)

    assert page.evaluate("crossOriginIsolated")
    assert page.locator("iframe").evaluate("({offsetHeight}) => offsetHeight") > 350


@pytest.mark.parametrize("width", [320, 390, 900])
def test_in_a_low_frame_the_map_has_the_room(open_page: Open, serve: Serve, small: str, width: int) -> None:
    page = open_page(f"{small}/about", width, 700)
    for height, share in {150: 0.65, 240: 0.55, 300: 0.6, 400: 0.4}.items():
        page.goto(serve(frame(small, height=height)))
        one = wait_until_drawn(page, small)[0]

        assert one.evaluate(SHARE_OF_MAP) > share, height
        assert not one.evaluate(IS_SCROLLED), height
        expect(one.get_by_role("heading", level=1)).to_be_visible()
        expect(one.get_by_role("link", name="The whole map")).to_be_visible()
        expect(one.get_by_text("even days to 27 October 2020").filter(visible=True)).to_have_count(1)


def test_a_low_frame_with_the_script_is_as_high_as_all_of_it_needs(open_page: Open, serve: Serve, small: str) -> None:
    page = open_page(serve(frame(small, height=150) + SCRIPT.format(site=small)), 390, 700)
    one = wait_until_drawn(page, small)[0]

    expect(one.locator(".without")).to_be_visible()
    assert not one.evaluate(IS_SCROLLED)


def lightness(one: Frame) -> str:
    found: str = one.evaluate("getComputedStyle(document.documentElement).colorScheme")
    return found


@pytest.mark.parametrize(("scheme", "shown"), [("", "light"), ("&scheme=auto", "dark"), ("&scheme=dark", "dark")])
def test_a_frame_is_light_for_a_reader_of_dark_pages_unless_it_is_asked_for(
    open_page: Open, serve: Serve, small: str, scheme: str, shown: str
) -> None:
    page = open_page(serve(frame(small, f"within=E12000001{scheme}")), 900, 700, **DARK)

    assert lightness(wait_until_drawn(page, small)[0]) == shown
