"""Lay areas out as hexagons."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np

from app.geography.hexes.apart import lay_apart
from app.geography.hexes.bonds import Bonds
from app.geography.hexes.improve import improve
from app.geography.hexes.lattice import Array
from app.geography.hexes.neighbours import links_to_islands, neighbours_by_points
from app.geography.hexes.place import place
from app.geography.projection import GEOGRAPHIC, to_metres

GOLDEN = np.pi * (3 - 5**0.5)


def lay_out(points: Array, authorities: Sequence[str], pairs: Array | None = None) -> Array:
    """Return each area a cell (q, r) of its own, so that each authority is in one piece.

    `points` are longitudes and latitudes, one of each area, in the order of the areas' codes; `authorities` say what
    each area belongs to. `pairs` are the positions of neighbours on the ground; without them, neighbours are found from
    the points.
    """
    if not len(points):
        return np.empty((0, 2), dtype=int)
    metres = _in_metres(points)
    numbers = np.unique(np.asarray(authorities), return_inverse=True)[1]
    joined = neighbours_by_points(metres) if pairs is None else pairs
    positions, parted = place(metres, joined, links_to_islands(metres, joined), numbers)
    return improve(lay_apart(parted, numbers), numbers, Bonds.between(metres, joined), positions)


def _in_metres(points: Array) -> Array:
    """Project, and move each by a metre in a direction of its own: areas at one point lie side by side."""
    projected = to_metres(gpd.GeoSeries(gpd.points_from_xy(*np.asarray(points, dtype=float).T), crs=GEOGRAPHIC))
    turns = np.arange(len(points)) * GOLDEN
    return np.stack([projected.x + np.cos(turns), projected.y + np.sin(turns)], axis=1)
