"""Swap the contents of cells while that keeps neighbours together and bearings true, by simulated annealing.

A swap is of two areas, or of an area and the sea. None adds a piece to an authority, or to the sea: what is in one
piece stays so. Many swaps that have nothing to do with one another are made at a time, so that numpy does the work:
the colder it is the fewer are made of those tried, and the more are tried at a time. The seed and the number of moves
are fixed: the same areas give the same layout.
"""

from __future__ import annotations

import numpy as np

from app.geography.hexes.board import Board, Swaps
from app.geography.hexes.bonds import Bonds
from app.geography.hexes.costs import Costs
from app.geography.hexes.lattice import DIRECTIONS, Array

SEED = 20201102
SIXTH = np.pi / 3
GAIN = 14.0  # more than a swap makes outlines cheaper by, but for a few
SHARE = 6  # one area in so many moves in a round, while it is hottest: most swaps have nothing to do with one another
NOISE = 0.3  # of the direction, in sixths of a turn, in which a move leads to a neighbour's side
ANYWHERE = 0.12  # share of the moves that lead a step anywhere
HOTTEST, COOLEST = 5.0, 0.6  # the cost that a swap may have, at the start and at the end
FINISH = 0.05  # share of the moves, the last, that make nothing dearer
ROUNDS = 12_000  # of as many moves, for a country; a few areas find their places in fewer
LEAST_ROUNDS, ROUNDS_AN_AREA = 1_000, 10
AT_ONCE = 10  # rounds that are drawn together


def improve(cells: Array, authorities: Array, bonds: Bonds, positions: Array) -> Array:
    """Return better cells; authorities are numbered from zero."""
    board = Board(cells, authorities)
    costs, random = Costs(board, bonds, positions), np.random.default_rng(SEED)
    many = max(8, len(cells) // SHARE)
    moves = many * min(ROUNDS, LEAST_ROUNDS + ROUNDS_AN_AREA * len(cells))
    tried = 0
    while tried < moves:
        costs.find_middles()
        warmth = HOTTEST * (COOLEST / HOTTEST) ** (tried / moves)
        size = (AT_ONCE, round(many * HOTTEST / warmth))
        limits = warmth * random.standard_exponential(size) * (tried < (1 - FINISH) * moves)
        tried += size[0] * size[1]
        drawn = *_draw(board, bonds, random, size), limits
        for area, beside, way, limit in zip(*drawn, strict=True):
            swaps = board.swaps(area, board.cell.take(beside) + way)
            swaps = _accept(board, costs, swaps, limit[: len(swaps.area)])
            swaps = swaps.at(_separate(board, bonds, swaps))
            board.make(swaps)
            costs.make(swaps)
    return board.cells()


def _draw(board: Board, bonds: Bonds, random: np.random.Generator, size: tuple[int, int]) -> tuple[Array, Array, Array]:
    """Draw areas that move, for each of them one that it moves beside, and the way there from that.

    It moves to where a neighbour on the ground would have it, or, now and then, from where it is a step anywhere.
    """
    area = random.integers(board.sea, size=size)
    counts = bonds.counts.take(area)
    rank = (random.random(size) * counts).astype(int)
    bond = rank * bonds.counts.size + area
    noise = NOISE * random.standard_normal(size, dtype=np.float32)
    wanted = np.rint(bonds.bearings.take(bond) / SIXTH + noise).astype(int)
    anywhere = (random.random(size, dtype=np.float32) < ANYWHERE) | (counts == 0)
    way = np.where(anywhere, random.integers(len(DIRECTIONS), size=size), wanted)
    return area, np.where(anywhere, area, bonds.areas.take(bond)), -board.around.take(way, mode="wrap")


def _accept(board: Board, costs: Costs, swaps: Swaps, limits: Array) -> Swaps:
    """Keep the swaps that cost no more than their limits and tear nothing, which those within an authority cannot."""
    left = limits - costs.of(swaps)
    within = board.authority.take(swaps.area) == board.authority.take(swaps.other)
    likely = np.flatnonzero(left > np.where(within, 0, -GAIN))
    swaps, left = swaps.at(likely), left.take(likely)
    across = np.flatnonzero(~within.take(likely))
    candidates = swaps.at(across)
    around = board.look_around(candidates)
    left[across] = np.where(around.allowed(), left.take(across) - costs.outlines(candidates, around), 0)
    good = np.flatnonzero(left > 0)
    swaps = swaps.at(good)
    return swaps.at(np.flatnonzero(costs.turned(swaps) < left.take(good)))


def _separate(board: Board, bonds: Bonds, swaps: Swaps) -> Array:
    """Find the swaps that share nothing with a later one: no cell, cell beside, area, or neighbour on the ground."""
    number, both = board.numbered(swaps), np.concatenate([swaps.area, swaps.other])
    areas, cells = board.latest_of_area, board.latest_of_cell
    latest = np.maximum(areas.take(both), areas.take(bonds.areas.take(both, axis=1)).max(axis=0))
    at = np.concatenate([swaps.start, swaps.end])
    latest = np.maximum(latest, np.maximum(cells.take(at), cells.take(at + board.around[:, None]).max(axis=0)))
    separate: Array = np.flatnonzero((latest.reshape(2, -1) <= number).all(axis=0))
    return separate
