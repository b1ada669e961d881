"""Withhold an area's count beside hidden ones, so that these do not follow from the total of what they lie in.

Which area that is depends on how many are hidden beside it, on populations, and on which counts are far above what is
hidden: never on a hidden count, nor on what the total leaves for the hidden ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np

from app.cells import NUMBERS, Cells, Marks, Numbers
from app.dataset import Dataset, Hidden
from app.domain import Area, Level, Period, PeriodTable, Withheld

Key = tuple[Level, Period]
Kept = Mapping[Key, frozenset[str]]
Tables = Mapping[Key, PeriodTable]

FAR_ABOVE = 2  # times the largest hidden count: an area with as many is seldom hidden soon after
FEW = 10  # hidden areas in one that are protected: more would rarely all have the largest hidden count


def without_shared_days(dataset: Dataset, tables: Tables, week: Period) -> dict[Key, PeriodTable]:
    """Leave out the periods of levels that hide counts which share days with `week`, or with one that is kept.

    From periods that share days single days follow, and with them hidden counts. Those nearest before are kept, so that
    every period that is kept has the one before if that is on record.
    """
    left_out: set[Key] = set()
    for level in (level.slug for level in dataset.levels if level.hidden):
        first, last = week, week
        weeks = sorted(its for of, its in tables if of == level)
        for its in reversed([each for each in weeks if each < week]):
            if its.end < first.start:
                first = its
            else:
                left_out.add((level, its))
        for its in (each for each in weeks if each > week):
            if its.start > last.end:
                last = its
            else:
                left_out.add((level, its))
    return {key: table for key, table in tables.items() if key not in left_out}


def withhold(
    dataset: Dataset, areas: Mapping[Level, Sequence[Area]], tables: Tables, kept: Kept
) -> dict[Key, PeriodTable]:
    """Return the tables with a count withheld beside few hidden ones of one area above, where a total is on record.

    The area is the same from period to period without a gap, as long as it can be. `kept` names what readers see
    withheld already, by area code: that stays so, as another in its place would tell of both.
    """
    withheld = dict(tables)
    for level in dataset.levels:
        above = dataset.above(level.slug)
        weeks = sorted(
            week for of, week in tables if of == level.slug and any((each, week) in tables for each in above)
        )
        if not level.hidden or not weeks:
            continue
        counts = np.array([Cells.of(tables[level.slug, week].cells).numbers for week in weeks])
        is_withheld = _kept(areas[level.slug], [(level.slug, week) for week in weeks], kept) & (counts >= 0)
        for places in _groups(areas[level.slug], above[-1]):
            for run in _runs(weeks):
                its = np.ix_(run, places)
                is_withheld[its] |= _chosen(counts[its], is_withheld[its], level.hidden)
        for number, week in enumerate(weeks):
            withheld[level.slug, week] = _with(tables[level.slug, week], is_withheld[number])
    return withheld


def _kept(areas: Sequence[Area], keys: Sequence[Key], kept: Kept) -> Marks:
    nothing: frozenset[str] = frozenset()
    return np.array([[area.code in kept.get(key, nothing) for area in areas] for key in keys], bool)


def _groups(areas: Sequence[Area], above: Level) -> Iterator[list[int]]:
    """Return the places of the areas that lie in one, the least populous first."""
    found: dict[str, list[int]] = {}
    for place, area in enumerate(areas):
        if code := area.within.get(above):
            found.setdefault(code, []).append(place)
    for places in found.values():
        yield sorted(places, key=lambda place: (_people(areas[place]), areas[place].code))


def _people(area: Area) -> float:
    return float("inf") if area.population is None else area.population


def _runs(weeks: Sequence[Period]) -> Iterator[list[int]]:
    """Return the numbers of periods of which each begins before or right after the last day of the one before."""
    run = [0]
    for number in range(1, len(weeks)):
        if weeks[number].start > weeks[number - 1].end + timedelta(days=1):
            yield run
            run = []
        run.append(number)
    yield run


def _chosen(counts: Numbers, seen: Marks, hidden: Hidden) -> Marks:
    """Choose what to withhold of a group's counts (a row for each period, a column for each area)."""
    chosen = np.zeros_like(seen)
    piece: list[int] = []
    able = np.zeros(counts.shape[1], bool)
    number_hidden = (counts == NUMBERS[Withheld.HIDDEN]).sum(axis=1)
    for number in np.flatnonzero((number_hidden > 0) & (number_hidden <= FEW)).tolist():
        able_now = _able(counts[number], hidden)
        if not (able & able_now).any():
            _choose(chosen, piece, able, seen)
            piece, able = [], able_now
        able = able & able_now
        piece.append(number)
    _choose(chosen, piece, able, seen)
    return chosen


def _able(counts: Numbers, hidden: Hidden) -> Marks:
    """Tell which counts can be withheld: those far above what is hidden or, where none is, all above it."""
    far_above: Marks = counts >= FAR_ABOVE * hidden.most
    return far_above if far_above.any() else counts > hidden.most


def _choose(chosen: Marks, piece: Sequence[int], able: Marks, seen: Marks) -> None:
    """Withhold the least populous area that can be in these periods; one that readers saw withheld comes first."""
    if able.any():
        before = able & seen[list(piece)].any(axis=0)
        chosen[piece, int(np.argmax(before if before.any() else able))] = True


def _with(table: PeriodTable, is_withheld: Marks) -> PeriodTable:
    if not is_withheld.any():
        return table
    numbers = np.where(is_withheld, NUMBERS[Withheld.PROTECTING], Cells.of(table.cells).numbers)
    return replace(table, cells=Cells(numbers.astype(np.int32)))
