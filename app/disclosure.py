"""Decide what may be shown: the only place that sees both a count and the threshold.

Nothing after this module holds a count that is hidden. Two stores that differ only in hidden counts give the same
result here, so everything published from it is the same too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.domain import Area, Cell, Shown, Withheld


@dataclass(frozen=True)
class Disclosed:
    """What may be known of a level in a week, in the order of its areas.

    `weights` is what the search for missing authorities may count: a shown count as it is, any hidden one as the
    threshold, None where the release has no value at all.
    """

    cells: tuple[Cell, ...]
    weights: tuple[int | None, ...]

    @property
    def has_value(self) -> bool:
        """Tell whether any area has a value."""
        return any(weight is not None for weight in self.weights)


def disclose(
    areas: Sequence[Area], counts: Mapping[str, int], covered: frozenset[str] | None, hide_up_to: int | None
) -> Disclosed:
    """Turn known counts by area code into what may be shown.

    `covered` names the areas that the releases speak for, None meaning all. `hide_up_to` is None for a level that
    hides nothing: there a blank cannot stand for a small count, so no data came.
    """
    blank = Withheld.MISSING if hide_up_to is None else Withheld.HIDDEN
    threshold = -1 if hide_up_to is None else hide_up_to
    cells: list[Cell] = []
    weights: list[int | None] = []
    for area in areas:
        cases = counts.get(area.code)
        if cases is None:
            cells.append(blank if covered is None or area.code in covered else Withheld.MISSING)
            weights.append(None)
        elif cases <= threshold:
            cells.append(Withheld.HIDDEN)
            weights.append(threshold)
        else:
            cells.append(_shown(cases))
            weights.append(cases)
    return Disclosed(tuple(cells), tuple(weights))


@cache
def _shown(cases: int) -> Shown:
    return Shown(cases)
