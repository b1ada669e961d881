"""Groups of areas and their totals, over periods that share days, that one linear programme decides together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array, kron, vstack
from scipy.sparse.csgraph import connected_components

from app.audit.bounds import Bounds
from app.audit.days import stretches_of
from app.audit.joint import Decided, Programme, decide
from app.audit.served import HIDDEN, Numbers, Served
from app.audit.together import Narrowed, cells_of, ends_of
from app.audit.totals import NONE, Totals, parent_level, parents_of
from app.audit.windows import Run, whole_runs_of
from app.domain import Level, Period


@dataclass(frozen=True)
class Group:
    """Areas (by their places) that are held together over a run by what they come to in some of its periods.

    `stretches` are the least and the most that they come to in each stretch, None where that is not to be trusted.
    """

    run: Run
    places: Numbers
    totals: dict[int, int]
    stretches: tuple[Numbers, Numbers] | None


def groups_of(served: Served, totals: Totals, run: Run, narrowed: Narrowed) -> Iterator[Group]:
    """Return the groups of a run that bounds alone do not decide.

    Where areas and totals hang together without a circle, to narrow each area and each total by itself leaves nothing
    wider than what can be.
    """
    parents = {parent_level(served, (run.level, week)) for week in run.weeks}
    parent = parents.pop()
    if parents or parent is None:
        return
    numbers, counts = cells_of(served, totals, run)
    inside = parents_of(served, run.level, parent)
    own = np.stack([served.counts[parent, week] for week in run.weeks], axis=1)
    refused = {totals.parents[number] for number in narrowed.refused.tolist()}
    stretches = _stretches(served, parent, run)
    is_open = {place for place, area in enumerate(served.areas[parent]) if area.code in served.partly_known}
    for place in sorted(set(inside[(numbers != NONE).any(axis=1)].tolist()) - {NONE} - is_open):
        places = np.flatnonzero(inside == place)
        if any((run, one) in narrowed.apart for one in places.tolist()):
            continue
        is_wrong = [((run.level, week), parent, place) in refused for week in run.weeks]
        is_all_shown = (numbers[places] == NONE).all(axis=0)
        differs = is_all_shown & (own[place] >= 0) & (counts[places].sum(axis=0) != own[place])
        known = {
            number: int(own[place, number])
            for number in range(len(run.weeks))
            if own[place, number] >= 0 and not is_wrong[number] and not is_all_shown[number]
        }
        if known and stretches is not None and not any(is_wrong) and not differs.any():
            yield Group(run, places, known, (stretches[0][place], stretches[1][place]))
        elif known:
            yield from _circles(run, places, known, *ends_of(served, totals, run, narrowed.bounds, places))


def _circles(run: Run, places: Numbers, totals: dict[int, int], least: Numbers, most: Numbers) -> Iterator[Group]:
    """Part areas and totals into those that hang together, and give the parts that have a circle."""
    at = np.array(list(totals), np.int64)
    is_open = (least < most)[:, at]
    area, total = np.nonzero(is_open)
    nodes = len(places) + len(at)
    links = coo_array((np.ones(len(area)), (area, len(places) + total)), (nodes, nodes))
    number, part = connected_components(links, directed=False)
    for one in range(number):
        among, held = np.flatnonzero(part[: len(places)] == one), np.flatnonzero(part[len(places) :] == one)
        if is_open[np.ix_(among, held)].sum() >= len(among) + len(held):
            others = np.setdiff1d(np.arange(len(places)), among)
            left = {int(at[each]): totals[int(at[each])] - int(least[others, at[each]].sum()) for each in held}
            yield Group(run, places[among], left, None)


def _stretches(served: Served, parent: Level, run: Run) -> tuple[Numbers, Numbers] | None:
    """Return what the areas above had in each of a run's stretches, by their own periods of one publication."""
    for whole_run in whole_runs_of(served, parent):
        if set(run.weeks) <= set(whole_run.weeks):
            counts = np.stack([served.counts[parent, week] for week in whole_run.weeks], axis=1)
            return stretches_of(whole_run, counts).of(run)
    return None


def decide_group(
    served: Served, totals: Totals, group: Group, bounds: Bounds, weeks: set[Period] | None
) -> tuple[Numbers, Decided | None]:
    """Decide a group's hidden counts in these periods; return their numbers among the unknown, and their bounds."""
    numbers, counts = cells_of(served, totals, group.run)
    its = numbers[group.places]
    asked = [weeks is None or week in weeks for week in group.run.weeks]
    least, most = ends_of(served, totals, group.run, bounds, group.places)
    rows = np.flatnonzero(((counts[group.places] == HIDDEN) & np.array(asked) & (least < most)).ravel())
    if not len(rows):
        return np.empty(0, np.int64), None
    return its.ravel()[rows], decide(_programme(group, least, most), rows.tolist())


def _programme(group: Group, least: Numbers, most: Numbers) -> Programme:
    """Write a group's counts as sums of stretches: first a row for each area and period, then the totals."""
    begins, ends = group.run.ends
    stretches = np.arange(len(group.run.edges) - 1)
    periods = csr_array(((stretches >= begins[:, None]) & (stretches < ends[:, None])).astype(float))
    number = len(group.places)
    all_areas = csr_array(np.ones((1, number)))
    at = list(group.totals)
    sums = [kron(csr_array(np.eye(number)), periods), kron(all_areas, periods[at])]
    lowest = [least.ravel(), np.array([group.totals[each] for each in at], np.int64)]
    highest = [most.ravel(), lowest[1]]
    if group.stretches is not None:
        sums.append(kron(all_areas, csr_array(np.eye(len(stretches)))))
        lowest.append(group.stretches[0])
        highest.append(group.stretches[1])
    return Programme(csr_array(vstack(sums)), np.concatenate(lowest), np.concatenate(highest))
