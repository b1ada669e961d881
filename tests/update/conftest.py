"""What the tests of updates share: Sunshire, its agency's server, and updates at given moments."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from app.dataset import read_dataset
from app.fetch import Line
from app.settings import Settings
from app.store import Store, open_store
from app.update.outcome import Update
from app.update.update import update
from tests.fetch.server import Server
from tests.update.place import DEFINITION

UpdateAt = Callable[..., Update]


@pytest.fixture
def agency(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.done.set()
        running.shutdown()
        thread.join()


@pytest.fixture
def settings(agency: Server, tmp_path: Path) -> Settings:
    """Give settings by which updates ask the agency for its one file."""
    (tmp_path / "casemap.toml").write_text(DEFINITION)
    return Settings(
        dataset=read_dataset(tmp_path),
        home=tmp_path / "home",
        geodata=tmp_path / "geodata",
        update_addresses=(agency.will("/wards.csv"),),
    )


@pytest.fixture
def sunshire(settings: Settings) -> Iterator[Store]:
    with open_store(settings.store_url) as opened:
        yield opened


@pytest.fixture
def line() -> Iterator[Line]:
    """Give a line that never waits between its attempts, and not for long for bytes."""
    made = Line(attempts=2, stall_seconds=0.3, sleep=lambda _: None)
    yield made
    made.session.close()


@pytest.fixture
def update_at(settings: Settings, sunshire: Store, line: Line) -> UpdateAt:
    """Update at a moment of the publisher's time zone."""

    def run(now: datetime, **changed: object) -> Update:
        its = replace(settings, **changed)  # type: ignore[arg-type]
        return update(its, sunshire, now.replace(tzinfo=its.dataset.zone), line)

    return run
