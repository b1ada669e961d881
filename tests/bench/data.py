"""How long pages take to be made while many ask for open data that is in no cache, beside the same without them."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from threading import Thread

from tests.bench.report import Row, at_most
from tests.bench.site import free_port, served
from tests.faults.flood import ask, connecting

TIMES = 5
CLIENTS = 12
PAGES = 40  # that are asked for at a time, each for the first time
SETTLE = 8  # seconds: about what clients wait for their turns, so that there are as many as will be, or none are left
CASEMAP = Path(sys.executable).with_name("casemap")


def measure(home: Path) -> Iterator[Row]:
    """Ask for areas' pages without the clients and among them in turn."""
    port = free_port()
    command = [str(CASEMAP), "serve", "--port", str(port), "--workers", "2"]
    with served(command, {"CASEMAP_HOME": str(home)}, port):
        pages, data = _addresses(port)
        rounds = []
        for _ in range(TIMES):
            without = _milliseconds(port, islice(pages, PAGES))
            with _clients(port, data):
                rounds.append((without, _milliseconds(port, islice(pages, PAGES))))
            logging.info("pages within %.1f ms; among %d clients of data %.1f ms", without, CLIENTS, rounds[-1][1])
    alone, among = map(min, zip(*rounds, strict=True))  # what else the machine does falls on some rounds
    what = f"A page's making among {CLIENTS} clients of uncached GeoJSON"
    yield at_most(what, among / alone, 2, " x without", f" ({among:.1f} ms; {alone:.1f} ms)")


def _addresses(port: int) -> tuple[Iterator[str], list[str]]:
    """Return pages of areas, and GeoJSON of more weeks than a worker keeps."""
    content = json.loads(_ask(port, "/api/v1/weeks/latest/msoa.json"))
    timeline = json.loads(_ask(port, f"/editions/{content['edition']}/timeline.json"))
    days = [step["weeks"]["msoa"] for step in timeline["steps"][:-1] if "msoa" in step["weeks"]]
    pages = (f"/areas/msoa/{area['area_code']}" for area in content["areas"])
    return pages, [f"/api/v1/weeks/{day}/msoa.geojson" for day in dict.fromkeys(days)]


def _milliseconds(port: int, pages: Iterator[str]) -> float:
    """Return what a page takes, in the middle."""
    taken = []
    for page in pages:
        since = time.perf_counter()
        _ask(port, page)
        taken.append(1000 * (time.perf_counter() - since))
    return median(taken)


def _ask(port: int, path: str) -> bytes:
    with connecting(port)() as connection:
        answer = ask(connection, path)
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return answer.body


@contextmanager
def _clients(port: int, addresses: Sequence[str]) -> Iterator[None]:
    """Let all clients ask from a process of their own, so that they take nothing of this one's time."""
    process = get_context("spawn").Process(target=_ask_on, args=(port, addresses))
    process.start()
    try:
        time.sleep(SETTLE)
        yield
    finally:
        process.kill()
        process.join()
        time.sleep(SETTLE)


def _ask_on(port: int, addresses: Sequence[str]) -> None:
    for number in range(CLIENTS):
        Thread(target=_client, args=(port, addresses[number::CLIENTS])).start()


def _client(port: int, addresses: Sequence[str]) -> None:
    """Ask without end; one that is told to come again does so when it is told."""
    for address in cycle(addresses):
        asking = HTTPConnection("127.0.0.1", port)
        asking.request("GET", address, headers={"Accept-Encoding": "br"})
        answer = asking.getresponse()
        answer.read()
        asking.close()
        time.sleep(int(answer.headers.get("Retry-After", 0)))
