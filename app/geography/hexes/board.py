"""The cells of a layout in the making, and which swaps keep authorities and the sea in one piece."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from app.geography.hexes.lattice import DIRECTIONS, Array, centres

MARGIN = 6  # cells of sea on every side, of which the outer two stay empty
_ALL = np.arange(1 << len(DIRECTIONS))  # the sets of the six cells around one, as bits
COUNT = np.bitwise_count(_ALL).astype(float)
# How many runs of cells that follow one another are in each set: as many as begin after one that is not.
RUNS = np.bitwise_count(_ALL & ~(_ALL << 1 | _ALL >> len(DIRECTIONS) - 1))
_SHIFTS = np.arange(len(DIRECTIONS), dtype=np.uint8)[:, None]


class Swaps(NamedTuple):
    """Areas and the cells that they would leave for, and what they would swap with: another area, or the sea."""

    area: Array
    other: Array
    start: Array
    end: Array

    def at(self, places: Array) -> Swaps:
        """Return those at these places."""
        return Swaps(*(field.take(places) for field in self))


class Around(NamedTuple):
    """Which of the six cells around both cells of swaps have the authority of the area or the other, as sets of bits.

    `ahead` is the end as seen from the start, `behind` the start as seen from the end; empty where they are not side by
    side.
    """

    area_at_start: Array
    area_at_end: Array
    other_at_start: Array
    other_at_end: Array
    ahead: Array
    behind: Array

    def allowed(self) -> Array:
        """Tell which swaps add no piece to an authority or the sea."""
        return _stays_whole(self.area_at_start, self.area_at_end, self.ahead, self.behind) & _stays_whole(
            self.other_at_end, self.other_at_start, self.behind, self.ahead
        )


def _stays_whole(at_start: Array, at_end: Array, ahead: Array, behind: Array) -> Array:
    """Return whether authorities stay in one piece without the start, and touch the end.

    An authority can do without a cell where its cells around that, with the end if that is one of them, follow one
    another. This looks at the six cells around alone, so it refuses some swaps that would do.
    """
    own = at_start | ahead
    touches = (ahead > 0) | (at_end & ~behind > 0) | (own == 0)
    whole: Array = (RUNS[own] <= 1) & touches
    return whole


def _as_bits(told: Array) -> Array:
    bits: Array = np.bitwise_or.reduce(told.view(np.uint8) << _SHIFTS, axis=0)
    return bits


class Board:
    """A grid of cells, numbered row by row as if rows were twice as wide: differences of numbers are offsets.

    `area` holds each cell's area, `cell` each area's cell, `owner` each cell's authority; the number after the last
    area is the sea's, and its authority is -1. Swaps have rising numbers: `latest_of_area` and `latest_of_cell` hold
    those of the latest swap that was numbered of each.
    """

    def __init__(self, cells: Array, authorities: Array) -> None:
        self.low = cells.min(axis=0) - MARGIN
        self.width, self.height = (np.ptp(cells, axis=0) + 2 * MARGIN + 1).tolist()
        self.stride = 2 * self.width
        self.around = DIRECTIONS @ (1, self.stride)
        self.sea = len(cells)
        self.cell = np.append((cells - self.low) @ (1, self.stride), 0)
        self.area = np.full(self.stride * self.height, self.sea)
        self.area[self.cell[:-1]] = np.arange(self.sea)
        self.authority = np.append(authorities, -1)
        self.owner = self.authority[self.area]
        self.latest_of_area, self.latest_of_cell = np.zeros_like(self.cell), np.zeros_like(self.area)
        self._numbered = 0
        rows, columns = np.divmod(np.arange(self.stride * self.height), self.stride)
        to_edge = np.minimum(np.minimum(rows, self.height - 1 - rows), np.minimum(columns, self.width - 1 - columns))
        self.inside = to_edge > 1
        self.centres = centres(np.stack([columns, rows], axis=1) + self.low)

    def cells(self) -> Array:
        """Return each area's cell in axial coordinates."""
        rows, columns = np.divmod(self.cell[:-1], self.stride)
        cells: Array = np.stack([columns, rows], axis=1) + self.low
        return cells

    def offsets(self) -> Array:
        """List the offsets (q, r) by the difference of two cells' numbers, from the least to the most."""
        most = len(self.area)
        rows, columns = np.divmod(np.arange(-most, most + 1) + self.width, self.stride)
        return np.stack([columns - self.width, rows], axis=1)

    def swaps(self, area: Array, end: Array) -> Swaps:
        """Return the swaps whose cells are two, and inside."""
        start = self.cell.take(area)
        fit = np.flatnonzero(self.inside.take(end) & (start != end))
        end = end.take(fit)
        return Swaps(area.take(fit), self.area.take(end), start.take(fit), end)

    def look_around(self, swaps: Swaps) -> Around:
        """Look at the cells around both cells of each swap."""
        at_start, at_end = (self.owner.take(cell + self.around[:, None]) for cell in (swaps.start, swaps.end))
        authority, other = self.authority.take(swaps.area), self.authority.take(swaps.other)
        apart = swaps.end - swaps.start
        return Around(
            *(_as_bits(at == of) for of in (authority, other) for at in (at_start, at_end)),
            *(_as_bits(way == self.around[:, None]) for way in (apart, -apart)),
        )

    def numbered(self, swaps: Swaps) -> Array:
        """Number swaps, in their order, above all numbered before, and give the numbers."""
        first, self._numbered = self._numbered + 1, self._numbered + len(swaps.area)
        numbers = np.arange(first, self._numbered + 1)
        for moved, cell in ((swaps.area, swaps.start), (swaps.other, swaps.end)):
            np.maximum.at(self.latest_of_area, moved, numbers)
            np.maximum.at(self.latest_of_cell, cell, numbers)
        self.latest_of_area[-1] = 0  # the sea is everyone's
        return numbers

    def make(self, swaps: Swaps) -> None:
        """Make the swaps, which must have nothing to do with one another."""
        self.area[swaps.end], self.area[swaps.start] = swaps.area, swaps.other
        self.owner[swaps.end], self.owner[swaps.start] = self.authority[swaps.area], self.authority[swaps.other]
        self.cell[swaps.area], self.cell[swaps.other] = swaps.end, swaps.start
        self.cell[-1] = 0
