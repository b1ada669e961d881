"""Find how long periods are: by words such as "weekly" or "28 days", or by the steps between their days."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from app.domain import Length
from app.propose.days import day_in_order, is_last_of_month
from app.propose.looks import parts_of
from app.propose.tables import TextTable
from app.propose.timing import Timing
from app.sources.date_forms import last_of_month

_WORDS_OF_LENGTH = {
    "weekly": Length(7),
    "week": Length(7),
    "fortnight": Length(14),
    "fortnightly": Length(14),
    "month": Length(0, 1),
    "monthly": Length(0, 1),
    "quarter": Length(0, 3),
    "quarterly": Length(0, 3),
}


def length_told(words: Sequence[str]) -> Length | None:
    """Find a period's length in words: 7 day, last 28 days, weekly; a length of one day is of daily counts."""
    said = [word.lower() for word in words]
    for one, other in pairwise(said):
        if one.isdigit() and re.fullmatch("d|days?", other) and 0 < int(one) < 400:
            return Length(int(one))
        if one.isdigit() and re.fullmatch("weeks?", other) and 0 < int(one) < 53:
            return Length(7 * int(one))
        if one.isdigit() and re.fullmatch("months?", other) and 0 < int(one) < 25:
            return Length(0, int(one))
    if "daily" in said:
        return Length(1)
    return next((_WORDS_OF_LENGTH[word] for word in said if word in _WORDS_OF_LENGTH), None)


def with_heading(timing: Timing, count: str, names: Sequence[str]) -> Timing:
    """Take a length from the count's heading, or else from files' names, where days alone do not tell it better."""
    told, why = length_told(parts_of(count)), f'the heading "{count}" says so'
    days_tell = timing.start or (timing.times > 1 and not timing.told_by_heading)
    if timing.length and not timing.is_daily and days_tell:
        step = timing.length.days
        if told is None or not told.days > step > 0:
            return timing
        return replace(timing, length=told, every=step if step > 1 else 0, why=why, told_by_heading=True)
    is_rolling = any("rolling" in map(str.lower, parts_of(name)) for name in (count, *names[:1]))
    if told is None and (is_rolling or not timing.is_daily):
        told, why = _told_by_name(names)
    if told is None and timing.is_daily and is_rolling:
        return replace(timing, length=None, is_daily=False)
    if told is None or told == Length(1):
        return timing
    return replace(timing, length=told, is_daily=False, every=0, why=why, told_by_heading=True)


def _told_by_name(names: Sequence[str]) -> tuple[Length | None, str]:
    for name in names:
        if told := length_told(parts_of(name)):
            return told, f'the name of "{name}" says so'
    return None, ""


def with_releases(timing: Timing, tables: Sequence[TextTable]) -> Timing:
    """Take the step between periods from tables that each have one, as layers that are published one by one have."""
    if not timing.day or not timing.length or timing.every or timing.times > 1:
        return timing
    texts = {text.strip() for table in tables for text in table.columns[timing.day]}
    ends = sorted({day for text in texts if (day := day_in_order(text, timing.day_first))})
    step = step_between(ends)
    return replace(timing, every=step) if 1 < step < timing.length.days else timing


def stepping(ends: Sequence[date], why: str) -> Timing:
    """Return the timing of periods that end on these days, with the length that the steps between them show."""
    last, times = ends[-1], len(ends)
    if times > 1 and all(map(is_last_of_month, ends)):
        return Timing(length=Length(0, 1), why=f"{why} are last days of months", last=last, times=times)
    if times > 1 and all(day.day == 1 for day in ends):
        why = f"{why} are first days of months"
        return Timing(length=Length(0, 1), why=why, last=last_of_month(last), times=times)
    step = step_between(ends)
    if step == 1:
        return Timing(length=Length(1), is_daily=True, why=f"{why} follow one another", last=last, times=times)
    if step:
        return Timing(length=Length(step), why=f"{why} are {step} days apart", last=last, times=times)
    return Timing(last=last, times=times)


def step_between(ends: Sequence[date]) -> int:
    """Return the number of days between most days and the next; 0 where there is no such step."""
    steps = Counter((later - earlier).days for earlier, later in pairwise(ends))
    if not steps:
        return 0
    step, times = steps.most_common(1)[0]
    return step if times >= 0.5 * steps.total() else 0
