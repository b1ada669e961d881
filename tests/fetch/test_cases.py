from __future__ import annotations

import gzip
import socket
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path

import pytest

from app.errors import FetchError
from app.fetch import Fetched, Line, fetch_cases
from app.settings import Settings
from tests.fetch.published import archive_of
from tests.fetch.server import Answer, Request, Server, body, cut, ranged, stalled, status

ARCHIVE = archive_of(4000)  # several pieces long
HALF = 128 * 1024  # a break loses less than a piece of 64 KB; here it loses nothing
LONG = archive_of(9000)  # longer than what a file is recognised by
FORMER = archive_of(1)
Fetch = Callable[..., Fetched]


@pytest.fixture
def target(settings: Settings) -> Path:
    """Return the place of the file, where one from earlier lies."""
    settings.geodata.mkdir()
    path = settings.geodata / "cases.zip"
    path.write_bytes(FORMER)
    return path


@pytest.fixture
def fetch(server: Server, settings: Settings, line: Line) -> Fetch:
    """Fetch from an address that answers so, in turn."""

    def run(*answers: Answer, line: Line = line, at_most: int = 2 * len(LONG)) -> Fetched:
        address = server.will("/cases.zip", *answers)
        return fetch_cases(replace(settings, cases_address=address), line, at_most=at_most)

    return run


def test_an_archive_is_downloaded_checked_and_put_in_place(fetch: Fetch, target: Path) -> None:
    fetched = fetch(ranged(ARCHIVE, ETag='"1"'))

    assert fetched == Fetched(target, changed=True, described="UKHSA archive, 0.3 MB")
    assert target.read_bytes() == ARCHIVE
    assert not list(target.parent.glob("*.part*"))


def test_an_archive_that_has_not_changed_is_not_downloaded_again(fetch: Fetch, target: Path, server: Server) -> None:
    fetch(ranged(ARCHIVE, ETag='"1"'))
    fetched = fetch(ranged(ARCHIVE, ETag='"1"'))

    assert fetched == Fetched(target, changed=False)
    assert server.asked[-1].headers["If-None-Match"] == '"1"'


def test_a_server_without_etags_is_asked_by_the_date(fetch: Fetch, server: Server) -> None:
    day = formatdate(1700000000, usegmt=True)
    fetch(body(ARCHIVE, Last_Modified=day))
    fetched = fetch(lambda request: request.send(b"", 304, Content_Length=""))

    assert not fetched.changed
    assert server.asked[-1].headers["If-Modified-Since"] == day


def test_the_same_archive_from_a_server_that_names_no_version_is_nothing_new(fetch: Fetch) -> None:
    fetch(body(ARCHIVE))

    assert not fetch(body(ARCHIVE)).changed


def test_an_archive_that_was_changed_here_or_comes_from_elsewhere_is_asked_for_whole(
    fetch: Fetch, target: Path, server: Server, settings: Settings, line: Line
) -> None:
    fetch(ranged(ARCHIVE, ETag='"1"'))
    elsewhere = replace(settings, cases_address=server.will("/moved.zip", ranged(ARCHIVE, ETag='"1"')))
    fetch_cases(elsewhere, line)
    target.write_bytes(FORMER)
    fetch(ranged(ARCHIVE, ETag='"1"'))

    assert all("If-None-Match" not in request.headers for request in server.asked)
    assert target.read_bytes() == ARCHIVE


def test_a_server_that_says_not_changed_unasked_is_not_believed(fetch: Fetch, target: Path) -> None:
    with pytest.raises(FetchError, match="another part"):
        fetch(lambda request: request.send(b"", 304, Content_Length=""))

    assert target.read_bytes() == FORMER


def test_a_break_is_gone_on_from(fetch: Fetch, target: Path, server: Server, slept: list[float]) -> None:
    fetch(cut(ARCHIVE, HALF, ETag='"1"'), ranged(ARCHIVE, ETag='"1"'))

    assert target.read_bytes() == ARCHIVE
    assert (server.asked[1].headers["Range"], server.asked[1].headers["If-Range"]) == (f"bytes={HALF}-", '"1"')
    assert slept == [1]


def test_a_later_command_goes_on_from_where_the_one_before_gave_up(fetch: Fetch, target: Path, server: Server) -> None:
    with pytest.raises(FetchError, match="503"):
        fetch(cut(ARCHIVE, HALF, ETag='"1"'), status(503))
    asked = len(server.asked)
    fetch(ranged(ARCHIVE, ETag='"1"'))

    assert server.asked[asked].headers["Range"] == f"bytes={HALF}-"
    assert target.read_bytes() == ARCHIVE


def test_a_file_that_changed_after_the_break_is_begun_anew(fetch: Fetch, target: Path) -> None:
    fetch(cut(archive_of(5000), HALF, ETag='"1"'), ranged(ARCHIVE, ETag='"2"'))

    assert target.read_bytes() == ARCHIVE


