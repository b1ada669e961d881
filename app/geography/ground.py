"""Work out the land under the areas of a map and around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import cos, radians
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from app.geography.projection import GEOGRAPHIC, to_metres

# The world's land is drawn more coarsely than areas are. Where it lies beside them in strips narrower than twice this,
# it is their own coast, drawn otherwise, and not land; metres.
STRIP = 1500
BESIDE = 6 * STRIP  # metres from the place within which there are such strips
DETAIL = 5000  # parts of the width of all ground: the detail that is left out
WIDER = 0.75  # of the longer side, beyond the place on every side
LARGEST = 180  # degrees across: what is wider has no middle to be projected around

ROUGH: dict[str, Any] = {"quad_segs": 2}  # corners of a buffer, since they are left out again

Box = Sequence[float]
Ground = dict[str, Any]  # rings of land on a grid, as app.editions.contract describes them


def box_around(box: Box) -> list[float]:
    """Widen a west, south, east and north to what a map of it may show on screens of any form."""
    west, south, east, north = box
    # On the map a degree of latitude is longer than one of longitude.
    side = max(east - west, (north - south) / cos(radians((south + north) / 2)))
    across, down = WIDER * side, WIDER * max(north - south, (east - west) / 2)
    return [west - across, max(south - down, -85.0), east + across, min(north + down, 85.0)]


def ground_around(place: shapely.Geometry, land_in: Callable[[Box], shapely.Geometry]) -> Ground | None:
    """Return the land in and around a place (EPSG:4326), None where it is too large to have surroundings.

    Outside the place it is the world's land, less the strips at the coast in which that differs from the place's own;
    inside it is a little smaller than the place, so that it never shows beyond the place's coast, nor is there a gap
    where the place ends on land.
    """
    box = box_around(shapely.bounds(place).tolist())
    if box[2] - box[0] > LARGEST:
        return None
    found = land_in(box)
    projected = to_metres(gpd.GeoSeries([place, place if shapely.is_empty(found) else found], crs=GEOGRAPHIC))
    detail = _detail(projected.total_bounds)
    own, land = projected.simplify(detail / 2).make_valid()
    inside = shapely.buffer(own, -2 * detail, **ROUGH)
    around = shapely.buffer(_without_strips(land, own), 3 * detail, **ROUGH)
    whole = shapely.union(inside, shapely.intersection(around, shapely.union(land, own)))
    degrees = gpd.GeoSeries([shapely.simplify(whole, detail)], crs=projected.crs).to_crs(GEOGRAPHIC).iloc[0]
    return _on_grid(degrees, box, (box[2] - box[0]) / DETAIL / 2)


def _detail(bounds: Sequence[float]) -> float:
    return float(bounds[2] - bounds[0]) / DETAIL


def _without_strips(land: shapely.Geometry, own: shapely.Geometry) -> shapely.Geometry:
    """Return the land outside a place without what is narrow beside it and lies at the world's coast."""
    rough = STRIP / 5  # metres: buffers of long coasts take long
    near = shapely.buffer(shapely.simplify(own, BESIDE / 10), BESIDE, **ROUGH)
    outside = shapely.difference(land, own)
    beside = shapely.intersection(outside, near)
    thin = shapely.buffer(shapely.simplify(shapely.buffer(beside, rough), rough), -STRIP - rough, **ROUGH)
    wide = shapely.buffer(thin, STRIP + rough, **ROUGH)
    kept = shapely.union(shapely.difference(outside, near), shapely.intersection(wide, outside))
    narrow = shapely.get_parts(shapely.difference(beside, wide))
    coast = shapely.boundary(land)
    shapely.prepare(coast)
    return shapely.union_all([kept, *narrow[~shapely.intersects(coast, narrow)]])


def _on_grid(land: shapely.Geometry, box: Box, cell: float) -> Ground:
    rings = [ring for polygon in shapely.get_parts(land) for ring in (polygon.exterior, *polygon.interiors)]
    placed = [np.rint((shapely.get_coordinates(ring) - box[:2]) / cell).astype(int).tolist() for ring in rings]
    return {
        "transform": {"scale": [cell, cell], "translate": [box[0], box[1]]},
        "rings": [_steps(points) for points in placed if len(set(map(tuple, points))) > 2],
    }


def _steps(points: list[list[int]]) -> list[list[int]]:
    steps = ([x - a, y - b] for (a, b), (x, y) in pairwise(points))
    return [points[0], *(step for step in steps if step != [0, 0])]
