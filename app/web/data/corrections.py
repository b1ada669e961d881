"""Find what an edition changed of weeks that the edition before it has too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain import Cell, Level, Period, PeriodTable
from app.editions import StoredEdition
from app.editions.contract import AREAS, WEEK


@dataclass(frozen=True)
class Correction:
    """What an area's figure of a week was, and what it is now."""

    week: Period
    before: Cell
    now: Cell


def corrections(before: StoredEdition, now: StoredEdition, level: Level, code: str) -> list[Correction]:
    """List what changed of an area's weeks, the earliest first."""
    old, new = (edition.area_index.get((level, code)) for edition in (before, now))
    if old is None or new is None:
        return []
    pairs = ((week, was.cells[old], its.cells[new]) for week, was, its in _changed(before, now, level))
    return [Correction(week, was, is_now) for week, was, is_now in pairs if was != is_now]


def corrected_areas(before: StoredEdition, now: StoredEdition, level: Level) -> int:
    """Count the areas of a level of which a figure changed."""
    corrected: set[str] = set()
    for _, was, its in _changed(before, now, level):
        old = dict(zip((area.code for area in before.areas[level]), was.cells, strict=True))
        pairs = zip((area.code for area in now.areas[level]), its.cells, strict=True)
        corrected |= {code for code, cell in pairs if old.get(code, cell) != cell}
    return len(corrected)


def _changed(
    before: StoredEdition, now: StoredEdition, level: Level
) -> Iterator[tuple[Period, PeriodTable, PeriodTable]]:
    """Return the weeks on the timelines of both editions, as each has them, except those that are the same file."""
    both = _weeks(before, level) & _weeks(now, level)
    areas = AREAS.name(level)
    for week in sorted(both):
        names = (areas, WEEK.name(week))
        if any(before.digest(name) != now.digest(name) for name in names):
            yield week, before.tables(week)[level], now.tables(week)[level]


def _weeks(edition: StoredEdition, level: Level) -> set[Period]:
    return {step.weeks[level] for step in edition.timeline if level in step.weeks}
