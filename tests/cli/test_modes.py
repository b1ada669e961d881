"""Stores are their owner's alone, and editions are for every user to read, whatever the umask."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.editions.places import POINTER
from tests.conftest import SMALL, Casemap


@pytest.fixture(params=[0o022, 0o000, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("umask")
def test_stores_are_private_and_editions_are_not(casemap: Casemap, home: Path) -> None:
    for command in (["sample"], ["load", SMALL], ["publish"], ["rollback"]):
        casemap(*command)
    published = [path for path in (home / "editions").rglob("*") if path.name != ".lock"]

    assert mode(home / "sample.db") == mode(home / "casemap.db") == 0o600
    assert "objects" in {path.parent.name for path in published}
    assert home / "editions" / POINTER in published
    assert {mode(path) for path in published if path.is_file()} == {0o644}
    assert {mode(path) for path in (home, home / "editions", *published) if path.is_dir()} == {0o755}
