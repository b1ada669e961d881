"""30 publishes and rollbacks under 32 connections: no request fails, and no page mixes two editions."""

from __future__ import annotations

import http.client
import os
import re
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from itertools import cycle, islice
from pathlib import Path
from threading import Event, Thread, get_native_id

import pytest

from app import create_app
from app.editions import EditionsFolder
from app.settings import Settings
from tests.england import hiding
from tests.faults.places import Place
from tests.faults.processes import casemap
from tests.serving import served

CONNECTIONS = 32
CHANGES = 30  # each of the ways six times, while readers ask for thousands of pages
NICE = 5  # of readers and servers: else they leave so little of two cores that the changes take twice as long
PAGES = (
    "/",
    "/embed?within=E12000001&area=E02000002",
    "/areas/msoa/E02000001",
    "/api/v1/weeks/latest/msoa.csv",
    "/api/v1/weeks/latest/utla.json",
)
PINNED = ("layers/ltla.json", "weeks/2020-10-20.json", "areas/msoa/E02000001.json")
WEEK_BEFORE = ("publish", "--accept-incomplete", "2020-10-20")
WAYS = (  # the largest count that is hidden, and what is done
    (3, ("publish",)),
    (5, WEEK_BEFORE),
    (3, ("rollback",)),
    (8, ("publish", "--resume")),
    (3, WEEK_BEFORE),
)


class Reader(Thread):
    """Read pages over one connection, and of the editions that they name the files, until told to stop."""

    def __init__(self, address: str, enough: Event) -> None:
        super().__init__()
        self._address = address
        self._enough = enough
        self.seen: Counter[tuple[str, int, str]] = Counter()  # address, status and hash of the body
        self.mixed: list[str] = []
        self.failed: Exception | None = None

    def run(self) -> None:
        os.setpriority(os.PRIO_PROCESS, get_native_id(), NICE)
        connection = http.client.HTTPConnection(self._address.removeprefix("http://"), timeout=30)
        try:
            while not self._enough.is_set():
                for page in PAGES:
                    editions = set(re.findall(r"/editions/([^/\"]+)/", self._read(connection, page)))
                    if len(editions) > 1:
                        self.mixed.append(page)
                    for edition in editions:
                        self._read_all(connection, (f"/editions/{edition}/{name}" for name in PINNED))
        except (OSError, http.client.HTTPException) as error:
            self.failed = error
        finally:
            connection.close()

    def _read_all(self, connection: http.client.HTTPConnection, addresses: Iterable[str]) -> None:
        for address in addresses:
            self._read(connection, address)

    def _read(self, connection: http.client.HTTPConnection, address: str) -> str:
        connection.request("GET", address)
        answer = connection.getresponse()
        body = answer.read()
        self.seen[address, answer.status, sha256(body).hexdigest()] += 1
        return body.decode()


def expected_answers(place: Place, address: str) -> set[tuple[str, int, str]]:
    """Return what each of the place's editions answers when nothing else goes on."""
    editions = EditionsFolder(place.home / "editions")
    expected = set()
    for edition in editions.ids():
        editions.point_to(edition)
        site = create_app(Settings(home=place.home)).test_client()
        for at in (*PAGES, *(f"/editions/{edition}/{name}" for name in PINNED)):
            expected.add((at, 200, sha256(site.get(at, base_url=address).data).hexdigest()))
    return expected


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)  # serving does not ask the store
def test_readers_see_one_whole_edition_or_another(published: Place, tmp_path: Path) -> None:
    place = published.copy(tmp_path / "home")
    enough = Event()
    with served(place.environment, workers=2, within=("nice", "-n", str(NICE))) as address:
        readers = [Reader(address, enough) for _ in range(CONNECTIONS)]
        for reader in readers:
            reader.start()
        for most, arguments in islice(cycle(WAYS), CHANGES):
            definition = str(hiding(tmp_path, msoa=most))
            ended = casemap({**place.environment, "CASEMAP_DATASET": definition}, *arguments)
            assert ended.went_well, ended
        enough.set()
        for reader in readers:
            reader.join()

    assert [(reader.failed, reader.mixed) for reader in readers] == [(None, [])] * CONNECTIONS
    seen = sum((reader.seen for reader in readers), Counter())
    expected = expected_answers(place, address)
    assert set(seen) <= expected
    print(f"{seen.total()} requests, {len(seen)} different answers of {len(expected)}, during {CHANGES} changes")
    for page in PAGES:
        assert len({answer for answer in seen if answer[0] == page}) > 1
