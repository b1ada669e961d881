"""Swap the contents of cells while that keeps neighbours together and bearings true, by simulated annealing.

A swap is of two areas, or of an area and the sea. None adds a piece to an authority, or to the sea: what is in one
piece stays so. Many swaps that have nothing to do with one another are made at a time, so that numpy does the work.
The seed and the number of rounds are fixed: the same areas give the same layout.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.geography.hexes.board import Board, Swaps
from app.geography.hexes.lattice import DIRECTIONS, Array, centres, steps

SEED = 20201102
MOST = 12  # neighbours of an area that count; few have more
SIXTH = np.pi / 3
BEARINGS = 60  # that are told apart
TURN = 1.2  # the cost of a turn by a radian
LENGTHS = (0.0, 0.0, 1.0, 1.6, 2.1, 2.5)  # the cost of a pair so many steps apart: the first step apart costs most
LONGER = 0.3  # the cost of each step more
BORDER, COAST = 1.0, 3.0  # the cost of an edge between authorities, or beside the sea: outlines become smooth
GAIN = 14.0  # more than a swap makes outlines cheaper by, but for a few
ROUND = 0.4  # the cost of lying far from the middle of one's authority, by its size
STRAY = 0.08  # the cost of lying far from one's position: the country keeps its shape
SHARE = 6  # one area in so many moves in a round: few enough that most swaps have nothing to do with one another
NOISE = 0.3  # of the direction, in sixths of a turn, in which a move leads to a neighbour's side
ANYWHERE = 0.12  # share of the moves that lead a step anywhere
HOTTEST, COOLEST = 5.0, 0.5  # the cost that a swap may have, at the start and at the end
ROUNDS = 12_000  # of swaps, for a country; a few areas find their places in fewer
LEAST_ROUNDS, ROUNDS_AN_AREA = 1_000, 10


@dataclass(frozen=True)
class Bonds:
    """Each area's neighbours and their bearings, by area and rank; the last area is the sea, which has none."""

    areas: Array
    bearings: Array
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
        areas, bearings = np.full((count + 1, MOST), count), np.zeros((count + 1, MOST))
        areas[place], bearings[place] = second[near], np.arctan2(*ways[near].T[::-1])
        return cls(areas, bearings, (areas < count).sum(axis=1))


class Costs:
    """What a layout costs, and what a swap would change."""

    def __init__(self, board: Board, bonds: Bonds, positions: Array) -> None:
        self.board = board
        self.bonds = bonds
        self.positions = positions
        self.sizes = np.bincount(board.authority[:-1])
        self.x, self.y = board.centres.T.copy()
        self.squares = self.x**2 + self.y**2
        self._tabulate_pairs()
        self.find_middles()

    def _tabulate_pairs(self) -> None:
        """Work out what a pair costs, by its bearing on the ground and by the offset between its cells.

        The last row is of no pair, and costs nothing. `rows` gives where each bond's row has no offset.
        """
        offsets = self.board.offsets()
        far, ahead = steps(offsets), centres(offsets)
        longer = LONGER * np.maximum(far - len(LENGTHS) + 1, 0)
        self.lengths = np.interp(far, np.arange(len(LENGTHS)), LENGTHS) + longer
        self.none = len(offsets) // 2
        kinds = np.linspace(0, 2 * np.pi, BEARINGS, endpoint=False)[:, None]
        turns = np.pi - np.abs(np.pi - np.abs(np.arctan2(ahead[:, 1], ahead[:, 0]) % (2 * np.pi) - kinds))
        pairs = np.zeros((BEARINGS + 1, len(offsets)), dtype=np.float32)
        pairs[:-1] = self.lengths + TURN * turns
        pairs[:, self.none] = 0
        self.pairs = pairs.ravel()
        kind = np.rint(self.bonds.bearings / (2 * np.pi) * BEARINGS).astype(int) % BEARINGS
        kind[self.bonds.areas == self.board.sea] = BEARINGS
        self.rows = kind * len(offsets) + self.none

    def find_middles(self) -> None:
        """Work out anew what draws each area to its position and to the middle of its authority.

        The sum of both squared distances is, but for a constant, `hold` times the square of the place less `pull` times
        the place. The sea is drawn nowhere.
        """
        at, authority = self.board.centres[self.board.cell[:-1]], self.board.authority[:-1]
        middles = np.stack([np.bincount(authority, axis) / self.sizes for axis in at.T], axis=1)
        roundness = (ROUND * np.pi / np.maximum(self.sizes, 4))[authority]
        self.hold = np.append(STRAY + roundness, 0.0)
        pull = 2 * (STRAY * self.positions + roundness[:, None] * middles[authority])
        self.pull_x, self.pull_y = (np.append(axis, 0.0) for axis in pull.T)

    def of(self, swaps: Swaps) -> Array:
        """Say by how much each swap would raise the cost, outlines aside."""
        start, end = swaps.start, swaps.end
        there, back = self._moves(swaps)
        partners = (self.bonds.areas.take(swaps.area, axis=0) == swaps.other[:, None]).any(axis=1)
        partners &= swaps.other < self.board.sea
        # Each of two partners took the other to stay, and itself to come to the same cell, where a pair costs nothing.
        # They end as far apart as they were, and turned round.
        turned = 2 * self.lengths[end - start + self.none] + np.pi * TURN
        area, other = swaps.area, swaps.other
        x, y = self.x[end] - self.x[start], self.y[end] - self.y[start]
        change: Array = there + back + partners * turned
        change += (self.hold[area] - self.hold[other]) * (self.squares[end] - self.squares[start])
        change -= (self.pull_x[area] - self.pull_x[other]) * x + (self.pull_y[area] - self.pull_y[other]) * y
        return change

    def _moves(self, swaps: Swaps) -> tuple[Array, Array]:
        """Say by how much the move of each of the two areas alone would raise the cost of its pairs."""
        area, cells = np.concatenate([swaps.area, swaps.other]), np.concatenate([swaps.start, swaps.end, swaps.start])
        start, end = cells[: len(area)], cells[len(swaps.area) :]
        others = self.board.cell.take(self.bonds.areas.take(area, axis=0)) + self.rows.take(area, axis=0)
        change = self.pairs.take(others - end[:, None]) - self.pairs.take(others - start[:, None])
        there, back = change.sum(axis=1).reshape(2, -1)
        return there, back

    def outlines(self, swaps: Swaps) -> Array:
        """Say by how much each swap between authorities, or of one and the sea, would raise the cost of outlines."""
        board = self.board
        authority, other = board.authority[swaps.area], board.authority[swaps.other]
        near_start, near_end = board.ring(swaps.start), board.ring(swaps.end)
        own = (near_start == authority).sum(axis=0) - (near_end == authority).sum(axis=0)
        others = (near_end == other).sum(axis=0) - (near_start == other).sum(axis=0)
        beside = (swaps.end - swaps.start == board.around[:, None]).any(axis=0)
        coast = np.where(other < 0, COAST, BORDER)  # beside the sea, where the other is the sea
        change: Array = BORDER * own + (2 * coast - BORDER) * others + 2 * coast * beside
        return change


