"""Make TopoJSON topologies: shapes on a grid of whole numbers, cut into arcs that neighbours share.

The grid is one for all that is drawn of a level at a resolution, so that what is drawn side by side meets exactly. It
is for drawing alone: points in areas are looked up in the full shapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import cos, degrees, radians
from typing import Any

import numpy as np
import shapely

from app.geography.projection import RADIUS
from app.geography.shapes import Geometries, Shapes

GRID = 20_000  # cells across the longer side: about 30 m for a country of 600 km

Point = tuple[int, int]
Ring = list[Point]
Arcs = list[Any]  # TopoJSON's nesting: a ring is a list of arc numbers, a polygon of rings, a multipolygon of polygons


@dataclass(frozen=True)
class Grid:
    """A grid of whole numbers over a box in degrees; its cells have a width and a height."""

    west: float
    south: float
    cell: tuple[float, float]

    @classmethod
    def over(cls, bounds: Sequence[float]) -> Grid:
        """Lay a grid over west, south, east, north that is as fine for every place."""
        west, south, east, north = bounds
        cell = max(east - west, north - south) / GRID
        return cls(west, south, (cell, cell))

    @classmethod
    def of_metres(cls, bounds: Sequence[float], metres: float) -> Grid:
        """Lay a grid over west, south, east, north whose cells are so many metres wide and high in their middle."""
        west, south, _, north = bounds
        height = degrees(metres / RADIUS)
        return cls(west, south, (height / cos(radians((south + north) / 2)), height))

    def place(self, rings: Geometries) -> list[Ring]:
        """Return the points of closed rings on the grid, open and without repeats."""
        coordinates, ring = shapely.get_coordinates(rings, return_index=True)
        cells = np.rint((coordinates - (self.west, self.south)) / self.cell).astype(int)
        moved = 1 + np.flatnonzero(np.any(cells[1:] != cells[:-1], axis=1) & (ring[1:] == ring[:-1]))
        points = [(x, y) for x, y in cells[moved].tolist()]
        ends = np.searchsorted(ring[moved], np.arange(len(rings) + 1)).tolist()
        return [points[start:end] for start, end in pairwise(ends)]

    def speck(self, point: np.ndarray[Any, Any]) -> Ring:
        """Return the smallest ring that can be drawn at a point."""
        x, y = np.rint((point - (self.west, self.south)) / self.cell).astype(int).tolist()
        return [(x, y), (x, y + 1), (x + 1, y)]

    @property
    def transform(self) -> dict[str, list[float]]:
        """Return TopoJSON's transform from the grid to degrees."""
        return {"scale": list(self.cell), "translate": [self.west, self.south]}


