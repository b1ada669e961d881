"""What `casemap fetch` says and keeps holds no user, password or token of an address."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from app.errors import FetchError
from app.fetch import Line, fetch_boundaries, fetch_boundaries_once_a_day, fetch_cases
from app.fetch.records import Record, Version, read_record, write_record
from app.settings import Settings
from tests.fetch.published import archive_of, areas, error_as_200, feature_server
from tests.fetch.server import Answer, Request, Server, body, cut, ranged, status
from tests.fetch.test_daily import TODAY

SECRET = "Hunter2"
ARCHIVE = archive_of(4000)
NOISE = st.text(st.sampled_from("aZ09 @:/?#[]%&=;+,.-\u2100\n"), max_size=6)


def with_secrets(address: str) -> str:
    """Return an address a user, a password and a token."""
    return f"{address.replace('//', f'//{SECRET}:{SECRET}@')}?token={SECRET}"


def echoed(request: Request) -> None:
    """Answer as a service does that repeats what it was asked."""
    message = f"Invalid token {request.query['token']} in http://x{request.path}"
    request.send(json.dumps({"error": {"code": 498, "message": message}}).encode())


def malformed(request: Request) -> None:
    """Answer with a line among the headers that is none."""
    request.wfile.write(b"HTTP/1.1 200 OK\r\n: none\r\nno header\r\n\r\n")


def in_words(request: Request) -> None:
    request.send(json.dumps({"error": f"no such page: {request.path}"}).encode())


FAILURES: dict[str, Answer] = {
    "status": status(403),
    "page": body(b"<!doctype html><title>Log in</title>"),
    "echo": echoed,
    "words": in_words,
    "cut": cut(b'{"count": 1}', 4),
    "silent": lambda request: None,
    "malformed": malformed,
    "circle": lambda request: request.send(b"", 302, Location=request.path),
    "redirect": status(302, Location=f"http://u:{SECRET}@127.0.0.1:1/{SECRET}?token={SECRET}"),
    "other scheme": status(302, Location=f"file://u:{SECRET}@h/{SECRET}"),
    "no address": status(302, Location=f"http://u:{SECRET}@[::/{SECRET}"),
    "no port": status(302, Location=f"http://127.0.0.1:{SECRET}/"),
    "no host": status(302, Location=f"http://{'a' * 70}.{SECRET}\u2100/"),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_no_failure_is_told_with_a_secret(
    failure: str, server: Server, settings: Settings, line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    address = with_secrets(server.will("/query", FAILURES[failure]))
    reached = replace(settings, cases_address=address, boundaries_addresses=(address,))
    told: list[str] = []
    with caplog.at_level(logging.WARNING):
        for fetch in (fetch_cases, fetch_boundaries):
            with pytest.raises(FetchError) as raised:
                fetch(reached, line)
            told.append(str(raised.value))
        fetch_boundaries_once_a_day(reached, TODAY, told.append, line)

    assert len(told) == 3
    assert all(f"http://***@127.0.0.1:{server.server_port}/query?***" in sentence for sentence in told)
    assert SECRET not in "".join(told) + caplog.text
    assert SECRET in server.asked[0].path


@given(
    st.sampled_from(["{}@{}/a", "u:{}@{}/a", "u:p@{1}/a?b={0}", "{1}/a;{0}", "{1}/a?{0}"]),
    st.builds("{}Hunter2{}".format, NOISE, NOISE),
    st.booleans(),
)
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_address_is_told_with_a_secret(settings: Settings, form: str, secret: str, is_escaped: bool) -> None:
    at = form.format(quote(secret, safe="") if is_escaped else secret, "127.0.0.1:1")
    reached = replace(settings, cases_address=f"http://{at}", boundaries_addresses=(f"http://{at}",))
    for fetch in (fetch_cases, fetch_boundaries):
        with pytest.raises(FetchError) as raised:
            fetch(reached, Line(attempts=1))

        assert SECRET not in str(raised.value)


def test_nothing_that_is_kept_beside_a_download_holds_a_secret(server: Server, settings: Settings, line: Line) -> None:
    cases = with_secrets(server.will("/cases.zip", cut(ARCHIVE, 128 * 1024, ETag='"1"'), status(403)))
    boundaries = with_secrets(server.will("/query", feature_server(areas(3), ETag="1")))
    reached = replace(settings, cases_address=cases, boundaries_addresses=(boundaries,))
    with pytest.raises(FetchError):
        fetch_cases(reached, line)
    broken_off = kept(settings.geodata)
    server.will("/cases.zip", ranged(ARCHIVE, ETag='"1"'))
    assert fetch_cases(reached, line).changed
    assert fetch_boundaries(reached, line).changed

    assert ".cases.zip.part.json" in broken_off
    assert {".cases.zip.json", ".boundaries.geojson.json"} <= set(kept(settings.geodata))
    assert SECRET not in "".join([*broken_off.values(), *kept(settings.geodata).values()])
    assert not fetch_cases(reached, line).changed
    assert not fetch_boundaries(reached, line).changed


def kept(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(errors="replace") for path in folder.iterdir()}


@pytest.mark.parametrize(
    "other",
    ["http://u:p@h/cases.zip?token=y", "http://u:q@h/cases.zip?token=x", "http://h/cases.zip?token=x", "http://h/"],
)
def test_a_record_is_of_the_whole_address(write: Callable[[str, str], Path], other: str) -> None:
    address = "http://u:p@h/cases.zip?token=x"
    path = write("cases.zip", "12345")
    write_record(path, Record(address, 5, {0: Version('"1"')}))

    assert read_record(path, address) == Record(address, 5, {0: Version('"1"')})
    assert read_record(path, other) is None
    assert json.loads(path.with_name(".cases.zip.json").read_text())["from"]["address"] == "http://***@h/cases.zip?***"


def test_a_service_that_says_what_is_wrong_is_still_heard(server: Server, settings: Settings, line: Line) -> None:
    address = with_secrets(server.will("/query", error_as_200(498, f"Invalid token {SECRET} of user {SECRET}")))

    with pytest.raises(FetchError, match=r"answered with error 498: Invalid token \*\*\* of user \*\*\*\."):
        fetch_boundaries(replace(settings, boundaries_addresses=(address,)), line)
