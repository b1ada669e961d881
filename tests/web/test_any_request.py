"""No request makes the application fail: every route of its map, with whatever a client may send."""

from __future__ import annotations

import csv
import gzip
import io
import itertools
import json
import re
from collections.abc import Callable, Sequence
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote
from xml.etree import ElementTree

import brotli
import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app import create_app
from app.settings import Settings

KNOWN = {
    "level": ["nation", "region", "utla", "ltla", "msoa"],
    "code": ["E92000001", "E12000001", "E06000001", "E07000002", "E02000001", "E02000006,E02000001"],
    "within": ["E12000001", "E06000001", "E92000001"],
    "week": ["latest", "2020-10-27", "2020-10-20", "2020-10-26", "2020-02-30", "27/10/2020"],
    "form": ["csv", "json", "geojson", "png", "svg", "webp", "html"],
    "name": ["msoa-00.json", "utla.json", "favicon.svg", "utla-9-00", "10-507-325"],
    "outward": ["QA1", "QA12", "SR1", "sr1"],
    "edition_id": ["current", "2020-10-27-000000000000"],
    "release": ["dashboard-MSOA-counts-2020-11-02"],
    "url": ["http://localhost/", "http://localhost/areas/msoa/E02000001", "http://localhost/?view=54.6,-1.5,10"],
    "bounds": ["-1.8,54.8,-1.2,55.1", "-1.55,54.55,-1.45,54.65", "1,2,3"],
    "other": ["map", "hexes", "cases", "rate", "change", "0", "1", "-1", "3.5", "20", "true"],
}
NEEDED = {"/oembed": {"url": "http://localhost/embed?within=E12000001"}}  # queries without which a route has no answer
PLAUSIBLE = [value for values in KNOWN.values() for value in values]
HOSTILE = [
    *("", " ", ".", "..", "../../edition.json", "%2e%2e%2f", "//evil.example", "\\\\evil", "C:\\", "a" * 4000),
    *("{{7*7}}", "${7*7}", "<script>alert(1)</script>", "'; DROP TABLE releases; --", "%s%n", "\x00", "\r\nX-Evil: 1"),
    *("\u202eE02000001", "Ynys Môn", "\ud7ff", "\U0001f9a0", "９", "NaN", "Infinity", "1e999", "9" * 400, "[]", "{}"),
]
TEXT = st.sampled_from(PLAUSIBLE) | st.sampled_from(HOSTILE) | st.text(st.characters(codec="utf-8"), max_size=20)
PART = re.compile(r"<(?:[^:<>]*:)?(\w+)>")
LATIN = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=40)
HEADERS = {
    "Accept": ["*/*", "text/html", "application/json", "application/json;q=x", "image/*;q=2, , ;", "*"],
    "Accept-Encoding": ["gzip", "br", "gzip;q=0, br;q=1.5", "identity;q=0", "*;q=0", ",,;;", "deflate, zstd"],
    "If-None-Match": ["*", '"x"', 'W/"x"', 'W/"', ",", '"' * 99],
    "If-Modified-Since": ["Tue, 27 Oct 2020 00:00:00 GMT", "yesterday", "0"],
    "Range": ["bytes=0-9", "bytes=-1", "bytes=9-0", "bytes=0-0,2-3", "rows=1", "bytes=" + "9" * 99 + "-"],
    "Host": [
        "localhost",
        "news.example:8080",
        "a..b",
        "<script>",
        "[::1",
        "evil.example/@",
        "x" * 300,
        "localhost:port",
    ],
    "Cookie": ["a=b; a", "=;", '"'],
    "Content-Length": ["0", "-1", "many", "9" * 30],
    "Content-Type": ["application/json", "multipart/form-data", "text/plain; charset=nothing"],
    "X-Forwarded-Host": ["evil.example", ",,"],
}
METHODS = ["GET", "GET", "GET", "GET", "HEAD", "OPTIONS", "POST"]
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Content-Security-Policy": "default-src 'none'",
}


class Asked(ImmutableMultiDict[str, str]):
    """Notes the parameters that the application looks for, so that they can be sent to it."""

    names: ClassVar[set[str]] = set()

    def get(self, key, *more, **others):  # type: ignore[no-untyped-def]
        self.names.add(key)
        return super().get(key, *more, **others)

    def getlist(self, key, *more, **others):  # type: ignore[no-untyped-def]
        self.names.add(key)
        return super().getlist(key, *more, **others)

    def __getitem__(self, key: str) -> str:
        self.names.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.names.add(str(key))
        return super().__contains__(key)


@pytest.fixture(scope="module")
def application(published_home: Path) -> Flask:
    served = create_app(Settings(home=published_home))
    served.request_class = type("Noting", (served.request_class,), {"parameter_storage_class": Asked})
    edition = json.loads((published_home / "editions" / "current").read_text())["edition"]
    KNOWN["edition_id"][0] = edition
    return served


def rules(application: Flask) -> list[Rule]:
    return sorted(application.url_map.iter_rules(), key=lambda rule: rule.rule)


