"""Decide in how much detail a level is drawn at which zooms.

A resolution leaves out what is smaller than half a pixel at the closest zoom that it serves, at the latitude in the
middle of the place. There are only as many as the boundaries' own detail is worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sqrt, tau

import numpy as np
import shapely

from app.geography.detail import simplify
from app.geography.projection import RADIUS
from app.geography.shapes import Geometries, Shapes
from app.geography.zooms import WORLD

WORTH = 1.4  # times the points of the next coarser one; with fewer it is better to load it in that one's place
TRUE_TO = 20  # metres from the boundaries that were loaded, of the nearest resolution


@dataclass(frozen=True)
class Resolution:
    """How many metres of detail are left out from a zoom on."""

    from_zoom: int
    metres: float


def half_pixel(latitude: float, zoom: float) -> float:
    """Return the metres on the ground of half a pixel of the map."""
    return tau * RADIUS * cos(radians(latitude)) / (WORLD * 2**zoom) / 2


def propose(latitude: float, first: int, closest: int) -> list[Resolution]:
    """Propose a resolution from each zoom on, the coarsest first; the nearest serves the closest zoom too."""
    return [Resolution(zoom, half_pixel(latitude, zoom + 1)) for zoom in range(first, max(closest, first + 1))]


def worthwhile(points: Sequence[int]) -> list[tuple[int, int]]:
    """Return, for each resolution taken, the place of the first that it serves for and its own, the coarsest first.

    `points` are the numbers of points that those proposed have. The finest is taken; from it outwards another is where
    it saves enough, and otherwise the finer one serves in its place.
    """
    finest = len(points) - 1
    taken = [(finest, finest)]
    for place in reversed(range(finest)):
        if points[place] * WORTH <= points[taken[0][1]]:
            taken.insert(0, (place, place))
        else:
            taken[0] = (place, taken[0][1])
    return taken


def resolve(shapes: Shapes, proposed: Sequence[Resolution]) -> list[tuple[Resolution, Shapes]]:
    """Draw a level in those of the proposed resolutions that are worth it, the coarsest first.

    Edges that areas share stay shared in each; the nearest is true to TRUE_TO metres.
    """
    nearest = _simplify_truly(shapes, proposed[-1].metres)
    if _points(simplify(nearest, proposed[0].metres)) * WORTH > _points(nearest):  # no other is worth it either
        return [(replace(proposed[-1], from_zoom=proposed[0].from_zoom), nearest)]
    drawn = [nearest]
    for resolution in reversed(proposed[:-1]):  # corners go in one order, so that each can start from the one before
        drawn.insert(0, simplify(drawn[0], resolution.metres))
    return [
        (replace(proposed[own], from_zoom=proposed[first].from_zoom), drawn[own])
        for first, own in worthwhile([_points(each) for each in drawn])
    ]


def finer_than(coarse: Shapes, resolved: Sequence[tuple[Resolution, Shapes]]) -> list[tuple[Resolution, Shapes]]:
    """Leave out what shows hardly more of a level than it shows already."""
    return [(resolution, each) for resolution, each in resolved if _points(coarse) * WORTH <= _points(each)]


def _points(shapes: Shapes) -> int:
    return int(shapely.get_num_coordinates(shapes.geometries).sum())


def _simplify_truly(shapes: Shapes, metres: float) -> Shapes:
    """Leave out so many metres of detail, or fewer, as a narrow spit may be longer than the detail that it is."""
    tolerance = metres
    while tolerance > 1:
        simpler = simplify(shapes, tolerance)
        if _is_true(shapes.geometries, simpler.geometries, TRUE_TO - metres * sqrt(1 / 2)):  # the grid takes the rest
            return simpler
        tolerance /= 2
    return shapes


def _is_true(geometries: Geometries, simpler: Geometries, metres: float) -> bool:
    """Return whether all points of boundaries lie within so many metres of simpler ones."""
    _, south, _, north = shapely.total_bounds(geometries)
    degree = np.array([cos(radians((south + north) / 2)), 1]) * radians(1) * RADIUS  # metres, eastward and northward
    true, lines = (shapely.transform(each, lambda at: at * degree) for each in (geometries, shapely.boundary(simpler)))
    shapely.prepare(lines)
    points, places = shapely.get_coordinates(true, return_index=True)
    return bool(shapely.dwithin(lines[places], shapely.points(points), metres).all())
