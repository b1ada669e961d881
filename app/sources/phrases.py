"""Numbers and names as they are written in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain import Length

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number_of(number: int, noun: str) -> str:
    """Say a number of things: 1 row, 2,000 rows."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def listed(names: Sequence[str], at_most: int = 5) -> str:
    """List names, and say where there are others."""
    return ", ".join(name[:40] for name in names[:at_most]) + (" and others" if len(names) > at_most else "")


def joined(names: Sequence[str]) -> str:
    """Join names: a, b and c."""
    *all_but_last, last = names
    return f"{', '.join(all_but_last)} and {last}" if all_but_last else last


def in_words(number: int) -> str:
    """Say a number up to ten in letters, and others in figures."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else f"{number:,}"


def in_days(length: Length) -> str:
    """Say how long a period is: ten days, a month."""
    if not length.months:
        return f"{in_words(length.days)} day{'s' * (length.days != 1)}"
    return "a month" if length.months == 1 else f"{in_words(length.months)} months"


def of_length(length: Length) -> str:
    """Say how long a period is before what is of it: ten-day, monthly."""
    if not length.months:
        return f"{in_words(length.days)}-day"
    return "monthly" if length.months == 1 else f"{in_words(length.months)}-month"
