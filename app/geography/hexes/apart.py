"""Give every authority cells in one piece, one after another, and leave no lake between them."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.spatial import KDTree

from app.geography.hexes.lattice import DIRECTIONS, ROW, Array, cells_over, centres

Cell = tuple[int, int]

AROUND: list[Cell] = [(q, r) for q, r in DIRECTIONS.tolist()]


def lay_apart(positions: Array, authorities: Array) -> Array:
    """Return each area a cell of its own, near its position, and every authority its cells in one piece."""
    pieces = _pieces(positions, authorities)
    fill_lakes(pieces)
    cells = np.empty((len(positions), 2), dtype=int)
    for authority, piece in pieces.items():
        group, own = np.flatnonzero(authorities == authority), np.array(sorted(piece))
        costs = ((positions[group][:, None] - centres(own)[None]) ** 2).sum(axis=2)
        cells[group] = own[linear_sum_assignment(costs)[1]]
    return cells


def _pieces(positions: Array, authorities: Array) -> dict[int, set[Cell]]:
    """Return each authority free cells around its middle, from the middle of the country outwards."""
    groups = {number: positions[authorities == number] for number in np.unique(authorities).tolist()}
    middle = positions.mean(axis=0)
    pieces: dict[int, set[Cell]] = {}
    taken: set[Cell] = set()
    for number in sorted(groups, key=lambda number: float(np.hypot(*(groups[number].mean(axis=0) - middle)).round(9))):
        pieces[number] = _free_piece(groups[number].mean(axis=0), len(groups[number]), taken)
        taken |= pieces[number]
    return pieces


def _free_piece(middle: Array, size: int, taken: Collection[Cell]) -> set[Cell]:
    """Find that many connected free cells about a point; pockets that are too small are passed over."""
    pockets: set[Cell] = set()
    for start in _outwards(middle, ()):
        if start in taken or start in pockets:
            continue
        piece: set[Cell] = set()
        for cell in _outwards(middle, taken, start):
            piece.add(cell)
            if len(piece) == size:
                return piece
        pockets |= piece
    raise AssertionError("the lattice has no end")


def _outwards(middle: Array, barred: Collection[Cell], start: Cell | None = None) -> Iterator[Cell]:
    """List cells in the order of their distance from a point, each touching one before."""
    x, y = middle.tolist()
    row = round(y / ROW)
    first = start or (round(x - row / 2), row)
    heap: list[tuple[float, Cell]] = [(0.0, first)]
    seen = {first}
    while heap:
        _, cell = heapq.heappop(heap)
        yield cell
        for beside in _around(cell):
            if beside not in seen and beside not in barred:
                seen.add(beside)
                distance = round((beside[0] + beside[1] / 2 - x) ** 2 + (beside[1] * ROW - y) ** 2, 9)
                heapq.heappush(heap, (distance, beside))


def fill_lakes(pieces: dict[int, set[Cell]]) -> None:
    """Fill every empty cell that land encloses.

    An authority beside the lake takes it and leaves a cell nearer to the sea, which the next takes, to the coast.
    """
    owner = {cell: number for number, piece in pieces.items() for cell in piece}
    at = centres(np.array(list(owner)))
    around = [(q, r) for q, r in cells_over(at.min(axis=0) - 2, at.max(axis=0) + 2).tolist()]
    empty = set(around) - owner.keys()
    sea = _flood(around[0], empty)
    to_sea = _distances(around, sea)
    for lake in sorted(empty - sea, key=lambda cell: (to_sea[cell], cell)):
        left: Cell | None = lake
        while left is not None and to_sea[left] > 1:
            left = _take(left, owner, pieces, to_sea)


def _distances(cells: Sequence[Cell], goals: Collection[Cell]) -> dict[Cell, float]:
    """Return each cell's distance from the nearest of the goals."""
    found = KDTree(centres(np.array(list(goals)))).query(centres(np.array(cells)))[0]
    return dict(zip(cells, found.round(9).tolist(), strict=True))


def _take(empty: Cell, owner: dict[Cell, int], pieces: dict[int, set[Cell]], to_sea: dict[Cell, float]) -> Cell | None:
    """Let an authority take an empty cell beside it, and return the one that it leaves."""
    beside = {owner[cell] for cell in _around(empty) if cell in owner}
    nearer = [cell for number in beside for cell in pieces[number] if to_sea[cell] < to_sea[empty]]
    for left in sorted(nearer, key=lambda cell: (to_sea[cell], cell)):
        number = owner[left]
        piece = (pieces[number] | {empty}) - {left}
        if len(_flood(empty, piece)) == len(piece):
            pieces[number] = piece
            owner[empty] = owner.pop(left)
            return left
    return None


def _flood(start: Cell, cells: Collection[Cell]) -> set[Cell]:
    """Return those of the cells that are connected with one."""
    seen, ahead = {start}, [start]
    while ahead:
        for cell in _around(ahead.pop()):
            if cell in cells and cell not in seen:
                seen.add(cell)
                ahead.append(cell)
    return seen


def _around(cell: Cell) -> list[Cell]:
    q, r = cell
    return [(q + x, r + y) for x, y in AROUND]
