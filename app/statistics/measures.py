"""Work out rates and changes. Rounding is by whole numbers, so that the browser's agrees to the last digit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain import Cell, Withheld


def rounded(numerator: int, denominator: int) -> float:
    """Divide and round to one decimal, halves away from zero."""
    tenths = (20 * abs(numerator) + denominator) // (2 * denominator)
    return (tenths if numerator >= 0 else -tenths) / 10


def rate_per_100k(cases: int, population: int) -> float:
    """Give cases per 100,000 people to one decimal."""
    return rounded(cases * 100_000, population)


@dataclass(frozen=True)
class Change:
    """The count less that of the week before; `percent` is None where the week before had none."""

    difference: int
    percent: float | None


class NotCalculable(StrEnum):
    """Say why there is no change on the week before."""

    THIS_WEEK_HIDDEN = "this week hidden"
    THIS_WEEK_MISSING = "this week missing"
    NOT_PUBLISHED = "this week not published"
    BEFORE_NOT_ON_RECORD = "week before not on record"
    BEFORE_HIDDEN = "week before hidden"
    BEFORE_MISSING = "week before missing"


_THIS_WEEK = {
    Withheld.HIDDEN: NotCalculable.THIS_WEEK_HIDDEN,
    Withheld.MISSING: NotCalculable.THIS_WEEK_MISSING,
    Withheld.NOT_PUBLISHED: NotCalculable.NOT_PUBLISHED,
}
_BEFORE = {
    Withheld.HIDDEN: NotCalculable.BEFORE_HIDDEN,
    Withheld.MISSING: NotCalculable.BEFORE_MISSING,
    Withheld.NOT_PUBLISHED: NotCalculable.BEFORE_NOT_ON_RECORD,
}


def change(cell: Cell, before: Cell) -> Change | NotCalculable:
    """Compare a week with the one before, where both are shown."""
    if isinstance(cell, Withheld):
        return _THIS_WEEK[cell]
    if isinstance(before, Withheld):
        return _BEFORE[before]
    difference = cell.cases - before.cases
    return Change(difference, rounded(difference * 100, before.cases) if before.cases else None)
