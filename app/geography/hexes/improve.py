"""Swap the contents of cells while that keeps neighbours together and bearings true, by simulated annealing.

A swap is of two areas, or of an area and the sea. None adds a piece to an authority, or to the sea: what is in one
piece stays so. Many swaps that have nothing to do with one another are made at a time, so that numpy does the work.
The seed and the number of rounds are fixed: the same areas give the same layout.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from app.geography.hexes.board import Board, Swaps
from app.geography.hexes.lattice import DIRECTIONS, Array, centres, steps

SEED = 20201102
MOST = 12  # neighbours of an area that count; few have more
SIXTH = np.pi / 3
TURN = 1.0  # the cost of a turn by a radian
LENGTHS = (0.0, 0.0, 1.0, 1.6, 2.1, 2.5)  # the cost of a pair so many steps apart: the first step apart costs most
LONGER = 0.3  # the cost of each step more
BORDER, COAST = 1.0, 1.5  # the cost of an edge between authorities, or beside the sea: outlines become smooth
ROUND = 0.5  # the cost of lying far from the middle of one's authority, by its size
STRAY = 0.03  # the cost of lying far from one's position: the country keeps its shape


class Heat(NamedTuple):
    """The cost that a swap may have, at the start and at the end, and the swaps that are tried for each area."""

    start: float
    end: float
    sweeps: int


HOT, WARM, COOL = Heat(5.0, 0.15, 1500), Heat(2.0, 0.15, 1500), Heat(0.5, 0.15, 500)


@dataclass(frozen=True)
class Bonds:
    """Each area's neighbours and their bearings; the row after the last is the sea's, which has none."""

    areas: Array
    bearings: Array
    weights: Array
    counts: Array

    @classmethod
    def between(cls, points: Array, pairs: Array) -> Bonds:
        """Take up to MOST neighbours of each area, the nearest first."""
        count = len(points)
        first, second = np.concatenate([pairs, pairs[:, ::-1]]).T
        ways = points[second] - points[first]
        order = np.lexsort((second, np.hypot(*ways.T), first))
        first, second, ways = first[order], second[order], ways[order]
        rank = np.arange(len(first)) - np.searchsorted(first, first)
        near = rank < MOST
        place = (first[near], rank[near])
        areas, bearings, weights = np.full((count + 1, MOST), count), *np.zeros((2, count + 1, MOST))
        areas[place], bearings[place], weights[place] = second[near], np.arctan2(*ways[near].T[::-1]), 1
        return cls(areas, bearings, weights, weights.sum(axis=1).astype(int))


class Costs:
    """What a layout costs, and what a swap would change."""

    def __init__(self, board: Board, bonds: Bonds, positions: Array) -> None:
        self.board = board
        self.bonds = bonds
        self.positions = np.concatenate([positions, np.zeros((1, 2))])
        self.sizes = np.bincount(board.authority[:-1])
        self.roundness = np.append(ROUND * np.pi / np.maximum(self.sizes, 4), 0.0)  # the last is the sea's
        self.vectors = self._vector_costs()
        self.find_middles()

    def _vector_costs(self) -> tuple[Array, Array]:
        """Give the bearing, and the cost of the length, of every offset between two cells."""
        height, width = self.board.height, self.board.width
        r, q = np.mgrid[1 - height : height, 1 - width : width]
        offsets = np.stack([q, r], axis=-1).reshape(-1, 2)
        ahead = centres(offsets)
        far = steps(offsets)
        lengths = np.interp(far, np.arange(len(LENGTHS)), LENGTHS) + LONGER * np.maximum(far - len(LENGTHS) + 1, 0)
        return np.arctan2(ahead[:, 1], ahead[:, 0]), lengths

    def find_middles(self) -> None:
        """Work out the middles of the authorities anew."""
        at, authority = self.board.centres[self.board.cell[:-1]], self.board.authority[:-1]
        sums = [np.bincount(authority, axis) / self.sizes for axis in at.T]
        self.middles = np.concatenate([np.stack(sums, axis=1), np.zeros((1, 2))])

    def of(self, swaps: Swaps) -> Array:
        """Say by how much each swap would raise the cost."""
        there, back = swaps, swaps.reversed()
        change = self._move(there) + self._move(back)
        return change + self._outlines(there) + self._outlines(back)

    def _move(self, swaps: Swaps) -> Array:
        """Say what the move of the first area of each swap costs; the pair that swaps counts once, with the second."""
        authority = self.board.authority[swaps.area]
        after, before = self.board.centres[swaps.end], self.board.centres[swaps.start]
        home, middle = self.positions[swaps.area], self.middles[authority]
        stray = np.where(authority < 0, 0.0, STRAY) * _nearer(after, before, home)
        lean = self.roundness[authority] * _nearer(after, before, middle)
        change: Array = self._bonds(swaps, swaps.end) - self._bonds(swaps, swaps.start) + stray + lean
        return change

    def _bonds(self, swaps: Swaps, at: Array) -> Array:
        bonds, board = self.bonds, self.board
        others = bonds.areas[swaps.area]
        cells = board.cell[others]
        partner = others == swaps.other[:, None]
        cells = np.where(partner, (swaps.start + swaps.end - at)[:, None], cells)
        bearings, lengths = self.vectors
        vectors = board.vector(at[:, None], cells)
        turn = np.abs(bearings[vectors] - bonds.bearings[swaps.area])
        cost = lengths[vectors] + TURN * np.minimum(turn, 2 * np.pi - turn)
        half = np.where(partner, 0.5, 1.0)  # both areas of the swap count the pair that they are
        total: Array = (cost * bonds.weights[swaps.area] * half).sum(axis=1)
        return total

    def _outlines(self, swaps: Swaps) -> Array:
        """Say what borders and coasts about the end of each swap cost more than about its start."""
        authority = self.board.authority[swaps.area][:, None]
        return _borders(self.board.ring_after(swaps), authority) - _borders(self.board.ring(swaps.start), authority)


def _nearer(after: Array, before: Array, goal: Array) -> Array:
    change: Array = ((after - goal) ** 2).sum(axis=1) - ((before - goal) ** 2).sum(axis=1)
    return change


def _borders(ring: Array, authority: Array) -> Array:
    cost = np.where((ring < 0) | (authority < 0), COAST, BORDER)
    total: Array = np.where(ring != authority, cost, 0.0).sum(axis=1)
    return total


def improve(cells: Array, authorities: Array, bonds: Bonds, positions: Array, heat: Heat) -> Array:
    """Give better cells; authorities are numbered from zero."""
    board = Board(cells, authorities)
    costs, random = Costs(board, bonds, positions), np.random.default_rng(SEED)
    many = max(8, len(cells) // 6)  # few enough that most swaps have nothing to do with one another
    rounds = heat.sweeps * len(cells) // many
    for number in range(rounds):
        if number % 20 == 0:
            costs.find_middles()
        swaps = board.allowed(_propose(board, bonds, random, many))
        warmth = heat.start * (heat.end / heat.start) ** (number / rounds)
        swaps = swaps.where(costs.of(swaps) < -warmth * np.log1p(-random.random(len(swaps.area))))
        board.make(swaps.where(_separate(board, bonds, swaps)))
    return board.cells()


def _propose(board: Board, bonds: Bonds, random: np.random.Generator, many: int) -> Swaps:
    """Propose to move areas to where a neighbour on the ground would have them, or, one in five, a step anywhere."""
    area = random.integers(len(board.cell) - 1, size=many)
    drawn = (random.random(many) * bonds.counts[area]).astype(int)
    way = np.rint(bonds.bearings[area, drawn] / SIXTH + random.normal(0, 0.3, many)).astype(int) % 6
    beside = board.cell[bonds.areas[area, drawn]] - board.around[way]
    anywhere = (random.random(many) < 0.2) | (bonds.counts[area] == 0)
    start = board.cell[area]
    end = np.where(anywhere, start + board.around[random.integers(len(DIRECTIONS), size=many)], beside)
    return board.swaps(area, start, end)


def _separate(board: Board, bonds: Bonds, swaps: Swaps) -> Array:
    """Tell which swaps share nothing with a later one: no cell, neighbouring cell, area, or neighbour on the ground."""
    numbers = np.arange(len(swaps.area))
    cells, areas = np.full(board.width * board.height, -1), np.full(len(board.cell), -1)
    for at in (swaps.start, swaps.end):
        np.maximum.at(cells, at, numbers)
    for moved in (swaps.area, swaps.other):
        np.maximum.at(areas, moved, numbers)
    areas[-1] = -1  # the sea is everyone's
    latest = np.maximum(areas[swaps.area], areas[swaps.other])
    for moved in (swaps.area, swaps.other):
        latest = np.maximum(latest, areas[bonds.areas[moved]].max(axis=1))
    for at in (swaps.start, swaps.end):
        latest = np.maximum(latest, np.maximum(cells[at], cells[at[:, None] + board.around].max(axis=1)))
    separate: Array = latest <= numbers
    return separate
