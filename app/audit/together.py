"""Narrow hidden counts by totals and by periods that share days, in turn, until nothing changes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from app.audit.bounds import Bounds, Relations, narrow
from app.audit.served import Numbers, Served
from app.audit.totals import NONE, Totals
from app.audit.windows import Run, close

_ROUNDS = 50


@dataclass(frozen=True)
class Narrowed:
    """What unknown counts can be, and what was left out of account since it contradicts the rest.

    `refused` are totals, by their numbers among the relations; `apart` are the areas (run, place) whose own periods
    contradict one another.
    """

    bounds: Bounds
    refused: Numbers
    apart: frozenset[tuple[Run, int]]


def narrow_together(served: Served, totals: Totals, runs: list[Run]) -> Narrowed:
    """Narrow all unknown counts of what is served.

    A total that cannot be is left out, and so is one that contradicts its areas' own periods: what is published at once
    agrees with itself sooner than with a total of another day.
    """
    apart = _contradicting(served, totals, runs)
    refused = np.empty(0, np.int64)
    while True:
        bounds, wrong = narrow(totals.relations.without(refused), totals.bounds)
        refused = np.union1d(refused, wrong)
        found = _settle(served, totals, runs, apart, bounds, refused)
        if isinstance(found, Bounds):
            return Narrowed(found, refused, apart)
        refused = np.union1d(refused, found)


def _settle(
    served: Served,
    totals: Totals,
    runs: list[Run],
    apart: frozenset[tuple[Run, int]],
    bounds: Bounds,
    refused: Numbers,
) -> Bounds | Numbers:
    """Narrow in turn, or give the totals that contradict what was found."""
    relations = totals.relations.without(refused)
    wrong = np.empty(0, np.int64)
    closed: dict[Run, Bounds] = {}
    for _ in range(_ROUNDS if runs else 0):
        before = bounds.copy()
        for run in runs:
            contradicted = _narrow_run(served, totals, run, apart, bounds, closed)
            numbers = cells_of(served, totals, run)[0][contradicted]
            wrong = np.union1d(wrong, relations.relation[np.isin(relations.unknown, numbers[numbers != NONE])])
        bounds, refused_now = narrow(relations.without(wrong), bounds)
        wrong = np.union1d(wrong, refused_now)
        if np.array_equal(before.least, bounds.least) and np.array_equal(before.most, bounds.most):
            break
    return wrong if len(wrong) else bounds


def _narrow_run(
    served: Served,
    totals: Totals,
    run: Run,
    apart: frozenset[tuple[Run, int]],
    bounds: Bounds,
    closed: dict[Run, Bounds],
) -> Numbers:
    """Narrow a run's counts in place; give the places of areas that contradict themselves by now.

    `closed` holds what was found of each run before: areas of which nothing has moved since are left as they are.
    """
    numbers, _ = cells_of(served, totals, run)
    places = np.flatnonzero((numbers != NONE).any(axis=1))
    places = places[[(run, place) not in apart for place in places.tolist()]]
    ends = ends_of(served, totals, run, bounds, places)
    before = closed.get(run)
    moved = np.ones(len(places), bool)
    if before is not None:
        moved = ((ends[0] != before.least) | (ends[1] != before.most)).any(axis=1)
    least, most, contradicted = close(run, ends[0][moved], ends[1][moved])
    its = numbers[places[moved]]
    is_kept = (its != NONE) & ~contradicted[:, None]
    bounds.least[its[is_kept]], bounds.most[its[is_kept]] = least[is_kept], most[is_kept]
    closed[run] = Bounds(*ends_of(served, totals, run, bounds, places))
    wrong: Numbers = places[moved][contradicted]
    return wrong


def narrow_across(served: Served, totals: Totals, runs: list[Run], narrowed: Narrowed) -> Narrowed:
    """Narrow further by periods of several publications, as if none had revised what another said of the same days.

    What contradicts that was revised: an area whose periods do is left out of the run, and so are the areas of a total
    that cannot hold with what then follows.
    """
    relations = totals.relations.without(narrowed.refused)
    apart = _contradicting(served, totals, runs)
    while True:
        bounds, wrong = narrowed.bounds.copy(), frozenset[tuple[Run, int]]()
        closed: dict[Run, Bounds] = {}
        for _ in range(_ROUNDS):
            before = bounds.copy()
            for run in runs:
                places = _narrow_run(served, totals, run, apart, bounds, closed)
                wrong |= {(run, place) for place in places.tolist()}
            bounds, refused = narrow(relations, bounds)
            wrong |= _held_by(served, totals, relations, refused, runs)
            if wrong or (np.array_equal(before.least, bounds.least) and np.array_equal(before.most, bounds.most)):
                break
        if wrong <= apart:
            return replace(narrowed, bounds=bounds, apart=apart)
        apart |= wrong


def _held_by(
    served: Served, totals: Totals, relations: Relations, refused: Numbers, runs: list[Run]
) -> frozenset[tuple[Run, int]]:
    """Return the areas, by the runs that they are in, that some totals are of."""
    held = relations.unknown[np.isin(relations.relation, refused)]
    found: set[tuple[Run, int]] = set()
    for run in runs if len(held) else ():
        is_held = np.isin(cells_of(served, totals, run)[0], held).any(axis=1)
        found |= {(run, place) for place in np.flatnonzero(is_held).tolist()}
    return frozenset(found)


def _contradicting(served: Served, totals: Totals, runs: list[Run]) -> frozenset[tuple[Run, int]]:
    """Find the areas whose own periods contradict one another, whatever totals say."""
    found: set[tuple[Run, int]] = set()
    for run in runs:
        numbers, _ = cells_of(served, totals, run)
        places = np.flatnonzero((numbers != NONE).any(axis=1))
        _, _, contradicted = close(run, *ends_of(served, totals, run, totals.bounds, places))
        found |= {(run, place) for place in places[contradicted].tolist()}
    return frozenset(found)


def cells_of(served: Served, totals: Totals, run: Run) -> tuple[Numbers, Numbers]:
    """Return a run's cells as their numbers among the unknown, and their counts: a row for each area of its level."""
    if run not in totals.stacked:
        keys = [(run.level, week) for week in run.weeks]
        numbers, counts = ([of[key] for key in keys] for of in (totals.numbers, served.counts))
        totals.stacked[run] = np.stack(numbers, axis=1), np.stack(counts, axis=1)
    return totals.stacked[run]


def ends_of(served: Served, totals: Totals, run: Run, bounds: Bounds, places: Numbers) -> tuple[Numbers, Numbers]:
    """Return the least and the most that the counts of the areas in these places can be in a run's periods."""
    numbers, counts = (each[places] for each in cells_of(served, totals, run))
    is_shown = numbers == NONE
    return np.where(is_shown, counts, bounds.least[numbers]), np.where(is_shown, counts, bounds.most[numbers])