def address(rule: Rule, values: Sequence[str]) -> str:
    """Fill a route's parts with these values."""
    filling = iter(values)
    return PART.sub(lambda _: quote(next(filling), safe=""), rule.rule)


def first_answer(application: Flask, rule: Rule) -> TestResponse:
    """Ask a route with all that is known until it answers with what it is there for."""
    client = application.test_client()
    known = [KNOWN.get(name, PLAUSIBLE) for name in PART.findall(rule.rule)]
    query = NEEDED.get(rule.rule)
    answers = (client.get(address(rule, values), query_string=query) for values in itertools.product(*known))
    return next((answer for answer in answers if answer.status_code == 200), client.get(rule.rule))


@cache
def parameters(application: Flask) -> list[str]:
    """Find the parameters that the application asks for."""
    for rule in rules(application):
        first_answer(application, rule)
    return sorted(Asked.names)


class Tags(HTMLParser):
    """Collects the tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.closed: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.closed.append(tag)


def check_page(text: str) -> None:
    tags = Tags(text)
    assert tags.opened[0] == "html"
    assert tags.closed[-1] == "html"
    assert tags.opened.count("script") == tags.closed.count("script")
    assert "<script>alert" not in text


def check_table(text: str) -> None:
    assert len({len(row) for row in csv.reader(io.StringIO(text, newline=""))}) == 1


PARSES: dict[str, Callable[[str], object]] = {
    "text/html": check_page,
    "text/csv": check_table,
    "application/json": json.loads,
    "application/problem+json": json.loads,
    "application/geo+json": json.loads,
    "application/schema+json": json.loads,
    "application/vnd.oai.openapi+json": json.loads,
    "application/atom+xml": ElementTree.fromstring,
    "application/xml": ElementTree.fromstring,
    "image/svg+xml": ElementTree.fromstring,
    "text/javascript": str,
    "text/css": str,
    "text/plain": str,
}


def check_pixels(content: bytes) -> None:
    Image.open(io.BytesIO(content)).load()


def check_parquet(content: bytes) -> None:
    assert content[:4] == content[-4:] == b"PAR1"


def check_geopackage(content: bytes) -> None:
    assert content.startswith(b"SQLite format 3\0")


BINARY: dict[str, Callable[[bytes], None]] = {
    "image/png": check_pixels,
    "image/webp": check_pixels,
    "application/vnd.apache.parquet": check_parquet,
    "application/geopackage+sqlite3": check_geopackage,
}
UNPACK: dict[str | None, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}


def check(response: TestResponse, method: str, path: str) -> None:
    may_be_unavailable = path == "/healthz" and response.status_code == 503
    assert response.status_code < 500 or may_be_unavailable, (method, path, response.status)
    for name, value in ALWAYS.items():
        assert response.headers[name].startswith(value)
    assert ("X-Frame-Options" in response.headers) != (
        "frame-ancestors *" in response.headers["Content-Security-Policy"]
    )
    assert "X-Evil" not in response.headers
    body = response.get_data()
    if method == "HEAD" or response.status_code == 304 or (method == "OPTIONS" and response.status_code == 200):
        assert body == b""
        return
    assert int(response.headers["Content-Length"]) == len(body)
    is_whole = response.status_code != 206
    if is_whole and not 300 <= response.status_code < 400:  # a redirect's page is the framework's own
        kind = response.mimetype or ""
        assert "utf-8" in response.headers["Content-Type"] or not kind.startswith("text/")
        content = UNPACK[response.content_encoding](body)
        BINARY[kind](content) if kind in BINARY else PARSES[kind](content.decode())


@settings(max_examples=400)
@given(data=st.data())
def test_whatever_is_sent_is_answered(application: Flask, data: st.DataObject) -> None:
    rule = data.draw(st.sampled_from(rules(application)))
    parts = PART.findall(rule.rule)
    path = address(rule, [data.draw(st.sampled_from(KNOWN.get(name, PLAUSIBLE)) | TEXT) for name in parts])
    names = st.sampled_from(parameters(application)) | TEXT
    query = data.draw(st.lists(st.tuples(names, TEXT), max_size=4))
    sent = data.draw(st.fixed_dictionaries({}, optional={k: st.sampled_from(v) | LATIN for k, v in HEADERS.items()}))
    method = data.draw(st.sampled_from(METHODS))
    asked = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in query)
    response = application.test_client().open(path, method=method, query_string=asked, headers=sent)

    check(response, method, path)


OF_OTHER_FINDERS = "/editions/<edition_id>/finder.json"  # the small place is found by postcodes


def test_every_route_has_an_address_that_it_answers(application: Flask) -> None:
    for rule in (rule for rule in rules(application) if rule.rule != OF_OTHER_FINDERS):
        answer = first_answer(application, rule)
        assert answer.status_code == 200, rule.rule
        check(answer, "GET", rule.rule)


def test_the_parameters_that_the_application_asks_for_are_found(application: Flask) -> None:
    assert {"within", "area"} <= set(parameters(application))
