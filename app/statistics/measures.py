"""Work out rates and changes. Rounding is by whole numbers, so that the browser's agrees to the last digit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from app.domain import Cell, Shown, Withheld

if TYPE_CHECKING:  # serving needs none of it
    from numpy.typing import NDArray

    Array = NDArray[Any]


def rounded(numerator: int, denominator: int, decimals: int = 1) -> float:
    """Divide and round to so many decimals, halves away from zero."""
    scale: int = 10**decimals
    parts = (2 * scale * abs(numerator) + denominator) // (2 * denominator)
    return (parts if numerator >= 0 else -parts) / scale


def rounded_all(numerators: Array, denominators: Array) -> Array:
    """Divide many numbers, none below zero, and round each to one decimal as `rounded` does."""
    tenths: Array = (20 * numerators + denominators) // (2 * denominators)
    return tenths / 10


def rate_of(cell: Cell, population: int | None, per: int) -> float | None:
    """Return an area's count for so many people to one decimal; None where either is unknown, or there are no rates."""
    return rounded(cell.cases * per, population) if isinstance(cell, Shown) and population and per else None


@dataclass(frozen=True)
class Change:
    """The count less that of the period before; `percent` is None where the period before had none."""

    difference: int
    percent: float | None


class NotCalculable(StrEnum):
    """Say why there is no change on the period before; `{}` stands for what a period is called."""

    HIDDEN = "this {} hidden"
    MISSING = "this {} missing"
    NOT_PUBLISHED = "this {} not published"
    PROTECTING = "this {} withheld"
    BEFORE_NOT_ON_RECORD = "{} before not on record"
    BEFORE_HIDDEN = "{} before hidden"
    BEFORE_MISSING = "{} before missing"
    BEFORE_PROTECTING = "{} before withheld"

    def reason(self, period: str) -> str:
        """Say the reason, with what a period is called: this week hidden."""
        return self.value.format(period)


_NOW = {
    Withheld.HIDDEN: NotCalculable.HIDDEN,
    Withheld.MISSING: NotCalculable.MISSING,
    Withheld.NOT_PUBLISHED: NotCalculable.NOT_PUBLISHED,
    Withheld.PROTECTING: NotCalculable.PROTECTING,
}
_BEFORE = {
    Withheld.HIDDEN: NotCalculable.BEFORE_HIDDEN,
    Withheld.MISSING: NotCalculable.BEFORE_MISSING,
    Withheld.NOT_PUBLISHED: NotCalculable.BEFORE_NOT_ON_RECORD,
    Withheld.PROTECTING: NotCalculable.BEFORE_PROTECTING,
}


def change(cell: Cell, before: Cell) -> Change | NotCalculable:
    """Compare a period with the one before, where both are shown."""
    if isinstance(cell, Withheld):
        return _NOW[cell]
    if isinstance(before, Withheld):
        return _BEFORE[before]
    difference = cell.cases - before.cases
    return Change(difference, rounded(difference * 100, before.cases) if before.cases else None)
