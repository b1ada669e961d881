"""Find which areas meet a box of the map, in degrees, without the libraries that edit shapes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from app.web.ogc.query import Bounds
from app.web.pages.neighbour_map import holds

Point = Sequence[float]
ROUNDED_BY = 0.0001  # degrees: areas' boxes are kept to four decimals


def boxes_in(bounds: Bounds) -> list[Bounds]:
    """Return what bounds are made of: two boxes where they reach across the 180th meridian."""
    west, south, east, north = bounds
    return [bounds] if west <= east else [(west, south, 180.0, north), (-180.0, south, east, north)]


def widened(box: Sequence[float]) -> Bounds:
    """Return the bounds that surely hold what a kept box is around."""
    west, south, east, north = box
    return west - ROUNDED_BY, south - ROUNDED_BY, east + ROUNDED_BY, north + ROUNDED_BY


def meets(shape: bytes, around: Sequence[float] | None, box: Bounds) -> bool:
    """Return whether an area has a point in a box, borders included; `around` is the box around the area.

    What is not known to lie anywhere meets every box: so OGC 17-069r4 has it (/req/core/fc-bbox-response).
    """
    if around is None:
        return True
    west, south, east, north = widened(around)
    if west > box[2] or east < box[0] or south > box[3] or north < box[1]:
        return False
    if west >= box[0] and east <= box[2] and south >= box[1] and north <= box[3]:
        return True
    geometry = json.loads(shape)
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return any(_meets(rings, box) for rings in polygons)


def _meets(rings: Any, box: Bounds) -> bool:
    """Return whether a polygon's border meets a box or the polygon holds it all."""
    return any(_crosses(*side, box) for ring in rings for side in pairwise(ring)) or holds(rings, box[0], box[1])


def _crosses(start: Point, end: Point, box: Bounds) -> bool:
    """Return whether a line has a point in a box, by how far along it enters and leaves it (Liang and Barsky)."""
    enters, leaves = 0.0, 1.0
    for axis in (0, 1):
        least, most, step = box[axis], box[axis + 2], end[axis] - start[axis]
        if step == 0:
            if not least <= start[axis] <= most:
                return False
        else:
            near, far = sorted(((least - start[axis]) / step, (most - start[axis]) / step))
            enters, leaves = max(enters, near), min(leaves, far)
    return enters <= leaves
