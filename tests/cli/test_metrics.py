"""A server counts what its workers do, and says how old what it shows is, at a port of its own."""

from __future__ import annotations

import json
import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from app.update.kept import NAME, Ended, keep
from tests.serving import CASEMAP, free_port, wait_for

UPDATES = "casemap_updates_total"
Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


@dataclass(frozen=True)
class Running:
    """A server with two workers."""

    address: str
    metrics: str
    log: Path

    def samples(self) -> Samples:
        with urllib.request.urlopen(self.metrics) as answer:
            families = text_string_to_metric_families(answer.read().decode())
        return {
            (sample.name, frozenset(sample.labels.items())): sample.value
            for family in families
            for sample in family.samples
        }


@pytest.fixture(scope="module")
def running(published_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    log = tmp_path_factory.mktemp("log") / "log"
    ports = free_port(), free_port()
    command = [str(CASEMAP), "serve", "--port", str(ports[0]), "--metrics-port", str(ports[1])]
    environment = {**os.environ, "CASEMAP_HOME": str(published_home), "CASEMAP_ACCESS_LOG": "yes"}
    with (
        log.open("w") as told,
        subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=told) as server,
    ):
        address = f"http://127.0.0.1:{ports[0]}"
        try:
            wait_for(f"{address}/healthz")
            yield Running(address, f"http://127.0.0.1:{ports[1]}/metrics", log)
        finally:
            server.terminate()
            server.wait(10)


def requests_in(samples: Samples, **labels: str) -> float:
    return sum(
        value
        for (name, given), value in samples.items()
        if name == "casemap_requests_total" and labels.items() <= dict(given).items()
    )


def status_of(address: str) -> int:
    try:
        with urllib.request.urlopen(address) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def until(holds: Callable[[], bool]) -> None:
    for _ in range(100):
        if holds():
            return
        time.sleep(0.1)
    raise TimeoutError


def test_requests_of_all_workers_are_counted_by_kind_and_status(running: Running) -> None:
    before = running.samples()

    for _ in range(20):
        assert status_of(f"{running.address}/about") == 200
    assert status_of(f"{running.address}/nothing-here") == 404

    until(lambda: requests_in(running.samples(), page="about") - requests_in(before, page="about") == 20)
    after = running.samples()
    assert requests_in(after, page="about", kept="yes") > 0
    assert requests_in(after, page="none", status="404") - requests_in(before, page="none", status="404") == 1


def test_the_edition_and_its_age_are_told(running: Running, published_home: Path) -> None:
    samples = running.samples()

    ages = {dict(labels)["of"]: value for (name, labels), value in samples.items() if name == "casemap_age_days"}
    assert ages["week_end"] > ages["publication"] > 0
    [edition] = [dict(labels) for (name, labels) in samples if name == "casemap_edition_info"]
    assert (published_home / "editions" / edition["edition"]).is_dir()


def test_updates_are_counted_by_how_they_ended(running: Running, published_home: Path) -> None:
    for outcome, code in (("published", 0), ("not_fetched", 4), ("published", 0)):
        keep(published_home, Ended(datetime.now(UTC), outcome, code))

    counted = {dict(labels)["outcome"]: value for (name, labels), value in running.samples().items() if name == UPDATES}

    assert counted == {"published": 2, "not_fetched": 1}
    (published_home / NAME).unlink()


def test_the_log_has_paths_without_queries_as_json(running: Running) -> None:
    urllib.request.urlopen(f"{running.address}/search?q=QQ1+1AA").close()

    def lines() -> list[dict[str, object]]:
        return [json.loads(line) for line in running.log.read_text().splitlines() if line]

    until(lambda: any(line.get("path") == "/search" for line in lines()))
    [asked] = [line for line in lines() if line.get("path") == "/search"]
    assert (asked["method"], asked["status"], asked["logger"]) == ("GET", 200, "casemap.access")
    assert "QQ1" not in running.log.read_text()


def test_readers_cannot_ask_for_the_counts(running: Running) -> None:
    assert status_of(f"{running.address}/metrics") == 404
