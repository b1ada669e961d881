"""Close lakes, and bring every authority into one piece."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterator

import numpy as np
from scipy.ndimage import label
from scipy.optimize import linear_sum_assignment

from app.geography.hexes.lattice import DIRECTIONS, Array, centres, touching
from app.geography.hexes.neighbours import pieces

Cell = tuple[int, int]

TOUCHING = np.array([[0, 1, 1], [1, 1, 1], [1, 1, 0]])  # by row and column of a grid of axial coordinates
TRIES = 60  # strays that are looked at before giving up
AROUND: list[Cell] = [(q, r) for q, r in DIRECTIONS.tolist()]


def fill_lakes(cells: Array) -> Array:
    """Fill every empty cell that land encloses, by pulling in the line of areas between it and the nearest sea."""
    low = cells.min(0) - 1
    grid = np.full(np.ptp(cells, axis=0) + 3, -1)
    grid[tuple((cells - low).T)] = np.arange(len(cells))
    while (lakes := _lakes(grid)).any():
        line = min((_line_to_sea(grid, lakes, lake, way) for lake in np.argwhere(lakes)[:1] for way in AROUND), key=len)
        grid[tuple(line[:-1].T)] = grid[tuple(line[1:].T)]
        grid[tuple(line[-1])] = -1
    filled = np.empty_like(cells)
    filled[grid[grid >= 0]] = np.argwhere(grid >= 0) + low
    return filled


def _lakes(grid: Array) -> Array:
    numbers, _ = label(grid < 0, TOUCHING)
    lakes: Array = (grid < 0) & (numbers != numbers[0, 0])
    return lakes


def _line_to_sea(grid: Array, lakes: Array, lake: Array, way: Cell) -> Array:
    """List the cells from a lake to the last that is not open sea, going one way."""
    line = [lake]
    while True:
        ahead = line[-1] + way
        if grid[tuple(ahead)] < 0 and not lakes[tuple(ahead)]:
            return np.array(line)
        line.append(ahead)


def pieces_of_authorities(cells: Array, authorities: Array) -> Array:
    """Number the piece of an authority that each area lies in."""
    pairs = touching(cells)
    return pieces(len(cells), pairs[authorities[pairs[:, 0]] == authorities[pairs[:, 1]]])


def strays(cells: Array, authorities: Array) -> Array:
    """List the areas outside the largest piece of their authority, those of the smallest pieces first."""
    labels = pieces_of_authorities(cells, authorities)
    sizes = np.bincount(labels)[labels]
    order = np.lexsort((labels, -sizes, authorities))
    _, first = np.unique(authorities[order], return_index=True)
    lost = np.flatnonzero(labels != labels[order[first]][authorities])
    return lost[np.argsort(sizes[lost], kind="stable")]


def mend(cells: Array, authorities: Array) -> Array:
    """Bring strays back to the largest piece of their authority, as far as that makes no more strays than it mends.

    A stray takes the place next to that piece; the areas on the way move one place back.
    """
    left = strays(cells, authorities)
    while len(left):
        ways = (_way_back(cells, authorities, left, stray) for stray in left[:TRIES].tolist())
        better = next((moved for moved in ways if len(strays(moved, authorities)) < len(left)), None)
        if better is None:
            break
        cells, left = better, strays(better, authorities)
    return cells


def _way_back(cells: Array, authorities: Array, left: Array, stray: int) -> Array:
    at = {(q, r): area for area, (q, r) in enumerate(cells.tolist())}
    goal = authorities == authorities[stray]
    goal[left] = False
    path = _path(at, cells, stray, goal)
    moved = cells.copy()
    moved[path[:-1]] = cells[[*path[-2:-1], *path[:-2]]]
    return moved


def _path(at: dict[Cell, int], cells: Array, stray: int, goal: Array) -> list[int]:
    """List the areas on the shortest way over land from a stray to the goal; the stray alone if there is none."""
    came: dict[int, int] = {stray: stray}
    queue = deque([stray])
    while queue:
        area = queue.popleft()
        if goal[area]:
            path = [area]
            while path[-1] != stray:
                path.append(came[path[-1]])
            return path[::-1]
        q, r = cells[area].tolist()
        for ahead in (at.get((q + x, r + y)) for x, y in AROUND):
            if ahead is not None and ahead not in came:
                came[ahead] = area
                queue.append(ahead)
    return [stray]


def lay_apart(positions: Array, authorities: Array) -> Array:
    """Give every authority free cells in one piece, one after another from the middle: the sea has room for any."""
    cells = np.empty((len(positions), 2), dtype=int)
    taken: set[Cell] = set()
    groups = [np.flatnonzero(authorities == authority) for authority in np.unique(authorities)]
    middle = positions.mean(0)
    for group in sorted(groups, key=lambda group: float(np.hypot(*(positions[group].mean(0) - middle)).round(9))):
        free = np.array(_free_piece(positions[group].mean(0), len(group), taken))
        costs = ((positions[group][:, None] - centres(free)[None]) ** 2).sum(axis=2)
        cells[group] = free[linear_sum_assignment(costs)[1]]
        taken.update((q, r) for q, r in free.tolist())
    return cells


def _free_piece(middle: Array, size: int, taken: set[Cell]) -> list[Cell]:
    """Find that many connected free cells about a point; pockets that are too small are passed over."""
    pockets: set[Cell] = set()
    for start in _outwards(middle, set()):
        if start in taken or start in pockets:
            continue
        piece = []
        for cell in _outwards(middle, taken, start):
            piece.append(cell)
            if len(piece) == size:
                return piece
        pockets.update(piece)
    raise AssertionError("the lattice has no end")


def _outwards(middle: Array, barred: set[Cell], start: Cell | None = None) -> Iterator[Cell]:
    """List cells in the order of their distance from a point, each touching one before."""
    row = round(float(middle[1]) / 3**0.5 * 2)
    first = start or (round(float(middle[0]) - row / 2), row)
    heap: list[tuple[float, Cell]] = [(0.0, first)]
    seen = {first}
    while heap:
        _, (q, r) = heapq.heappop(heap)
        yield q, r
        for cell in ((q + x, r + y) for x, y in AROUND):
            if cell not in seen and cell not in barred:
                seen.add(cell)
                distance = float(((centres(np.array(cell)) - middle) ** 2).sum().round(9))
                heapq.heappush(heap, (distance, cell))
