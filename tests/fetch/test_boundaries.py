from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import FetchError
from app.fetch import Fetched, Line, fetch_boundaries
from app.settings import Settings
from app.sources import read_contents
from tests.england import ENGLAND
from tests.fetch.published import areas, error_as_200, feature_server
from tests.fetch.server import Answer, Request, Server, body, cut, stalled, status

FORMER = b"what was here before"
Fetch = Callable[..., Fetched]


@pytest.fixture
def target(settings: Settings) -> Path:
    """Return the place of the file, where one from earlier lies."""
    settings.geodata.mkdir()
    path = settings.geodata / "boundaries.geojson"
    path.write_bytes(FORMER)
    return path


@pytest.fixture
def fetch(server: Server, settings: Settings, line: Line) -> Fetch:
    """Fetch from addresses of which each answers so, in turn."""

    def run(*services: list[Answer] | Answer, line: Line = line, at_most: int = 1024**2) -> Fetched:
        addresses = tuple(
            server.will(f"/{number}/query", *(answers if isinstance(answers, list) else [answers]))
            for number, answers in enumerate(services)
        )
        return fetch_boundaries(replace(settings, boundaries_addresses=addresses), line, at_most=at_most)

    return run


def codes_in(path: Path) -> list[str]:
    return [feature["properties"]["MSOA11CD"] for feature in json.loads(path.read_bytes())["features"]]


def test_pages_are_joined_into_one_file(fetch: Fetch, target: Path, server: Server) -> None:
    fetched = fetch(feature_server(areas(5), page=2))

    assert fetched == Fetched(target, changed=True, described="5 areas")
    assert codes_in(target) == [f"E0200{place:04}" for place in range(5)]
    assert [request.query.get("resultOffset") for request in server.asked] == [None, "0", "2", "4"]
    assert server.asked[1].query == {
        "where": "1=1",
        "outFields": "*",
        "outSR": "4326",
        "f": "geojson",
        "resultOffset": "0",
    }


def test_what_is_joined_does_not_say_that_it_was_cut_off(fetch: Fetch, target: Path) -> None:
    fetch(feature_server(areas(5), page=2))

    assert read_contents(target, ENGLAND).notes == ()


def test_progress_is_shown_in_areas(server: Server, settings: Settings, line: Line) -> None:
    shown: list[tuple[int, int | None]] = []
    address = server.will("/query", feature_server(areas(5), page=2))
    fetch_boundaries(
        replace(settings, boundaries_addresses=(address,)), line, lambda done, total: shown.append((done, total))
    )

    assert shown == [(2, 5), (4, 5), (5, 5)]


def test_pages_are_asked_for_until_the_count_is_reached_whatever_the_service_says(fetch: Fetch, target: Path) -> None:
    def forgetful(request: Request) -> None:
        features = areas(4)
        start = int(request.query.get("resultOffset", 0))
        answer = {"count": 4} if "returnCountOnly" in request.query else {"features": features[start : start + 3]}
        request.send(json.dumps({"type": "FeatureCollection", **answer}).encode())

    fetch(forgetful)

    assert len(codes_in(target)) == 4


def test_the_next_address_is_asked_where_the_first_fails(fetch: Fetch, target: Path) -> None:
    fetch(status(404), error_as_200(400, "Invalid URL"), feature_server(areas(3)))

    assert len(codes_in(target)) == 3


def test_boundaries_that_have_not_changed_are_not_downloaded_again(fetch: Fetch, target: Path, server: Server) -> None:
    fetch(feature_server(areas(5), page=2, ETag="a"))
    asked = len(server.asked)
    fetched = fetch(feature_server(areas(5), page=2, ETag="a"))

    assert fetched == Fetched(target, changed=False)
    assert [request.headers["If-None-Match"] for request in server.asked[asked:]] == ['"0-a"', '"2-a"', '"4-a"']


def test_boundaries_that_have_changed_are_downloaded_again(fetch: Fetch, target: Path) -> None:
    fetch(feature_server(areas(5), page=2, ETag="a"))
    fetched = fetch(feature_server(areas(6), page=2, ETag="b"))

    assert fetched.changed
    assert len(codes_in(target)) == 6


def test_the_same_boundaries_from_a_service_that_names_no_version_are_nothing_new(fetch: Fetch) -> None:
    fetch(feature_server(areas(3)))

    assert not fetch(feature_server(areas(3))).changed


