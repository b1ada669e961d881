"""Join areas with a week's values: the rows of the open data, the table and the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from app.domain import Area, Cell, Level, Shown, Week, WeekTable, Withheld
from app.statistics.measures import NotCalculable, change, rate_per_100k

COLUMNS = (
    "level",
    "area_code",
    "area_name",
    "ltla_code",
    "ltla_name",
    "utla_code",
    "utla_name",
    "region_code",
    "region_name",
    "population",
    "week_start",
    "week_end",
    "published_on",
    "status",
    "cases",
    "rate_per_100k",
    "previous_cases",
    "change",
    "change_percent",
    "change_reason",
)


def cells_of(table: WeekTable | None, areas: Sequence[Area]) -> Sequence[Cell]:
    """Give a table's cells, or for want of a table that they are not published."""
    return table.cells if table else [Withheld.NOT_PUBLISHED] * len(areas)


def joined_rows(
    areas: Sequence[Area],
    week: Week,
    table: WeekTable | None,
    before: WeekTable | None,
    name: Callable[[Level, str], str],
) -> Iterator[dict[str, Any]]:
    """Give a row of COLUMNS for each area; what there is no figure for is None.

    `name` finds the name of an authority or region.
    """
    shared = {
        "week_start": week.start.isoformat(),
        "week_end": str(week),
        "published_on": table.published_on.isoformat() if table else None,
    }
    for area, cell, cell_before in zip(areas, cells_of(table, areas), cells_of(before, areas), strict=True):
        values = {**_place(area, name), **shared, **_figures(area, cell, cell_before)}
        yield {column: values[column] for column in COLUMNS}


def _place(area: Area, name: Callable[[Level, str], str]) -> dict[str, Any]:
    place: dict[str, Any] = {
        "level": area.level.value,
        "area_code": area.code,
        "area_name": area.name,
        "population": area.population,
    }
    for level in (Level.LTLA, Level.UTLA, Level.REGION):
        code = getattr(area, f"{level}_code")
        place |= {f"{level}_code": code or None, f"{level}_name": name(level, code) or None}
    return place


def _figures(area: Area, cell: Cell, before: Cell) -> dict[str, Any]:
    figures: dict[str, Any] = dict.fromkeys(COLUMNS[-6:])
    difference = change(cell, before)
    if isinstance(difference, NotCalculable):
        figures["change_reason"] = difference.value
    else:
        figures |= {"change": difference.difference, "change_percent": difference.percent}
    if isinstance(cell, Withheld):
        return {**figures, "status": cell.value}
    return {
        **figures,
        "status": "shown",
        "cases": cell.cases,
        "rate_per_100k": rate_per_100k(cell.cases, area.population) if area.population else None,
        "previous_cases": before.cases if isinstance(before, Shown) else None,
    }
