"""Split areas into those that rose and those that fell, and changes of few cases from those of many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.statistics.rankings import Compared

ENOUGH = 20  # of fewer the ONS calls rates unreliable; of a change it is the count before that decides


@dataclass(frozen=True)
class Changes:
    """Areas by how their counts changed; `left_out` is how many have no count in one of the two periods."""

    rose: tuple[Compared, ...]
    fell: tuple[Compared, ...]
    unchanged: tuple[Compared, ...]
    left_out: int

    @property
    def compared(self) -> int:
        """Count the areas that are compared."""
        return len(self.rose) + len(self.fell) + len(self.unchanged)


def changes(rows: Iterable[Compared]) -> Changes:
    """Split areas by how their counts changed, each part in the order given."""
    differences = [(row, _difference(row)) for row in rows]
    known = [(row, difference) for row, difference in differences if difference is not None]
    return Changes(
        rose=tuple(row for row, difference in known if difference > 0),
        fell=tuple(row for row, difference in known if difference < 0),
        unchanged=tuple(row for row, difference in known if difference == 0),
        left_out=len(differences) - len(known),
    )


def _difference(row: Compared) -> int | None:
    return None if row.cases is None or row.cases_before is None else row.cases - row.cases_before


def is_few(row: Compared) -> bool:
    """Return whether the count before is so small that the change in per cent says little."""
    return (row.cases_before or 0) < ENOUGH


def steepness(row: Compared) -> tuple[float, int] | None:
    """Rank rises and falls by how many times the smaller count the larger is; of equal ones larger counts say more."""
    if row.cases is None or row.cases_before is None:
        return None
    small, large = sorted((row.cases, row.cases_before))
    if small == 0:
        return (float("inf") if large else 1.0), large
    return large / small, large
