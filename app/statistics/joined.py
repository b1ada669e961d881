"""Join areas with a period's values: the rows of the open data, the table and the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from app.dataset import Dataset
from app.domain import Area, Cell, Level, Period, PeriodTable, Shown, Withheld
from app.statistics.measures import NotCalculable, change, rate_of

NAMED_PEOPLE = {100_000: "100k"}  # as columns name so many people
PERIOD_COLUMNS = ("week_start", "week_end", "published_on")


def columns(dataset: Dataset) -> tuple[str, ...]:
    """Return the columns of a dataset's rows, in their order."""
    return (*place_columns(dataset), *PERIOD_COLUMNS, *figure_columns(dataset))


def place_columns(dataset: Dataset) -> tuple[str, ...]:
    """Return the columns that say of an area what does not change with the period."""
    places = (f"{level}_{what}" for level in _named(dataset) for what in ("code", "name"))
    return ("level", "area_code", "area_name", *places, "population")


def figure_columns(dataset: Dataset) -> tuple[str, ...]:
    """Return the columns that say of an area what is known of it in a period."""
    count = dataset.count_slug
    rate = (rate_column(dataset),) if dataset.rate_per else ()
    return ("status", count, *rate, f"previous_{count}", "change", "change_percent", "change_reason")


def compared_columns(dataset: Dataset) -> tuple[str, ...]:
    """Return the columns of the list of rises and falls, in their order."""
    rates, count = ("rate_before", "rate") if dataset.rate_per else (), dataset.count_slug
    return ("area_code", "area_name", *rates, f"{count}_before", count, "change_percent")


def rate_column(dataset: Dataset) -> str:
    """Name the column of rates: `rate_per_100k`."""
    return f"rate_per_{NAMED_PEOPLE.get(dataset.rate_per, dataset.rate_per)}"


def _named(dataset: Dataset) -> tuple[Level, ...]:
    """Return the levels whose areas a row names: all between the finest and the top, the finest of them first."""
    return tuple(level for level in reversed(dataset.coarser) if level != dataset.top)


def cells_of(table: PeriodTable | None, areas: Sequence[Area]) -> Sequence[Cell]:
    """Return a table's cells, or for want of a table that they are not published."""
    return table.cells if table else [Withheld.NOT_PUBLISHED] * len(areas)


def joined_rows(
    dataset: Dataset,
    areas: Sequence[Area],
    week: Period,
    table: PeriodTable | None,
    before: PeriodTable | None,
    name: Callable[[Level, str], str],
    period: str,
) -> Iterator[dict[str, Any]]:
    """Return a row of the dataset's columns for each area; what there is no figure for is None.

    `name` finds the name of an area that others lie in; `period` is what a period is called: week.
    """
    named = columns(dataset)
    shared = said_of_period(week, table.published_on.isoformat() if table else None)
    for area, cell, cell_before in zip(areas, cells_of(table, areas), cells_of(before, areas), strict=True):
        values = {**said_of_area(dataset, area, name), **shared, **said_of_cells(dataset, cell, cell_before, period)}
        values[rate_column(dataset)] = rate_of(cell, area.population, dataset.rate_per)
        yield {column: values.get(column) for column in named}


def said_of_area(dataset: Dataset, area: Area, name: Callable[[Level, str], str]) -> dict[str, Any]:
    """Return the part of a row about an area, which is the same in all periods."""
    place: dict[str, Any] = {
        "level": area.level,
        "area_code": area.code,
        "area_name": area.name,
        "population": area.population,
    }
    for level in _named(dataset):
        code = area.within.get(level, "")
        place |= {f"{level}_code": code or None, f"{level}_name": name(level, code) or None}
    return place


def said_of_period(week: Period, published_on: str | None) -> dict[str, Any]:
    """Return the part of a row about a period, which is the same for all areas."""
    return {"week_start": week.start.isoformat(), "week_end": str(week), "published_on": published_on}


def said_of_cells(dataset: Dataset, cell: Cell, before: Cell, period: str) -> dict[str, Any]:
    """Return what a row says of a period's cell and that of the period before, whatever the area: all but the rate."""
    return {**_counts(dataset, cell, before), **_change(cell, before, period)}


def status_of(cell: Cell) -> str:
    """Return whether there is a count, and if not, why."""
    return cell.value if isinstance(cell, Withheld) else "shown"


def _counts(dataset: Dataset, cell: Cell, before: Cell) -> dict[str, Any]:
    status = {"status": status_of(cell)}
    if isinstance(cell, Withheld):
        return status
    count = dataset.count_slug
    return {
        **status,
        count: cell.cases,
        f"previous_{count}": before.cases if isinstance(before, Shown) else None,
    }


def _change(cell: Cell, before: Cell, period: str) -> dict[str, Any]:
    difference = change(cell, before)
    if isinstance(difference, NotCalculable):
        return {"change_reason": difference.reason(period)}
    return {"change": difference.difference, "change_percent": difference.percent}
