"""Put every area about one cell away from each of its neighbours, in its true bearing.

This is a problem of least squares over pairs of neighbours: its solution keeps bearings, and lets towns grow and
moors shrink. What is still too dense is spread out by asking for longer distances there.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csc_matrix, identity
from scipy.sparse.linalg import splu
from scipy.spatial import KDTree

from app.geography.hexes.lattice import Array

SPREADINGS, PARTINGS = 20, 20  # rounds; more change nothing that shows
AROUND = 18  # the cells within two steps of a cell ...
RADIUS = 8 / 3  # ... and the mean of their squared distances
ISLAND = 2.0  # cells between an island and its nearest neighbours: a strait shows
APART, TOGETHER = 1.25, 0.75  # lengths across and within authorities, so that each has its place


class Springs:
    """Pairs that wish for a way from the first to the second, each with a weight, and what positions meet them best."""

    def __init__(self, count: int, pairs: Array, weights: Array) -> None:
        self.count, self.pairs, self.weights = count, pairs, weights
        first, second = pairs.T
        rows, columns = np.concatenate([first, second, first, second]), np.concatenate([first, second, second, first])
        values = np.concatenate([weights, weights, -weights, -weights])
        # The trifle on the diagonal holds the whole, which wishes alone leave free to drift.
        matrix = csc_matrix((values, (rows, columns)), shape=(count, count)) + 1e-6 * identity(count, format="csc")
        self._solver = splu(matrix, permc_spec="MMD_AT_PLUS_A", options={"SymmetricMode": True})

    def settle(self, wishes: Array) -> Array:
        """Solve for positions."""
        first, second = self.pairs.T
        pull = (wishes * self.weights[:, None]).T
        sums = [np.bincount(second, axis, self.count) - np.bincount(first, axis, self.count) for axis in pull]
        positions: Array = self._solver.solve(np.stack(sums, axis=1))
        return positions


def place(points: Array, pairs: Array, links: Array, authorities: Array) -> tuple[Array, Array]:
    """Return each area a position in the plane of cells, and another that draws authorities apart."""
    joined = np.concatenate([pairs, links])
    ways = unit(points[joined[:, 1]] - points[joined[:, 0]])
    springs = Springs(len(points), joined, np.ones(len(joined)))
    lengths = np.concatenate([np.ones(len(pairs)), np.full(len(links), ISLAND)])
    lengths, positions = _spread(springs, ways, lengths, points)
    positions = _part(springs, ways * lengths[:, None], positions, PARTINGS)
    across = authorities[joined[:, 0]] != authorities[joined[:, 1]]
    lengths = lengths * np.where(across, APART, TOGETHER)
    parting = Springs(len(points), joined, np.where(across, 0.5, 1.0))
    return positions, _part(parting, ways * lengths[:, None], positions, 3)


def unit(vectors: Array) -> Array:
    """Shorten or lengthen vectors to one."""
    shortened: Array = vectors / np.maximum(np.hypot(*vectors.T), 1e-12)[:, None]
    return shortened


def _spread(springs: Springs, ways: Array, lengths: Array, points: Array) -> tuple[Array, Array]:
    """Lengthen what joins areas that are too dense, shorten what joins those too sparse."""
    positions = springs.settle(ways * lengths[:, None])
    count = min(AROUND, len(points) - 1)
    for _ in range(SPREADINGS if count == AROUND else 0):
        distances = KDTree(positions).query(positions, count + 1)[0][:, 1:]
        crowding = np.clip(np.sqrt(RADIUS / np.maximum((distances**2).mean(1), 1e-12)), 0.5, 2) ** 0.3
        lengths = np.clip(lengths * np.sqrt(crowding[springs.pairs].prod(axis=1)), 0.4, 4)
        positions = springs.settle(ways * lengths[:, None])
    return lengths, positions


def _part(springs: Springs, wishes: Array, positions: Array, rounds: int) -> Array:
    """Push areas apart that are nearer than a cell: they wish for that three times as much as others for theirs."""
    for _ in range(rounds):
        near = KDTree(positions).query_pairs(1.0, output_type="ndarray")
        near = near[np.lexsort((near[:, 1], near[:, 0]))]
        pairs, weights = np.concatenate([springs.pairs, near]), np.append(springs.weights, np.full(len(near), 3.0))
        apart = unit(positions[near[:, 1]] - positions[near[:, 0]])
        positions = Springs(springs.count, pairs, weights).settle(np.concatenate([wishes, apart]))
    return positions
