"""Draw an area and its neighbours in the colours of the map; each neighbour is a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import cos, hypot, radians

from app.corners import Corners, meets
from app.domain import Area, Level, Shape
from app.editions import StoredEdition
from app.editions.contents import Box, LayerFile, MeasureClassFacts
from app.editions.contract import LAYER
from app.pictures.areas import Arcs, Frame, Point, path_of, rings_of
from app.pictures.fills import fill_by_class
from app.pictures.labels import Label
from app.pictures.text import BOLD, balanced, width_of
from app.pictures.words import classes_at, measure_at
from app.view import MapView, whole_area
from app.web.pages.hierarchy import neighbours
from app.web.pages.placeholder import SIDE, STRIPES, draw_placeholder, in_either_scheme
from app.web.serving.site import site
from app.wording import Wording

AROUND, AROUND_WHOLE = 2, 1.06  # the picture's side as a multiple of the area's
SMALL = 0.05  # share of the picture's side below which an area gets a ring around it
LETTERS = 12.5  # their height in units
LINES = 3  # the most of a name
PLACES = 6  # places across and down an area at which its name is tried
SPOTS = 9  # points along a name's long sides that must lie in its area
BESIDE, ABOVE = 3, 2  # units around a name that must lie in it too: the width of an outline
WIDER = 0.06  # share of a name's width to leave free on either side, for other fonts

Ring = list[Point]
Sides = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Neighbour:
    """An area beside: its path, and its name as far as there is room."""

    area: Area
    path: str
    label: Label | None


@dataclass(frozen=True)
class NeighbourMap:
    """A small map: its width and height, a path for each fill, the area's own, and its neighbours.

    `ring` is the centre of a ring around an area that is too small to be seen. `legend` has
    the paint and the words of each fill.
    """

    width: int
    height: int
    fills: dict[str, str]
    own: str
    ring: tuple[float, float] | None
    neighbours: tuple[Neighbour, ...]
    level: Level
    measure: str
    legend: tuple[tuple[str, str], ...]


def draw_neighbour_map(view: MapView, area: Area) -> NeighbourMap | None:
    """Draw an area of a view and what is around it; None where its true boundary is not known."""
    edition = view.edition
    box = edition.box(area, Shape.MAP)
    level = _level(view, area) if box else None
    if box is None or level is None:
        return None
    corners = _corners(box, is_whole=area == whole_area(edition))
    frame = Frame.over(corners, SIDE)
    layers = _Layers(view)
    measure, classes = measure_at(view, level), classes_at(view, level)
    ground = [layers[name] for name in view.layers_over(level, corners)]
    near = (edition.areas[level][place] for layer in ground for place in layer["columns"]["place"])
    seen = {one.code for one, _ in _in_picture(edition, near, frame)}
    drawn = draw_placeholder(
        ground, fill_by_class(measure, classes, view.dataset.rate_per), corners, only=seen, classes=classes
    )
    return NeighbourMap(
        width=drawn.width,
        height=drawn.height,
        fills=dict(drawn.paths),
        own=path_of(layers.rings(area, frame)),
        ring=_ring(box, frame),
        neighbours=tuple(_neighbours(view, area, layers, frame)),
        level=level,
        measure=measure,
        legend=tuple(_legend(view, level, classes, has_stripes=STRIPES in drawn.paths)),
    )


def _legend(
    view: MapView, level: Level, classes: Sequence[MeasureClassFacts], *, has_stripes: bool
) -> Iterator[tuple[str, str]]:
    """Return the paint and the words of each class, and of what is hidden or withheld."""
    yield from ((in_either_scheme(one), one["label"]) for one in classes)
    if hidden := Wording(view.dataset).hidden(level):
        yield "var(--hidden)", hidden
    if has_stripes:
        yield STRIPES, "withheld, to keep others hidden"


def _level(view: MapView, area: Area) -> Level | None:
    """Return the level whose areas are filled: the area's own, or the next finer that the map draws."""
    slugs = view.dataset.slugs
    drawn = [one["level"] for one in view.map_parts["levels"]]
    return next((level for level in slugs[slugs.index(area.level) :] if level in drawn), None)


def _corners(box: Box, *, is_whole: bool) -> Corners:
    """Return the corners of a square around an area."""
    west, south, east, north = box
    shrunk = cos(radians((south + north) / 2))
    half = max((east - west) * shrunk, north - south) * (AROUND_WHOLE if is_whole else AROUND) / 2
    x, y = (west + east) / 2, (south + north) / 2
    return (y - half, x - half / shrunk), (y + half, x + half / shrunk)


