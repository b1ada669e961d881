"""Maps in an article of another origin: plain, with the script, and in a shadow root, on a phone and on a desk."""

from __future__ import annotations

import html
import json
import re

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from tests.browser.articles import SCRIPT, Serve, frame, wait_until_drawn
from tests.browser.conftest import Open

IN_SHADOW = """
<div id="shadow"></div>
<script nonce="article">
  const root = document.getElementById('shadow').attachShadow({{mode: 'open'}});
  root.innerHTML = `{frame}`;
</script>
"""
LISTEN = """
<script nonce="article">
  const heard = [];
  const before = Object.keys(window);
  addEventListener('message', ({data}) => heard.push(data));
</script>
"""


def three_maps(site: str) -> str:
    shadow = IN_SHADOW.format(frame=frame(site, "within=E12000002"))
    return LISTEN + frame(site, marks="") + frame(site) + shadow + SCRIPT.format(site=site)


def heights(page: Page) -> list[int]:
    boxes = [one.bounding_box() for one in page.locator("iframe").all()]
    return [round(box["height"]) for box in boxes if box]


def is_scrolled(one: Frame) -> bool:
    return bool(one.evaluate("document.documentElement.scrollHeight > innerHeight + 1"))


@pytest.mark.exported_too
def test_a_place_is_drawn_by_areas_larger_than_its_authorities(open_page: Open, small: str) -> None:
    page = open_page(f"{small}/embed?within=E12000002&level=utla")
    page.wait_for_selector("html[data-ready=true]")

    page.locator("#map_casemap").click()

    expect(page.locator(".leaflet-popup")).to_contain_text("Southshire")


@pytest.mark.exported_too
@pytest.mark.parametrize("width", [320, 1200])
def test_three_maps_in_one_article(open_page: Open, serve: Serve, small: str, width: int) -> None:
    page = open_page(serve(three_maps(small)), width, 800)
    frames = wait_until_drawn(page, small, 3)
    plain, with_script, in_shadow = heights(page)

    assert plain == 300
    assert with_script > 350
    assert in_shadow > 350
    assert [is_scrolled(one) for one in frames[1:]] == [False, False]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [one.evaluate("document.documentElement.scrollWidth <= innerWidth") for one in frames] == [True] * 3


def test_a_height_is_told_once_and_again_only_when_it_has_changed(open_page: Open, serve: Serve, small: str) -> None:
    page = open_page(serve(LISTEN + frame(small) + SCRIPT.format(site=small)), 1200, 800)
    wait_until_drawn(page, small, 1)
    told = page.evaluate("heard.filter(({casemap}) => casemap).map(({height}) => height)")

    assert set(told) == {heights(page)[0]}
    assert len(told) <= 2  # of its own accord, and when the script asks
    page.evaluate("heard.length = 0")
    page.wait_for_timeout(700)
    assert page.evaluate("heard") == []

    page.set_viewport_size({"width": 360, "height": 800})
    page.wait_for_timeout(500)
    own, amp, medium = page.evaluate("heard.slice(-3)")
    assert own == {"casemap": "height", "height": heights(page)[0]}
    assert amp == {"sentinel": "amp", "type": "embed-size", "height": own["height"]}
    assert f'"height":{own["height"]}' in medium
    assert own["height"] != told[0]
    assert page.evaluate("heard.length") == 3


def test_a_frame_grows_small_again(open_page: Open, serve: Serve, small: str) -> None:
    page = open_page(serve(frame(small, height=1500) + SCRIPT.format(site=small)), 1200, 800)
    one = wait_until_drawn(page, small, 1)[0]

    assert heights(page)[0] < 900
    assert not is_scrolled(one)


def test_the_script_twice_is_as_good_as_once_and_leaves_no_globals(open_page: Open, serve: Serve, small: str) -> None:
    twice = LISTEN + frame(small) + SCRIPT.format(site=small) * 2
    page = open_page(serve(twice), 1200, 800)
    wait_until_drawn(page, small, 1)

    assert heights(page)[0] > 350
    assert page.evaluate("Object.keys(window).filter((name) => !before.includes(name))") == ["0"]  # the frame itself


HOSTILE = [
    {"casemap": "height", "height": 50},
    {"casemap": "height", "height": 1e9},
    {"casemap": "height", "height": "100vh; background: red"},
    "<img src=x onerror=alert(1)>",
    None,
]
STRANGER = """
<iframe {marks} title="Other" height="200" srcdoc="<script nonce='article'>parent.postMessage({message}, '*')</script>">
</iframe>
"""


