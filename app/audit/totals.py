"""Relations between levels: an area's count is the sum of the counts of the areas in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, partial

import numpy as np

from app.audit.bounds import MOST, Bounds, Relations
from app.audit.served import HIDDEN, PROTECTING, Flags, Key, Numbers, Served, whole
from app.domain import Level

NONE = -1


@dataclass(frozen=True)
class Totals:
    """Unknown counts, what is known of them at first, and the totals that they are part of.

    `numbers` gives each cell's number among the unknown, NONE for a count that is shown. `parents` says of each
    relation which total it is: level and period of the parts, the level of the total, and the place of its area.
    `stacked` keeps cells as runs of periods have them.
    """

    numbers: Mapping[Key, Numbers]
    bounds: Bounds
    relations: Relations
    parents: list[tuple[Key, Level, int]]
    stacked: dict[object, tuple[Numbers, Numbers]] = field(default_factory=dict, repr=False)


def totals_of(served: Served) -> Totals:
    """Return the totals of everything that is served, each period by itself."""
    numbers, bounds = _unknown(served)
    terms: list[tuple[Numbers, Numbers, Numbers]] = []
    equals: list[Numbers] = []
    parents: list[tuple[Key, Level, int]] = []
    slack = len(bounds.least)
    parents_at, incomplete_at = cache(partial(parents_of, served)), cache(partial(_incomplete, served))
    for key in served.counts:
        parent = parent_level(served, key)
        if parent is None:
            continue
        places, incomplete = parents_at(key[0], parent), incomplete_at(key[0], parent)
        its_numbers, own, own_numbers = numbers[key], served.counts[parent, key[1]], numbers[parent, key[1]]
        inside = places != NONE
        has_parts = np.bincount(places[inside], minlength=len(own)) > 0
        unknown_parts = inside & (its_numbers != NONE)
        concerned = np.bincount(places[unknown_parts], minlength=len(own)) > 0
        concerned |= has_parts & (own_numbers != NONE)
        chosen = np.flatnonzero(concerned)
        relation = np.full(len(own), NONE)
        relation[chosen] = len(parents) + np.arange(len(chosen))
        shown = inside & (its_numbers == NONE)
        known = whole(np.bincount(places[shown], served.counts[key][shown], len(own)))
        equals.append((np.where(own_numbers == NONE, own, 0) - known)[chosen])
        parents += [(key, parent, int(place)) for place in chosen]
        terms.append(_terms(relation[places[unknown_parts]], its_numbers[unknown_parts], 1))
        minus = chosen[own_numbers[chosen] != NONE]
        terms.append(_terms(relation[minus], own_numbers[minus], -1))
        open_ones = chosen[incomplete[chosen]]
        terms.append(_terms(relation[open_ones], slack + np.arange(len(open_ones)), 1))
        slack += len(open_ones)
    extra = slack - len(bounds.least)
    bounds = Bounds(
        np.concatenate([bounds.least, np.zeros(extra, np.int64)]),
        np.concatenate([bounds.most, np.full(extra, MOST)]),
    )
    return Totals(numbers, bounds, _joined(terms, equals), parents)


def parent_level(served: Served, key: Key) -> Level | None:
    """Return the nearest level above that has the period on record, None where there is none."""
    level, week = key
    return next((above for above in reversed(served.dataset.above(level)) if (above, week) in served.counts), None)


def parents_of(served: Served, level: Level, parent: Level) -> Numbers:
    """Return the place, among those of the level above, of the area that each lies in; NONE where it lies in none."""
    places = {area.code: place for place, area in enumerate(served.areas[parent])}
    return np.array([places.get(area.within.get(parent, ""), NONE) for area in served.areas[level]], np.int64)


def _incomplete(served: Served, level: Level, parent: Level) -> Flags:
    """Mark the areas of the level above that have parts which are not known."""
    reporting, slugs = served.dataset.reports_by, served.dataset.slugs
    is_across = slugs.index(parent) <= slugs.index(reporting) < slugs.index(level)
    open_ones = {
        area.within.get(parent, area.code)
        for area in (served.areas[reporting] if is_across else ())
        if area.code in served.partly_known
    }
    return np.array([area.code in open_ones for area in served.areas[parent]], bool)


def _unknown(served: Served) -> tuple[dict[Key, Numbers], Bounds]:
    """Number all cells that are not shown, and say what is known of each by itself."""
    numbers: dict[Key, Numbers] = {}
    least: list[Numbers] = []
    most: list[Numbers] = []
    count = 0
    for key, counts in served.counts.items():
        unknown = counts < 0
        numbers[key] = np.full(len(counts), NONE)
        numbers[key][unknown] = count + np.arange(unknown.sum())
        count += int(unknown.sum())
        low, high = known_at_first(served, key[0], counts[unknown])
        least.append(low)
        most.append(high)
    return numbers, Bounds(_chain(least), _chain(most))


def known_at_first(served: Served, level: Level, states: Numbers) -> tuple[Numbers, Numbers]:
    """Return the least and the most that cells in these states can be, by what the map says of them alone."""
    hidden = served.dataset.level(level).hidden
    least, most = np.zeros(len(states), np.int64), np.full(len(states), MOST)
    if hidden:
        least[states == HIDDEN], most[states == HIDDEN] = hidden.least, hidden.most
        least[states == PROTECTING] = hidden.most + 1
    return least, most


def _terms(relation: Numbers, unknown: Numbers, sign: int) -> tuple[Numbers, Numbers, Numbers]:
    return relation, unknown, np.full(len(relation), sign)


def _joined(terms: list[tuple[Numbers, Numbers, Numbers]], equals: list[Numbers]) -> Relations:
    relation, unknown, sign = (_chain([each[part] for each in terms]) for part in range(3))
    return Relations(relation, unknown, sign, _chain(equals))


def _chain(parts: list[Numbers]) -> Numbers:
    return np.concatenate([np.empty(0, np.int64), *parts])
