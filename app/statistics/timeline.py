"""Lay the weeks on record out as the steps of a slider, seven days apart."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from app.domain import Level, Step, Week

OnRecord = Collection[tuple[Level, Week]]


def timeline(on_record: OnRecord, last: Week) -> tuple[Step, ...]:
    """Step seven days back from the last week to the earliest on record; give the steps, the earliest first.

    A level takes the record that ends on the step's day, or else the latest of the six days before: so no record stands
    at two steps. A level without one is left out, and so is a step at which no level has any.
    """
    earliest = min((week for _, week in on_record), default=last)
    steps: list[Step] = []
    day = last
    while day >= earliest:
        weeks = {level: week for level in Level if (week := _taken(on_record, level, day))}
        if weeks:
            before = tuple(level for level, week in weeks.items() if (level, week.before) in on_record)
            steps.append(Step(day, weeks, before))
        day = day.before
    return tuple(reversed(steps))


def _taken(on_record: OnRecord, level: Level, day: Week) -> Week | None:
    ends = (Week(day.end - timedelta(days=number)) for number in range(7))
    return next((week for week in ends if (level, week) in on_record), None)
