"""Decide what may be shown: the only place that sees both a count and what is hidden of its level.

Nothing after this module holds a count that is hidden. Two stores that differ only in hidden counts give the same
result here, so everything published from it is the same too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.dataset import Hidden
from app.domain import Area, Cell, Shown, Withheld


@dataclass(frozen=True)
class Disclosed:
    """What may be known of a level in a period, in the order of its areas.

    `weights` is what the search for missing authorities may count: a shown count as it is, any hidden one as the
    largest that is hidden, None where the release has no value at all.
    """

    cells: tuple[Cell, ...]
    weights: tuple[int | None, ...]

    @property
    def has_value(self) -> bool:
        """Tell whether any area has a value."""
        return any(weight is not None for weight in self.weights)


def disclose(
    areas: Sequence[Area],
    counts: Mapping[str, int],
    covered: frozenset[str] | None,
    left_out: frozenset[str],
    hidden: Hidden | None,
) -> Disclosed:
    """Turn known counts by area code into what may be shown.

    `covered` names the areas that the releases speak for, None meaning all, and `left_out` those that are not
    published where they have no count. `hidden` is None for a level that hides nothing: there a blank cannot stand for
    a small count, so no data came.
    """
    blank = Withheld.HIDDEN if hidden else Withheld.MISSING
    cells: list[Cell] = []
    weights: list[int | None] = []
    for area in areas:
        cases = counts.get(area.code)
        if cases is None:
            is_covered = covered is None or area.code in covered
            without = blank if is_covered else Withheld.MISSING
            cells.append(Withheld.NOT_PUBLISHED if area.code in left_out else without)
            weights.append(None)
        elif hidden and hidden.least <= cases <= hidden.most:
            cells.append(Withheld.HIDDEN)
            weights.append(hidden.most)
        else:
            cells.append(_shown(cases))
            weights.append(cases)
    return Disclosed(tuple(cells), tuple(weights))


@cache
def _shown(cases: int) -> Shown:
    return Shown(cases)
