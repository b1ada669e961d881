"""Decide what may be shown: the only place that sees both a count and what is hidden of its level.

Nothing after this module holds a count that is hidden. Two stores that differ only in hidden counts give the same
result here, so everything published from it is the same too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.cells import NUMBERS, Cells, Marks, Numbers
from app.dataset import Hidden, LevelDefinition
from app.domain import Withheld

NO_VALUE = -1  # of a weight


@dataclass(frozen=True)
class Disclosed:
    """What may be known of a level in a period, in the order of its areas.

    `weights` is what the search for missing authorities may count: a shown count as it is, any hidden one as the
    largest that is hidden, NO_VALUE where the release has no value at all.
    """

    cells: Cells
    weights: Numbers

    @property
    def has_value(self) -> bool:
        """Return whether any area has a value."""
        return bool((self.weights != NO_VALUE).any())


def disclose(counts: Numbers, are_covered: Marks, are_left_out: Marks, hidden: Hidden | None) -> Disclosed:
    """Turn known counts into what may be shown; below zero is none.

    Areas are covered where the releases speak for them, and left out where they are not published unless they have a
    count. `hidden` is None for a level that hides nothing: there a blank cannot stand for a small count, so no data
    came.
    """
    blank = NUMBERS[Withheld.HIDDEN if hidden else Withheld.MISSING]
    without = np.where(are_covered, blank, NUMBERS[Withheld.MISSING])
    without = np.where(are_left_out, NUMBERS[Withheld.NOT_PUBLISHED], without)
    cells, weights = np.where(counts < 0, without, counts), np.where(counts < 0, NO_VALUE, counts)
    if hidden:
        are_hidden = (hidden.least <= counts) & (counts <= hidden.most) & (counts >= 0)
        cells[are_hidden], weights[are_hidden] = NUMBERS[Withheld.HIDDEN], hidden.most
    return Disclosed(Cells(cells.astype(np.int32)), weights.astype(np.int32))


def is_public(level: LevelDefinition, counts: Numbers) -> bool:
    """Return whether all of a level's counts may be published already: none is one that the publisher never gives."""
    return not np.isin(counts, level.never_given).any()
