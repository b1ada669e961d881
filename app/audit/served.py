"""What an edition serves, as arrays: the only input of an audit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.dataset import Dataset
from app.domain import Area, Level, Period, PeriodTable, Withheld
from app.editions import StoredEdition
from app.editions.contents import CellValue
from app.editions.contract import PUBLISHED, WEEK
from app.editions.records import cell_to_json

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Key = tuple[Level, Period]

# What stands for a count that is not shown: any figure below zero does.
HIDDEN, PROTECTING, UNKNOWN = -1, -2, -3
_STATES = {Withheld.HIDDEN.value: HIDDEN, Withheld.PROTECTING.value: PROTECTING}


@dataclass(frozen=True)
class Served:
    """What readers see of the counts of all levels and periods; an array has a figure for each of a level's areas.

    `partly_known` are the codes of areas of the reporting level that have areas which are not known, `beside` the
    levels and periods that others serve and that were put beside what this one does.
    """

    dataset: Dataset
    areas: Mapping[Level, Sequence[Area]]
    counts: Mapping[Key, Numbers]
    published_on: Mapping[Key, date]
    partly_known: frozenset[str] = frozenset()
    beside: frozenset[Key] = frozenset()

    @property
    def own(self) -> list[Key]:
        """List the levels and periods that it serves itself."""
        return [key for key in self.counts if key not in self.beside]

    @property
    def hiding(self) -> list[Level]:
        """List the levels that hide any count."""
        return [level.slug for level in self.dataset.levels if level.hidden]


def served_by(edition: StoredEdition, weeks: Iterable[Period] | None = None) -> Served:
    """Read what an edition serves: all of it, or of these periods alone."""
    counts: dict[Key, Numbers] = {}
    published_on = _days(edition)
    for week in map(edition.period, edition.weeks) if weeks is None else weeks:
        for level, values in WEEK.read(edition.read, week).items():
            counts[level, week] = _numbers(values["cases"])
            if day := values.get("published_on"):  # up to format 3
                published_on[level, week] = date.fromisoformat(day)
    partly_known = frozenset(edition.facts.get("partly_known", ()))
    return Served(edition.dataset, edition.areas, counts, published_on, partly_known)


def sharing_days(edition: StoredEdition) -> list[Period]:
    """Return the edition's own period and, of levels that hide counts, those that share days with it or one another."""
    found = {edition.week}
    for level in (level.slug for level in edition.dataset.levels if level.hidden):
        weeks = edition.record[level]
        first = last = weeks.index(edition.week) if edition.week in weeks else 0
        while first > 0 and weeks[first - 1].end >= weeks[first].start:
            first -= 1
        while last + 1 < len(weeks) and weeks[last].end >= weeks[last + 1].start:
            last += 1
        found.update(weeks[first : last + 1])
    return sorted(found)


def _days(edition: StoredEdition) -> dict[Key, date]:
    """Read on which day each level's counts of each period were published."""
    published = PUBLISHED.read(edition.read) if edition.has(PUBLISHED.name()) else {}
    return {
        (level, edition.period(week)): date.fromisoformat(day)
        for level, by_day in published.items()
        for day, weeks in by_day.items()
        for week in weeks
    }


def served_of(
    dataset: Dataset,
    areas: Mapping[Level, Sequence[Area]],
    tables: Mapping[Key, PeriodTable],
    partly_known: frozenset[str] = frozenset(),
) -> Served:
    """Return what would be served of tables that are not published yet."""
    counts = {key: _numbers(map(cell_to_json, table.cells)) for key, table in tables.items()}
    published_on = {key: table.published_on for key, table in tables.items()}
    return Served(dataset, areas, counts, published_on, partly_known)


def _numbers(values: Iterable[CellValue]) -> Numbers:
    return np.array([value if isinstance(value, int) else _STATES.get(value, UNKNOWN) for value in values], np.int64)


def whole(values: NDArray[Any]) -> Numbers:
    """Convert sums that numpy holds as floats to whole numbers."""
    rounded: Numbers = np.rint(values).astype(np.int64)
    return rounded
