"""Read days, months and spans of days in a text, without knowing when it was published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.sources.date_forms import dates_alone, days_of, in_figures, last_of_month

_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_ANY_YEAR = date(2001, 12, 31)  # for spans that name none: no leap year, as most are


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
    for order in (day_first, not day_first):
        match dates_alone(text, day_first=order):
            case [said] if said.year and said.day and (both := days_of([said], _ANY_YEAR)):
                return both[1]
    return None


def day_in_order(text: str, day_first: bool | None) -> date | None:
    """Read a day that may have spaces around it; days stand before months where nothing says which stands first."""
    return day_of(text.strip(), day_first=day_first is not False)


def month_of(text: str) -> date | None:
    """Read a calendar month, and give its last day."""
    match dates_alone(text, of_months=True):
        case [said] if said.year and not said.day and (both := days_of([said], _ANY_YEAR)):
            return both[1]
    return None


@cache
def span_of(text: str) -> Span | None:
    """Read a first and a last day from one text: December 27-January 2, Rolling 7 days (01 Jul - 07 Jul)."""
    for part in (*_IN_BRACKETS.findall(text), text):
        match dates_alone(part):
            case [first, last] if first.day and last.day and (both := days_of([first, last], _ANY_YEAR)):
                return Span(*both, bool(last.year)) if both[0] <= both[1] else None
    return None


def days_first_told(texts: list[str]) -> bool | None:
    """Return whether days stand before months in dates such as 13/1/2021; None where nothing shows it."""
    found = [figures for text in texts if (figures := in_figures(text))]
    if any(one > 12 for one, _ in found):
        return True
    return False if any(other > 12 for _, other in found) else None


def is_last_of_month(day: date) -> bool:
    """Return whether the next day is of another month."""
    return day == last_of_month(day)
