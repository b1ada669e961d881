"""Read the days that published counts are of."""

from __future__ import annotations

import re
from datetime import date, timedelta

from app.domain import Length, Period
from app.sources.cells import checked_day
from app.sources.date_forms import Said, dates_in, days_of, last_of_month
from app.sources.phrases import in_days

_FIRST = re.compile(r"\b(?:commenc|beginn?|start)[a-z]*|\bw[\W_]?[cb]\b|\bweek of\b", re.IGNORECASE)
_EXAMPLES = "2021-06-16, 20210616, 16 June 2021, June 16, 2021 or"
_SLASHED = {True: "16/06/2021, the day first", False: "06/16/2021, the month first"}
_MONTH_EXAMPLES = "2020-10, Oct 2020, or any day in the month"


def day_of(text: str, published_on: date, *, day_first: bool = True) -> date:
    """Read one day; without a year it is the latest that does not lie after the publication.

    Raises ValueError with a sentence.
    """
    said = dates_in(text, day_first=day_first)
    if not 1 <= len(said) <= 2 or any(each.day is None for each in said):
        raise ValueError(_is_none(text, Length(1), day_first))
    first, last = _both(text, said, published_on, Length(1), day_first)
    if first != last:
        raise ValueError(f'"{text[:60]}" is several days, and counts of single days have one.')
    return checked_day(last, text[:60], published_on)


def end_of(text: str, length: Length, published_on: date, *, day_first: bool = True) -> date:
    """Read the last day of a period from that day, or both its ends, or the name of its month or any day in it.

    Without a year it is the latest that does not lie after the publication. Raises ValueError with a sentence: where
    the ends are no such period's too.
    """
    said = dates_in(text, day_first=day_first, of_months=bool(length.months))
    if not 1 <= len(said) <= 2 or (not length.months and any(each.day is None for each in said)):
        raise ValueError(_is_none(text, length, day_first))
    first, last = _both(text, said, published_on, length, day_first)
    if len(said) == 1 and not length.months:
        if names_first_day(text):
            raise ValueError(
                f'"{text[:60]}" is the first day of a period: name it by start, or wide.starts, and not end.'
            )
        return checked_day(last, text[:60], published_on)
    end = last_of_month(last) if length.months else last
    if len(said) == 2:
        check_ends(first, end, length, f'"{text[:60]}"')
    return checked_day(end, text[:60], published_on)


def names_first_day(text: str) -> bool:
    """Return whether a text says that the day in it is the first of its period: week commencing, w/c, week of."""
    return _FIRST.search(text.replace("_", " ")) is not None


def end_after(start: date, length: Length) -> date:
    """Return the last day of the period that begins on a day."""
    if not length.months:
        return start + timedelta(days=length.days - 1)
    months = start.year * 12 + start.month - 1 + length.months
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def check_ends(first: date, last: date, length: Length, said: str) -> None:
    """Raise ValueError with a sentence where these are not the ends of a period."""
    if Period(last, length).start != first:
        days = (last - first).days + 1
        raise ValueError(
            f"{said} is of {days:,} day{'s' * (days != 1)} ({first} to {last}), and the definition says that a period "
            f"is {in_days(length)}."
        )


def _both(text: str, said: list[Said], published_on: date, length: Length, day_first: bool) -> tuple[date, date]:
    if not (both := days_of(said, published_on)):
        raise ValueError(_is_none(text, length, day_first))
    return both


def _is_none(text: str, length: Length, day_first: bool) -> str:
    if not text:
        return "It is blank: a date must stand here."
    examples = _MONTH_EXAMPLES if length.months else f"{_EXAMPLES} {_SLASHED[day_first]}"
    return f'"{text[:60]}" is not a date, such as {examples}.'
