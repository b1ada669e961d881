"""Find the names that a map may show: of towns, of what areas are grouped by, and of areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from math import prod
from typing import NamedTuple

from app.domain import Area, Level, Shape
from app.editions.contents import Box
from app.editions.contract import SURROUNDINGS
from app.pictures.areas import Frame
from app.pictures.labels import Name, Rank
from app.pictures.svg import GRID
from app.view import MapView

FILLED = 0.9


class Group(NamedTuple):
    """An area, where the middle of its finest areas is (longitude, latitude), and the box around them."""

    area: Area
    longitude: float
    latitude: float
    box: Box


def groups_of(view: MapView, level: Level, within: Collection[str] | None = None) -> Iterator[Group]:
    """Return the areas of a level that finest areas are drawn in, each in the middle of those.

    `within` are the codes of the only authorities whose areas count.
    """
    edition, dataset, shape = view.edition, view.edition.dataset, view.shape
    inside: dict[str, list[Sequence[float]]] = defaultdict(list)
    for area in edition.areas[dataset.finest]:
        is_counted = within is None or area.within.get(dataset.reports_by) in within
        if is_counted and (box := edition.box(area, shape)):
            inside[area.within.get(level, area.code)].append(box)
    for code, boxes in inside.items():
        area_of_level = edition.area(level, code)
        if area_of_level:
            west, south, east, north = zip(*boxes, strict=True)
            number = 2 * len(boxes)
            around = [min(west), min(south), max(east), max(north)]
            yield Group(area_of_level, (sum(west) + sum(east)) / number, (sum(south) + sum(north)) / number, around)


def far_level(view: MapView) -> Level | None:
    """Return the level whose areas are named where those drawn are too small for it, None where there is none."""
    dataset = view.dataset
    is_coarser = dataset.slugs.index(dataset.lists_by) < dataset.slugs.index(dataset.reports_by)
    return dataset.lists_by if is_coarser and len(view.edition.areas[dataset.lists_by]) > 1 else None


def names_in(view: MapView, level: Level, frame: Frame, zoom: float) -> Iterator[Name]:
    """Return the names for a level in a frame at a zoom, those first that are to be shown before others."""
    dataset, named_from = view.dataset, view.map_parts["named_from"]
    if view.shape is Shape.MAP:
        yield from _towns(view, frame)
    own = dataset.reports_by if level == dataset.finest else level
    far = far_level(view) if view.shape is Shape.MAP and zoom < named_from[own] else None
    if far:
        yield from _parts(frame, _named(frame, groups_of(view, far), "group"))
    else:
        groups = sorted(groups_of(view, own, view.authorities), key=lambda group: -(group.area.population or 0))
        yield from _named(frame, groups, "group")
    if level == dataset.finest and zoom >= named_from[level]:
        areas = _named(frame, groups_of(view, level, view.authorities), "area")
        yield from sorted(areas, key=lambda name: -prod(name.most or ()))


def _towns(view: MapView, frame: Frame) -> Iterator[Name]:
    for name, longitude, latitude in SURROUNDINGS.read(view.edition.read)["towns"]:
        x, y = frame.place(longitude, latitude)
        yield Name(name, "town", x / GRID, y / GRID)


def _named(frame: Frame, groups: Iterable[Group], rank: Rank) -> Iterator[Name]:
    for group in groups:
        x, y = frame.place(group.longitude, group.latitude)
        left, top, right, bottom = frame.box(group.box)
        yield Name(group.area.name, rank, x / GRID, y / GRID, ((right - left) / GRID, (bottom - top) / GRID))


def _parts(frame: Frame, names: Iterable[Name]) -> Iterator[Name]:
    """Leave out an area that fills the frame: it is the subject of the picture."""
    most = FILLED * frame.width / GRID, FILLED * frame.height / GRID
    return (name for name in names if name.most and name.most[0] < most[0] and name.most[1] < most[1])
