"""Nothing that is asked for is ignored silently, and what others put into an address changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import request
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from app import create_app
from app.errors import BadParameterError
from app.settings import Settings
from app.web.serving.asked import asked_query
from app.web.serving.options import ALL, OPTIONS, read_query, refuse_wrong

ADDRESSES = [
    "/",
    "/hotspots",
    "/rises",
    "/table",
    "/about",
    "/accessibility",
    "/data",
    "/search?q=quay",
    "/areas/msoa/E02000001",
    "/embed?within=E12000001",
    "/embed/builder?within=E12000001",
    "/image.svg?within=E12000001",
    "/oembed?url=http://localhost/",
    "/feed.atom",
    "/areas/ltla/E06000001/feed.atom",
    "/sitemap.xml",
]
DATA = [
    "/api/v1/weeks/latest/msoa.csv",
    "/api/v1/weeks/latest/msoa/E12000001.geojson",
    "/data/datapackage.json",
    "/hotspots.txt",
    "/rises.csv",
    "/rises.txt",
    "/editions/{edition}/timeline.json",
    "/editions/{edition}/layers/utla.json",
    "/editions/{edition}/areas/msoa/E02000001.json",
]
FOREIGN = [
    "utm_source=news&utm_medium=social",
    "fbclid=IwAR0",
    "gclid=x",
    "dnt=1",
    "ref=home",
    "share=facebook",
    "amp=1",
    "_ga=2.1",
    "mc_cid=a",
    "s=x&v=2&id=7",
    "lang=de&source=rss",
    "=&&x",
    "%FF=%FE",
    "paged=2",
]


@pytest.fixture
def edition(small_home: Path) -> str:
    return next((small_home / "editions").glob("2020-*")).name


BROTLI = {"Accept-Encoding": "br"}  # as browsers ask


def with_query(address: str, query: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{query}"


def headers_of(answer: TestResponse) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name != "Date"}


@pytest.mark.parametrize("foreign", FOREIGN)
@pytest.mark.parametrize("address", ADDRESSES)
def test_what_others_put_into_an_address_changes_nothing(small_site: FlaskClient, address: str, foreign: str) -> None:
    plain, tracked = small_site.get(address), small_site.get(with_query(address, foreign))

    assert plain.status_code == tracked.status_code == 200
    assert plain.data == tracked.data
    assert headers_of(plain) == headers_of(tracked)


@pytest.mark.parametrize("address", ["/", "/embed?within=E12000001", "/image.svg?width=300", "/hotspots", "/table"])
def test_what_others_put_into_an_address_is_part_of_no_caches_key(small_home: Path, address: str) -> None:
    application = create_app(Settings(home=small_home))
    asked: list[str] = []
    application.before_request(lambda: asked.append(request.full_path))
    site, client = application.extensions["casemap"], application.test_client()
    client.get(address, headers=BROTLI)
    kept = (len(site.bodies._bodies), len(site.pictures._bodies))
    for foreign in FOREIGN:
        client.get(with_query(address, foreign), headers=BROTLI)

    assert len(asked) == 1
    assert (len(site.bodies._bodies), len(site.pictures._bodies)) == kept


@pytest.mark.parametrize("query", ["utm_source=x", "dnt=1", "share=facebook", "=x", "week_end=2020-10-27"])
@pytest.mark.parametrize("address", DATA)
def test_data_is_given_for_nothing_that_is_unknown(
    small_site: FlaskClient, edition: str, address: str, query: str
) -> None:
    address = address.format(edition=edition)

    assert small_site.get(address).status_code == 200
    answer = small_site.get(with_query(address, query))
    assert answer.status_code == 400
    assert f"There is no option {query.partition('=')[0]} here; there " in answer.text


@pytest.mark.parametrize("query", ["v=2", "ver=6.4", "week=2020-10-27", "wek=1"])
@pytest.mark.parametrize("address", ["/embed.js", "/static/favicon.svg"])
def test_files_are_the_same_whatever_version_is_asked_for(small_site: FlaskClient, address: str, query: str) -> None:
    assert small_site.get(f"{address}?{query}").data == small_site.get(address).data


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        (
            "/?Week=2020-10-20",
            "There is no option Week here; there are area, measure, level, shape, week, edition, view.",
        ),
        ("/?wek=2020-10-20", "Did you mean week?"),
        (
            "/?within=E12000001",
            "There is no option within here; there are area, measure, level, shape, week, edition, view.",
        ),
        ("/hotspots?measure=rate", "There is no option measure here; there are within, week, edition, order."),
        (
            "/hotspots?mesure=rate",
            "there are within, week, edition, order. Did you mean measure? That is not there either.",
        ),
        (
            "/hotspots?with_in=E12000001",
            "There is no option with_in here; there are within, week, edition, order. Did you mean within?",
        ),
        ("/hotspots?weeks=2020-10-20", "Did you mean week?"),
        ("/hotspots?Week=", "There is no option Week here"),
        ("/hotspots.txt?withn=E12000001", "Did you mean within?"),
        (
            "/rises?name=E12000001",
            "There is no option name here; there are level, week, edition, within, sort, order, least.",
        ),
        ("/rises?last=5", "Did you mean least?"),
        ("/rises.csv?LEVEL=msoa", "Did you mean level?"),
        ("/table?pages=2", "Did you mean page?"),
        ("/table?shape=hexes", "There is no option shape here; there are level, week, edition, within, name,"),
        ("/about?week=2020-10-20", "There is no option week here; there is none."),
        (
            "/accessibility?Scheme=dark",
            "There is no option Scheme here; there is none. Did you mean scheme? That is not",
        ),
        ("/search?Q=quay", "There is no option Q here; there is q. Did you mean q?"),
        (
            "/areas/msoa/E02000001?amp;week=2020-10-20",
            "There is no option amp;week here; there is week. Did you mean week?",
        ),
        ("/areas/msoa/E02000001?within=E12000001", "There is no option within here; there is week."),
        ("/embed?wihtin=E12000001", "There is no option wihtin here; there are within, area, bounds,"),
        ("/embed?within%5B%5D=E12000001", "Did you mean within?"),
        ("/embed?width=300", "There is no option width here"),
        ("/embed/builder?hieght=300", "There is no option hieght here"),
        ("/image.png?widht=300", "There is no option widht here"),
        ("/image.png?search=yes", "There is no option search here"),
        ("/oembed?url=http://localhost/&max_width=300", "Did you mean maxwidth?"),
        ("/oembed?url=http://localhost/embed?within=E12000001&measure=rate", "There is no option measure here"),
        ("/healthz?week=2020-10-20", "There is no option week here; there is none."),
        ("/api/v1/weeks/latest/msoa.csv?within=E12000001", "There is no option within here; there is none."),
    ],
)
def test_an_option_that_is_not_there_is_told_with_those_that_are(
    small_site: FlaskClient, address: str, sentence: str
) -> None:
    answer = small_site.get(address)

    assert answer.status_code == 400
    assert sentence in answer.text
    assert "Accept" in answer.vary
    assert answer.headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/?week=2020-10-20&week=2020-10-27", "week"),
        ("/hotspots?week=2020-10-20&within=E12000001&week=2020-10-27", "week"),
        ("/hotspots.txt?week=2020-10-20&week=2020-10-27", "week"),
        ("/rises?level=msoa&level=ltla", "level"),
        ("/table?name=a&name=b", "name"),
        ("/search?q=a&q=b", "q"),
        ("/areas/msoa/E02000001?week=2020-10-20&week=yesterday", "week"),
        ("/embed?title=A&title=B", "title"),
        ("/embed/builder?height=300&height=400", "height"),
        ("/image.svg?width=300&width=400", "width"),
        ("/oembed?url=http://localhost/&url=http://localhost/embed", "url"),
    ],
)
def test_an_option_of_one_value_is_not_given_two(small_site: FlaskClient, address: str, name: str) -> None:
    answer = small_site.get(address)

    assert answer.status_code == 400
    assert f"{name} is given more than once, with different values: give it once." in answer.text


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("/hotspots?within=", "/hotspots"),
        ("/hotspots?within=&within=E12000001", "/hotspots?within=E12000001"),
        ("/rises?level=msoa&level=msoa", "/rises?level=msoa"),
        ("/rises?level=msoa&level=msoa+", "/rises?level=msoa"),
        ("/rises?measure=&level=msoa&sort=+", "/rises?level=msoa"),
        ("/rises.csv?level=msoa&least=", "/rises.csv?level=msoa"),
        ("/embed?title=+&within=E06000001&within=E07000001", "/embed?within=E06000001,E07000001"),
    ],
)
def test_what_has_no_value_is_not_given_and_the_same_twice_is_once(
    small_site: FlaskClient, address: str, same: str
) -> None:
    answer = small_site.get(address)

    assert answer.status_code == 200
    assert answer.data == small_site.get(same).data


def test_what_is_wrong_in_an_embed_is_told_in_a_page_that_can_be_framed(small_site: FlaskClient) -> None:
    for query in ("wihtin=E12000001", "height=600", "week=2020-10-20&week=2020-10-27"):
        answer = small_site.get(f"/embed?{query}")

        assert answer.status_code == 400
        assert 'class="embed"' in answer.text
        assert "X-Frame-Options" not in answer.headers


def test_oembed_of_an_address_drops_what_others_put_into_it(small_site: FlaskClient) -> None:
    for path in ("embed?within=E12000001", "", "areas/msoa/E02000001"):
        plain = small_site.get("/oembed", query_string={"url": f"http://localhost/{path}"}).get_json()
        address = with_query(f"http://localhost/{path}", "utm_source=x&dnt=1&share=twitter")
        assert small_site.get("/oembed", query_string={"url": address, "dnt": "1"}).get_json() == plain


def test_every_option_is_known_somewhere_and_every_place_is_there(small_site: FlaskClient) -> None:
    endpoints = {rule.endpoint for rule in small_site.application.url_map.iter_rules()}

    assert set(OPTIONS) <= endpoints
    assert all(name.isascii() and name.isalnum() and name.islower() for name in ALL)


@pytest.mark.parametrize(
    ("path", "query", "asked"),
    [
        ("/", "week=2020-10-20&utm_source=x", "week=2020-10-20"),
        ("/", "utm_source=x", ""),
        ("/", "week=&x=1", ""),
        ("/embed", "title=M\u00f4n&title=M%C3%B4n", "title=M%C3%B4n"),
        ("/embed", "title=a+b&title=a%20b", "title=a+b"),
        ("/embed", "Week=1&x", "Week=1"),
        ("/rises.csv", "x=1&level=", "x=1"),
        ("/static/map.js", "week=1&x=2", ""),
    ],
)
def test_a_query_is_reduced_to_what_is_asked_for(path: str, query: str, asked: str) -> None:
    assert asked_query(path, query) == asked


@pytest.mark.parametrize("query", ["title=M\u00c3\u00b4n", "title=\u00ff", "\u00ff=\u00ff"])
def test_bytes_that_are_no_text_are_answered_too(small_site: FlaskClient, query: str) -> None:
    answer = small_site.get("/embed", environ_overrides={"QUERY_STRING": query})

    assert answer.status_code == 200
    assert "M\u00f4n" in answer.text or "M" not in query


def test_options_may_be_read_without_a_request() -> None:
    given = read_query("within=A&within=B&week=&x=1")

    assert given == MultiDict([("within", "A"), ("within", "B")])
    refuse_wrong(given, ("within", "week"))
    with pytest.raises(BadParameterError, match=r"no option within here; there is week\."):
        refuse_wrong(given, ("week",))
