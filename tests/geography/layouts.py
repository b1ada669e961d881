"""How good a layout of hexagons is."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np

from app.geography.hexes.lattice import DIRECTIONS, Array, centres, steps
from app.geography.hexes.neighbours import pieces
from app.geography.projection import GEOGRAPHIC


def is_whole(cells: Any, authorities: Any) -> bool:
    """Return whether no two areas share a cell and every authority is in one piece."""
    numbers = np.unique(authorities, return_inverse=True)[1]
    pairs = touching(cells)
    found = pieces(len(cells), pairs[numbers[pairs[:, 0]] == numbers[pairs[:, 1]]])
    return len(np.unique(cells, axis=0)) == len(numbers) and len(np.unique(found)) == len(np.unique(numbers))


def kept(cells: Any, pairs: Any) -> float:
    """Return the share of the pairs of neighbours that stay neighbours."""
    return float((steps(cells[pairs[:, 1]] - cells[pairs[:, 0]]) == 1).mean())


def turn(cells: Any, points: Any, pairs: Any) -> float:
    """Return the mean turn of the bearing between neighbours, in degrees; points are in a plane."""
    ground, drawn = (at[pairs[:, 1]] - at[pairs[:, 0]] for at in (points, centres(cells)))
    angles = np.arctan2(ground[:, 1], ground[:, 0]) - np.arctan2(drawn[:, 1], drawn[:, 0])
    return float(np.degrees(np.abs((angles + np.pi) % (2 * np.pi) - np.pi)).mean())


def bearings(cells: Any, degrees: Any, pairs: Any) -> float:
    """Return the mean turn of the compass bearing between neighbours: a Mercator chart has every bearing right."""
    chart = gpd.GeoSeries(gpd.points_from_xy(*np.asarray(degrees).T), crs=GEOGRAPHIC).to_crs("EPSG:3857")
    return turn(cells, np.stack([chart.x, chart.y], axis=1), pairs)


def touching(cells: Array) -> Array:
    """Pair the positions of cells that share an edge."""
    span = int(np.ptp(cells[:, 0])) + 3
    keys = cells[:, 0] - cells[:, 0].min() + (cells[:, 1] - cells[:, 1].min()) * span
    order = np.argsort(keys)
    found = [_matches(keys, order, int(q + r * span)) for q, r in DIRECTIONS[:3]]
    return np.concatenate(found)


def _matches(keys: Array, order: Array, step: int) -> Array:
    at = np.minimum(np.searchsorted(keys, keys + step, sorter=order), len(keys) - 1)
    here = np.flatnonzero(keys[order[at]] == keys + step)
    return np.stack([here, order[at[here]]], axis=1)
