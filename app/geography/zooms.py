"""Choose the zoom from which each level is drawn, and the closest zoom, by the place's extent and number of areas.

A level is drawn once an area of typical size, if all were alike, is APPEARS pixels across. But the coarsest is always
drawn where a phone shows the whole place, each level for a zoom at least, and all of them by CLOSEST.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import asinh, ceil, floor, log2, radians, tan, tau

from app.dataset import Dataset
from app.domain import Level
from app.geography.chunks import Box, around

WORLD = 256  # pixels across the world at zoom 0
PHONE = 366  # pixels across a phone's map, less its margins
APPEARS = 40  # pixels across an area from which its level is drawn
EVERYWHERE = [-180.0, -85.0, 180.0, 85.0]  # for want of boundaries and points
NAMED = 160  # pixels across an area from which its level's areas are named
NEAR = 600  # pixels across an area of the finest level where the map goes no closer
CLOSEST, MOST = 13, 19  # zooms: every map goes as close as the first, none closer than the second


def world_point(longitude: float, latitude: float) -> tuple[float, float]:
    """Return where a point lies on the map of the world at zoom 0, in pixels east and south of its middle."""
    return longitude / 360 * WORLD, -asinh(tan(radians(latitude))) / tau * WORLD


@dataclass(frozen=True)
class Extent:
    """A place's size on the map in pixels at zoom 0."""

    width: float
    height: float

    @classmethod
    def over(cls, box: Sequence[float]) -> Extent:
        """Measure a box of west, south, east and north."""
        west, south, east, north = box
        (left, bottom), (right, top) = world_point(west, south), world_point(east, north)
        return cls(*(max(side, PHONE / 2**MOST) for side in (right - left, bottom - top)))

    @property
    def fits(self) -> float:
        """Return the zoom at which a phone shows the whole place."""
        return log2(PHONE / max(self.width, self.height))

    def zoom_at(self, pixels: float, number: int) -> float:
        """Return the zoom at which each of so many areas is so many pixels across, if all are alike."""
        return log2(pixels * (max(number, 1) / (self.width * self.height)) ** 0.5)


@dataclass(frozen=True)
class Zooms:
    """From which zoom on each level that a map draws is drawn, and how close the map goes.

    `furthest` is the zoom at which a phone shows the whole place, `full` that from which the lines between the finest
    areas have their full weight, `named` those from which a level's areas are named.
    """

    drawn: Mapping[Level, int]
    furthest: int
    closest: int
    full: int
    named: Mapping[Level, int]

    @classmethod
    def over(cls, dataset: Dataset, boxes: Mapping[Level, Mapping[str, Box]]) -> Zooms:
        """Work them out from the boxes of the areas, by level and code; what the definition says stays."""
        finest = boxes.get(dataset.finest, {})
        extent = Extent.over(around(finest.values()) if finest else EVERYWHERE)
        numbers = [len(boxes.get(level, {})) for level in dataset.drawn]
        zooms = from_zooms(extent, numbers, [dataset.level(level).from_zoom for level in dataset.drawn])
        drawn = dict(zip(dataset.drawn, zooms, strict=True))
        closest, full = closest_zoom(extent, len(finest), zooms), full_zoom(extent, numbers[-1])
        named = {level: named_zoom(extent, len(boxes.get(level, {}))) for level in dataset.slugs}
        return cls(drawn, max(0, floor(extent.fits)), closest, full, named)


def from_zooms(extent: Extent, numbers: Sequence[int], said: Sequence[int | None]) -> list[int]:
    """Return the zoom from which each level is drawn, strictly rising.

    `numbers` are how many areas each level has, the coarsest first; zooms that are `said` stay as they are.
    """
    second = ceil(extent.fits + 1 / 2)
    zooms = [said[0] or 0]
    for place in range(1, len(numbers)):
        least = max(zooms[-1] + 1, second + place - 1)
        given = said[place]
        zooms.append(max(least, round(extent.zoom_at(APPEARS, numbers[place]))) if given is None else given)
    latest = max(CLOSEST, second + len(numbers) - 2) + 1
    for place in range(len(numbers) - 1, 0, -1):
        latest = zooms[place] = min(zooms[place], latest - 1) if said[place] is None else zooms[place]
    return zooms


def closest_zoom(extent: Extent, number: int, zooms: Sequence[int]) -> int:
    """Return the closest zoom of a map that draws so many finest areas, and levels from these zooms on."""
    return max(CLOSEST, min(MOST, round(extent.zoom_at(NEAR, number))), *zooms)


def full_zoom(extent: Extent, number: int) -> int:
    """Return the zoom from which the lines between so many finest areas have their full weight."""
    return round(extent.zoom_at(APPEARS, number))


def named_zoom(extent: Extent, number: int) -> int:
    """Return the zoom from which each of so many areas is named."""
    return max(0, round(extent.zoom_at(NAMED, number)))
