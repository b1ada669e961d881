"""Close the slivers between areas, so that neighbours share their edges to the last bit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import shapely

from app.errors import GeometryError
from app.geography.shapes import Geometries, Shapes

# Degrees, in the order of trying: a grid for all points, and how far apart points and edges may lie to be one. The
# first keeps the six decimals (11 cm) that are published; GEOS may lose areas where edges differ by about as much.
STEPS = ((1e-7, 1e-6), (1e-6, 1e-5), (1e-8, 1e-8))
LOST = 0.01  # share of an area: a loss above it that no other area claims is a fault of the snapping
NEAR = 1e-3  # degrees from the place of a fault to the area that it is told of
_NUMBER = r"(-?[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?)"
_PLACE = re.compile(f"{_NUMBER} {_NUMBER}")  # as GEOS writes a point


def close_slivers(shapes: Shapes) -> Shapes:
    """Make the edges between neighbours the same on both sides, and let no two areas overlap.

    Published layers have edges that differ in their last digits, and corners on one side alone. Where areas overlap the
    smaller keeps the ground. Raises GeometryError with an area that would be left without any.
    """
    faulty: int | None = None
    for grid, snapping in STEPS:
        cleaned = _snapped(shapes.geometries, grid, snapping)
        if cleaned is not None:
            faulty = _first_wronged(shapes.geometries, cleaned)
            if faulty is None:
                return replace(shapes, geometries=cleaned)
    raise _unfit(None if faulty is None else shapes.codes[faulty])


@contextmanager
def faults_told(shapes: Shapes) -> Iterator[None]:
    """Raise GeometryError with the area where it can be told, in place of what GEOS says."""
    try:
        yield
    except shapely.errors.ShapelyError as error:
        raise _unfit(_code_at(shapes, str(error))) from error


def _snapped(geometries: Geometries, grid: float, snapping: float) -> Geometries | None:
    try:
        with np.errstate(invalid="ignore"):  # GEOS divides by the lengths of edges, some of which are nothing
            on_grid = shapely.set_precision(geometries, grid)
            cleaned: Geometries = shapely.coverage_clean(  # type: ignore[attr-defined]  # its types are those of 2.1
                on_grid, snapping_distance=snapping, merge_strategy="min_area"
            )
    except shapely.errors.GEOSException:
        return None
    return cleaned if shapely.coverage_is_valid(cleaned) else None


def _first_wronged(before: Geometries, after: Geometries) -> int | None:
    """Return the place of an area that has no ground, or lost some that no other area claims."""
    area = shapely.area(before)
    around = shapely.STRtree(before)
    for place in np.flatnonzero(shapely.area(after) < (1 - LOST) * area).tolist():
        beside = around.query(before[place], predicate="intersects")
        claimed = shapely.union_all([after[place], *before[beside[beside != place]]])
        if shapely.is_empty(after[place]) or shapely.difference(before[place], claimed).area > LOST * area[place]:
            return int(place)
    return None


def _code_at(shapes: Shapes, message: str) -> str | None:
    found = _PLACE.search(message)
    if found is None:
        return None
    place = shapely.Point(float(found[1]), float(found[2]))
    nearest = shapely.STRtree(shapes.geometries).query_nearest(place, max_distance=NEAR)
    return shapes.codes[nearest[0]] if nearest.size else None


def _unfit(code: str | None) -> GeometryError:
    what = f"The boundary of {code} does not fit those around it" if code else "The boundaries do not fit one another"
    return GeometryError(f"{what}. Correct that, or download the boundaries again.")
