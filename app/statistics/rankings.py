"""Rank areas by how their week compares with the week before, the same way every time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from operator import itemgetter
from typing import Any, NamedTuple

from app.domain import Area, Cell, Shown, WeekTable
from app.statistics.joined import cells_of
from app.statistics.measures import Change, NotCalculable, change, rate_per_100k


class Compared(NamedTuple):
    """An area's week and the week before, with its place in the order of its level's areas."""

    place: int
    area: Area
    cell: Cell
    before: Cell

    @property
    def cases(self) -> int | None:
        """Give the count, None where it is withheld."""
        return self.cell.cases if isinstance(self.cell, Shown) else None

    @property
    def cases_before(self) -> int | None:
        """Give the count of the week before, None where it is withheld."""
        return self.before.cases if isinstance(self.before, Shown) else None

    @property
    def rate(self) -> float | None:
        """Give cases per 100,000 people, None where that is not known."""
        return _rate(self.cases, self.area)

    @property
    def rate_before(self) -> float | None:
        """Give the rate of the week before, None where that is not known."""
        return _rate(self.cases_before, self.area)

    @property
    def change(self) -> Change | NotCalculable:
        """Compare the week with the one before."""
        return change(self.cell, self.before)

    @property
    def ratio(self) -> float | None:
        """Give how many times the week before's count this week's is, unrounded; None where it cannot be said.

        Equal ratios are equal numbers here, and unequal ones differ: counts are far too small for rounding to matter.
        """
        return self.cases / self.cases_before if self.cases is not None and self.cases_before else None


def _rate(cases: int | None, area: Area) -> float | None:
    return rate_per_100k(cases, area.population) if cases is not None and area.population else None


def compare(areas: Sequence[Area], table: WeekTable | None, before: WeekTable | None) -> tuple[Compared, ...]:
    """Put each area's week beside the week before."""
    rows = zip(count(), areas, cells_of(table, areas), cells_of(before, areas), strict=False)
    return tuple(map(Compared._make, rows))


def _change(row: Compared) -> tuple[float, int] | None:
    """Rank by how many times the week before's rate this week's is; of equal ones the larger count says more."""
    if row.cases is None or row.cases_before is None:
        return None
    if row.cases_before == 0:
        return (float("inf") if row.cases else 1.0), row.cases
    return row.cases / row.cases_before, row.cases


Key = Callable[[Compared], Any]
RANKED_BY: Mapping[str, Key] = {
    "change": _change,
    "rate": lambda row: row.cases / row.area.population if row.cases is not None and row.area.population else None,
    "cases": lambda row: row.cases,
    "area": lambda row: row.area.name.casefold(),
}


def ranked(rows: Iterable[Compared], key: Key, *, descending: bool) -> list[Compared]:
    """Order rows by a key. Those without one come last either way, and what is equal stays in the order given."""
    keyed = [(key(row), row) for row in rows]
    with_key = [pair for pair in keyed if pair[0] is not None]
    with_key.sort(key=itemgetter(0), reverse=descending)
    return [row for _, row in with_key] + [row for value, row in keyed if value is None]
