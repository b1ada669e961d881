"""Rank areas by how their period compares with the one before, the same way every time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count, repeat
from operator import itemgetter
from typing import Any, NamedTuple

from app.dataset import Dataset
from app.domain import Area, Cell, PeriodTable, Shown
from app.statistics.joined import cells_of, rate_column
from app.statistics.measures import Change, NotCalculable, change, rate_of


class Compared(NamedTuple):
    """An area's period and the one before, with its place in the order of its level's areas.

    Rates are told for `per` people, and not at all where that is 0.
    """

    place: int
    area: Area
    cell: Cell
    before: Cell
    per: int = 0

    @property
    def cases(self) -> int | None:
        """Return the count, None where it is withheld."""
        return self.cell.cases if isinstance(self.cell, Shown) else None

    @property
    def cases_before(self) -> int | None:
        """Return the count of the period before, None where it is withheld."""
        return self.before.cases if isinstance(self.before, Shown) else None

    @property
    def rate(self) -> float | None:
        """Return the rate, None where that is not known."""
        return rate_of(self.cell, self.area.population, self.per)

    @property
    def rate_before(self) -> float | None:
        """Return the rate of the period before, None where that is not known."""
        return rate_of(self.before, self.area.population, self.per)

    @property
    def change(self) -> Change | NotCalculable:
        """Compare the period with the one before."""
        return change(self.cell, self.before)

    @property
    def ratio(self) -> float | None:
        """Return how many times the count before this one is, unrounded; None where it cannot be said.

        Equal ratios are equal numbers here, and unequal ones differ: counts are far too small for rounding to matter.
        """
        return self.cases / self.cases_before if self.cases is not None and self.cases_before else None


def compare(
    areas: Sequence[Area],
    table: PeriodTable | None,
    before: PeriodTable | None,
    per: int,
    among: Callable[[Area], bool] | None = None,
) -> tuple[Compared, ...]:
    """Put each area's period beside the one before, of all areas or of those `among` which it is asked for."""
    rows = zip(count(), areas, cells_of(table, areas), cells_of(before, areas), repeat(per), strict=False)
    return tuple(Compared._make(row) for row in rows if among is None or among(row[1]))


def _change(row: Compared) -> tuple[float, int] | None:
    """Rank by how many times the rate before this one is; of equal ones the larger count says more."""
    if row.cases is None or row.cases_before is None:
        return None
    if row.cases_before == 0:
        return (float("inf") if row.cases else 1.0), row.cases
    return row.cases / row.cases_before, row.cases


def _rate(row: Compared) -> float | None:
    return row.cases / row.area.population if row.cases is not None and row.area.population else None


Key = Callable[[Compared], Any]


def ranked_by(dataset: Dataset) -> Mapping[str, Key]:
    """Return what areas may be ranked by: a dataset's measures, the change first, and their names."""
    keys: Mapping[str, Key] = {
        "change": _change,
        "rate": _rate,
        dataset.count_slug: lambda row: row.cases,
        "area": lambda row: row.area.name.casefold(),
    }
    return {name: key for name, key in keys.items() if name in (*dataset.measures, "area")}


def figures_by_column(dataset: Dataset) -> Mapping[str, Key]:
    """Return what rows have in each column of the open data that lists are sorted or filtered by; None for no value."""
    keys: dict[str, Key] = {
        "area_code": lambda row: row.area.code,
        "area_name": lambda row: row.area.name,
        "population": lambda row: row.area.population,
        dataset.count_slug: lambda row: row.cases,
        rate_column(dataset): lambda row: row.rate,
        "change": lambda row: getattr(row.change, "difference", None),
        "change_percent": lambda row: getattr(row.change, "percent", None),
    }
    return keys if dataset.rate_per else {name: key for name, key in keys.items() if name != rate_column(dataset)}


def column_of(dataset: Dataset, measure: str) -> str:
    """Name the column of the open data that holds a measure."""
    return {"rate": rate_column(dataset), "change": "change_percent"}.get(measure, measure)


def ranked(rows: Iterable[Compared], key: Key, *, descending: bool) -> list[Compared]:
    """Order rows by a key. Those without one come last either way, and what is equal stays in the order given."""
    keyed = [(key(row), row) for row in rows]
    with_key = [pair for pair in keyed if pair[0] is not None]
    with_key.sort(key=itemgetter(0), reverse=descending)
    return [row for _, row in with_key] + [row for value, row in keyed if value is None]


def highest(rows: Iterable[Compared], dataset: Dataset, measure: str) -> list[Compared]:
    """Rank the areas that have a figure above zero in a measure, the highest first."""
    with_figure = [row for row in rows if row.cases and (measure != "rate" or row.rate is not None)]
    return ranked(with_figure, ranked_by(dataset)[measure], descending=True)
