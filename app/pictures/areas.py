"""Turn the areas of layer files into a picture's paths, each kind of fill one path."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from app.editions.contents import LayerFile

Point = tuple[int, int]
Segment = tuple[Point, Point]
Fill = Callable[[LayerFile, int], str]
Box = Sequence[float]


@dataclass(frozen=True)
class Frame:
    """A picture's place in Web Mercator: its north-western corner and its scale, in units a degree of longitude."""

    west: float
    north: float
    scale: float
    width: float
    height: float

    @classmethod
    def over(cls, corners: Sequence[Sequence[float]], side: int) -> Frame:
        """Return the smallest frame around these corners, its longer side as many units long."""
        (south, west), (north, east) = corners
        top, bottom = southing(north), southing(south)
        scale = side / max(east - west, bottom - top)
        return cls(west, top, scale, math.ceil((east - west) * scale), math.ceil((bottom - top) * scale))

    @classmethod
    def fitted(cls, corners: Sequence[Sequence[float]], width: float, height: float, margin: float) -> Frame:
        """Return a frame of this size with these corners as large as they fit in its middle, a margin around them."""
        (south, west), (north, east) = corners
        top, bottom = southing(north), southing(south)
        scale = min((width - 2 * margin) / (east - west), (height - 2 * margin) / (bottom - top))
        middle = (west + east) / 2, (top + bottom) / 2
        return cls(middle[0] - width / scale / 2, middle[1] - height / scale / 2, scale, width, height)

    @property
    def corners(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the south-west and north-east of all that is in the frame, latitude first."""
        east, south = self.west + self.width / self.scale, self.north + self.height / self.scale
        return (_latitude(south), self.west), (_latitude(self.north), east)

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a point lies in the picture."""
        return (longitude - self.west) * self.scale, (southing(latitude) - self.north) * self.scale

    def box(self, box: Box) -> tuple[float, float, float, float]:
        """Return the left, top, right and bottom of what lies between a west, south, east and north."""
        west, south, east, north = box
        return *self.place(west, north), *self.place(east, south)

    def line(self, arc: Iterable[Sequence[int]], transform: Mapping[str, Sequence[float]]) -> list[Point]:
        """Place a topology's arc, which is in steps on its grid."""
        (width, height), (west, south) = transform["scale"], transform["translate"]
        steps = accumulate(arc, lambda at, step: (at[0] + step[0], at[1] + step[1]))
        return [
            (
                round((x * width + west - self.west) * self.scale),
                round((southing(y * height + south) - self.north) * self.scale),
            )
            for x, y in steps
        ]


def southing(latitude: float) -> float:
    """Return the distance of a latitude from the equator in Web Mercator, in degrees of longitude, southwards."""
    return -math.degrees(math.asinh(math.tan(math.radians(latitude))))


def _latitude(south: float) -> float:
    return -math.degrees(math.atan(math.sinh(math.radians(south))))


class Arcs(dict[int, list[Point]]):
    """A topology's arcs in a picture, each placed when it is first asked for, backwards where it is negative."""

    def __init__(self, frame: Frame, layer: LayerFile) -> None:
        self._frame, self._layer = frame, layer

    def __missing__(self, arc: int) -> list[Point]:
        line = self[~arc][::-1] if arc < 0 else self._frame.line(self._layer["arcs"][arc], self._layer["transform"])
        return self.setdefault(arc, line)


def paths_of(
    layer: LayerFile,
    arcs: Arcs,
    fill: Fill,
    within: Collection[str] | None = None,
    only: Collection[str] | None = None,
) -> dict[str, str]:
    """Draw a layer's areas, one path for each fill.

    `within` are the codes of the only authorities whose areas are drawn, or of which a layer has no parts; `only` the
    codes of the only areas drawn.
    """
    paths: dict[str, list[str]] = {}
    for row, geometry in _areas(layer, within):
        if only is not None and geometry["id"] not in only:
            continue
        paths.setdefault(fill(layer, row), []).extend(_rings(geometry, arcs))
    return {key: "".join(rings) for key, rings in paths.items()}


def rings_of(layer: LayerFile, arcs: Arcs, code: str) -> list[list[Point]]:
    """Return the rings of the area with this code, nothing where the layer does not have it."""
    geometries = (one for one in layer["objects"]["areas"]["geometries"] if one["id"] == code)
    return [[point for arc in ring for point in arcs[arc]] for one in geometries for ring in _arcs_of(one)]


def path_of(rings: Iterable[Sequence[Point]]) -> str:
    """Draw rings."""
    return "".join(steps_of(ring, is_ring=True) for ring in rings)


def lines_of(layer: LayerFile, arcs: Arcs, within: Collection[str] | None = None) -> tuple[str, str]:
    """Draw the outlines of a layer's authorities, and the lines between the areas of one.

    A line that one authority alone has is its outline: towards the sea or another layer. Finer outlines say which are.
    """
    known = layer.get("outlines")
    sides: dict[int, list[int | None]] = {}
    for row, geometry in _areas(layer, within):
        for arc in (arc for ring in _arcs_of(geometry) for arc in ring):
            sides.setdefault(max(arc, ~arc), []).append(_authority_number(layer, row))
    outlines: list[str] = []
    between: list[str] = []
    for arc, authorities in sides.items():
        is_between = len(authorities) > 1 and len(set(authorities)) == 1 and authorities[0] is not None
        if known is not None:
            is_between = arc >= known
        (between if is_between else outlines).append(steps_of(arcs[arc]))
    return "".join(outlines), "".join(between)


def segments_of(layer: LayerFile, arcs: Arcs, rows: Collection[int]) -> set[Segment]:
    """Return the sides of these areas that no two of them share: the outline of all of them together."""
    outline: set[Segment] = set()
    geometries = layer["objects"]["areas"]["geometries"]
    for ring in (ring for row in rows for ring in _arcs_of(geometries[row])):
        points = [point for arc in ring for point in arcs[arc]]
        outline ^= {(min(pair), max(pair)) for pair in pairwise(points) if pair[0] != pair[1]}
    return outline


def _areas(layer: LayerFile, within: Collection[str] | None) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Return the areas of authorities, with their rows: of a layer that names none, those that are authorities."""
    for row, geometry in enumerate(layer["objects"]["areas"]["geometries"]):
        number = _authority_number(layer, row)
        authority = geometry["id"] if number is None else layer["authorities"][number][0]
        if within is None or authority in within:
            yield row, geometry


def _authority_number(layer: LayerFile, row: int) -> int | None:
    numbers = layer["columns"]["authority"]
    return numbers[row] if numbers else None


def _arcs_of(geometry: Mapping[str, Any]) -> Iterator[Sequence[int]]:
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return (ring for polygon in polygons for ring in polygon)


def _rings(geometry: Mapping[str, Any], arcs: Arcs) -> Iterator[str]:
    for ring in _arcs_of(geometry):
        yield path_of([[point for arc in ring for point in arcs[arc]]])


def steps_of(points: Sequence[Point], *, is_ring: bool = False) -> str:
    """Write a line or ring as steps, leaving out those of no length; nothing where it has no length or width."""
    steps: list[Point] = []
    at = start = points[0]
    for x, y in points:
        if (x, y) != at:
            steps.append((x - at[0], y - at[1]))
            at = (x, y)
    if len(steps) < (3 if is_ring else 1):
        return ""
    line = " ".join(f"{x} {y}" for x, y in (steps[:-1] if is_ring else steps)).replace(" -", "-")
    return f"M{start[0]} {start[1]}l{line}{'z' if is_ring else ''}"
