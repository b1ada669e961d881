"""Numbers and names as they stand in sentences."""

from __future__ import annotations

from collections.abc import Sequence


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
