"""A reader takes the picture and the data of what is shown away: from the map, an area's panel and an article."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open


def opened(open_page: Open, address: str) -> Page:
    page = open_page(address)
    page.wait_for_selector("html[data-tools=true]", state="attached")
    return page


def leads_to(link: Locator, address: str) -> None:
    """Where a link leads by the time that somebody is at it."""
    link.focus()
    expect(link).to_have_attribute("href", re.compile(address))


def is_picture(page: Page, link: Locator) -> bool:
    answer = page.request.get(link.evaluate("link => link.href"))
    return answer.ok and answer.headers["content-type"] == "image/png"


def test_the_maps_links_follow_what_it_shows(open_page: Open, small: str) -> None:
    page = opened(open_page, small)
    away = page.locator(".taking-away")
    leads_to(away.get_by_role("link", name="Get the picture"), r"/image\.png$")
    page.get_by_role("radio", name="Rate").check()
    page.get_by_label("Week", exact=True).press("ArrowLeft")
    page.wait_for_url("**/*week=2020-10-20*")

    expect(away.get_by_role("link", name="CSV")).to_have_attribute("href", re.compile("/weeks/2020-10-20/msoa.csv$"))
    picture = away.get_by_role("link", name="Get the picture")
    leads_to(picture, r"/image\.png\?measure=rate&week=2020-10-20$")
    leads_to(away.get_by_role("link", name="Embed this map"), r"/embed/builder\?measure=rate&week=2020-10-20$")
    assert is_picture(page, picture)


def test_the_picture_is_of_what_is_in_view(open_page: Open, small: str) -> None:
    page = opened(open_page, f"{small}/?view=54.6000,-1.5000,11.00")

    picture = page.locator(".taking-away").get_by_role("link", name="Get the picture")
    leads_to(picture, r"bounds=-1\.\d+%2C54\.\d+%2C")
    assert is_picture(page, picture)


def test_the_panel_has_the_picture_and_the_data_of_its_area(open_page: Open, small: str) -> None:
    page = opened(open_page, f"{small}/?area=utla.E10000001&measure=rate")
    panel = page.locator("#area-panel")

    leads_to(panel.get_by_role("link", name="Get the picture"), r"/image\.png\?within=utla\.E10000001&measure=rate$")
    leads_to(panel.get_by_role("link", name="Get the data"), r"/api/v1/weeks/2020-10-27/msoa/utla\.E10000001\.csv$")
    address = panel.get_by_role("link", name="Get the data").get_attribute("href")
    rows = page.request.get(f"{small}{address}").text().strip().splitlines()
    assert [re.findall("E0200000[0-9]", row)[0] for row in rows[1:]] == ["E02000004", "E02000005", "E02000006"]


@pytest.mark.parametrize(("name", "address"), [("picture", "/image.png?within=E12000001"), ("data", "E12000001.csv")])
def test_what_an_article_holds_opens_beside_it(open_page: Open, article: str, name: str, address: str) -> None:
    page = open_page(article)
    link = page.frame_locator("iframe").get_by_role("link", name=f"Get the {name}")
    with page.expect_popup(), page.context.expect_event("response") as answered:
        link.click()

    assert answered.value.status == 200
    assert answered.value.url.endswith(address)
    assert page.url == article
