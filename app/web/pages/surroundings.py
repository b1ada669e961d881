"""What a page's map shows of its surroundings until it is zoomed: land, and the largest names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from math import hypot

from app.domain import Shape
from app.editions.contract import SURROUNDINGS
from app.pictures.areas import Frame
from app.pictures.ground import Window, ground_path, window_around
from app.pictures.names import Group, far_level, groups_of
from app.view import MapView
from app.web.data.surroundings import tiles_of
from app.web.pages.placeholder import SIDE
from app.web.serving.site import site

FLAT = 1.2  # units of detail that are left out; the placeholder's side has SIDE
APART = 15  # the least distance in units between two towns
MOST = 60  # towns of a page

Town = tuple[str, float, float]  # its name, and where it is


@dataclass(frozen=True)
class PageSurroundings:
    """Land as a path in the placeholder's units, and names and the frame of both as JSON for the script."""

    ground: str
    data: str


def surroundings_of(view: MapView) -> PageSurroundings | None:
    """Return what lies around a view; None where areas are not where they are on the ground, or that is not known."""
    if view.shape is not Shape.MAP:
        return None
    stored = SURROUNDINGS.read(view.edition.read)
    if stored["ground"] is None:
        return None
    frame = Frame.over(view.corners, SIDE)
    window = window_around(frame)
    placed = ((name, *frame.place(longitude, latitude)) for name, longitude, latitude in stored["towns"])
    towns = [[name, round(x), round(y)] for name, x, y in _first(placed, window)]
    tiles = tiles_of(view.edition, stored)
    block = {
        "frame": [frame.west, frame.north, frame.scale],
        "towns": towns,
        "groups": _groups(view, frame),
        "tiles": astuple(tiles) if tiles else None,
    }
    data = json.dumps(block, ensure_ascii=False, separators=(",", ":"))
    return PageSurroundings(ground_path(stored["ground"], frame, window, FLAT), data)


def _groups(view: MapView, frame: Frame) -> list[tuple[str, int, int, int, int]]:
    """Return the names of what areas are grouped by at the most, where they are, and how large."""
    level = far_level(view)
    if not level:
        return []
    groups = site().once(("groups", view.edition.id, level, view.shape), lambda: tuple(groups_of(view, level)))
    return [(group.area.name, *_rounded(frame, group)) for group in groups]


def _rounded(frame: Frame, group: Group) -> tuple[int, int, int, int]:
    x, y = frame.place(group.longitude, group.latitude)
    left, top, right, bottom = frame.box(group.box)
    return round(x), round(y), round(right - left), round(bottom - top)


def _first(towns: Iterable[Town], window: Window) -> Iterator[Town]:
    """Return the first of these towns in a window that are not near each other."""
    left, top, right, bottom = window
    kept: list[tuple[float, float]] = []
    for town in towns:
        _, x, y = town
        is_inside = left <= x <= right and top <= y <= bottom
        if is_inside and all(hypot(x - a, y - b) >= APART for a, b in kept):
            kept.append((x, y))
            yield town
            if len(kept) == MOST:
                return
