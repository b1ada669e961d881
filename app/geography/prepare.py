"""Work out all that depends on geography alone, once, for every edition to come."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import shapely

from app.domain import Area, Level
from app.geography.chunks import Chunk, cut_into_chunks
from app.geography.shapes import Shapes, as_geojson, dissolve, shapes_of_msoas, simplify
from app.geography.topology import Grid, Topology, build_topology

VERSION = 1  # raised when the same boundaries would give other topologies
TOLERANCE = {Level.NATION: 1500, Level.REGION: 1500, Level.UTLA: 700, Level.LTLA: 350, Level.MSOA: 0}  # metres


@dataclass(frozen=True)
class Prepared:
    """What geography gives to an edition.

    `layers` holds TopoJSON by layer name: a level's name or a chunk's. `boxes` and `geometries` (GeoJSON text) are by
    level and code.
    """

    layers: Mapping[str, dict[str, Any]]
    chunks: tuple[Chunk, ...]
    boxes: Mapping[str, Mapping[str, list[float]]]
    geometries: Mapping[str, Mapping[str, str]]

    def to_bytes(self) -> bytes:
        """Pack it for keeping."""
        return zlib.compress(json.dumps(asdict(self), separators=(",", ":")).encode())

    @classmethod
    def from_bytes(cls, content: bytes) -> Prepared:
        """Unpack what was kept."""
        fields = json.loads(zlib.decompress(content))
        chunks = tuple(Chunk(chunk["name"], tuple(chunk["utla_codes"])) for chunk in fields.pop("chunks"))
        return cls(chunks=chunks, **fields)


def prepare(areas: Mapping[Level, tuple[Area, ...]], boundaries: Mapping[str, bytes]) -> Prepared:
    """Dissolve the MSOAs' boundaries (WKB, EPSG:4326) to every level and make the topologies of all layers."""
    msoas = shapes_of_msoas(areas[Level.MSOA], boundaries)
    if not msoas.codes:
        return Prepared({}, (), {}, {})
    shapes: dict[Level, Shapes] = {level: dissolve(msoas, areas[Level.MSOA], level) for level in list(Level)[:-1]}
    shapes[Level.MSOA] = msoas
    grid = Grid.over(shapely.total_bounds(msoas.geometries).tolist())
    boxes = {str(level): shapes[level].boxes for level in Level}
    sizes = _sizes(areas[Level.MSOA], msoas)
    chunks = cut_into_chunks(areas[Level.UTLA], sizes, boxes[Level.UTLA])
    topologies = {level: _topology(shapes[level], grid) for level in Level}
    layers = {str(level): topologies[level].as_topojson() for level in Level if level is not Level.MSOA}
    layers |= {chunk.name: _chunk_layer(chunk, topologies[Level.MSOA], areas[Level.MSOA]) for chunk in chunks}
    return Prepared(layers, chunks, boxes, {str(level): as_geojson(shapes[level]) for level in Level})


def _sizes(areas: tuple[Area, ...], msoas: Shapes) -> dict[str, int]:
    drawn = set(msoas.codes)
    utlas, counts = np.unique([area.utla_code for area in areas if area.code in drawn], return_counts=True)
    return dict(zip(utlas.tolist(), counts.tolist(), strict=True))


def _topology(shapes: Shapes, grid: Grid) -> Topology:
    tolerance = TOLERANCE[shapes.level]
    return build_topology(simplify(shapes, tolerance) if tolerance else shapes, grid)


def _chunk_layer(chunk: Chunk, topology: Topology, areas: tuple[Area, ...]) -> dict[str, Any]:
    return topology.as_topojson(area.code for area in areas if area.utla_code in chunk.utla_codes)
