"""Draw a rough picture of the map, to be seen until the script has drawn it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

SIDE = 400  # units of the picture's longer side: about as many pixels as a phone's map has
LAND = "none"  # no fill of its own: the style sheet gives one

Point = tuple[int, int]


@dataclass(frozen=True)
class Placeholder:
    """A picture: its width and height, and a path for each colour; areas without one are `LAND`."""

    width: int
    height: int
    paths: Mapping[str, str]


def draw_placeholder(
    layers: Iterable[Mapping[str, Any]],
    classes: Sequence[Mapping[str, Any]],
    measure: str,
    corners: Sequence[Sequence[float]],
    within: Collection[str] | None = None,
) -> Placeholder:
    """Draw the areas of layer files in the colours of their classes, as the map does.

    `corners` are the south-west and north-east of the picture, latitude first; `within` the codes of the only areas
    drawn, or of the authorities that they lie in.
    """
    frame = _Frame.over(corners)
    paths: dict[str, list[str]] = {}
    for layer in layers:
        arcs = _Arcs(frame, layer)
        for row, geometry in enumerate(layer["objects"]["areas"]["geometries"]):
            if within is None or geometry["id"] in within or _authority(layer, row) in within:
                colour = _colour(layer["columns"], row, classes, measure)
                paths.setdefault(colour, []).extend(_rings(geometry, arcs))
    return Placeholder(frame.width, frame.height, {colour: "".join(rings) for colour, rings in paths.items()})


@dataclass(frozen=True)
class _Frame:
    """A picture's place in Web Mercator."""

    west: float
    north: float
    scale: float
    width: int
    height: int

    @classmethod
    def over(cls, corners: Sequence[Sequence[float]]) -> _Frame:
        (south, west), (north, east) = corners
        top, bottom = _mercator(north), _mercator(south)
        scale = SIDE / max(east - west, bottom - top)
        return cls(west, top, scale, math.ceil((east - west) * scale), math.ceil((bottom - top) * scale))

    def line(self, arc: Iterable[Sequence[int]], transform: Mapping[str, Sequence[float]]) -> list[Point]:
        """Place a topology's arc, which is in steps on its grid."""
        (width, height), (west, south) = transform["scale"], transform["translate"]
        steps = accumulate(arc, lambda at, step: (at[0] + step[0], at[1] + step[1]))
        return [
            (
                round((x * width + west - self.west) * self.scale),
                round((_mercator(y * height + south) - self.north) * self.scale),
            )
            for x, y in steps
        ]


def _mercator(latitude: float) -> float:
    """Give how far south a latitude is, in degrees of longitude at the equator."""
    return -math.degrees(math.asinh(math.tan(math.radians(latitude))))


class _Arcs(dict[int, list[Point]]):
    """A topology's arcs in a picture, each placed when it is first asked for, backwards where it is negative."""

    def __init__(self, frame: _Frame, layer: Mapping[str, Any]) -> None:
        self._frame, self._layer = frame, layer

    def __missing__(self, arc: int) -> list[Point]:
        line = self[~arc][::-1] if arc < 0 else self._frame.line(self._layer["arcs"][arc], self._layer["transform"])
        return self.setdefault(arc, line)


def _authority(layer: Mapping[str, Any], row: int) -> str | None:
    numbers = layer["columns"]["authority"]
    return layer["authorities"][numbers[row]][0] if numbers and numbers[row] is not None else None


def _colour(columns: Mapping[str, Sequence[Any]], row: int, classes: Sequence[Mapping[str, Any]], measure: str) -> str:
    cases, population = columns["cases"][row], columns["population"][row]
    if not isinstance(cases, int) or (measure == "rate" and not population):
        return LAND
    value = cases * 100_000 / population if measure == "rate" else cases
    return next((one["colour"] for one in reversed(classes) if one["from"] <= value), LAND)


def _rings(geometry: Mapping[str, Any], arcs: Mapping[int, Sequence[Point]]) -> Iterator[str]:
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for ring in (ring for polygon in polygons for ring in polygon):
        points = [point for arc in ring for point in arcs[arc]]
        text = _ring(points)
        if text:
            yield text


def _ring(points: Iterable[Point]) -> str:
    """Write a ring as steps, leaving out those of no length; nothing where it has no width."""
    steps: list[Point] = []
    start = at = next(iter(points))
    for x, y in points:
        if (x, y) != at:
            steps.append((x - at[0], y - at[1]))
            at = (x, y)
    if len(steps) < 3:
        return ""
    line = " ".join(f"{x} {y}" for x, y in steps[:-1]).replace(" -", "-")
    return f"M{start[0]} {start[1]}l{line}z"