def improve(cells: Array, authorities: Array, bonds: Bonds, positions: Array) -> Array:
    """Give better cells; authorities are numbered from zero."""
    board = Board(cells, authorities)
    costs, random = Costs(board, bonds, positions), np.random.default_rng(SEED)
    many = max(8, len(cells) // SHARE)
    rounds = min(ROUNDS, LEAST_ROUNDS + ROUNDS_AN_AREA * len(cells))
    for number in range(rounds):
        if number % 20 == 0:
            costs.find_middles()
        swaps = _propose(board, bonds, random, many)
        warmth = HOTTEST * (COOLEST / HOTTEST) ** (number / rounds)
        swaps = _accept(board, costs, swaps, -warmth * np.log1p(-random.random(len(swaps.area))))
        board.make(swaps.where(_separate(board, bonds, swaps)))
    return board.cells()


def _propose(board: Board, bonds: Bonds, random: np.random.Generator, many: int) -> Swaps:
    """Propose to move areas to where a neighbour on the ground would have them, some a step anywhere."""
    area = random.integers(len(board.cell) - 1, size=many)
    drawn = (random.random(many) * bonds.counts[area]).astype(int)
    way = np.rint(bonds.bearings[area, drawn] / SIXTH + random.normal(0, NOISE, many)).astype(int) % 6
    beside = board.cell[bonds.areas[area, drawn]] - board.around[way]
    anywhere = (random.random(many) < ANYWHERE) | (bonds.counts[area] == 0)
    start = board.cell[area]
    end = np.where(anywhere, start + board.around[random.integers(len(DIRECTIONS), size=many)], beside)
    return board.swaps(area, start, end)


def _accept(board: Board, costs: Costs, swaps: Swaps, limits: Array) -> Swaps:
    """Keep the swaps that cost no more than their limits and tear nothing, which those within an authority cannot."""
    left = limits - costs.of(swaps)
    within = board.authority[swaps.area] == board.authority[swaps.other]
    good = within & (left > 0)
    across = np.flatnonzero(~within & (left > -GAIN))
    across = across[costs.outlines(swaps.where(across)) < left[across]]
    good[across[board.allowed(swaps.where(across))]] = True
    return swaps.where(good)


def _separate(board: Board, bonds: Bonds, swaps: Swaps) -> Array:
    """Tell which swaps share nothing with a later one: no cell, neighbouring cell, area, or neighbour on the ground."""
    number, both = board.numbered(swaps), np.concatenate([swaps.area, swaps.other])
    areas, cells = board.latest_of_area, board.latest_of_cell
    latest = np.maximum(areas[both], areas[bonds.areas.take(both, axis=0)].max(axis=1))
    at = np.concatenate([swaps.start, swaps.end])
    latest = np.maximum(latest, np.maximum(cells[at], cells[at + board.around[:, None]].max(axis=0)))
    separate: Array = (latest.reshape(2, -1) <= number).all(axis=0)
    return separate