@pytest.mark.parametrize("headers", [{}, {"ETag": 'W/"1"'}], ids=["no version", "weak"])
def test_nothing_is_gone_on_from_where_no_version_vouches_for_the_bytes(
    fetch: Fetch, target: Path, server: Server, headers: dict[str, str]
) -> None:
    fetch(cut(ARCHIVE, HALF, **headers), ranged(ARCHIVE, **headers))

    assert "Range" not in server.asked[1].headers
    assert target.read_bytes() == ARCHIVE


def test_another_part_than_the_one_asked_for_is_thrown_away(fetch: Fetch, target: Path, server: Server) -> None:
    def wrong(request: Request) -> None:
        request.send(ARCHIVE[5:], 206, Content_Range=f"bytes 5-{len(ARCHIVE) - 1}/{len(ARCHIVE)}", ETag='"1"')

    fetch(cut(ARCHIVE, HALF, ETag='"1"'), wrong, ranged(ARCHIVE, ETag='"1"'))

    assert "Range" not in server.asked[2].headers
    assert target.read_bytes() == ARCHIVE


def test_a_part_that_is_no_part_of_the_file_is_thrown_away(fetch: Fetch, target: Path) -> None:
    fetch(cut(ARCHIVE, HALF, ETag='"1"'), status(416), ranged(ARCHIVE, ETag='"1"'))

    assert target.read_bytes() == ARCHIVE


def test_a_part_that_ends_before_the_whole_is_gone_on_from(fetch: Fetch, target: Path) -> None:
    def some(request: Request) -> None:
        span = f"bytes {HALF}-{HALF + 99}/{len(ARCHIVE)}"
        request.send(ARCHIVE[HALF : HALF + 100], 206, Content_Range=span, ETag='"1"')

    fetch(cut(ARCHIVE, HALF, ETag='"1"'), some, ranged(ARCHIVE, ETag='"1"'))

    assert target.read_bytes() == ARCHIVE


def test_a_stall_is_a_break(fetch: Fetch, target: Path, line: Line) -> None:
    short = replace(line, stall_seconds=0.3)
    fetch(stalled(ARCHIVE, HALF, ETag='"1"'), ranged(ARCHIVE, ETag='"1"'), line=short)

    assert target.read_bytes() == ARCHIVE


def test_a_server_that_only_stalls_is_given_up(fetch: Fetch, target: Path, line: Line) -> None:
    with pytest.raises(FetchError, match=r"Nothing came for 0.2 seconds\."):
        fetch(lambda request: request.server.done.wait() and None, line=replace(line, stall_seconds=0.2))

    assert target.read_bytes() == FORMER


def test_a_busy_server_is_asked_again_when_it_says(fetch: Fetch, target: Path, slept: list[float]) -> None:
    fetch(status(503, Retry_After="7"), status(503), ranged(ARCHIVE))

    assert slept == [7, 2]
    assert target.read_bytes() == ARCHIVE


@pytest.mark.parametrize("named", ["soon", formatdate(0, usegmt=True)], ids=["nonsense", "a day gone by"])
def test_a_wait_that_means_nothing_is_made_the_least_of(fetch: Fetch, slept: list[float], named: str) -> None:
    fetch(status(429, Retry_After=named), ranged(ARCHIVE))

    assert slept in ([1], [0])


def test_nobody_is_kept_waiting_for_an_hour(fetch: Fetch, target: Path, slept: list[float]) -> None:
    with pytest.raises(FetchError, match=r"left alone for 3,600 seconds"):
        fetch(status(503, Retry_After="3600"))

    assert (slept, target.read_bytes()) == ([], FORMER)


def test_a_redirect_is_followed(fetch: Fetch, target: Path, server: Server) -> None:
    moved = server.will("/moved.zip", ranged(ARCHIVE))
    fetch(status(302, Location=moved))

    assert target.read_bytes() == ARCHIVE


