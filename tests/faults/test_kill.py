"""kill -9 at every kind of step of load, publish, update and rollback: nothing is lost, and the next run is clean.

The steps are found by watching the command once. The blow falls as the step is about to be taken, so that what is left
is what the steps before it made.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from signal import SIGKILL

import pytest

from app.load import find_files
from tests.england import ENGLAND
from tests.faults.conftest import SMALL, run
from tests.faults.places import Place, State
from tests.faults.processes import Step, casemap, evenly, some_of_every_kind, steps_of, struck
from tests.fetch.server import ranged, running_server

OF_A_KIND = 4  # steps that are tried: an edition's files are all written alike, and so are a transaction's pages
ASKED = 8  # steps that are tried of those that ask a server, which are all of one kind


def kill_at_every_step(
    before: Place, folder: Path, *arguments: str | Path, between: Sequence[State] = (), at_most: int | None = None
) -> None:
    """Kill a command at its steps of every kind, each time in a new copy of a place, and run it again.

    `between` are states that the store may have but for those before and after.
    """
    after = before.copy(folder / "after")
    steps = steps_of(after, *arguments)
    chosen = some_of_every_kind(steps, ASKED if before.server else OF_A_KIND)
    chosen = evenly(chosen, at_most or len(chosen))
    whole = after.state()
    states = [before.state().loaded, *(state.loaded for state in between), whole.loaded]
    seen = (before.edition_seen(), after.edition_seen())

    def kill(step: Step) -> bool:
        place = before.copy(folder / f"{step.call}-{step.number}")
        ended = struck(place.environment, step, *arguments)
        assert ended.code == -SIGKILL or (before.server and ended.went_well), (step, ended)
        assert place.edition_seen() in seen, step
        assert place.state().loaded in states, step
        again = casemap(place.environment, *arguments)
        assert again.went_well, (step, again)
        assert place.state() == whole, step
        place.remove()
        return ended.code == -SIGKILL

    with ThreadPoolExecutor(2) as threads:
        killed = sum(threads.map(kill, chosen))
    assert killed >= len(chosen) - 1  # how often psycopg asks a server varies by a few
    print(f"casemap {arguments[0]}: killed at {killed} of {len(steps)} steps")


def test_loading_a_release(published: Place, release: Path, tmp_path: Path) -> None:
    kill_at_every_step(published, tmp_path, "load", release)


def test_loading_everything_for_the_first_time(empty: Place, tmp_path: Path) -> None:
    place = empty.copy(tmp_path / "file-by-file")
    between = []
    for candidate in find_files([SMALL], None, ENGLAND).candidates:
        run(place, "load", candidate.path)
        between.append(place.state())
    kill_at_every_step(empty, tmp_path, "load", SMALL, between=between, at_most=6)


def test_publishing(published: Place, tmp_path: Path) -> None:
    kill_at_every_step(published, tmp_path, "publish")


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)  # what it asks the store, loading and publishing do
def test_updating(published: Place, release: Path, tmp_path: Path) -> None:
    with running_server() as agency:
        address = agency.will(f"/{release.name}", ranged(release.read_bytes(), ETag='"1"'))
        settings = {"CASEMAP_FETCH": "always", "CASEMAP_UPDATE_ADDRESSES": address, "NO_PROXY": "127.0.0.1"}
        before = replace(published, settings=settings)
        loaded = before.copy(tmp_path / "loaded")
        run(loaded, "load", release)
        kill_at_every_step(before, tmp_path, "update", between=[loaded.state()], at_most=6)


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)  # the store is not asked
def test_rolling_back(published_twice: Place, tmp_path: Path) -> None:
    kill_at_every_step(published_twice, tmp_path, "rollback")
