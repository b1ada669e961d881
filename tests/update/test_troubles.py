"""Whatever the publisher's server does, readers go on seeing what they saw, and the update says why."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from app.editions import EditionsFolder
from app.settings import Settings
from app.update.outcome import Outcome
from tests.fetch.server import Answer, Request, Server, body, cut, stalled, status
from tests.update.conftest import UpdateAt
from tests.update.place import release

MONDAY, TUESDAY = date(2020, 11, 2), date(2020, 11, 3)
NEWS = release(TUESDAY)
PIECE = 64 * 1024  # of a body, after which the time is looked at


def dripping(content: bytes, pieces: int, pause: float) -> Answer:
    """Send a body little by little."""

    def answer(request: Request) -> None:
        step = -(-len(content) // pieces)
        request.send(b"", 200, Content_Length=str(len(content)))
        for start in range(0, len(content), step):
            time.sleep(pause)
            request.wfile.write(content[start : start + step])
            request.wfile.flush()

    return answer


def silent(request: Request) -> None:
    request.server.done.wait()


def hanging_up(request: Request) -> None:
    """Say nothing, and end the connection."""


@pytest.fixture(scope="module", autouse=True)
def stands(agency: Server, settings: Settings, update_at: UpdateAt) -> str:
    """Return the edition that readers see, of Monday."""
    agency.will("/wards.csv", body(release(MONDAY)))
    assert update_at(datetime(2020, 11, 2, 18, 5)).outcome is Outcome.PUBLISHED
    return EditionsFolder(settings.editions_folder).current().id


@pytest.fixture(autouse=True)
def readers_see_what_they_saw(settings: Settings, stands: str) -> Iterator[None]:
    yield
    assert EditionsFolder(settings.editions_folder).standing().edition.id == stands


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (dripping(NEWS + b"#" * 9 * PIECE, 20, 0.1), "did not come whole within 1 seconds"),
        (cut(NEWS, 300), "broke off before its end"),
        (cut(NEWS, 300, ETag='"1"'), "broke off before its end"),
        (stalled(NEWS, 300), "Nothing came for 0.3 seconds"),
        (silent, "Nothing came for 0.3 seconds"),
        (hanging_up, "ends the connection"),
        (body(b"<!doctype html><title>Log in</title>"), "web page"),
        (body(b'{"error": "maintenance"}'), "No reader knows"),
        (body(b""), "empty"),
        (body(NEWS.replace(b",Cases", b",Deaths")), 'lacks "Cases"'),
        (body(b"\x89PNG\r\n\x1a\n" + b"\x00" * 99), "not"),
        (status(302, Location="/wards.csv"), "TooManyRedirects"),
        (status(302, Location="http://localhost:1/wards.csv"), "cannot be reached"),
        (status(302, Location="ftp://127.0.0.1/wards.csv"), "cannot be used"),
        (status(304), "another part"),
        (status(404), "404 \\(Not Found\\)"),
        (status(410), "410 \\(Gone\\)"),
        (status(403), "403 \\(Forbidden\\)"),
        (status(500), "500 \\(Internal Server Error\\)"),
        (status(503, Retry_After="3600"), "left alone for 3,600 seconds"),
    ],
)
def test_a_file_that_does_not_come_is_told(agency: Server, update_at: UpdateAt, answer: Answer, reason: str) -> None:
    agency.will("/wards.csv", answer)
    done = update_at(datetime(2020, 11, 3, 12, 0))

    assert done.outcome is Outcome.NOT_FETCHED
    assert re.search(reason, done.reason), done.reason


def lines_of(content: bytes, first: int, last: int) -> bytes:
    return b"".join(content.splitlines(keepends=True)[first:last])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (release(TUESDAY, lambda *_: 0), "--accept zeros"),
        (release(TUESDAY, lambda *_: -1), "-1"),
        (release(TUESDAY, lambda *_: 6000), "--accept people"),
        (release(date(2021, 11, 3)), "lies after the publication date"),
        (NEWS[: len(NEWS) // 2], "column|areas"),
        (lines_of(NEWS, 0, 21), "--accept areas"),
        (NEWS.replace(b"W1,", b"W9,"), "--accept areas"),
    ],
)
def test_a_file_that_cannot_be_right_is_refused(
    agency: Server, update_at: UpdateAt, content: bytes, reason: str
) -> None:
    agency.will("/wards.csv", body(content, Content_Length=""))
    done = update_at(datetime(2020, 11, 3, 12, 0))

    assert done.outcome is Outcome.REFUSED
    assert re.search(reason, done.reason), done.reason


@pytest.mark.parametrize("answer", [dripping(release(MONDAY), 5, 0.02), status(301, Location="/moved.csv")])
def test_a_slow_server_is_waited_for_and_a_redirect_followed(
    agency: Server, update_at: UpdateAt, answer: Answer
) -> None:
    agency.will("/moved.csv", body(release(MONDAY)))
    agency.will("/wards.csv", answer)

    assert update_at(datetime(2020, 11, 3, 12, 0)).outcome is Outcome.UNCHANGED


def test_a_server_that_is_not_there_is_told(update_at: UpdateAt) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        at = f"http://127.0.0.1:{unused.getsockname()[1]}/wards.csv?token=secret"
    done = update_at(datetime(2020, 11, 3, 12, 0), update_addresses=(at,))

    assert done.outcome is Outcome.NOT_FETCHED
    assert "cannot be reached" in done.reason
    assert "secret" not in done.reason


def test_where_no_request_may_leave_nothing_is_asked(agency: Server, update_at: UpdateAt) -> None:
    asked = len(agency.asked)

    assert update_at(datetime(2020, 11, 3, 12, 0), fetch="never").outcome is Outcome.NOT_FETCHED
    assert len(agency.asked) == asked


def test_of_several_files_one_that_fails_holds_up_all(agency: Server, update_at: UpdateAt) -> None:
    agency.will("/wards.csv", body(NEWS))
    addresses = (agency.will("/gone.csv", status(404)), f"http://127.0.0.1:{agency.server_port}/wards.csv")
    done = update_at(datetime(2020, 11, 3, 12, 0), update_addresses=addresses)

    assert (done.outcome, done.loaded) == (Outcome.NOT_FETCHED, ())