class _Layers(dict[str, LayerFile]):
    """A view's layer files, each read when it is first asked for."""

    def __init__(self, view: MapView) -> None:
        self._view = view

    def __missing__(self, name: str) -> LayerFile:
        key = "layer", self._view.edition.id, str(self._view.week), name
        return self.setdefault(name, site().once(key, lambda: self._view.layer(name)))

    def rings(self, area: Area, frame: Frame) -> list[Ring]:
        """Return an area's rings in a frame, nothing where it is not drawn."""
        edition = self._view.edition
        name = edition.layer_of(area, Shape.MAP)
        if name is None or not edition.has(LAYER.name(name)):
            return []
        return rings_of(self[name], Arcs(frame, self[name]), area.code)


def _in_picture(edition: StoredEdition, areas: Iterable[Area], frame: Frame) -> Iterator[tuple[Area, Box]]:
    corners = frame.corners
    for one in areas:
        box = edition.box(one, Shape.MAP)
        if box and meets(box, corners):
            yield one, box


def _neighbours(view: MapView, area: Area, layers: _Layers, frame: Frame) -> Iterator[Neighbour]:
    for one, box in _in_picture(view.edition, neighbours(view.edition, area), frame):
        rings = layers.rings(one, frame)
        yield Neighbour(one, path_of(rings), _label(one.name, _seen(frame, box), rings))


def _seen(frame: Frame, box: Box) -> Sides:
    """Return the part of a box that is in the picture."""
    left, top, right, bottom = frame.box(box)
    return max(left, 0), max(top, 0), min(right, frame.width), min(bottom, frame.height)


def _label(name: str, seen: Sides, rings: Sequence[Ring]) -> Label | None:
    """Write a name inside its area, in as few lines as there is room for; None where there is none."""
    left, top, right, bottom = seen
    middle, whole = ((left + right) / 2, (top + bottom) / 2), width_of(name, LETTERS, BOLD)
    steps = [(number + 0.5) / PLACES for number in range(PLACES)]
    places = [(left + (right - left) * x, top + (bottom - top) * y) for x in steps for y in steps]
    places.sort(key=lambda place: hypot(place[0] - middle[0], place[1] - middle[1]))
    for number in range(1, LINES + 1):
        lines = tuple(balanced(name, max(whole / number * 1.15, _longest(name)), LETTERS, BOLD))
        is_whole = len(lines) == number and " ".join(lines).split() == name.split()
        label = Label(lines, *middle, LETTERS, (BOLD,) * len(lines))
        half, above = max(label.widths) / 2, label.height / 2
        for x, y in places if is_whole else ():
            if _is_inside((x - half, y - above, x + half, y + above), seen, rings):
                return replace(label, x=x, y=y)
    return None


def _longest(name: str) -> float:
    return max(width_of(word, LETTERS, BOLD) for word in name.split()) + 1


def _is_inside(box: Sides, seen: Sides, rings: Sequence[Ring]) -> bool:
    """Return whether a box and a little around it are in its area, going by places along its long sides."""
    beside = BESIDE + WIDER * (box[2] - box[0])
    left, top, right, bottom = box[0] - beside, box[1] - ABOVE, box[2] + beside, box[3] + ABOVE
    if left < seen[0] or top < seen[1] or right > seen[2] or bottom > seen[3]:
        return False
    places = [left + (right - left) * number / (SPOTS - 1) for number in range(SPOTS)]
    return all(holds(rings, x, y) for x in places for y in (top, bottom))


def holds(rings: Sequence[Ring], x: float, y: float) -> bool:
    """Return whether a place lies in an area, of which a ring within a ring is none."""
    is_inside = False
    for (from_x, from_y), (to_x, to_y) in (side for ring in rings for side in pairwise(ring)):
        if (from_y > y) != (to_y > y) and x < (to_x - from_x) * (y - from_y) / (to_y - from_y) + from_x:
            is_inside = not is_inside
    return is_inside


def _ring(box: Box, frame: Frame) -> tuple[float, float] | None:
    """Return the centre of a ring around what is too small to be seen."""
    left, top, right, bottom = frame.box(box)
    if max(right - left, bottom - top) >= SMALL * max(frame.width, frame.height):
        return None
    return round((left + right) / 2, 1), round((top + bottom) / 2, 1)
