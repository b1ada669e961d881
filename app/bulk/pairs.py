"""Tell apart the pairs of a cell and that of the week before: the same come again and again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.cells import NUMBERS

LEAST = min(NUMBERS.values())  # of the numbers that stand for cells
MARKED_AT_MOST = 4_000_000  # pairs that there could be, each with five bytes in a table

Whole = NDArray[np.int64]
Both = tuple[Whole, Whole]  # cells, and those of the week before


class Pairs:
    """The pairs that occur, each once, and the place among them of any."""

    def __init__(self, parts: Iterable[Both], most: int) -> None:
        """Take the pairs of all `parts`, whose cells are `most` at most."""
        self._span = most - LEAST + 1
        self._table = None
        keys = (self._keys(*part) for part in parts)
        if self._span**2 > MARKED_AT_MOST:
            self._found = np.unique(np.concatenate([np.empty(0, np.int64), *map(np.unique, keys)]))
            return
        # Small counts, of which there are most, are marked in a table: a fifth of the time that sorting takes.
        marked = np.zeros(self._span**2, np.bool_)
        for each in keys:
            marked[each] = True
        self._found = np.flatnonzero(marked)
        self._table = np.empty(len(marked), np.int32)
        self._table[self._found] = np.arange(len(self._found))

    def cells(self) -> Both:
        """Return the cells of each pair."""
        return self._found // self._span + LEAST, self._found % self._span + LEAST

    def places(self, cells: Whole, before: Whole) -> NDArray[Any]:
        """Return the place of each of these pairs."""
        keys = self._keys(cells, before)
        return np.searchsorted(self._found, keys) if self._table is None else self._table[keys]

    def _keys(self, cells: Whole, before: Whole) -> Whole:
        return (cells - LEAST) * self._span + (before - LEAST)
