"""Find what is missing of the finest level: what the published figures forbid to be small is never called hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.dataset import Dataset
from app.disclosure import Disclosed
from app.domain import Area, Cell, Level, Period, Shown, Withheld
from app.statistics.completeness import gaps_between_large, left_out_up_to, short_authorities, silent_authorities
from app.store.geography import Geography

_MAY_BE_MISSING = (Withheld.HIDDEN, Withheld.MISSING)
Tables = Mapping[tuple[Level, Period], Disclosed]


@dataclass(frozen=True)
class Missing:
    """What is missing of a period: of `authorities` every area that is not shown, and the areas in these `places`.

    Authorities are areas of the `reporting` level, by code.
    """

    reporting: Level
    authorities: frozenset[str]
    places: frozenset[int]

    def mark(self, areas: Sequence[Area], cells: Sequence[Cell]) -> tuple[Cell, ...]:
        """Give the cells with what is missing marked so, whatever stood in its place."""
        return tuple(
            Withheld.MISSING
            if cell in _MAY_BE_MISSING and (area.within.get(self.reporting) in self.authorities or place in self.places)
            else cell
            for place, (area, cell) in enumerate(zip(areas, cells, strict=True))
        )


def find_missing(geography: Geography, disclosed: Tables, dataset: Dataset) -> dict[Period, Missing]:
    """Find what is missing of each period that the finest level has on record."""
    finest, reporting = dataset.finest, dataset.reports_by
    hide_up_to, without_value = dataset.hide_up_to.get(finest, 0), left_out_up_to(dataset.level(finest))
    authorities = [area.within.get(reporting, "") for area in geography.areas[finest]]
    weeks = sorted(week for level, week in disclosed if level == finest)
    tables = [disclosed[finest, week] for week in weeks]
    shown = [[_cases(cell) for cell in table.cells] for table in tables]
    places = gaps_between_large(weeks, shown, hide_up_to)
    found = {}
    for week, table, cases, gaps in zip(weeks, tables, shown, places, strict=True):
        before = disclosed.get((finest, week.before))
        own_counts = dict(_own_counts(geography.areas[reporting], disclosed.get((reporting, week))))
        comparable = {code: own for code, own in own_counts.items() if code not in geography.partly_known}
        silent = silent_authorities(
            authorities, table.weights, before.weights if before else None, comparable, without_value
        )
        short = short_authorities(authorities, cases, comparable, hide_up_to)
        found[week] = Missing(reporting, silent | short | _outside_coverage(authorities, table.cells), gaps)
    return found


def _cases(cell: Cell) -> int | None:
    return cell.cases if isinstance(cell, Shown) else None


def _own_counts(areas: Sequence[Area], found: Disclosed | None) -> Iterator[tuple[str, int]]:
    for area, cell in zip(areas, found.cells if found else (), strict=False):
        if isinstance(cell, Shown):
            yield area.code, cell.cases


def _outside_coverage(authorities: Sequence[str], cells: Sequence[Cell]) -> frozenset[str]:
    """Name the authorities of whose areas no release speaks, though it may say that it does not publish them."""
    spoken_of = {code for code, cell in zip(authorities, cells, strict=True) if cell is not Withheld.MISSING}
    return frozenset(authorities) - spoken_of
