"""Count the areas that rose faster than their nation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.statistics.rankings import Compared


@dataclass(frozen=True)
class Tally:
    """How many areas of a place there are, are shown, rose faster than the nation, and did not.

    The rest are left out, as their change has no percentage.
    """

    areas: int
    shown: int
    faster: int
    not_faster: int

    @property
    def left_out(self) -> int:
        """Count the areas whose change has no percentage, or all where the nation's has none."""
        return self.areas - self.faster - self.not_faster


def is_faster(row: Compared, nation: Compared | None) -> bool | None:
    """Tell whether an area's per cent change, unrounded, exceeds the nation's; None where either has none."""
    if nation is None or nation.ratio is None or row.ratio is None:
        return None
    return row.ratio > nation.ratio


def tally(rows: Iterable[Compared], nation: Compared | None) -> Tally:
    """Count the areas of a place."""
    answers = [(row.cases is not None, is_faster(row, nation)) for row in rows]
    return Tally(
        areas=len(answers),
        shown=sum(is_shown for is_shown, _ in answers),
        faster=sum(faster is True for _, faster in answers),
        not_faster=sum(faster is False for _, faster in answers),
    )
