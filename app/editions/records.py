"""Turn areas, cells, week tables and the timeline into what an edition's files hold, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from app.domain import Area, Cell, Length, Level, Period, PeriodTable, Shown, Step, Withheld
from app.editions.contents import AreaRow, CellValue, LevelValues, StepFacts, Timeline


def areas_to_rows(areas: Iterable[Area]) -> list[AreaRow]:
    """Write the areas of a level."""
    return [[area.code, area.name, dict(area.within), area.population, area.other_name] for area in areas]


def areas_from_rows(level: Level, rows: Iterable[AreaRow]) -> tuple[Area, ...]:
    """Read the areas of a level."""
    return tuple(Area(level, *row) for row in rows)


def cell_to_json(cell: Cell) -> CellValue:
    """Return a cell as its count or the word for its state."""
    return cell.cases if isinstance(cell, Shown) else cell.value


def cell_from_json(value: CellValue) -> Cell:
    """Read a cell."""
    return Shown(value) if isinstance(value, int) else Withheld(value)


def publications_of(tables: Iterable[PeriodTable]) -> dict[str, dict[str, list[str]]]:
    """Write when each week was published, by level and day."""
    weeks: dict[str, dict[str, list[str]]] = {}
    for table in sorted(tables, key=lambda table: (table.level, table.published_on, table.week)):
        weeks.setdefault(table.level, {}).setdefault(table.published_on.isoformat(), []).append(str(table.week))
    return weeks


def week_from_values(
    week: Period, values: Mapping[str, LevelValues], published_on: Callable[[Level], str]
) -> Mapping[Level, PeriodTable]:
    """Read what is known of one week, by level; `published_on` gives the day where the values do not."""
    return {
        level: PeriodTable(
            level,
            week,
            date.fromisoformat(its.get("published_on") or published_on(level)),
            tuple(map(cell_from_json, its["cases"])),
        )
        for level, its in values.items()
    }


def timeline_to_facts(steps: Iterable[Step]) -> Timeline:
    """Write the timeline, the earliest step first."""
    return {"steps": [step_to_facts(step) for step in steps]}


def step_to_facts(step: Step) -> StepFacts:
    """Write a step of the timeline."""
    weeks: dict[str, str] = {level: str(week) for level, week in step.weeks.items()}
    return {"day": str(step.day), "weeks": weeks, "before": list(step.before)}


def timeline_from_facts(timeline: Timeline, length: Length) -> tuple[Step, ...]:
    """Read the timeline."""
    return tuple(
        Step(
            period_of(step["day"], length),
            {level: period_of(day, length) for level, day in step["weeks"].items()},
            tuple(step["before"]),
        )
        for step in timeline["steps"]
    )


def period_of(day: str, length: Length) -> Period:
    """Read a period by its last day."""
    return Period(date.fromisoformat(day), length)
