"""Find which areas are neighbours: from boundaries, or from points alone."""

from __future__ import annotations

import numpy as np
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Delaunay

from app.geography.hexes.lattice import Array
from app.geography.shapes import Shapes

FRAME = 24  # points around the country, so that its edges have no long thin triangles
LINKS = 3  # pairs that hold an island to the rest


def neighbours_on_the_ground(shapes: Shapes) -> Array:
    """Pair the positions, in the order of the codes, of areas whose boundaries touch."""
    first, second = shapely.STRtree(shapes.geometries).query(shapes.geometries, predicate="intersects")
    pairs = np.stack([first, second], axis=1)[first < second]
    ordered: Array = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    return ordered


def neighbours_by_points(points: Array) -> Array:
    """Pair the points that a Delaunay triangulation joins; any points will do, even one, or all on a line."""
    middle, reach = (points.min(0) + points.max(0)) / 2, max(float(np.ptp(points, axis=0).max()), 1.0)
    turns = np.arange(FRAME) * 2 * np.pi / FRAME
    frame = middle + 1.2 * reach * np.stack([np.cos(turns), np.sin(turns)], axis=1)
    # QJ moves points by a trifle, the same each time, instead of leaving out those that lie badly.
    corners = Delaunay(np.concatenate([points, frame]), qhull_options="QJ Pp").simplices
    edges = np.unique(np.sort(corners[:, [0, 1, 1, 2, 0, 2]].reshape(-1, 2), axis=1), axis=0)
    inner: Array = edges[edges[:, 1] < len(points)]
    return inner


def links_to_islands(points: Array, pairs: Array) -> Array:
    """Pair the areas of each group that no pair joins to the largest with the nearest across the water."""
    labels = pieces(len(points), pairs)
    across = neighbours_by_points(points)
    across = across[labels[across[:, 0]] != labels[across[:, 1]]]
    lengths = np.hypot(*(points[across[:, 1]] - points[across[:, 0]]).T)
    across = across[np.argsort(lengths, kind="stable")]
    islands = np.setdiff1d(np.unique(labels), np.bincount(labels).argmax())
    nearest = [np.flatnonzero((labels[across] == island).any(axis=1))[:LINKS] for island in islands]
    links: Array = across[np.unique(np.concatenate([*nearest, np.empty(0, dtype=int)]))]
    return links


def pieces(count: int, pairs: Array) -> Array:
    """Number, for each of `count` nodes, the piece of the graph that it lies in."""
    graph = csr_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    labels: Array = connected_components(graph, directed=False)[1]
    return labels