@pytest.mark.parametrize(
    "trouble",
    [
        status(503, Retry_After="1"),
        error_as_200(503, "Busy"),
        error_as_200(429, "Too many requests"),
        cut(b'{"count": 3}', 5),
        body(b'{"count"', Content_Length=""),
        body(b'{"count": 3}', Content_Length="5"),
        lambda request: None,
    ],
    ids=["503", "error 503", "error 429", "cut", "cut unsaid", "length too short", "no answer"],
)
def test_trouble_that_passes_is_waited_for(fetch: Fetch, target: Path, slept: list[float], trouble: Answer) -> None:
    fetch([trouble, feature_server(areas(3))])

    assert slept == [1]
    assert len(codes_in(target)) == 3


def test_a_page_that_stalls_is_asked_for_again(fetch: Fetch, target: Path, line: Line) -> None:
    service = feature_server(areas(3))
    fetch([service, stalled(b"{" * 999, 9), service], line=replace(line, stall_seconds=0.3))

    assert len(codes_in(target)) == 3


def test_a_packed_page_is_unpacked(fetch: Fetch, target: Path) -> None:
    page = json.dumps({"type": "FeatureCollection", "features": areas(3)}).encode()
    fetch([feature_server(areas(3)), body(gzip.compress(page), Content_Encoding="gzip")])

    assert len(codes_in(target)) == 3


COUNTED = feature_server(areas(3))  # answers the count before a page that fails
PAGE = json.dumps({"type": "FeatureCollection", "features": areas(3)}).encode()


@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        ([error_as_200(400, "Invalid\x1b[31m URL.")], r"error 400: Invalid\[31m URL\. If"),
        ([error_as_200(504, "Too slow")], r"error 504: Too slow\."),
        ([body(b'{"error": "no"}')], r"no\. If"),
        ([body(b"<!doctype html><title>Log in</title>")], r"A web page came instead of data"),
        ([body(b"[]")], r"The answer is not from a FeatureServer\."),
        ([body(b'{"count": 0}')], r"does not say how many"),
        ([body(b'{"count": "many"}')], r"does not say how many"),
        ([status(304)], r"answered 304"),
        ([COUNTED, body(b'{"features": 3}')], r"gave no features"),
        ([COUNTED, body(b'{"features": [')], r"The answer is cut off\."),
        ([COUNTED, body(b"[" * 100_000)], r"came instead of data"),
        ([COUNTED, body(PAGE, Content_Encoding="gzip")], r"cannot be used \(ContentDecodingError\)"),
        ([COUNTED, body(b" " * 2 * 1024**2)], r"larger than 1 MB"),
        ([COUNTED, body(b" " * 2 * 1024**2, Content_Length="")], r"larger than 1 MB"),
        ([COUNTED, body(gzip.compress(b" " * 2 * 1024**2), Content_Encoding="gzip")], r"larger than 1 MB"),
        ([COUNTED, body(json.dumps({"features": [1, 2, 3]}).encode())], r"No reader knows|cannot be read"),
        ([feature_server(areas(3), count=4)], r"Only 3 of 4 areas came\."),
        ([feature_server(areas(3) + areas(1))], r"E02000000 stands twice"),
        ([COUNTED, body(PAGE.replace(b"E0200", b"S0200"))], r"No column holds MSOA codes"),
        ([COUNTED, body(PAGE.replace(b"MSOA11CD", b"wk44_3"))], r"It is a PHE map layer, not boundaries\."),
    ],
)
def test_what_is_not_all_of_the_boundaries_replaces_nothing(
    fetch: Fetch, target: Path, answers: list[Answer], problem: str
) -> None:
    with pytest.raises(FetchError, match=problem) as raised:
        fetch(answers)

    assert "/0/query: " in str(raised.value)
    assert "and run `casemap load FILE`" in str(raised.value)
    assert target.read_bytes() == FORMER
    assert not list(target.parent.glob(".new*"))


def test_a_service_that_gives_the_same_page_for_ever_is_given_up(fetch: Fetch, target: Path) -> None:
    page = {"type": "FeatureCollection", "exceededTransferLimit": True, "features": areas(2)}

    with pytest.raises(FetchError, match="holds 3 areas and gave more"):
        fetch([COUNTED, body(json.dumps(page).encode())])

    assert target.read_bytes() == FORMER


def test_every_address_that_failed_is_named(fetch: Fetch) -> None:
    with pytest.raises(FetchError, match=r"/0/query: .*404.*/1/query: .*403"):
        fetch(status(404), status(403))
