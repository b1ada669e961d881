"""Make the outlines of every level: those of its layers, and finer ones in parts for closer zooms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from app.dataset import Dataset
from app.domain import Level
from app.geography.chunks import Box, around, cut_up
from app.geography.detail import simplify, tolerances
from app.geography.resolutions import Resolution, finer_than, half_pixel, propose, resolve
from app.geography.shapes import Shapes
from app.geography.topology import Grid, Topology, build_topology
from app.geography.zooms import Zooms

LARGEST = 10_000  # points in a part, unless one area has more


@dataclass(frozen=True)
class Part:
    """Outlines of neighbouring areas, as TopoJSON, and the west, south, east and north around them."""

    name: str
    box: Box
    outlines: dict[str, Any]


@dataclass(frozen=True)
class Finer:
    """A level's outlines from a zoom on, in parts."""

    from_zoom: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Outlines:
    """A level's outlines as its layers hold them, and finer ones, each from a zoom on, the coarsest first."""

    in_layers: Topology
    finer: tuple[tuple[int, Topology], ...] = ()

    @property
    def nearest(self) -> Topology:
        """Return the finest of them."""
        return self.finer[-1][1] if self.finer else self.in_layers


def grid_over(shapes: Mapping[Level, Shapes]) -> Grid:
    """Lay a grid over all levels."""
    return Grid.over(_bounds(shapes))


def draw_outlines(dataset: Dataset, shapes: Mapping[Level, Shapes]) -> dict[Level, Outlines]:
    """Draw each level in as many resolutions as are worth it.

    A level's layers have the detail that the definition says or that suits the number of its areas; those of the finest
    level, where nothing is said, have what can be seen at the zooms that draw it first. Finer outlines of a coarser
    level are for those who lock it, and begin where the map would draw the next: the cells of its own grid are half a
    pixel there.
    """
    drawer = _Drawer(dataset, shapes)
    return {level: drawer.draw(level) for level in dataset.slugs}


class _Drawer:
    """What the outlines of each level have in common: the zooms, the tolerances and the grids."""

    def __init__(self, dataset: Dataset, shapes: Mapping[Level, Shapes]) -> None:
        self.dataset, self.shapes = dataset, shapes
        self.zooms = Zooms.over(dataset, {level: each.boxes for level, each in shapes.items()})
        self.tolerances = tolerances(dataset, shapes)
        self.bounds = _bounds(shapes)
        self.latitude = (self.bounds[1] + self.bounds[3]) / 2
        self.grid = Grid.over(self.bounds)

    def draw(self, level: Level) -> Outlines:
        """Draw a level."""
        if level not in self.dataset.drawn:
            return Outlines(build_topology(self._in_layers(level), self.grid))
        if level == self.dataset.finest and self.dataset.level(level).tolerance is None:
            (first, coarsest), *finer = resolve(self.shapes[level], self._proposed(level))
            grid = self._far_grid(first.metres) if finer else self.grid
            return Outlines(build_topology(coarsest, grid), self._near(finer))
        coarsest = self._in_layers(level)
        proposed = [each for each in self._proposed(level) if each.metres < self.tolerances[level]]
        finer = finer_than(coarsest, resolve(self.shapes[level], proposed)) if proposed else []
        grid = self._far_grid(half_pixel(self.latitude, self._first_finer(level)))
        return Outlines(build_topology(coarsest, grid), self._near(finer))

    def _in_layers(self, level: Level) -> Shapes:
        return simplify(self.shapes[level], self.tolerances[level])

    def _proposed(self, level: Level) -> list[Resolution]:
        first = self.zooms.drawn[level] if level == self.dataset.finest else self._first_finer(level)
        return propose(self.latitude, max(first, self.zooms.furthest), self.zooms.closest)

    def _first_finer(self, level: Level) -> int:
        """Return the zoom from which the map draws the next level, of the finest the closest of all."""
        own = self.zooms.drawn[level]
        return min((zoom for zoom in self.zooms.drawn.values() if zoom > own), default=self.zooms.closest)

    def _far_grid(self, metres: float) -> Grid:
        """Return a grid with cells of so many metres, but no finer than that over all levels."""
        own = Grid.of_metres(self.bounds, metres)
        return own if own.cell[1] > self.grid.cell[1] else self.grid

    def _near(self, finer: Sequence[tuple[Resolution, Shapes]]) -> tuple[tuple[int, Topology], ...]:
        return tuple(
            (resolution.from_zoom, build_topology(shapes, Grid.of_metres(self.bounds, resolution.metres)))
            for resolution, shapes in finer
        )


def _bounds(shapes: Mapping[Level, Shapes]) -> list[float]:
    bounds = np.array([shapely.total_bounds(each.geometries) for each in shapes.values() if each.codes])
    return [*bounds[:, :2].min(axis=0).tolist(), *bounds[:, 2:].max(axis=0).tolist()]


def cut_into_parts(
    name: tuple[Level, int], topology: Topology, boxes: Mapping[str, Box], owners: Mapping[str, str]
) -> Finer:
    """Cut the outlines of a level from a zoom on into parts of neighbouring areas, none with more than LARGEST points.

    `owners` are the areas of the reporting level by the codes of those in them: the arcs between two of them, or on the
    outside, come first in a part, which says in `outlines` how many these are.
    """
    level, from_zoom = name
    sizes = topology.points_of_areas
    borders = topology.borders(owners)
    drawn = [code for code in topology.codes if sizes[code]]
    parts = cut_up(drawn, sizes, boxes, LARGEST) if drawn else []
    return Finer(
        from_zoom,
        tuple(
            Part(
                f"{level}-{from_zoom}-{number:02}",
                around(boxes[code] for code in codes),
                _part(topology, codes, borders),
            )
            for number, codes in enumerate(parts)
        ),
    )


def _part(topology: Topology, codes: Sequence[str], borders: frozenset[int]) -> dict[str, Any]:
    outlines = sorted(borders & topology.arcs_of(codes))
    return topology.as_topojson(codes, outlines) | {"outlines": len(outlines)}
