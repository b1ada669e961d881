"""Follow how figures changed from release to release: what was published first, and what each release changed.

Counts are disclosed before anything is compared, so that no hidden count has a part in what is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, field, replace
from datetime import date
from heapq import nlargest
from typing import cast

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from app.cells import NUMBERS, Cells, Marks, Numbers
from app.disclosure import Disclosed, disclose
from app.domain import Area, Level, Period, PeriodTable, Withheld
from app.editions.contents import Changed, Difference
from app.publish.build import marked, places_of
from app.publish.edition import Edition
from app.publish.missing import find_missing
from app.store.geography import Geography
from app.store.versions import Version, read_versions

Days = NDArray[np.int32]
Places = NDArray[np.intp]
Key = tuple[Level, Period]

LARGEST = 10  # differences that are kept of a release and level
NEVER = 0
HIDDEN, PROTECTING = NUMBERS[Withheld.HIDDEN], NUMBERS[Withheld.PROTECTING]


@dataclass(frozen=True)
class Counted:
    """How many figures of a level a release changed in one period or, added up, in several; see contents.Changed."""

    added: int = 0
    compared: int = 0
    revised: int = 0
    newly_shown: int = 0
    no_longer_shown: int = 0

    def __add__(self, other: Counted) -> Counted:
        """Count those of two together."""
        return Counted(*(one + more for one, more in zip(astuple(self), astuple(other), strict=True)))

    @property
    def is_any(self) -> bool:
        """Return whether anything changed."""
        return any((self.added, self.revised, self.newly_shown, self.no_longer_shown))

    def as_json(self) -> Changed:
        """Return it as an edition holds it."""
        return cast(Changed, asdict(self))


@dataclass(frozen=True)
class WeekChanges:
    """What a release changed of a period: each figure that may be told, by its area's place, as it was and became."""

    week: Period
    counted: Counted
    places: Places
    were: Numbers
    became: Numbers


@dataclass
class LevelChanges:
    """What a release changed of a level: the areas that it revised, how much of each period, where the most."""

    areas: Marks
    weeks: list[WeekChanges] = field(default_factory=list)
    largest: list[Difference] = field(default_factory=list)


@dataclass(frozen=True)
class First:
    """A level's figures of a period as each was first published, in the order of its areas.

    `published` and `revised` are the ordinals of the days of that and of the last change, NEVER where there was none;
    `may_be_told` marks the figures whose past tells of no hidden count.
    """

    disclosed: Disclosed
    published: Days
    revised: Days
    may_be_told: Marks


@dataclass(frozen=True)
class Followed:
    """What releases changed, by their ids in the store and levels, and what was published first."""

    changes: Mapping[int, Mapping[Level, LevelChanges]]
    first: Mapping[Key, First]


def follow(connection: Connection, edition: Edition, geography: Geography, as_of: date | None) -> Followed:
    """Follow all figures of an edition through the releases published by a day."""
    changes: dict[int, dict[Level, LevelChanges]] = {}
    first: dict[Key, First] = {}
    for level in edition.dataset.slugs:
        areas = edition.areas[level]
        codes, places = np.array([area.code for area in areas], dtype=object), places_of(areas)
        for week_end, versions in read_versions(connection, level, codes, as_of):
            table = edition.tables.get((level, Period(week_end, edition.dataset.length)))
            if table is not None:
                disclosed = [_disclosed(edition, table.level, places, version) for version in versions]
                may_be_told = _may_be_told(edition, table, disclosed)
                first[level, table.week] = _first(versions, disclosed, may_be_told)
                _add_changes(changes, areas, table, versions, disclosed, may_be_told)
    return Followed(changes, _with_missing(first, geography, edition))


def _disclosed(edition: Edition, level: Level, places: Mapping[str, int], version: Version) -> Disclosed:
    covered, left_out = (marked(places, codes) for codes in (version.coverage.areas, version.coverage.left_out))
    return disclose(version.counts, covered, left_out, edition.dataset.level(level).hidden)


