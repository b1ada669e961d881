"""Phrases that need no dataset."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def counted(number: int, noun: str, nouns: str = "") -> str:
    """Say a number of things: 1 case, 1,204 cases; several take an s unless they are given."""
    return f"{number:,} {noun if number == 1 else nouns or f'{noun}s'}"


def all_of(names: Sequence[str]) -> str:
    """List names: one, two and three."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def day(value: date) -> str:
    """Say a date: 27 October 2020."""
    return f"{value.day} {value:%B %Y}"


def capitalize_first(text: str) -> str:
    """Begin a sentence, leaving the rest as it is."""
    return text[:1].upper() + text[1:]


def written(number: float, decimals: int = 1) -> str:
    """Write a number as people read it: 1,204, −12.5 with a minus sign and not a hyphen."""
    text = f"{number:,}" if isinstance(number, int) else f"{number:,.{decimals}f}"
    return text.replace("-", "\N{MINUS SIGN}")


def in_words(number: int) -> str:
    """Say a number, in letters up to ten."""
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"
