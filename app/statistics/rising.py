"""Count the areas that rose faster than the whole that they are part of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.statistics.rankings import Compared


@dataclass(frozen=True)
class Tally:
    """How many areas of a place there are, are shown, rose faster than the whole, and did not.

    The rest are left out, as their change has no percentage.
    """

    areas: int
    shown: int
    faster: int
    not_faster: int

    @property
    def left_out(self) -> int:
        """Count the areas whose change has no percentage, or all where the whole's has none."""
        return self.areas - self.faster - self.not_faster


def is_faster(row: Compared, whole: Compared | None) -> bool | None:
    """Tell whether an area's per cent change, unrounded, exceeds the whole's; None where either has none."""
    if whole is None or whole.ratio is None or row.ratio is None:
        return None
    return row.ratio > whole.ratio


def tally(rows: Iterable[Compared], whole: Compared | None) -> Tally:
    """Count the areas of a place."""
    answers = [(row.cases is not None, is_faster(row, whole)) for row in rows]
    return Tally(
        areas=len(answers),
        shown=sum(is_shown for is_shown, _ in answers),
        faster=sum(faster is True for _, faster in answers),
        not_faster=sum(faster is False for _, faster in answers),
    )