def _may_be_told(edition: Edition, table: PeriodTable, disclosed: Sequence[Disclosed]) -> Marks:
    """Mark the figures whose past may be told.

    Where totals are to tell of no hidden count, it is told of the areas of one area above only where none of them was
    ever without a figure in the period: what was withheld beside a hidden one stays so, and so does when.
    """
    areas = edition.areas[table.level]
    if not edition.dataset.protects or not edition.dataset.level(table.level).hidden:
        return np.ones(len(areas), bool)
    above = edition.dataset.above(table.level)
    groups = [area.within.get(above[-1], "") if above else "" for area in areas]
    numbers = [Cells.of(table.cells).numbers, *(found.cells.numbers for found in disclosed)]
    were_shown: Marks = np.min(np.stack(numbers), axis=0) >= 0
    closed = {group for group, was_shown in zip(groups, were_shown.tolist(), strict=True) if not was_shown}
    return np.array([bool(group) and group not in closed for group in groups], bool)


def _first(versions: Sequence[Version], disclosed: Sequence[Disclosed], may_be_told: Marks) -> First:
    """Take each figure from the first version that covers its area."""
    numbers, weights = (each.copy() for each in (disclosed[0].cells.numbers, disclosed[0].weights))
    published = np.full(len(numbers), versions[0].published_on.toordinal(), np.int32)
    revised = np.full(len(numbers), NEVER, np.int32)
    before = numbers.copy()
    for version, found in zip(versions[1:], disclosed[1:], strict=True):
        now, day = found.cells.numbers, version.published_on.toordinal()
        revised[(now != before) & ~_are_absent(before)] = day
        is_new = _are_absent(numbers) & ~_are_absent(now)
        numbers[is_new], weights[is_new], published[is_new] = now[is_new], found.weights[is_new], day
        before = now
    return First(Disclosed(Cells(numbers), weights), published, revised, may_be_told)


def _are_absent(numbers: Numbers) -> Marks:
    """Mark the areas without a figure that are not hidden."""
    marks: Marks = (numbers < 0) & (numbers != HIDDEN)
    return marks


def _add_changes(
    changes: dict[int, dict[Level, LevelChanges]],
    areas: Sequence[Area],
    table: PeriodTable,
    versions: Sequence[Version],
    disclosed: Sequence[Disclosed],
    may_be_told: Marks,
) -> None:
    """Add what each version of a period changed to what its release did."""
    before: Numbers | None = None
    nothing = np.zeros(len(areas), bool)
    are_shown_now = Cells.of(table.cells).are_shown
    for version, found in zip(versions, disclosed, strict=True):
        now = found.cells.numbers
        are_shown = (now >= 0) & may_be_told
        if before is None:
            counted, revised = Counted(added=_number(are_shown)), nothing
        else:
            both = (before >= 0) & are_shown
            revised = both & (before != now)
            counted = Counted(
                added=_number(_are_absent(before) & are_shown),
                compared=_number(both),
                revised=_number(revised),
                newly_shown=_number((before == HIDDEN) & are_shown),
                no_longer_shown=_number((before >= 0) & (now < 0) & may_be_told),
            )
        if counted.is_any:  # what changed among hidden counts alone is as if nothing had
            of_release = changes.setdefault(version.release_id, {})
            its = of_release.setdefault(table.level, LevelChanges(nothing.copy()))
            its.areas |= revised
            places = np.flatnonzero(revised & are_shown_now)
            were = now if before is None else before
            its.weeks.append(WeekChanges(table.week, counted, places, were[places], now[places]))
            if len(places):
                its.largest = nlargest(LARGEST, [*its.largest, *_largest(areas, its.weeks[-1])], key=_size)
        before = now


def _number(marks: Marks) -> int:
    return int(marks.sum())


def _largest(areas: Sequence[Area], its: WeekChanges) -> list[Difference]:
    chosen = np.argsort(-np.abs(its.became - its.were), kind="stable")[:LARGEST]
    codes = [areas[place].code for place in its.places[chosen].tolist()]
    figures = zip(codes, its.were[chosen].tolist(), its.became[chosen].tolist(), strict=True)
    return [(code, str(its.week), was, became) for code, was, became in figures]


def _size(difference: Difference) -> int:
    _, _, was, became = difference
    return abs(became - was)


def _with_missing(first: Mapping[Key, First], geography: Geography, edition: Edition) -> dict[Key, First]:
    """Mark as missing the finest figures that cannot have been small when they were first published."""
    revised = {week for (_, week), its in first.items() if (its.revised != NEVER).any()}  # all else is as it is now
    missing = find_missing(geography, {key: its.disclosed for key, its in first.items()}, edition.dataset, revised)
    found = dict(first)
    for week, its in missing.items():
        key = edition.dataset.finest, week
        disclosed = first[key].disclosed
        found[key] = replace(first[key], disclosed=replace(disclosed, cells=its.mark(disclosed.cells)))
    return found
