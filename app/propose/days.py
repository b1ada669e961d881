"""Days, months and spans of days in the forms that tables write them in."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_DAY = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_MIDNIGHT = r"(?:[T ]0?0:00(?::00(?:\.0+)?)?(?:Z|\+00:?00)?)?"
_YEAR_FIRST = re.compile(r"((?:19|20)[0-9]{2})([-/.]?)([01]?[0-9])\2([0-3]?[0-9])" + _MIDNIGHT)
_YEAR_LAST = re.compile(r"([0-3]?[0-9])([/.-])([0-3]?[0-9])\2((?:19|20)[0-9]{2})" + _MIDNIGHT)
_IN_WORDS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:[a-z]+day,? )?{_DAY}[ -]{_MONTH}(?:,?[ -]{_YEAR})?",
        rf"(?:[a-z]+day,? )?{_MONTH} {_DAY}(?:,? {_YEAR})?",
        rf"{_YEAR}[ -]{_MONTH}[ -]{_DAY}",
    )
)
_NAMED_MONTH = re.compile(rf"{_MONTH}[ -](?P<year>(?:19|20)?[0-9]{{2}})", re.IGNORECASE)
_MONTH_LAST = re.compile(rf"{_YEAR}[ -]?{_MONTH}", re.IGNORECASE)
_NUMBERED_MONTH = re.compile(r"((?:19|20)[0-9]{2})[-/ ]?M?(0[1-9]|1[0-2])", re.IGNORECASE)
_TO = re.compile(r"\s*(?:-|\u2013|\u2014|/|\bto\b|\buntil\b|\bthrough\b)\s*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_ANY_YEAR = 2001  # for spans that name none: no leap year, as most are


@dataclass(frozen=True)
class Span:
    """The first and last day that a text names; without a year where it names none."""

    start: date
    end: date
    has_year: bool

    @property
    def days(self) -> int:
        """Count its days."""
        return (self.end - self.start).days + 1


def day_of(text: str, *, day_first: bool = True) -> date | None:
    """Read a day; 3/4/2021 is the third of April where `day_first`, and 3/14/2021 a day of March in any case."""
    if found := _YEAR_FIRST.fullmatch(text):
        year, sign, month, day = found.groups()
        return _date(year, month, day) if sign or len(month + day) == 4 else None
    if found := _YEAR_LAST.fullmatch(text):
        one, _, other, year = found.groups()
        in_order = _date(year, other, one), _date(year, one, other)
        first, second = in_order if day_first else in_order[::-1]
        return first or second
    day, has_year = _in_words(text)
    return day if has_year else None


def month_of(text: str) -> date | None:
    """Read a calendar month, and give its last day."""
    if found := _NAMED_MONTH.fullmatch(text) or _MONTH_LAST.fullmatch(text):
        year, month = int(found["year"]), _MONTHS.index(found["month"].lower()) + 1
        return last_of_month(date(year if year > 99 else 2000 + year, month, 1))
    if found := _NUMBERED_MONTH.fullmatch(text):
        return last_of_month(date(int(found[1]), int(found[2]), 1))
    return None


@cache
def span_of(text: str) -> Span | None:
    """Read a first and a last day from one text: December 27-January 2, Rolling 7 days (01 Jul - 07 Jul)."""
    for said in (*_IN_BRACKETS.findall(text), text):
        for sign in _TO.finditer(said):
            if found := _span(said[: sign.start()].strip(), said[sign.end() :].strip()):
                return found
    return None


def days_first_told(texts: list[str]) -> bool | None:
    """Tell whether days stand before months in dates such as 13/1/2021; None where nothing shows it."""
    found = [date for text in texts if (date := _YEAR_LAST.fullmatch(text))]
    if any(int(each[1]) > 12 for each in found):
        return True
    return False if any(int(each[3]) > 12 for each in found) else None


def last_of_month(day: date) -> date:
    """Give the last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def is_last_of_month(day: date) -> bool:
    """Tell whether the next day is of another month."""
    return (day + timedelta(days=1)).day == 1


def _span(before: str, after: str) -> Span | None:
    end, ends_in_year = _any_day(after)
    if end is None:
        return None
    start, starts_in_year = _any_day(before)
    if start is None and before.isdigit():  # 1-7 July 2021
        start, starts_in_year = _date(end.year, end.month, before), False
    if start is None:
        return None
    if not starts_in_year:
        start = _date(end.year, start.month, start.day) or start
        if start > end:
            start = _date(end.year - 1, start.month, start.day) or start
    return Span(start, end, ends_in_year) if start <= end else None


def _any_day(text: str) -> tuple[date | None, bool]:
    if day := day_of(text):
        return day, True
    return _in_words(text)


def _in_words(text: str) -> tuple[date | None, bool]:
    for form in _IN_WORDS:
        if found := form.fullmatch(text):
            month = _MONTHS.index(found["month"].lower()) + 1
            return _date(found["year"] or _ANY_YEAR, month, found["day"]), found["year"] is not None
    return None, False


def _date(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
