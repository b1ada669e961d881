"""Draw cells as hexagons, equal on a Web Mercator map."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import shapely

from app.domain import Level
from app.geography.hexes.lattice import ROW, Array
from app.geography.projection import GEOGRAPHIC
from app.geography.shapes import Shapes

WEB_MERCATOR = "EPSG:3857"
# Corners and centres lie on a grid of whole numbers, half a cell by a third of a row: neighbours share them exactly.
CORNERS = np.array([(0, 2), (-1, 1), (-1, -1), (0, -2), (1, -1), (1, 1)])
GRID = np.array([1 / 2, ROW / 3])
LEAST = 1_000.0  # metres: the height of a drawing of areas that lie at one point


def hexagon_shapes(level: Level, codes: Sequence[str], cells: Array, extent: Sequence[float]) -> Shapes:
    """Draw the cells over the extent of the country (west, south, east, north), centred and as tall as it.

    The shapes are in degrees, as all shapes are, and a coverage: `dissolve` gives the outlines of authorities.
    """
    q, r = np.asarray(cells).reshape(-1, 2).T
    corners = np.stack([2 * q + r, 3 * r], axis=1)[:, None] + CORNERS
    placed = _fitted(corners.reshape(-1, 2), extent)
    degrees = gpd.GeoSeries(gpd.points_from_xy(*placed.T), crs=WEB_MERCATOR).to_crs(GEOGRAPHIC)
    rings = np.stack([degrees.x, degrees.y], axis=1).reshape(-1, len(CORNERS), 2)
    return Shapes(level, tuple(codes), np.asarray(shapely.polygons(rings)))


def _fitted(corners: Array, extent: Sequence[float]) -> Array:
    """Scale corners from the grid to metres of Web Mercator."""
    if not len(corners):
        return np.empty((0, 2))
    west, south, east, north = extent
    country = gpd.GeoSeries(gpd.points_from_xy([west, east], [south, north]), crs=GEOGRAPHIC).to_crs(WEB_MERCATOR)
    low, high = corners.min(axis=0), corners.max(axis=0)
    height = max(float(country.y.max() - country.y.min()), LEAST)
    scale = height / ((high - low)[1] * GRID[1])
    middle = np.array([country.x.mean(), country.y.mean()])
    fitted: Array = (corners - (low + high) / 2) * GRID * scale + middle
    return fitted