@pytest.mark.parametrize("marks", ["", "data-casemap"])
def test_messages_of_others_change_nothing(open_page: Open, serve: Serve, small: str, marks: str) -> None:
    page = open_page(f"{small}/about", 1200, 800)
    for message in HOSTILE:
        words = json.dumps(message)
        stranger = STRANGER.format(marks=marks, message=html.escape(words))
        page.goto(serve(frame(small) + SCRIPT.format(site=small) + stranger))
        wait_until_drawn(page, small, 1)
        settled = heights(page)
        page.evaluate(f"postMessage({words}, '*')")  # of the article itself
        page.frames[-1].evaluate(f"parent.postMessage({words}, '*')")
        page.wait_for_timeout(200)

        assert heights(page) == settled, words
        assert settled[0] > 350, words
        assert settled[1] == 204, words  # with its border


def test_a_page_that_took_the_maps_place_in_its_frame_changes_nothing(
    open_page: Open, serve: Serve, small: str
) -> None:
    page = open_page(serve(frame(small) + SCRIPT.format(site=small)), 1200, 800)
    one = wait_until_drawn(page, small, 1)[0]
    settled = heights(page)
    one.goto("about:blank")
    one.evaluate("parent.postMessage({casemap: 'height', height: 50}, '*')")
    page.wait_for_timeout(200)

    assert heights(page) == settled


def test_a_frame_that_is_far_down_waits_for_the_reader(open_page: Open, serve: Serve, small: str) -> None:
    page = open_page(serve(f"<div style='height:6000px'></div>{frame(small)}"), 400, 800)
    one = page.frame_locator("iframe")
    expect(one.locator("h1")).to_be_attached()
    page.wait_for_timeout(800)
    assert one.locator("html[data-ready]").count() == 0
    assert one.locator("[data-placeholder] path").count() > 0

    page.locator("iframe").scroll_into_view_if_needed()
    expect(one.locator("html[data-ready=true]")).to_be_attached()


def test_a_frame_sets_no_cookie_and_stores_nothing(open_page: Open, serve: Serve, small: str) -> None:
    page = open_page(serve(frame(small, "within=E12000001&search=yes")), 400, 800)
    one = wait_until_drawn(page, small, 1)[0]
    one.wait_for_selector("html[data-tools=true]")

    assert page.context.storage_state() == {"cookies": [], "origins": []}


@pytest.mark.exported_too
def test_following_a_link_leaves_the_article_where_it_is(open_page: Open, serve: Serve, small: str) -> None:
    page = open_page(serve(frame(small)), 1200, 800)
    one = wait_until_drawn(page, small, 1)[0]
    with page.context.expect_page() as opened:
        one.get_by_role("link", name="The whole map").click()

    assert opened.value.url == f"{small}/"
    assert opened.value.evaluate("opener") is None
    assert page.url.startswith("http://localhost:")


def test_without_scripts_the_frame_has_its_figures_and_a_way_on(browser: Browser, serve: Serve, small: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    # Another port of one host: Chromium turns scripts off too late in a frame that has a process of its own.
    page.goto(serve(frame(small)).replace("localhost", "127.0.0.1"))
    one = page.frame_locator("iframe")

    expect(one.locator("h1")).to_have_text("COVID-19 cases in North")
    expect(one.locator("a", has_text="The figures are here.")).to_be_visible()
    picture = one.get_by_role("img")
    expect(picture).to_have_attribute("alt", re.compile("North.*seven days to 27 October 2020"))
    assert picture.evaluate("({complete, naturalWidth}) => complete && naturalWidth") == 800
    context.close()


@pytest.mark.parametrize(("width", "size"), [(360, 400), (900, 800)])
def test_a_still_embed_fits_its_frame(open_page: Open, small: str, width: int, size: int) -> None:
    page = open_page(f"{small}/embed?within=E12000001&interactive=no", width, 700)
    picture = page.get_by_role("img")

    assert picture.evaluate("({naturalWidth}) => naturalWidth") == size
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_embed_with_search_answers_for_an_area_that_is_not_drawn(open_page: Open, serve: Serve, small: str) -> None:
    page = open_page(serve(frame(small, "within=E12000001&search=yes", 700)), 1200, 900)
    one = wait_until_drawn(page, small, 1)[0]
    one.wait_for_selector("html[data-tools=true]")
    one.get_by_role("combobox").fill("Hill Top")
    one.get_by_role("option").first.click()

    expect(one.locator("#area-panel")).to_contain_text("Three or fewer cases")
    assert page.evaluate("history.length") == 1 or page.url.startswith("http://localhost:")


def test_another_week_is_what_an_embed_shows_when_it_is_asked_for(open_page: Open, serve: Serve, small: str) -> None:
    page = open_page(serve(frame(small, "area=E02000001&week=2020-10-20", 600)), 1200, 900)
    one = wait_until_drawn(page, small, 1)[0]

    expect(one.locator(".leaflet-popup")).to_contain_text("1,000 cases in the seven days to 20 October 2020")
