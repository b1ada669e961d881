"""Turn areas, cells, week tables and the timeline into what an edition's files hold, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple
from datetime import date

from app.domain import Area, Cell, Level, Shown, Step, Week, WeekTable, Withheld
from app.editions.contract import AreaRow, CellValue, LevelValues, StepFacts, Timeline


def areas_to_rows(areas: Iterable[Area]) -> list[AreaRow]:
    """Write areas."""
    return [astuple(area) for area in areas]


def areas_from_rows(rows: Iterable[AreaRow]) -> tuple[Area, ...]:
    """Read areas."""
    return tuple(Area(Level(level), *rest) for level, *rest in rows)


def cell_to_json(cell: Cell) -> CellValue:
    """Give a cell as its count or the word for its state."""
    return cell.cases if isinstance(cell, Shown) else cell.value


def cell_from_json(value: CellValue) -> Cell:
    """Read a cell."""
    return Shown(value) if isinstance(value, int) else Withheld(value)


def week_to_values(tables: Iterable[WeekTable]) -> dict[str, LevelValues]:
    """Write what is known of one week, by level."""
    return {
        table.level: {
            "published_on": table.published_on.isoformat(),
            "cases": [cell_to_json(cell) for cell in table.cells],
        }
        for table in tables
    }


def week_from_values(week: Week, values: Mapping[str, LevelValues]) -> Mapping[Level, WeekTable]:
    """Read what is known of one week, by level."""
    return {
        Level(level): WeekTable(
            Level(level),
            week,
            date.fromisoformat(its["published_on"]),
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


def timeline_from_facts(timeline: Timeline) -> tuple[Step, ...]:
    """Read the timeline."""
    return tuple(
        Step(
            week_of(step["day"]),
            {Level(level): week_of(day) for level, day in step["weeks"].items()},
            tuple(map(Level, step["before"])),
        )
        for step in timeline["steps"]
    )


def week_of(day: str) -> Week:
    """Read a week by its last day."""
    return Week(date.fromisoformat(day))
