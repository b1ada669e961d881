"""Work out everything that depends on geography alone, once for all editions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import brotli
import numpy as np
import shapely

from app.dataset import Dataset
from app.domain import Area, Level, Shape
from app.geography.borders import neighbours
from app.geography.chunks import Chunk, cut_into_chunks
from app.geography.ground import Ground
from app.geography.outlines import Finer, Outlines, Part, cut_into_parts, draw_outlines, grid_over
from app.geography.shapes import Shapes, as_geojson, code_at, dissolve, points_inside, shapes_of
from app.geography.slivers import close_slivers, faults_told
from app.geography.topology import Topology, build_topology

if TYPE_CHECKING:  # SciPy takes a second, and is needed where the geography has changed alone
    from app.geography.hexes import Array

VERSION = 13  # raised when the same geography would be prepared otherwise
MAPPED_FROM = 0.95  # share of the areas that must have boundaries for a map; with fewer, there are hexagons alone
Areas = Mapping[Level, tuple[Area, ...]]
QUALITY = 3  # of brotli, for what is kept: smaller than zlib's best, in a fifth of the time
_LENGTH = 8  # bytes
NAMES = {Shape.MAP: "{}", Shape.HEXES: "hexes-{}"}  # of layers, by the level of their areas


@dataclass(frozen=True)
class Drawing:
    """How the areas are drawn in one shape.

    `layers` holds TopoJSON, with the level of its areas, by layer name. `boxes` are by level and code. `finer` has, by
    level, the outlines that take the place of those in the layers as the map comes nearer, the coarsest first.
    """

    layers: Mapping[str, dict[str, Any]]
    chunks: tuple[Chunk, ...]
    boxes: Mapping[str, Mapping[str, list[float]]]
    finer: Mapping[str, tuple[Finer, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Prepared:
    """What geography gives to an edition.

    `drawings` are by shape, the one that a map opens with first; none where it is not known where areas are.
    `geometries` (GeoJSON text of true boundaries) are by level and code. `neighbours` holds by level, for each area in
    order, the places of those that share a true border with it. `ground` is the land that a
    map of true boundaries stands on.
    """

    drawings: Mapping[Shape, Drawing]
    geometries: Mapping[str, Mapping[str, str]]
    neighbours: Mapping[str, list[list[int]]]
    ground: Ground | None = None

    def outline(self, level: Level) -> shapely.Geometry:
        """Join the true boundaries of a level's areas."""
        return shapely.union_all(shapely.from_geojson([*self.geometries[level].values()]))

    def to_bytes(self) -> bytes:
        """Pack it for keeping: first what an edition's values are joined with, then what is written as it is."""
        fields = {name: value for name, value in vars(self).items() if name != "drawings"}
        fields["outlines"] = {part.name: part.outlines for each in self.drawings.values() for part in _parts_of(each)}
        first, rest = _packed(self.drawings), _packed(fields)
        return len(first).to_bytes(_LENGTH, "big") + first + rest

    @classmethod
    def from_bytes(cls, content: bytes, *, whole: bool = True) -> Prepared:
        """Unpack what was kept; unless it is `whole`, without the outlines of parts, geometries, neighbours and ground.

        These are larger than all else, and nothing but files that stay as they are is made of them.
        """
        end = _LENGTH + int.from_bytes(content[:_LENGTH], "big")
        first = json.loads(brotli.decompress(content[_LENGTH:end]))
        rest = json.loads(brotli.decompress(content[end:])) if whole else {"geometries": {}, "neighbours": {}}
        outlines = rest.pop("outlines", {})
        return cls({Shape(shape): _unpacked(drawing, outlines) for shape, drawing in first.items()}, **rest)


def _parts_of(drawing: Drawing) -> list[Part]:
    return [part for resolutions in drawing.finer.values() for each in resolutions for part in each.parts]


def _packed(fields: Mapping[Any, Any]) -> bytes:
    content = json.dumps(fields, separators=(",", ":"), default=_fields_of).encode()
    packed: bytes = brotli.compress(content, quality=QUALITY)
    return packed


def _fields_of(value: Drawing | Chunk | Finer | Part) -> dict[str, Any]:
    """Return what is kept with a drawing; the outlines of its parts are kept apart."""
    return {name: field for name, field in vars(value).items() if name != "outlines"}


def _unpacked(fields: dict[str, Any], outlines: Mapping[str, dict[str, Any]]) -> Drawing:
    chunks = tuple(Chunk(chunk["name"], tuple(chunk["codes"])) for chunk in fields.pop("chunks"))
    finer = {
        level: tuple(
            Finer(
                each["from_zoom"],
                tuple(Part(outlines=outlines.get(part["name"], {}), **part) for part in each["parts"]),
            )
            for each in resolutions
        )
        for level, resolutions in fields.pop("finer").items()
    }
    return Drawing(chunks=chunks, finer=finer, **fields)


def prepare(
    dataset: Dataset,
    areas: Areas,
    boundaries: Mapping[Level, Mapping[str, bytes]],
    points: Mapping[Level, Mapping[str, tuple[float, float]]],
) -> Prepared:
    """Make the topologies of all layers: of boundaries (WKB), where enough are known, and of hexagons.

    Boundaries and points (longitude, latitude) are in EPSG:4326, by level and code. Areas of the finest level without
    either are left out. A coarser level is dissolved from the finest, unless each of its areas has a boundary of its
    own. Raises GeometryError where the boundaries cannot be made to meet.
    """
    mapped = _meeting(dataset.finest, areas, boundaries)
    own = {level: _meeting(level, areas, boundaries) for level in dataset.coarser if level in boundaries}
    whole = {level: shapes for level, shapes in own.items() if len(shapes.codes) == len(areas[level])}
    with faults_told(mapped):
        return _prepare(_Ground(dataset, areas, mapped, whole), points.get(dataset.finest, {}))


