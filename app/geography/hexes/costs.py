"""What a layout of hexagons costs, and what a swap would change."""

from __future__ import annotations

import numpy as np

from app.geography.hexes.board import COUNT, Around, Board, Swaps
from app.geography.hexes.bonds import Bonds
from app.geography.hexes.lattice import Array, centres, steps

BEARINGS = 60  # that are told apart
TURN = 1.25  # the cost of a turn by a radian
LENGTHS = (0.0, 0.0, 1.3, 1.9, 2.4, 2.8)  # the cost of a pair so many steps apart: the first step apart costs most
LONGER = 0.3  # the cost of each step more
FRACTION = 1 / 256  # what pairs' costs are rounded to: sums are exact, in whatever order a machine adds
BORDER, COAST = 1.0, 3.0  # the cost of an edge between authorities, or beside the sea: outlines become smooth
ROUND = 0.4  # the cost of lying far from the middle of one's authority, by its size
STRAY = 0.08  # the cost of lying far from one's position: the country keeps its shape


class Costs:
    """What a layout costs, and what a swap would change.

    `seen` holds, for each bond, where the table of pairs has its cost as seen from cell 0: from another cell it is as
    many places before as that cell's number. `make` keeps it up to date. Lookups are told to `wrap` indices, as numpy
    is quicker to do that than to look for any that are out of bounds.
    """

    def __init__(self, board: Board, bonds: Bonds, positions: Array) -> None:
        self.board = board
        self.bonds = bonds
        self.positions = positions @ (1, 1j)
        self.sizes = np.bincount(board.authority[:-1])
        self._tabulate_pairs()
        self._leading = bonds.leading_to()
        self._seen = np.append((board.cell[bonds.areas] + self.rows).ravel(), 0)
        self.seen = self._seen[:-1].reshape(bonds.areas.shape)
        self.places = board.centres @ (1, 1j)
        self.find_middles()

    def _tabulate_pairs(self) -> None:
        """Work out what a pair costs, by its bearing on the ground and by the offset between its cells.

        The last row is of no pair, and costs nothing. `rows` gives where each bond's row has no offset.
        """
        offsets = self.board.offsets()
        far, ahead = steps(offsets), centres(offsets)
        lengths = np.interp(far, np.arange(len(LENGTHS)), LENGTHS) + LONGER * np.maximum(far - len(LENGTHS) + 1, 0)
        none = len(offsets) // 2
        kinds = np.linspace(0, 2 * np.pi, BEARINGS, endpoint=False)[:, None]
        turns = np.pi - np.abs(np.pi - np.abs(np.arctan2(ahead[:, 1], ahead[:, 0]) % (2 * np.pi) - kinds))
        pairs = np.zeros((BEARINGS + 1, len(offsets)), dtype=np.float32)
        pairs[:-1] = np.rint((lengths + TURN * turns) / FRACTION) * FRACTION
        pairs[:, none] = 0
        self.pairs = pairs.ravel()
        kind = np.rint(self.bonds.bearings / (2 * np.pi) * BEARINGS).astype(int) % BEARINGS
        kind[self.bonds.areas == self.board.sea] = BEARINGS
        self.rows = kind * len(offsets) + none

    def find_middles(self) -> None:
        """Work out anew what draws each area to its position and to the middle of its authority.

        Places are complex numbers. The sum of both squared distances is, but for a constant, `hold` times the square of
        the place less `pull` times the place. The sea is drawn nowhere.
        """
        at, authority = self.places[self.board.cell[:-1]], self.board.authority[:-1]
        sums = np.bincount(authority, at.real) + 1j * np.bincount(authority, at.imag)
        roundness = ROUND * np.pi / np.maximum(self.sizes, 4)
        self.hold = np.append((STRAY + roundness)[authority], 0.0)
        self.pull = np.append(2 * (STRAY * self.positions + (roundness * sums / self.sizes)[authority]), 0.0)

    def of(self, swaps: Swaps) -> Array:
        """Say by how much each swap would raise the cost, outlines aside, and were no two of them neighbours."""
        both, cells = np.concatenate([swaps.area, swaps.other]), np.concatenate([swaps.start, swaps.end, swaps.start])
        seen = self.seen.take(both, axis=1, mode="wrap")
        there = self.pairs.take(seen - cells[len(swaps.area) :], mode="wrap")
        there -= self.pairs.take(seen - cells[: len(both)], mode="wrap")
        change = there.sum(axis=0).reshape(2, -1).sum(axis=0)
        return change + self._drawn(swaps)

    def _drawn(self, swaps: Swaps) -> Array:
        """Say by how much each swap would raise the cost of lying far from positions and middles."""
        start, end = self.places.take(swaps.start), self.places.take(swaps.end)
        pull = self.pull.take(swaps.area) - self.pull.take(swaps.other)
        hold = self.hold.take(swaps.area) - self.hold.take(swaps.other)
        way = (end - start).conj()
        change: Array = ((hold * (end + start) - pull) * way).real
        return change

    def turned(self, swaps: Swaps) -> Array:
        """Say by how much more a swap of two neighbours would raise the cost.

        Each of them took the other to stay, and itself to come to the same cell, where a pair costs nothing. They end
        as far apart as they were, and turned round.
        """
        partners = self.bonds.areas.take(swaps.area, axis=1) == swaps.other
        rank, swap = np.nonzero(partners & (swaps.other < self.board.sea))
        row, way = self.rows[rank, swaps.area[swap]], swaps.end[swap] - swaps.start[swap]
        more = np.zeros(len(swaps.area))
        more[swap] = self.pairs[row + way] + self.pairs[row - way]
        return more

    def outlines(self, swaps: Swaps, around: Around) -> Array:
        """Say by how much each swap between authorities, or of one and the sea, would raise the cost of outlines."""
        own = COUNT.take(around.area_at_start) - COUNT.take(around.area_at_end)
        others = COUNT.take(around.other_at_end) - COUNT.take(around.other_at_start)
        coast = np.where(swaps.other == self.board.sea, COAST, BORDER)
        change: Array = BORDER * own + (2 * coast - BORDER) * others + 2 * coast * (around.ahead > 0)
        return change

    def make(self, swaps: Swaps) -> None:
        """Follow swaps, which must have nothing to do with one another."""
        moved = np.concatenate([swaps.area, swaps.other])
        way = swaps.end - swaps.start
        self._seen[self._leading.take(moved, axis=0)] += np.concatenate([way, -way])[:, None]
