"""Where areas lie and how large they are, from boundaries (WKB) and points in degrees."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely

from app.geography.shapes import Geometries

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
_DEGREE = 111.2  # kilometres from south to north; from west to east the less the further north


def typical_width(boundaries: Iterable[bytes]) -> float:
    """Return the side, in metres, of a square as large as the area in the middle of their order by size."""
    return float(np.sqrt(np.median(square_kilometres(shapely.from_wkb(list(boundaries)))))) * 1000


def square_kilometres(shapes: Geometries) -> Array:
    """Return the size of each shape."""
    middles = shapely.get_y(shapely.centroid(shapes))
    return np.asarray(shapely.area(shapes) * _DEGREE**2 * np.cos(np.radians(middles)))


def boxes_of(boundaries: Iterable[bytes]) -> Array:
    """Return each area's west, south, east and north."""
    return np.asarray(shapely.bounds(shapely.from_wkb(list(boundaries))))


def kilometres_between(boxes: Array, others: Array) -> Array:
    """Return the distance of each box (west, south, east, north) from the other in its place; 0 where they meet."""
    gaps = np.maximum(np.maximum(boxes[:, :2] - others[:, 2:], others[:, :2] - boxes[:, 2:]), 0)
    narrower = np.cos(np.radians((boxes[:, 1] + others[:, 1]) / 2))
    return np.asarray(np.hypot(gaps[:, 0] * narrower, gaps[:, 1]) * _DEGREE)
