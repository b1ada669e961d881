"""What the tests of fetching share: a local server, and a line that never really waits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.fetch import Line
from app.settings import Settings
from tests.fetch.server import Server, running_server


@pytest.fixture
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


@pytest.fixture
def slept() -> list[float]:
    """Return the pauses that the line asked for."""
    return []


@pytest.fixture
def line(slept: list[float]) -> Iterator[Line]:
    made = Line(attempts=3, sleep=slept.append)
    yield made
    made.session.close()


@pytest.fixture
def no_index(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Set pip to no index, whatever this machine's settings say."""
    for variable in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CACHE_DIR", str(tmp_path / "pip"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", geodata=tmp_path / "geodata", boundaries_addresses=())
