"""What the tests of updates share, each module its own: Sunshire, its agency's server, updates at given moments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from app.dataset import read_dataset
from app.fetch import Line
from app.settings import Settings
from app.store import Store, open_store
from app.update.outcome import Update
from app.update.update import update
from tests.fetch.server import Server, running_server
from tests.update.place import DEFINITION

UpdateAt = Callable[..., Update]


@pytest.fixture(scope="module")
def agency() -> Iterator[Server]:
    with running_server() as running:
        yield running


@pytest.fixture(scope="module")
def settings(agency: Server, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return settings by which updates ask the agency for its one file."""
    folder = tmp_path_factory.mktemp("sunshire")
    (folder / "casemap.toml").write_text(DEFINITION)
    return Settings(
        dataset=read_dataset(folder),
        home=folder / "home",
        geodata=folder / "geodata",
        update_addresses=(agency.will("/wards.csv"),),
    )


@pytest.fixture(scope="module")
def sunshire(settings: Settings) -> Iterator[Store]:
    with open_store(settings.store_url) as opened:
        yield opened


@pytest.fixture(scope="module")
def line() -> Iterator[Line]:
    """Return a line that never waits between its attempts, and not for long for bytes."""
    made = Line(attempts=2, stall_seconds=0.3, whole_seconds=1, sleep=lambda _: None)
    yield made
    made.session.close()


@pytest.fixture(scope="module")
def update_at(settings: Settings, sunshire: Store, line: Line) -> UpdateAt:
    """Update at a moment of the publisher's time zone."""

    def run(now: datetime, **changed: object) -> Update:
        its = replace(settings, **changed)  # type: ignore[arg-type]
        return update(its, sunshire, now.replace(tzinfo=its.dataset.zone), line)

    return run
