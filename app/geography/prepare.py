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
from app.geography.hexes import Array, hexagon_shapes, lay_out, neighbours_on_the_ground
from app.geography.shapes import Shapes, as_geojson, dissolve, points_inside, shapes_of_msoas, simplify
from app.geography.slivers import close_slivers, faults_told
from app.geography.topology import Grid, Topology, build_topology

VERSION = 7  # raised when the same geography would be prepared otherwise
MAPPED_FROM = 0.95  # share of the areas that must have boundaries for a map; with fewer, there are hexagons alone
NAMES = {Shape.MAP: "{}", Shape.HEXES: "hexes-{}"}  # of layers, by the level of their areas
BACKDROP = Level.UTLA  # the outlines that stand there until the hexagons have come
TOLERANCE = {Level.NATION: 1500, Level.REGION: 1500, Level.UTLA: 700, Level.LTLA: 500, Level.MSOA: 0}  # metres


@dataclass(frozen=True)
class Drawing:
    """How the areas are drawn in one shape.

    `layers` holds TopoJSON, with the level of its areas, by layer name. `boxes` are by level and code.
    """

    layers: Mapping[str, dict[str, Any]]
    chunks: tuple[Chunk, ...]
    boxes: Mapping[str, Mapping[str, list[float]]]


@dataclass(frozen=True)
class Prepared:
    """What geography gives to an edition.

    `drawings` are by shape, the one that a map opens with first; none where it is not known where areas are.
    `geometries` (GeoJSON text of true boundaries) are by level and code. `neighbours` holds by level, for each area in
    order, the places of those that share a true border with it.
    """

    drawings: Mapping[Shape, Drawing]
    geometries: Mapping[str, Mapping[str, str]]
    neighbours: Mapping[str, list[list[int]]]

    def to_bytes(self) -> bytes:
        """Pack it for keeping."""
        return zlib.compress(json.dumps(asdict(self), separators=(",", ":")).encode())

    @classmethod
    def from_bytes(cls, content: bytes) -> Prepared:
        """Unpack what was kept."""
        fields = json.loads(zlib.decompress(content))
        drawings = {Shape(shape): _unpacked(drawing) for shape, drawing in fields.pop("drawings").items()}
        return cls(drawings, **fields)


def _unpacked(fields: dict[str, Any]) -> Drawing:
    chunks = tuple(Chunk(chunk["name"], tuple(chunk["ltla_codes"])) for chunk in fields.pop("chunks"))
    return Drawing(chunks=chunks, **fields)


def prepare(
    areas: Mapping[Level, tuple[Area, ...]],
    boundaries: Mapping[str, bytes],
    points: Mapping[str, tuple[float, float]],
) -> Prepared:
    """Make the topologies of all layers: of the MSOAs' boundaries (WKB), where enough are known, and of hexagons.

    Boundaries and points (longitude, latitude) are in EPSG:4326. An area without either is left out. Raises
    GeometryError where the boundaries cannot be made to meet.
    """
    mapped = shapes_of_msoas(areas[Level.MSOA], boundaries)
    with faults_told(mapped):
        return _prepare(areas, close_slivers(mapped), points)


def refuse_unfit(boundaries: Mapping[str, bytes]) -> None:
    """Raise GeometryError where boundaries (WKB) cannot be made to meet, whatever hierarchy comes to know of them."""
    shapes = Shapes(Level.MSOA, tuple(boundaries), shapely.from_wkb(list(boundaries.values())))
    with faults_told(shapes):
        close_slivers(shapes)


def _prepare(
    areas: Mapping[Level, tuple[Area, ...]], mapped: Shapes, points: Mapping[str, tuple[float, float]]
) -> Prepared:
    hexes = _as_hexes(areas, mapped, points)
    if not mapped.codes or len(mapped.codes) < MAPPED_FROM * len(areas[Level.MSOA]):
        return Prepared(hexes, {str(Level.MSOA): as_geojson(mapped)}, {})
    shapes = _every_level(mapped, areas)
    geometries = {str(level): as_geojson(shapes[level]) for level in Level}
    grid = _grid_over(mapped)
    topologies = {level: build_topology(simplify(shapes[level], TOLERANCE[level]), grid) for level in Level}
    beside = neighbours(areas, topologies[Level.MSOA])
    return Prepared({Shape.MAP: _drawing(Shape.MAP, areas, shapes, topologies), **hexes}, geometries, beside)


def _as_hexes(
    areas: Mapping[Level, tuple[Area, ...]], mapped: Shapes, points: Mapping[str, tuple[float, float]]
) -> dict[Shape, Drawing]:
    """Draw as hexagons all areas of which it is known where they are; nothing where that is none."""
    known = points_inside(mapped) | dict(points)
    drawn = [area for area in areas[Level.MSOA] if area.code in known]
    if not drawn:
        return {}
    pairs = neighbours_on_the_ground(mapped) if len(mapped.codes) == len(drawn) else None
    shapes = _every_level(_hexagons(drawn, known, pairs), areas)
    grid = _grid_over(shapes[Level.MSOA])
    topologies = {level: build_topology(shapes[level], grid) for level in (BACKDROP, Level.MSOA)}
    return {Shape.HEXES: _drawing(Shape.HEXES, areas, shapes, topologies)}


def _hexagons(areas: Sequence[Area], points: Mapping[str, tuple[float, float]], pairs: Array | None) -> Shapes:
    """Lay the areas out as hexagons over the ground that they cover."""
    at = np.array([points[area.code] for area in areas])
    extent = (*at.min(axis=0), *at.max(axis=0))
    cells = lay_out(at, [area.ltla_code for area in areas], pairs)
    return hexagon_shapes(Level.MSOA, [area.code for area in areas], cells, extent)


def _every_level(msoas: Shapes, areas: Mapping[Level, tuple[Area, ...]]) -> dict[Level, Shapes]:
    return {level: msoas if level is Level.MSOA else dissolve(msoas, areas[Level.MSOA], level) for level in Level}


def _grid_over(shapes: Shapes) -> Grid:
    return Grid.over(shapely.total_bounds(shapes.geometries).tolist())


def _drawing(
    shape: Shape,
    areas: Mapping[Level, tuple[Area, ...]],
    shapes: Mapping[Level, Shapes],
    topologies: Mapping[Level, Topology],
) -> Drawing:
    boxes = {str(level): shapes[level].boxes for level in Level}
    sizes = _sizes(areas[Level.MSOA], shapes[Level.MSOA])
    chunks = cut_into_chunks(areas[Level.LTLA], sizes, boxes[Level.LTLA], NAMES[shape].format(Level.MSOA))
    layers = {
        NAMES[shape].format(level): topologies[level].as_topojson() | {"level": level}
        for level in topologies
        if level is not Level.MSOA
    }
    layers |= {chunk.name: _chunk_layer(chunk, topologies[Level.MSOA], areas[Level.MSOA]) for chunk in chunks}
    return Drawing(layers, chunks, boxes)


def _sizes(areas: tuple[Area, ...], msoas: Shapes) -> dict[str, int]:
    drawn = set(msoas.codes)
    return Counter(area.ltla_code for area in areas if area.code in drawn)


def _chunk_layer(chunk: Chunk, topology: Topology, areas: tuple[Area, ...]) -> dict[str, Any]:
    codes = (area.code for area in areas if area.ltla_code in chunk.ltla_codes)
    return topology.as_topojson(codes) | {"level": Level.MSOA}