@dataclass(frozen=True)
class Topology:
    """Areas as arc numbers, and the arcs that they share, on a grid."""

    grid: Grid
    codes: tuple[str, ...]
    polygons: tuple[list[list[list[int]]], ...]
    arcs: tuple[tuple[Point, ...], ...]

    @property
    def points_of_areas(self) -> dict[str, int]:
        """Return the number of points of each area, by its code."""
        lengths = [len(arc) for arc in self.arcs]
        return {code: sum(lengths[arc] for arc in self._arcs_of(code)) for code in self.codes}

    def arcs_of(self, codes: Iterable[str]) -> frozenset[int]:
        """Return the numbers of the arcs that these areas use."""
        return frozenset(arc for code in codes for arc in self._arcs_of(code))

    def borders(self, owners: Mapping[str, str]) -> frozenset[int]:
        """Return the numbers of the arcs between areas of two owners, or on the outside; owners are by area."""
        sides: dict[int, list[str]] = {}
        for code in self.codes:
            for arc in self._arcs_of(code):
                sides.setdefault(arc, []).append(owners[code])
        return frozenset(arc for arc, beside in sides.items() if len(beside) == 1 or len(set(beside)) > 1)

    @cached_property
    def _polygons_of(self) -> Mapping[str, list[list[list[int]]]]:
        return dict(zip(self.codes, self.polygons, strict=True))

    @cached_property
    def _steps(self) -> list[list[list[int]]]:
        """Return each arc's first point and the steps from point to point, as TopoJSON has it."""
        if not self.arcs:
            return []
        points = np.concatenate(self.arcs)
        ends = np.cumsum([len(arc) for arc in self.arcs])
        starts = np.append(0, ends[:-1])
        steps = np.diff(points, axis=0, prepend=0)
        steps[starts] = points[starts]
        rows = steps.tolist()
        return [rows[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]

    def _arcs_of(self, code: str) -> Iterator[int]:
        return (max(arc, ~arc) for rings in self._polygons_of[code] for ring in rings for arc in ring)

    def as_topojson(self, codes: Iterable[str] | None = None, first: Iterable[int] = ()) -> dict[str, Any]:
        """Return a TopoJSON object of these areas, or all, holding the arcs that they use and no others.

        `first` are those of the arcs that come before all others, in their order.
        """
        wanted = set(self.codes if codes is None else codes)
        numbers = {number: place for place, number in enumerate(first)}
        geometries = [
            _geometry(code, [[_renumber(ring, numbers) for ring in rings] for rings in polygons])
            for code, polygons in zip(self.codes, self.polygons, strict=True)
            if code in wanted
        ]
        return {
            "type": "Topology",
            "transform": self.grid.transform,
            "arcs": [self._steps[number] for number in numbers],
            "objects": {"areas": {"type": "GeometryCollection", "geometries": geometries}},
        }


def build_topology(shapes: Shapes, grid: Grid) -> Topology:
    """Cut a level's shapes into arcs.

    A ring is cut at its junctions: points where different rings come from, or go on to, different points.
    """
    rings = _rings(shapes.geometries, grid)
    junctions = _junctions(ring for polygons in rings for polygon in polygons for ring in polygon)
    numbers: dict[tuple[Point, ...], int] = {}
    polygons = tuple(
        [[_arc_numbers(ring, junctions, numbers) for ring in polygon] for polygon in parts if polygon]
        for parts in rings
    )
    return Topology(grid, shapes.codes, polygons, tuple(numbers))


def _rings(geometries: Geometries, grid: Grid) -> list[list[list[Ring]]]:
    """Return the rings of each shape's polygons; where all collapse, a speck, so that no area is lost.

    Rings that collapse are left out, and all of a polygon where its outer one does.
    """
    polygons, owners = shapely.get_parts(geometries, return_index=True)
    lines, parts = shapely.get_rings(polygons, return_index=True)
    placed: list[list[Ring]] = [[] for _ in polygons]
    for part, ring in zip(parts.tolist(), grid.place(lines), strict=True):
        placed[part].append(ring)
    found: list[list[list[Ring]]] = [[] for _ in geometries]
    for owner, rings in zip(owners.tolist(), placed, strict=True):
        drawn = rings and len(rings[0]) >= 3
        found[owner].append([ring for ring in rings if len(ring) >= 3] if drawn else [])
    first = np.searchsorted(owners, np.arange(len(geometries)))
    for number in [number for number, its in enumerate(found) if its and not any(its)]:
        found[number] = [[grid.speck(shapely.get_coordinates(polygons[first[number]])[0])]]
    return found


def _junctions(rings: Iterable[Ring]) -> set[Point]:
    beside: dict[Point, tuple[Point, Point]] = {}
    junctions: set[Point] = set()
    for ring in rings:
        for before, point, after in zip([ring[-1], *ring], ring, [*ring[1:], ring[0]], strict=False):
            pair = (before, after) if before < after else (after, before)
            if beside.setdefault(point, pair) != pair:
                junctions.add(point)
    return junctions


def _arc_numbers(ring: Ring, junctions: set[Point], numbers: dict[tuple[Point, ...], int]) -> list[int]:
    """Number a ring's arcs; an arc run backwards is ~number, as TopoJSON has it."""
    cuts = [position for position, point in enumerate(ring) if point in junctions]
    start = cuts[0] if cuts else ring.index(min(ring))
    turned = [*ring[start:], *ring[: start + 1]]
    ends = [cut - start for cut in cuts[1:]] + [len(ring)]
    starts = [0, *ends[:-1]]
    return [_number(tuple(turned[a : b + 1]), numbers) for a, b in zip(starts, ends, strict=True)]


def _number(arc: tuple[Point, ...], numbers: dict[tuple[Point, ...], int]) -> int:
    backwards = arc[::-1]
    if backwards in numbers:
        return ~numbers[backwards]
    return numbers.setdefault(arc, len(numbers))


def _renumber(ring: list[int], numbers: dict[int, int]) -> list[int]:
    kept = [numbers.setdefault(max(arc, ~arc), len(numbers)) for arc in ring]
    return [number if arc >= 0 else ~number for number, arc in zip(kept, ring, strict=True)]


def _geometry(code: str, polygons: Arcs) -> dict[str, Any]:
    if len(polygons) == 1:
        return {"type": "Polygon", "id": code, "arcs": polygons[0]}
    return {"type": "MultiPolygon", "id": code, "arcs": polygons}
