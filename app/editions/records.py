"""Write areas, week tables and the timeline as JSON, and read them back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, fields
from datetime import date
from typing import Any

from app.domain import Area, Cell, Level, Shown, Step, Week, WeekTable, Withheld

COLUMNS = [field.name for field in fields(Area)]


def to_json(content: Any) -> bytes:
    """Write JSON, the same bytes for the same content."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def areas_to_json(areas: Iterable[Area]) -> bytes:
    """Write areas as rows of COLUMNS."""
    return to_json([astuple(area) for area in areas])


def areas_from_json(content: bytes) -> tuple[Area, ...]:
    """Read areas."""
    return tuple(Area(Level(level), *rest) for level, *rest in json.loads(content))


def cell_to_json(cell: Cell) -> int | str:
    """Give a cell as its count or the word for its state."""
    return cell.cases if isinstance(cell, Shown) else cell.value


def cell_from_json(value: int | str) -> Cell:
    """Read a cell."""
    return Shown(value) if isinstance(value, int) else Withheld(value)


def week_to_json(tables: Iterable[WeekTable]) -> bytes:
    """Write what is known of one week, by level."""
    return to_json(
        {
            table.level: {
                "published_on": table.published_on.isoformat(),
                "cases": [cell_to_json(cell) for cell in table.cells],
            }
            for table in tables
        }
    )


def week_from_json(week: Week, content: bytes) -> Mapping[Level, WeekTable]:
    """Read what is known of one week, by level."""
    return {
        Level(level): WeekTable(
            Level(level),
            week,
            date.fromisoformat(fields["published_on"]),
            tuple(map(cell_from_json, fields["cases"])),
        )
        for level, fields in json.loads(content).items()
    }


def timeline_to_json(steps: Iterable[Step]) -> bytes:
    """Write the timeline, the earliest step first."""
    return to_json({"steps": [step_to_json(step) for step in steps]})


def step_to_json(step: Step) -> dict[str, Any]:
    """Give a step of the timeline as readers take it."""
    weeks = {level: str(week) for level, week in step.weeks.items()}
    return {"day": str(step.day), "weeks": weeks, "before": step.before}


def timeline_from_json(content: bytes) -> tuple[Step, ...]:
    """Read the timeline."""
    return tuple(
        Step(
            _week(step["day"]),
            {Level(level): _week(day) for level, day in step["weeks"].items()},
            tuple(map(Level, step["before"])),
        )
        for step in json.loads(content)["steps"]
    )


def _week(day: str) -> Week:
    return Week(date.fromisoformat(day))
