"""The cells of a layout in the making, and which swaps keep authorities and the sea in one piece."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from app.geography.hexes.lattice import DIRECTIONS, Array, centres

MARGIN = 6  # cells of sea on every side, of which the outer two stay empty


class Swaps(NamedTuple):
    """Areas and the cells that they would leave for, and what they would swap with: another area, or the sea."""

    area: Array
    other: Array
    start: Array
    end: Array

    def where(self, wanted: Array) -> Swaps:
        """Give those that are wanted."""
        return Swaps(*(field[wanted] for field in self))

    def reversed(self) -> Swaps:
        """Give the same swaps as seen by the others."""
        return Swaps(self.other, self.area, self.end, self.start)


class Board:
    """A grid of cells, numbered row by row.

    `area` holds each cell's area, `cell` each area's cell; the number after the last area is the sea's, and its
    authority is -1.
    """

    def __init__(self, cells: Array, authorities: Array) -> None:
        self.low = cells.min(axis=0) - MARGIN
        self.width, self.height = (np.ptp(cells, axis=0) + 2 * MARGIN + 1).tolist()
        self.around = DIRECTIONS @ (1, self.width)
        self.sea = len(cells)
        self.cell = np.append((cells - self.low) @ (1, self.width), 0)
        self.area = np.full(self.width * self.height, self.sea)
        self.area[self.cell[:-1]] = np.arange(self.sea)
        self.authority = np.append(authorities, -1)
        rows, columns = np.divmod(np.arange(self.width * self.height), self.width)
        to_edge = np.minimum(np.minimum(rows, self.height - 1 - rows), np.minimum(columns, self.width - 1 - columns))
        self.inside = to_edge > 1
        self.centres = centres(np.stack([columns, rows], axis=1) + self.low)
        self._place = rows * (2 * self.width - 1) + columns

    def cells(self) -> Array:
        """Give each area's cell in axial coordinates."""
        cells: Array = np.stack([self.cell[:-1] % self.width, self.cell[:-1] // self.width], axis=1) + self.low
        return cells

    def vector(self, start: Array, end: Array) -> Array:
        """Number the offsets between cells, in the order of a grid of twice the board's size."""
        middle = (self.height - 1) * (2 * self.width - 1) + self.width - 1
        offsets: Array = self._place[end] - self._place[start] + middle
        return offsets

    def swaps(self, area: Array, start: Array, end: Array) -> Swaps:
        """Give the swaps whose cells are two, and inside."""
        end = np.where(self.inside[end], end, start)
        swaps = Swaps(area, self.area[end], start, end)
        return swaps.where(start != end)

    def ring(self, cell: Array) -> Array:
        """Give the authorities of the six cells around each."""
        authorities: Array = self.authority[self.area[cell[:, None] + self.around]]
        return authorities

    def ring_after(self, swaps: Swaps) -> Array:
        """Give the authorities around the ends, when the swaps are made."""
        around = swaps.end[:, None] + self.around
        moved = np.where(around == swaps.start[:, None], swaps.other[:, None], self.area[around])
        authorities: Array = self.authority[moved]
        return authorities

    def allowed(self, swaps: Swaps) -> Swaps:
        """Give the swaps that add no piece to an authority or the sea."""
        same = self.authority[swaps.area] == self.authority[swaps.other]
        return swaps.where(same | (self._stays_whole(swaps) & self._stays_whole(swaps.reversed())))

    def _stays_whole(self, swaps: Swaps) -> Array:
        """Tell whether the first areas' authorities can do without the start, and touch the end.

        An authority can do without a cell where its cells around that, with the end if that is one of them, follow one
        another. This looks at the six cells around alone, so it refuses some swaps that would do.
        """
        authority = self.authority[swaps.area][:, None]
        around = swaps.start[:, None] + self.around
        ends = around == swaps.end[:, None]
        own = (self.authority[self.area[around]] == authority) | ends
        runs = (own & ~np.roll(own, 1, axis=1)).sum(axis=1)
        beside = self.ring(swaps.end) == authority
        beside &= swaps.end[:, None] + self.around != swaps.start[:, None]
        touches = ends.any(axis=1) | beside.any(axis=1) | (runs == 0)
        whole: Array = ((runs <= 1) & touches) | own.all(axis=1)
        return whole

    def make(self, swaps: Swaps) -> None:
        """Make the swaps, which must have nothing to do with one another."""
        self.area[swaps.end], self.area[swaps.start] = swaps.area, swaps.other
        self.cell[swaps.area], self.cell[swaps.other] = swaps.end, swaps.start
        self.cell[-1] = 0
