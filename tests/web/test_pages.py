from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from flask import request
from flask.testing import FlaskClient

from app import create_app
from app.settings import Settings

PAGES = [
    "/",
    "/embed",
    "/embed?within=E12000001&area=E02000002",
    "/areas/msoa/E02000002",
    "/areas/nation/E92000001",
    "/x",
]


def block(page: str, name: str) -> str:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.DOTALL)
    assert found
    return found[1]


def test_the_map_says_its_week_and_publication_date(small_site: FlaskClient) -> None:
    page = small_site.get("/").text

    assert "Seven days to 27 October 2020 (21 to 27 October)" in page
    assert "Published 2 November 2020" in page
    assert "three or fewer cases</li>" in page


def test_a_shape_can_be_chosen_where_there_are_two(small_site: FlaskClient) -> None:
    page = small_site.get("/").text

    assert re.findall(r'name="shape" value="(\w+)" autocomplete="off"( checked)?', page) == [
        ("map", " checked"),
        ("hexes", ""),
    ]
    assert "layers/hexes" not in page  # nothing of the other is in the page


def test_hexagons_alone_leave_no_choice(sample_site: FlaskClient) -> None:
    page = sample_site.get("/").text

    assert 'name="shape"' not in page
    assert '<p data-in-shape="hexes">Each hexagon is one small area' in page


def test_the_map_hands_its_layers_to_the_script(small_site: FlaskClient) -> None:
    page = small_site.get("/").text
    elements = [json.loads(line) for line in block(page, "map-elements").strip().split("\n")]

    assert [element["element"] for element in elements] == ["map", "layer", "layer", "layer", "layer"]
    assert [level["level"] for level in elements[0]["levels"]] == ["utla", "ltla", "msoa"]
    assert json.loads(block(page, "layer-msoa-00"))["columns"]["population"] == [8000, 7500, 6000]
    edition = re.search(r'data-edition="([^"]+)"', page)
    assert edition
    layer = small_site.get(edition[1] + elements[-1]["href"])
    assert layer.status_code == 200
    assert "immutable" in layer.headers["Cache-Control"]


def test_layers_hold_words_where_a_count_is_withheld(small_site: FlaskClient) -> None:
    page = small_site.get("/embed?within=E12000001").text
    columns = json.loads(block(page, "layer-msoa-00"))["columns"]

    assert columns["cases"] == [1204, 12, "hidden"]
    assert columns["before"] == [1000, "hidden", "hidden"]


def test_an_area_page_needs_no_script(small_site: FlaskClient) -> None:
    page = small_site.get("/areas/msoa/E02000001").text

    assert "<script" not in page
    assert "1,204 cases in the seven days to 27 October 2020" in page
    assert "15,050.0 per 100,000 people" in page
    assert "204 more than the week before (up 20.4%)" in page


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("msoa/E02000003", "Three or fewer cases in the seven days to 27 October 2020"),
        ("msoa/E02000002", "not calculable, as that week had three or fewer cases"),
        ("ltla/E07000001", "11 fewer than the week before (down 61.1%)"),
        ("utla/E10000001", "57.1 per 100,000 people"),
        ("nation/E92000001", "1,229 cases"),
    ],
)
def test_an_area_page_says_what_is_known(small_site: FlaskClient, address: str, sentence: str) -> None:
    assert sentence in small_site.get(f"/areas/{address}").text


@pytest.mark.parametrize("page", PAGES)
def test_every_page_but_embeds_has_the_navigation_and_a_way_past_it(small_site: FlaskClient, page: str) -> None:
    text = small_site.get(page).text
    is_whole = not page.startswith("/embed")

    assert ('<nav class="site-nav"' in text) == is_whole
    assert ('href="#content"' in text) == is_whole
    assert 'id="content"' in text


def test_the_navigation_marks_the_page_that_one_is_on(small_site: FlaskClient) -> None:
    assert '<a href="/" aria-current="page">Map</a>' in small_site.get("/").text
    assert '<a href="/">Map</a>' in small_site.get("/areas/msoa/E02000001").text


def test_only_embeds_can_be_framed(small_site: FlaskClient) -> None:
    for page in PAGES:
        headers = small_site.get(page).headers
        policy = headers["Content-Security-Policy"]
        expected = "frame-ancestors *" if page.startswith("/embed") else "frame-ancestors 'none'"

        assert expected in policy
        assert ("X-Frame-Options" in headers) != page.startswith("/embed")
        assert "unsafe" not in policy
        assert "http" not in policy


def test_the_operator_says_who_may_frame_embeds(small_home: Path) -> None:
    site = create_app(Settings(home=small_home, frame_ancestors="https://news.example")).test_client()

    assert "frame-ancestors 'self' https://news.example" in site.get("/embed").headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in site.get("/").headers["Content-Security-Policy"]


