"""Arrange the periods on record as the steps of a slider."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from app.domain import Length, Level, Period, Step

DAYS_OF_A_MONTH = 30.4

OnRecord = Collection[tuple[Level, Period]]


def step_length(length: Length, every: int) -> Length:
    """Return how far apart steps are: `every` days, or the period's own length where that is 0.

    Months step by calendar months, as many as come closest to so many days.
    """
    if not every:
        return length
    return Length(0, max(1, round(every / DAYS_OF_A_MONTH))) if length.months else Length(every)


def timeline(on_record: OnRecord, last: Period, levels: Sequence[Level], every: int = 0) -> tuple[Step, ...]:
    """Step back from the last period to the earliest on record; give the steps, the earliest first.

    A level takes the record that ends on the step's day, or else the latest of the days before, down to the step
    before: so no record stands at two steps. A level without one is left out, and so is a step at which no level has
    any. Steps may be closer than a period is long: then neighbouring steps share days.
    """
    apart = step_length(last.length, every)
    records = {level: sorted(week for of, week in on_record if of == level) for level in levels}
    earliest = min((weeks[0] for weeks in records.values() if weeks), default=last)
    steps: list[Step] = []
    day = last
    while day.end >= earliest.end:
        weeks = {level: week for level in levels if (week := taken(records[level], day, apart))}
        if weeks:
            before = tuple(level for level, week in weeks.items() if (level, week.before) in on_record)
            steps.append(Step(day, weeks, before))
        day = Period(Period(day.end, apart).before.end, day.length)
    return tuple(reversed(steps))


def taken(record: Sequence[Period], day: Period, apart: Length) -> Period | None:
    """Return the latest period that ends on a step's day or after the step before; `record` has the earliest first."""
    since = Period(day.end, apart).start
    return next((week for week in reversed(record) if since <= week.end <= day.end), None)
