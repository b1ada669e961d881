"""What the tests of fetching share: a local server, and a line that never really waits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.fetch import Line
from app.settings import Settings
from tests.fetch.server import Server


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.done.set()
        running.shutdown()
        thread.join()


@pytest.fixture
def slept() -> list[float]:
    """Give the pauses that the line asked for."""
    return []


@pytest.fixture
def line(slept: list[float]) -> Iterator[Line]:
    made = Line(attempts=3, sleep=slept.append)
    yield made
    made.session.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", geodata=tmp_path / "geodata", boundaries_addresses=())