@pytest.mark.parametrize("page", PAGES)
def test_a_name_from_a_file_is_neither_executed_nor_markup(small_site: FlaskClient, page: str) -> None:
    text = small_site.get(page).text

    assert "<script>alert" not in text
    assert not re.search(r"49(<|&lt;|\\u003c)script", text)


def test_a_hostile_name_is_shown_as_it_is(small_site: FlaskClient) -> None:
    page = small_site.get("/areas/msoa/E02000002").text

    assert "<h1>{{7*7}}&lt;script&gt;alert(1)&lt;/script&gt;</h1>" in page


@pytest.mark.parametrize("page", PAGES)
def test_no_page_names_a_third_party(small_site: FlaskClient, page: str) -> None:
    addresses = re.findall(r'(?:src|href)="([^"]+)"', small_site.get(page).text)

    assert all(address.startswith(("/", "#", "http://localhost/")) for address in addresses)


@pytest.mark.parametrize(
    "address",
    [
        "/editions/2020-01-01-000000000000/layers/utla.json",
        f"/editions/{'a' * 300}/layers/x",
        "/editions/current/layers/x",
    ],
)
def test_editions_that_are_not_there_are_not_found(small_site: FlaskClient, address: str) -> None:
    assert small_site.get(address).status_code == 404


@pytest.mark.parametrize("host", ["a" * 70, "a..b", "<script>"])
def test_an_impossible_host_gets_a_page_too(small_site: FlaskClient, host: str) -> None:
    response = small_site.get("/", headers={"Host": host})

    assert response.status_code in (200, 400)
    assert "Content-Security-Policy" in response.headers


def test_a_method_that_an_address_does_not_know_is_told_those_it_does(small_site: FlaskClient) -> None:
    response = small_site.post("/")

    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_without_an_edition_the_page_says_how_to_load(home: Path) -> None:
    response = create_app(Settings(home=home)).test_client().get("/")

    assert response.status_code == 503
    assert "casemap load" in response.text


def test_pages_work_under_a_path(small_site: FlaskClient, home: Path) -> None:
    site = create_app(Settings(home=home, public_url="https://news.example/covid")).test_client()

    for address in ("/covid/", "/"):  # a proxy may leave the path or remove it
        page = site.get(address).text
        links = re.findall(r'(?:src|href|data-root|data-edition)="([^"]+)"', page)
        assert all(link.startswith(("/covid/", "#", "https://news.example/covid/")) for link in links)
    assert 'rel="canonical" href="https://news.example/covid/"' in page


def test_proxy_headers_count_only_when_trusted(small_site: FlaskClient, home: Path) -> None:
    sent = {"X-Forwarded-Host": "news.example", "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "//evil.example"}
    hosts = []
    for proxies in (0, 1):
        application = create_app(Settings(home=home, trusted_proxies=proxies))
        application.before_request(lambda: hosts.append(request.host_url))
        page = application.test_client().get("/", headers=sent)
        assert "evil.example" not in page.text

    assert hosts == ["http://localhost/", "https://news.example/"]


def test_health_gives_the_edition_and_its_age(small_site: FlaskClient, tmp_path: Path) -> None:
    health = small_site.get("/healthz").get_json()
    nothing = create_app(Settings(home=tmp_path / "empty")).test_client().get("/healthz")

    assert (health["week_end"], health["published_on"]) == ("2020-10-27", "2020-11-02")
    assert health["days_since_week_end"] == health["days_since_publication"] + 6
    assert nothing.status_code == 503


def test_when_something_breaks_the_page_says_sorry(small_site: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(small_site.application.view_functions, "map_page.map_page", lambda: 1 / 0)
    response = small_site.get("/")

    assert response.status_code == 500
    assert "Sorry, there is a problem" in response.text
    assert small_site.get("/api/v1/weeks/latest/msoa.csv").status_code == 200


def test_the_tools_do_not_bring_leaflet_a_second_time(small_site: FlaskClient) -> None:
    page = small_site.get("/").text
    the_map, tools = re.search('src="([^"]+/map-[^"]+)"', page), re.search('data-tools="([^"]+)"', page)

    assert the_map
    assert tools
    assert "addInitHook" in small_site.get(the_map[1]).text  # as Leaflet alone calls it
    assert "addInitHook" not in small_site.get(tools[1]).text


@pytest.mark.parametrize(
    "address", [*PAGES[:-1], "/?shape=hexes", "/hotspots", "/rises", "/table", "/about", "/search", "/embed/builder"]
)
def test_every_page_says_its_source_once_with_its_licence(small_site: FlaskClient, address: str) -> None:
    page = re.sub(r"<script.*?</script>", "", small_site.get(address).text, flags=re.DOTALL)  # what readers see
    licences = page.count("Open Government Licence v3.0") + page.count('about#sources">Licence</a>')

    assert page.count("Cases: Public Health England") == 1
    assert page.count("Towns: GeoNames") <= 1
    assert licences == 1
    assert "ublished 2 November 2020" in page or "ublished on 2 November 2020" in page or "<td>2 November 2020" in page
