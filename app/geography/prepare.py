"""Work out all that depends on geography alone, once, for every edition to come."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import shapely

from app.domain import Area, Level, Shape
from app.geography.borders import neighbours
from app.geography.chunks import Chunk, cut_into_chunks
from app.geography.hexes import hexagon_shapes, lay_out
from app.geography.shapes import Shapes, as_geojson, dissolve, points_inside, shapes_of_msoas, simplify
from app.geography.topology import Grid, Topology, build_topology

VERSION = 5  # raised when the same geography would be prepared otherwise
MAPPED_FROM = 0.95  # share of the areas that must have boundaries for a map; with fewer, all are hexagons
TOLERANCE = {Level.NATION: 1500, Level.REGION: 1500, Level.UTLA: 700, Level.LTLA: 500, Level.MSOA: 0}  # metres


@dataclass(frozen=True)
class Prepared:
    """What geography gives to an edition.

    `shape` is what the layers draw, None where it is not known where areas are. `layers` holds TopoJSON by layer name:
    a level's name or a chunk's. `boxes` and `geometries` (GeoJSON text of true boundaries) are by level and code.
    `neighbours` holds by level, for each area in order, the places of those that share a true border with it.
    """

    shape: Shape | None
    layers: Mapping[str, dict[str, Any]]
    chunks: tuple[Chunk, ...]
    boxes: Mapping[str, Mapping[str, list[float]]]
    geometries: Mapping[str, Mapping[str, str]]
    neighbours: Mapping[str, list[list[int]]]

    def to_bytes(self) -> bytes:
        """Pack it for keeping."""
        return zlib.compress(json.dumps(asdict(self), separators=(",", ":")).encode())

    @classmethod
    def from_bytes(cls, content: bytes) -> Prepared:
        """Unpack what was kept."""
        fields = json.loads(zlib.decompress(content))
        shape = Shape(fields.pop("shape")) if fields["shape"] else fields.pop("shape")
        chunks = tuple(Chunk(chunk["name"], tuple(chunk["ltla_codes"])) for chunk in fields.pop("chunks"))
        return cls(shape=shape, chunks=chunks, **fields)


def prepare(
    areas: Mapping[Level, tuple[Area, ...]],
    boundaries: Mapping[str, bytes],
    points: Mapping[str, tuple[float, float]],
) -> Prepared:
    """Make the topologies of all layers: from the MSOAs' boundaries (WKB), or where too few have one, from points.

    Boundaries and points (longitude, latitude) are in EPSG:4326. An area without either is left out.
    """
    finest = areas[Level.MSOA]
    mapped = shapes_of_msoas(finest, boundaries)
    if mapped.codes and len(mapped.codes) >= MAPPED_FROM * len(finest):
        shapes = _every_level(mapped, finest)
        geometries = {str(level): as_geojson(shapes[level]) for level in Level}
        drawn = {level: simplify(shapes[level], TOLERANCE[level]) for level in Level}
        return _layered(Shape.MAP, areas, shapes, drawn, geometries)
    known = points_inside(mapped) | dict(points)
    if not known:
        return Prepared(None, {}, (), {}, {}, {})
    shapes = _every_level(_hexagons([area for area in finest if area.code in known], known), finest)
    return _layered(Shape.HEXES, areas, shapes, shapes, {str(Level.MSOA): as_geojson(mapped)})


def _hexagons(areas: Sequence[Area], points: Mapping[str, tuple[float, float]]) -> Shapes:
    """Lay the areas out as hexagons over the ground that they cover."""
    at = np.array([points[area.code] for area in areas])
    extent = (*at.min(axis=0), *at.max(axis=0))
    cells = lay_out(at, [area.ltla_code for area in areas])
    return hexagon_shapes(Level.MSOA, [area.code for area in areas], cells, extent)


def _every_level(msoas: Shapes, areas: tuple[Area, ...]) -> dict[Level, Shapes]:
    return {level: msoas if level is Level.MSOA else dissolve(msoas, areas, level) for level in Level}


def _layered(
    shape: Shape,
    areas: Mapping[Level, tuple[Area, ...]],
    shapes: Mapping[Level, Shapes],
    drawn: Mapping[Level, Shapes],
    geometries: Mapping[str, Mapping[str, str]],
) -> Prepared:
    grid = Grid.over(shapely.total_bounds(shapes[Level.MSOA].geometries).tolist())
    boxes = {str(level): shapes[level].boxes for level in Level}
    chunks = cut_into_chunks(areas[Level.LTLA], _sizes(areas[Level.MSOA], shapes[Level.MSOA]), boxes[Level.LTLA])
    topologies = {level: build_topology(drawn[level], grid) for level in Level}
    layers = {str(level): topologies[level].as_topojson() for level in Level if level is not Level.MSOA}
    layers |= {chunk.name: _chunk_layer(chunk, topologies[Level.MSOA], areas[Level.MSOA]) for chunk in chunks}
    beside = neighbours(areas, topologies[Level.MSOA]) if shape is Shape.MAP else {}
    return Prepared(shape, layers, chunks, boxes, geometries, beside)


def _sizes(areas: tuple[Area, ...], msoas: Shapes) -> dict[str, int]:
    drawn = set(msoas.codes)
    return Counter(area.ltla_code for area in areas if area.code in drawn)


def _chunk_layer(chunk: Chunk, topology: Topology, areas: tuple[Area, ...]) -> dict[str, Any]:
    return topology.as_topojson(area.code for area in areas if area.ltla_code in chunk.ltla_codes)
