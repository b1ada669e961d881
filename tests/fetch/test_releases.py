"""Files that come day by day: each under its day, from addresses that stay or that name the day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.errors import FetchError, SettingError
from app.fetch import FetchedRelease, Line, fetch_releases
from app.settings import Settings
from tests.fetch.server import Server, body, cut, ranged, status

HEADER = b"areaType,areaCode,areaName,date,newCasesBySpecimenDateRollingSum\n"
ONE, TWO = (HEADER + b"msoa,E02000001,,2020-10-27,%d\n" % cases for cases in (5, 7))
MONDAY = datetime(2020, 11, 30, 17, tzinfo=UTC)
TUESDAY = datetime(2020, 12, 1, 17, tzinfo=UTC)
Fetch = Callable[..., tuple[FetchedRelease, ...]]


@pytest.fixture
def fetch(server: Server, settings: Settings, line: Line) -> Fetch:
    """Fetch from paths of the local server, or from addresses."""

    def run(now: datetime, *paths: str) -> tuple[FetchedRelease, ...]:
        at = f"http://127.0.0.1:{server.server_port}"
        addresses = tuple(path if "://" in path else at + path for path in paths)
        return fetch_releases(replace(settings, update_addresses=addresses), now, line)

    return run


def told(fetched: tuple[FetchedRelease, ...]) -> list[tuple[str, str, bool]]:
    return [(each.path.name, each.published_on.isoformat(), each.changed) for each in fetched]


def test_a_file_lies_under_the_day_on_which_it_came(fetch: Fetch, server: Server, settings: Settings) -> None:
    server.will("/latest.csv", body(ONE))
    (fetched,) = fetch(MONDAY, "/latest.csv")

    assert told((fetched,)) == [("latest.csv", "2020-11-30", True)]
    assert fetched.path == settings.geodata / "updates" / "1" / "2020-11-30" / "latest.csv"
    assert fetched.path.read_bytes() == ONE


@pytest.mark.parametrize(
    ("last_modified", "day"),
    [
        ("Mon, 30 Nov 2020 16:01:00 GMT", "2020-11-30"),
        ("Tue, 21 Jul 2020 23:30:00 GMT", "2020-07-22"),  # in summer London is an hour on
        ("Sat, 05 Dec 2020 16:01:00 GMT", "2020-12-01"),  # a clock that goes wrong
        ("yesterday", "2020-12-01"),
    ],
)
def test_the_server_says_when_a_file_was_changed(fetch: Fetch, server: Server, last_modified: str, day: str) -> None:
    server.will("/latest.csv", body(ONE, Last_Modified=last_modified))

    assert told(fetch(TUESDAY, "/latest.csv")) == [("latest.csv", day, True)]


def test_the_day_that_a_file_is_named_by_goes_before_the_servers(fetch: Fetch, server: Server) -> None:
    server.will("/msoa_2020-11-27.csv", body(ONE, Last_Modified="Mon, 30 Nov 2020 16:01:00 GMT"))

    assert told(fetch(TUESDAY, "/msoa_2020-11-27.csv")) == [("msoa_2020-11-27.csv", "2020-11-27", True)]


def test_what_has_not_changed_keeps_its_day_and_is_not_sent_again(fetch: Fetch, server: Server) -> None:
    server.will("/latest.csv", ranged(ONE, ETag='"1"'))
    fetch(MONDAY, "/latest.csv")

    assert told(fetch(TUESDAY, "/latest.csv")) == [("latest.csv", "2020-11-30", False)]
    assert server.asked[-1].headers["If-None-Match"] == '"1"'


def test_the_same_bytes_in_another_version_are_nothing_new(fetch: Fetch, server: Server) -> None:
    server.will("/latest.csv", body(ONE, ETag='"1"', Last_Modified="Mon, 30 Nov 2020 16:01:00 GMT"))
    fetch(MONDAY, "/latest.csv")
    server.will("/latest.csv", body(ONE, ETag='"2"', Last_Modified="Tue, 01 Dec 2020 16:01:00 GMT"))
    again = fetch(TUESDAY, "/latest.csv")
    fetch(TUESDAY, "/latest.csv")

    assert told(again) == [("latest.csv", "2020-11-30", False)]
    assert server.asked[-1].headers["If-None-Match"] == '"2"'


def test_of_an_address_that_stays_the_latest_alone_is_kept(fetch: Fetch, server: Server, settings: Settings) -> None:
    server.will("/latest.csv", body(ONE))
    fetch(MONDAY, "/latest.csv")
    server.will("/latest.csv", body(TWO))

    assert told(fetch(TUESDAY, "/latest.csv")) == [("latest.csv", "2020-12-01", True)]
    assert [path.name for path in (settings.geodata / "updates" / "1").glob("2*")] == ["2020-12-01"]


def test_a_download_that_broke_off_is_gone_on_with(fetch: Fetch, server: Server) -> None:
    long = HEADER + b"msoa,E02000001,,2020-10-27,5\n" * 5000
    server.will("/latest.csv", cut(long, 128 * 1024, ETag='"1"'), ranged(long, ETag='"1"'))

    assert told(fetch(MONDAY, "/latest.csv")) == [("latest.csv", "2020-11-30", True)]
    assert server.asked[-1].headers["Range"] == f"bytes={128 * 1024}-"


def daily(files: dict[str, bytes]) -> Callable[[Server], None]:
    def give(server: Server) -> None:
        for name, content in files.items():
            server.will(f"/{name}", ranged(content, ETag=f'"{len(content)}-{content[-2]}"'))

    return give


def test_each_of_the_last_days_has_an_address_of_its_own(fetch: Fetch, server: Server) -> None:
    daily({"msoa_20201126.csv": ONE, "msoa_20201130.csv": TWO, "msoa_20201120.csv": ONE})(server)
    fetched = fetch(MONDAY, "/msoa_{date:%Y%m%d}.csv")

    assert told(fetched) == [("msoa_20201126.csv", "2020-11-26", True), ("msoa_20201130.csv", "2020-11-30", True)]
    assert [each.is_latest for each in fetched] == [False, True]
    assert len(server.asked) == 7


def test_a_day_that_comes_late_or_is_corrected_is_fetched_after_those_that_followed(
    fetch: Fetch, server: Server
) -> None:
    daily({"2020-11-30/zones": ONE})(server)
    fetch(MONDAY, "/{date}/zones")
    daily({"2020-11-30/zones": TWO, "2020-11-27/zones": ONE, "2020-12-01/zones": ONE})(server)

    assert told(fetch(TUESDAY, "/{date}/zones")) == [
        ("zones", "2020-11-27", True),
        ("zones", "2020-11-30", True),
        ("zones", "2020-12-01", True),
    ]
    assert told(fetch(TUESDAY, "/{date}/zones"))[1] == ("zones", "2020-11-30", False)


def test_files_of_days_long_gone_are_removed(fetch: Fetch, server: Server, settings: Settings) -> None:
    daily({"2020-11-23/zones": ONE, "2020-12-01/zones": TWO})(server)
    fetch(datetime(2020, 11, 23, tzinfo=UTC), "/{date}/zones")
    fetch(TUESDAY, "/{date}/zones")

    assert [path.name for path in (settings.geodata / "updates" / "1").glob("2*")] == ["2020-12-01"]


def test_where_no_day_has_a_file_that_is_told(fetch: Fetch) -> None:
    with pytest.raises(FetchError, match="No file of the 7 days to 2020-11-30 is there"):
        fetch(MONDAY, "/{date}.csv")


def test_a_day_whose_server_fails_is_a_failure(fetch: Fetch, server: Server) -> None:
    daily({"2020-11-30.csv": ONE})(server)
    server.will("/2020-11-27.csv", status(403))

    with pytest.raises(FetchError, match="403"):
        fetch(MONDAY, "/{date}.csv")


def test_a_redirect_to_another_host_is_followed(fetch: Fetch, server: Server) -> None:
    server.will("/moved.csv", body(ONE))
    server.will("/latest.csv", status(302, Location=f"http://localhost:{server.server_port}/moved.csv"))

    assert told(fetch(MONDAY, "/latest.csv")) == [("latest.csv", "2020-11-30", True)]


def test_a_password_is_sent_to_its_own_host_alone_and_never_told(fetch: Fetch, server: Server) -> None:
    server.will("/moved.csv", status(403))
    server.will("/latest.csv", status(302, Location=f"http://localhost:{server.server_port}/moved.csv"))

    with pytest.raises(FetchError) as raised:
        fetch(MONDAY, f"http://me:secret@127.0.0.1:{server.server_port}/latest.csv?key=hidden")

    first, second = server.asked
    assert (bool(first.headers["Authorization"]), second.headers["Authorization"]) == (True, None)
    assert not {"secret", "hidden"} & set(str(raised.value).replace("?", " ").replace("=", " ").split())


@pytest.mark.parametrize(
    ("path", "name"), [("/a%2F..%2F.b%20c.csv", "b_c.csv"), ("/", "download"), ("/data?format=csv", "data")]
)
def test_a_file_has_the_name_of_its_address_made_plain(fetch: Fetch, server: Server, path: str, name: str) -> None:
    server.will(path.partition("?")[0], body(ONE))

    assert [each.path.name for each in fetch(MONDAY, path)] == [name]


def test_without_an_address_the_setting_is_named(fetch: Fetch) -> None:
    with pytest.raises(SettingError, match="CASEMAP_UPDATE_ADDRESSES"):
        fetch(MONDAY)


def test_two_addresses_keep_their_files_apart(fetch: Fetch, server: Server, settings: Settings) -> None:
    server.will("/a/latest.csv", body(ONE))
    server.will("/b/latest.csv", body(TWO))
    paths: list[Path] = [each.path for each in fetch(MONDAY, "/a/latest.csv", "/b/latest.csv")]

    assert [path.read_bytes() for path in paths] == [ONE, TWO]
    assert date.fromisoformat(paths[1].parent.name) == MONDAY.date()


def test_where_addresses_change_places_no_file_takes_the_day_of_another(fetch: Fetch, server: Server) -> None:
    server.will("/a.csv", body(ONE, Last_Modified="Mon, 30 Nov 2020 16:01:00 GMT"))
    server.will("/b.csv", body(TWO, Last_Modified="Fri, 20 Nov 2020 16:01:00 GMT"))
    fetch(MONDAY, "/a.csv", "/b.csv")

    assert told(fetch(TUESDAY, "/b.csv", "/a.csv")) == [("b.csv", "2020-11-20", True), ("a.csv", "2020-11-30", True)]
