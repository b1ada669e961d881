"""Select from the world what surrounds an edition's areas: land, and the towns that its views name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

import numpy as np
import shapely

from app.dataset import Dataset
from app.domain import Area, Level, Shape
from app.editions.contents import Box, Ground, Surroundings
from app.geography.chunks import around
from app.geography.ground import box_around
from app.geography.prepare import Prepared
from app.geography.zooms import Extent, world_point
from app.world import Town, towns_in

APART = 0.012  # of the place's longer side: nearer to a larger town, one would find no room in any view
APART_OUTSIDE = 3 * APART  # where nothing is counted

MOSTLY = 1.75  # times a town's people: an area with more is the country around it too

Population = tuple[int, Box]  # of an area, and the box around it


def surroundings(dataset: Dataset, prepared: Prepared, areas: Mapping[Level, Iterable[Area]]) -> Surroundings:
    """Return the land and the towns around a map of true boundaries; nothing where there is none.

    The towns with the most people come first: as many as the area of a town's name has that holds it and is mostly the
    town, or else as the world's list says, which counts some towns with their suburbs and others without.
    """
    drawing = prepared.drawings.get(Shape.MAP)
    boxes = [*drawing.boxes[dataset.finest].values()] if drawing else []
    if not drawing or not boxes or prepared.ground is None:
        return {"ground": None, "towns": []}
    counted = (area for level in {*dataset.coarser, dataset.reports_by} for area in areas.get(level, ()))
    populations = _populations(counted, drawing.boxes)
    towns = _largest_first(towns_in(box_around(around(boxes))), populations)
    extent = Extent.over(around(boxes))
    apart = max(extent.width, extent.height)
    distances = [apart * (APART if is_inside else APART_OUTSIDE) for is_inside in _are_inside(towns, boxes)]
    kept = _with_room(towns, distances)
    return {"ground": cast(Ground, prepared.ground), "towns": [_row(town) for town in kept]}


def _populations(areas: Iterable[Area], boxes: Mapping[Level, Mapping[str, Box]]) -> dict[str, list[Population]]:
    """Return the populations of areas by their names."""
    populations: dict[str, list[Population]] = {}
    for area in areas:
        if area.population and area.code in boxes[area.level]:
            populations.setdefault(area.name, []).append((area.population, boxes[area.level][area.code]))
    return populations


def _largest_first(towns: Iterable[Town], populations: Mapping[str, list[Population]]) -> list[Town]:
    def people(town: Town) -> int:
        named = (number for number, box in populations.get(town.name, ()) if _holds(box, town))
        return max((number for number in named if number <= MOSTLY * town.population), default=town.population)

    return sorted(towns, key=people, reverse=True)


def _holds(box: Box, town: Town) -> bool:
    west, south, east, north = box
    return west <= town.longitude <= east and south <= town.latitude <= north


def _row(town: Town) -> tuple[str, float, float]:
    return town.name, round(town.longitude, 3), round(town.latitude, 3)


def _are_inside(towns: Iterable[Town], boxes: Iterable[Box]) -> list[bool]:
    """Tell of each town whether it lies in the box of an area."""
    tree = shapely.STRtree(shapely.box(*np.array([*boxes]).T))
    at = np.array([(town.longitude, town.latitude) for town in towns]).reshape(-1, 2)  # where there are none too
    points = shapely.points(at)
    inside = set(tree.query(points)[0].tolist())
    return [place in inside for place in range(len(at))]


def _with_room(towns: Iterable[Town], distances: Iterable[float]) -> Iterator[Town]:
    """Return the towns that are at least so far, in pixels of the world, from every more populous one given."""
    towns = [*towns]
    kept, number = np.empty((len(towns), 2)), 0
    for town, distance in zip(towns, distances, strict=True):
        at = world_point(town.longitude, town.latitude)
        if (np.hypot(*(kept[:number] - at).T) >= distance).all():
            kept[number], number = at, number + 1
            yield town
