"""Two commands at once: both succeed, and what comes of them is what comes of one after the other.

The first is stopped at steps of its, in the middle of all that it does, while the second runs or waits for it.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.faults.conftest import run, weekday_file
from tests.faults.places import Place
from tests.faults.processes import Command, Step, Stopped, evenly, steps_of

Arguments = tuple[str | Path, ...]
WEEK_BEFORE = ("publish", "--accept-incomplete", "2020-10-20")
STEPS = 5  # of a command are tried: its first, its last, and three in the midst of what it does


def run_together(before: Place, folder: Path, first: Arguments, second: Arguments) -> None:
    one_way, other_way = before.copy(folder / "one-way"), before.copy(folder / "other-way")
    steps = steps_of(one_way, *first)
    run(one_way, *second)
    run(other_way, *second)
    run(other_way, *first)
    serial = (one_way.state(), other_way.state())

    def meet(step: Step) -> None:
        place = before.copy(folder / f"{step.call}-{step.number}")
        stopped = Stopped(place.environment, step, *first)
        other = Command(place.environment, *second).go()
        other.has_ended(0.2)  # it need not: it waits where the first holds what it needs
        for ended in (stopped.go_on(), other.end()):
            assert ended.went_well, (step, ended)
        assert place.state() in serial, step
        place.remove()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(meet, evenly(steps, STEPS)))


def test_two_loads_of_one_file(published: Place, release: Path, tmp_path: Path) -> None:
    run_together(published, tmp_path, ("load", release), ("load", release))


def test_two_loads_of_two_files(published: Place, release: Path, tmp_path: Path) -> None:
    run_together(published, tmp_path, ("load", release), ("load", weekday_file(tmp_path, "2020-11-10", 40)))


@pytest.mark.parametrize("second", [("publish",), WEEK_BEFORE])
def test_two_publishes(loaded: Place, tmp_path: Path, second: Arguments) -> None:
    run_together(loaded, tmp_path, ("publish",), second)


def test_publishing_while_a_release_is_loaded(published: Place, release: Path, tmp_path: Path) -> None:
    run_together(published, tmp_path, ("load", release), ("publish",))


def test_publishing_while_someone_goes_back(published_twice: Place, tmp_path: Path) -> None:
    run_together(published_twice, tmp_path, WEEK_BEFORE, ("rollback",))


def test_two_first_loads(empty: Place, release: Path, tmp_path: Path) -> None:
    run_together(empty, tmp_path, ("load", release), ("load", weekday_file(tmp_path, "2020-11-10", 40)))
