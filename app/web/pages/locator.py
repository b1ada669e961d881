"""Draw where an area is: in the smallest that it lies in or, where it is larger, in the largest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain import Area, Shape
from app.editions import StoredEdition
from app.editions.contract import LAYER, LayerFile
from app.pictures.fills import plain
from app.view import whole_area
from app.web.pages.hierarchy import parents
from app.web.pages.placeholder import draw_placeholder

MARGIN = 0.02  # share of the picture around what it shows
SMALL = 0.05  # share of the picture's side below which an area gets a ring around it


@dataclass(frozen=True)
class Locator:
    """A small map: its width and height, the land's path, the area's, and a ring's centre where that is small."""

    around: str
    width: int
    height: int
    land: str
    area: str
    ring: tuple[float, float] | None


def draw_locator(edition: StoredEdition, area: Area) -> Locator | None:
    """Draw an area inside what it lies in; None where its true boundary is not known or it lies in nothing."""
    box = edition.box(area, Shape.MAP)
    above = parents(edition, area)
    if box is None or not above:
        return None
    is_finest = area.level == edition.dataset.finest
    around = above[-1] if is_finest else above[0]
    frame = edition.box(around, Shape.MAP)
    ground = _layers(edition, _ground(edition, around, is_finest=is_finest))
    own_layer = _layers(edition, [edition.layer_of(area, Shape.MAP)])
    if frame is None or not ground or not own_layer:
        return None
    corners = _corners(frame)
    within = None if around == whole_area(edition) else _reporting_codes(edition, around)
    land = draw_placeholder(ground, plain, corners, within)
    own = draw_placeholder(own_layer, plain, corners, only=[area.code])
    return Locator(
        around=around.name,
        width=land.width,
        height=land.height,
        land="".join(land.paths.values()),
        area="".join(own.paths.values()),
        ring=_ring(box, corners, land.width, land.height),
    )


def _ground(edition: StoredEdition, around: Area, *, is_finest: bool) -> list[str | None]:
    """Name the layers that draw the land around: of the finest areas for one of these, or else of coarser ones."""
    dataset = edition.dataset
    coarser = dataset.lists_by if around == whole_area(edition) else dataset.reports_by
    if not is_finest and coarser != dataset.finest:
        return [coarser]
    return [edition.chunk_of(code, Shape.MAP) for code in _reporting_codes(edition, around)]


def _layers(edition: StoredEdition, names: Iterable[str | None]) -> list[LayerFile]:
    there = sorted({name for name in names if name and edition.has(LAYER.name(name))})
    return [LAYER.read(edition.read, name) for name in there]


def _corners(box: list[float]) -> list[list[float]]:
    west, south, east, north = box
    margin = MARGIN * max(east - west, north - south)
    return [[south - margin, west - margin], [north + margin, east + margin]]


def _reporting_codes(edition: StoredEdition, around: Area) -> list[str]:
    level = edition.dataset.reports_by
    if around.level in edition.dataset.above(level) or around.level == level:
        return [one.code for one in edition.areas[level] if one.is_within(around)]
    return [around.within.get(level, "")]


def _ring(box: list[float], corners: list[list[float]], width: int, height: int) -> tuple[float, float] | None:
    """Give the centre of a ring around what is too small to be seen."""
    (low, left), (high, right) = corners
    west, south, east, north = box
    if max((east - west) / (right - left), (north - south) / (high - low)) >= SMALL:
        return None
    across, down = ((west + east) / 2 - left) / (right - left), (high - (south + north) / 2) / (high - low)
    return round(across * width, 1), round(down * height, 1)