def refuse_unfit(level: Level, boundaries: Mapping[str, bytes]) -> None:
    """Raise GeometryError where boundaries (WKB) cannot be made to meet, whatever hierarchy comes to know of them."""
    _meeting(level, {level: tuple(Area(level, code, "") for code in boundaries)}, {level: boundaries})


def _meeting(level: Level, areas: Areas, boundaries: Mapping[Level, Mapping[str, bytes]]) -> Shapes:
    """Read the boundaries of a level's areas, and make their edges meet."""
    shapes = shapes_of(level, areas[level], boundaries.get(level, {}))
    with faults_told(shapes):
        return close_slivers(shapes)


@dataclass(frozen=True)
class _Ground:
    """What maps are made from: `mapped` are the finest level's true shapes, `own` those of coarser levels."""

    dataset: Dataset
    areas: Areas
    mapped: Shapes
    own: Mapping[Level, Shapes]

    @property
    def finest(self) -> tuple[Area, ...]:
        """Return the areas of the finest level."""
        return self.areas[self.dataset.finest]

    def every_level(self, finest: Shapes, own: Mapping[Level, Shapes]) -> dict[Level, Shapes]:
        """Return the shapes of all levels: their own, or what the finest level's dissolve to."""
        coarser = {level: own.get(level) or dissolve(finest, self.finest, level) for level in self.dataset.coarser}
        return {**coarser, self.dataset.finest: finest}


def _prepare(ground: _Ground, points: Mapping[str, tuple[float, float]]) -> Prepared:
    dataset, mapped = ground.dataset, ground.mapped
    hexes = _as_hexes(ground, points)
    if not mapped.codes or len(mapped.codes) < MAPPED_FROM * len(ground.finest):
        return Prepared(hexes, {dataset.finest: as_geojson(mapped)}, {})
    shapes = ground.every_level(mapped, ground.own)
    geometries = {level: as_geojson(shapes[level]) for level in dataset.slugs}
    outlines = draw_outlines(dataset, shapes)
    drawing = _drawing(Shape.MAP, ground, shapes, {level: each.in_layers for level, each in outlines.items()})
    nearest = outlines[dataset.finest].nearest
    beside = neighbours({level: ground.areas[level] for level in dataset.slugs}, dataset.finest, nearest)
    drawing = replace(drawing, finer=_finer(ground, outlines, drawing.boxes))
    return Prepared({Shape.MAP: drawing, **hexes}, geometries, beside)


def _finer(
    ground: _Ground, outlines: Mapping[Level, Outlines], boxes: Mapping[str, Mapping[str, list[float]]]
) -> dict[str, tuple[Finer, ...]]:
    dataset = ground.dataset
    reporting = {area.code: code_at(area, dataset.reports_by) for area in ground.finest}
    return {
        level: tuple(
            cut_into_parts(
                (level, from_zoom),
                topology,
                boxes[level],
                reporting if level == dataset.finest else {code: code for code in topology.codes},
            )
            for from_zoom, topology in each.finer
        )
        for level, each in outlines.items()
        if each.finer
    }


def _as_hexes(ground: _Ground, points: Mapping[str, tuple[float, float]]) -> dict[Shape, Drawing]:
    """Draw as hexagons all areas of which it is known where they are; nothing where that is none."""
    from app.geography.hexes import neighbours_on_the_ground

    dataset, mapped = ground.dataset, ground.mapped
    known = points_inside(mapped) | dict(points)
    drawn = [area for area in ground.finest if area.code in known]
    if not drawn:
        return {}
    pairs = neighbours_on_the_ground(mapped) if len(mapped.codes) == len(drawn) else None
    shapes = ground.every_level(_hexagons(dataset, drawn, known, pairs), {})
    grid = grid_over(shapes)
    # Outlines of the coarsest level drawn stand there until the hexagons have come.
    drawn_levels = dict.fromkeys((dataset.drawn[0], dataset.drawn[-1], dataset.finest))
    topologies = {level: build_topology(shapes[level], grid) for level in drawn_levels}
    return {Shape.HEXES: _drawing(Shape.HEXES, ground, shapes, topologies)}


def _hexagons(
    dataset: Dataset, areas: Sequence[Area], points: Mapping[str, tuple[float, float]], pairs: Array | None
) -> Shapes:
    """Lay the areas out as hexagons over the ground that they cover."""
    from app.geography.hexes import hexagon_shapes, lay_out

    at = np.array([points[area.code] for area in areas])
    extent = (*at.min(axis=0), *at.max(axis=0))
    cells = lay_out(at, [code_at(area, dataset.reports_by) for area in areas], pairs)
    return hexagon_shapes(dataset.finest, [area.code for area in areas], cells, extent)


def _drawing(
    shape: Shape, ground: _Ground, shapes: Mapping[Level, Shapes], topologies: Mapping[Level, Topology]
) -> Drawing:
    dataset, finest = ground.dataset, ground.dataset.finest
    boxes = {level: shapes[level].boxes for level in dataset.slugs}
    chunks = cut_into_chunks(dataset, ground.areas, boxes[finest], NAMES[shape].format(finest))
    layers = {
        NAMES[shape].format(level): topologies[level].as_topojson() | {"level": level}
        for level in topologies
        if level != finest
    }
    inside: dict[str, list[str]] = {}
    for area in ground.finest:
        inside.setdefault(code_at(area, dataset.reports_by), []).append(area.code)
    for chunk in chunks:
        codes = [code for reporting in chunk.codes for code in inside.get(reporting, ())]
        layers[chunk.name] = topologies[finest].as_topojson(codes) | {"level": finest}
    return Drawing(layers, chunks, boxes)
