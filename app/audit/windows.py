"""Relations between periods that share days: each count is the sum of its days, and no day's count is below zero."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

import numpy as np

from app.audit.bounds import MOST
from app.audit.served import Flags, Numbers, Served
from app.domain import Level, Period

LONGEST = 64  # periods: a longer run is examined in pieces that overlap by half
_NO_BOUND = 4 * MOST
_AT_ONCE = 100_000  # distances, so that they stay in the processor's cache


@dataclass(frozen=True, eq=False)
class Run:
    """Periods, mostly of one publication, of which each shares days with the next.

    `edges` are the days (ordinals) on which any begins or after which any ends: what lies between two that follow one
    another is a stretch, and every period is a number of whole stretches.
    """

    level: Level
    weeks: tuple[Period, ...]

    @cached_property
    def edges(self) -> list[int]:
        """List the edges, in order."""
        return sorted({day for week in self.weeks for day in (week.start.toordinal(), week.end.toordinal() + 1)})

    @cached_property
    def ends(self) -> tuple[Numbers, Numbers]:
        """Return the place among the edges at which each period begins, and that at which it ends."""
        place = {day: number for number, day in enumerate(self.edges)}
        return (
            np.array([place[week.start.toordinal()] for week in self.weeks], np.int64),
            np.array([place[week.end.toordinal() + 1] for week in self.weeks], np.int64),
        )


def runs_of(served: Served, level: Level) -> Iterator[Run]:
    """Return the runs of a level's periods, long ones in pieces."""
    for run in whole_runs_of(served, level):
        yield from _pieces(run)


def runs_across(served: Served, level: Level) -> Iterator[Run]:
    """Return the runs of a level's periods of several publications, long ones in pieces."""
    weeks = sorted(week for of, week in served.counts if of == level)
    for run in _overlapping(weeks) if weeks else ():
        for piece in _pieces(Run(level, tuple(run))):
            if len({served.published_on[level, week] for week in piece.weeks}) > 1:
                yield piece


def _pieces(run: Run) -> Iterator[Run]:
    weeks, step = run.weeks, LONGEST // 2
    for first in range(0, len(weeks) - step, step) if len(weeks) > LONGEST else (0,):
        yield Run(run.level, weeks[first : first + LONGEST])


def whole_runs_of(served: Served, level: Level) -> Iterator[Run]:
    """Return the runs of a level's periods: one that shares no day with another of its publication is in none."""
    by_day: dict[date, list[Period]] = {}
    for of, week in sorted(key for key in served.counts if key[0] == level):
        by_day.setdefault(served.published_on[of, week], []).append(week)
    for weeks in by_day.values():
        yield from (Run(level, tuple(run)) for run in _overlapping(weeks))


def _overlapping(weeks: Sequence[Period]) -> Iterator[list[Period]]:
    run = [weeks[0]]
    for before, week in pairwise(weeks):
        if week.start > before.end:
            if len(run) > 1:
                yield run
            run = []
        run.append(week)
    if len(run) > 1:
        yield run


def close(run: Run, least: Numbers, most: Numbers) -> tuple[Numbers, Numbers, Flags]:
    """Narrow what areas' counts can be in a run's periods, each area by itself, to all that they can be.

    `least` and `most` have a row for each area and a column for each period. Gives both, and tells of each area whether
    its periods contradict one another: then nothing is narrowed. The count up to an edge never falls from edge to edge,
    and a period's count is the difference of two: so the narrowest bounds are shortest ways from edge to edge.
    """
    number = max(1, _AT_ONCE // len(run.edges) ** 2)
    parts = [_close(run, least[at : at + number], most[at : at + number]) for at in range(0, len(least), number)]
    if not parts:
        return least, most, np.zeros(0, bool)
    closed_least, closed_most, contradicted = (np.concatenate(each) for each in zip(*parts, strict=True))
    kept = contradicted[:, None]
    return np.where(kept, least, closed_least), np.where(kept, most, closed_most), contradicted


def _close(run: Run, least: Numbers, most: Numbers) -> tuple[Numbers, Numbers, Flags]:
    begins, ends = run.ends
    edges = np.arange(len(run.edges))
    far = np.full((len(least), len(edges), len(edges)), _NO_BOUND)
    far[:, edges, edges] = 0
    far[:, edges[1:], edges[:-1]] = 0
    far[:, begins, ends] = most
    far[:, ends, begins] = np.minimum(far[:, ends, begins], -least)
    for over in edges:
        np.minimum(far, far[:, :, over, None] + far[:, None, over, :], out=far)
    contradicted: Flags = np.diagonal(far, axis1=1, axis2=2).min(axis=1) < 0
    return -far[:, ends, begins], far[:, begins, ends], contradicted