@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        ([status(404)], r"The server answered 404 \(Not Found\)\."),
        ([status(799)], r"The server answered 799 \(an unknown status\)\."),
        ([status(500)], r"The server answered 500 \(Internal Server Error\)\."),
        ([status(302, Location="/cases.zip")], r"cannot be used \(TooManyRedirects\)\."),
        ([status(302, Location="file:///etc/passwd")], r"cannot be used \(InvalidSchema\)\."),
        ([status(302, Location="http://[")], r"The server's answer cannot be used"),
        ([cut(ARCHIVE, HALF)], r"broke off before its end\."),
        ([body(ARCHIVE, Content_Length=str(HALF))], r"The archive is cut off or damaged\."),
        ([body(ARCHIVE[:HALF], Content_Length="")], r"The archive is cut off or damaged\."),
        ([body(ARCHIVE[:9000] + b"!" + ARCHIVE[9001:])], r"The archive is cut off or damaged\."),
        ([body(LONG[:600_000] + b"!" + LONG[600_001:])], r"The archive is damaged\."),
        ([body(b"<!doctype html><title>Log in</title>")], r"It is a web page, not data\."),
        ([body(b"")], r"The file is empty\."),
        ([body(b'{"a": 1}')], r"No reader knows this layout\."),
        ([body(b'{"type": "FeatureCollection", "features": [{"geometry": 1}]}')], r"It holds boundaries, not case"),
        ([lambda request: None], r"The server cannot be reached, or ends the connection\."),
    ],
)
def test_what_is_not_an_archive_of_counts_replaces_nothing(
    fetch: Fetch, target: Path, server: Server, answers: list[Answer], problem: str
) -> None:
    with pytest.raises(FetchError, match=problem) as raised:
        fetch(*answers)

    assert f"by hand from http://127.0.0.1:{server.server_port}/cases.zip and run `casemap load" in str(raised.value)
    assert target.read_bytes() == FORMER


def test_what_failed_the_check_is_not_gone_on_from(fetch: Fetch, server: Server) -> None:
    with pytest.raises(FetchError):
        fetch(body(ARCHIVE, Content_Length=str(HALF), ETag='"1"'))
    fetch(ranged(ARCHIVE, ETag='"1"'))

    assert "Range" not in server.asked[-1].headers


@pytest.mark.parametrize("length", ["", str(len(ARCHIVE))], ids=["unsaid", "said"])
def test_what_is_too_large_is_refused_and_leaves_nothing(fetch: Fetch, target: Path, length: str) -> None:
    with pytest.raises(FetchError, match="more than was ever published"):
        fetch(body(ARCHIVE, Content_Length=length, ETag='"1"'), at_most=len(ARCHIVE) - 1)

    assert target.read_bytes() == FORMER
    assert [path.name for path in target.parent.iterdir() if "part" in path.name] == []


def test_what_is_too_large_with_what_came_before_is_refused(fetch: Fetch, target: Path) -> None:
    with pytest.raises(FetchError, match="more than was ever published"):
        fetch(cut(ARCHIVE, HALF, ETag='"1"'), ranged(ARCHIVE, ETag='"1"'), at_most=len(ARCHIVE) - 1)

    assert target.read_bytes() == FORMER


def test_a_body_packed_against_our_wish_is_unpacked_and_measured_so(fetch: Fetch, target: Path) -> None:
    packed = gzip.compress(ARCHIVE)
    fetch(body(packed, Content_Encoding="gzip"))
    with pytest.raises(FetchError, match="more than was ever published"):
        fetch(body(packed, Content_Encoding="gzip"), at_most=len(ARCHIVE) - 1)

    assert target.read_bytes() == ARCHIVE


def test_a_machine_that_does_not_listen_is_given_up(settings: Settings, line: Line, server: Server) -> None:
    address = server.will("/cases.zip", ranged(ARCHIVE))
    server.server_close()

    with pytest.raises(FetchError, match="cannot be reached"):
        fetch_cases(replace(settings, cases_address=address), line)


def test_a_machine_that_does_not_take_the_call_is_given_up(settings: Settings, line: Line) -> None:
    with ExitStack() as open_sockets:
        full = open_sockets.enter_context(socket.socket())
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(4):  # the queue of callers is full, so the next is left to ring
            caller = open_sockets.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(full.getsockname())
        address = f"http://127.0.0.1:{full.getsockname()[1]}/cases.zip"

        with pytest.raises(FetchError, match=r"No connection came about within 0.1 seconds\."):
            fetch_cases(replace(settings, cases_address=address), replace(line, connect_seconds=0.1))


def test_a_disk_that_refuses_is_told_in_a_sentence(fetch: Fetch, settings: Settings) -> None:
    settings.geodata.write_text("a file where the folder should be")

    with pytest.raises(FetchError, match="CASEMAP_GEODATA"):
        fetch(ranged(ARCHIVE))


def test_never_means_that_no_request_is_sent(server: Server, settings: Settings, line: Line) -> None:
    address = server.will("/cases.zip", ranged(ARCHIVE))

    with pytest.raises(FetchError, match="CASEMAP_FETCH is never"):
        fetch_cases(replace(settings, fetch="never", cases_address=address), line)

    assert server.asked == []


def test_two_fetches_do_not_write_over_one_another(server: Server, settings: Settings, line: Line) -> None:
    refused: list[str] = []

    def meanwhile(request: Request) -> None:
        with pytest.raises(FetchError, match="Another fetch is at work") as raised:
            fetch_cases(replace(settings, cases_address="http://127.0.0.1:1/"))
        refused.append(str(raised.value))
        request.send(ARCHIVE)

    address = server.will("/cases.zip", meanwhile)

    assert fetch_cases(replace(settings, cases_address=address), line).changed
    assert len(refused) == 1
