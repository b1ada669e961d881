"""Draw where an area is: in its authority or, where it is larger, in its nation."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain import FINEST, Area, Level, Shape
from app.editions import StoredEdition
from app.editions.contract import LAYER, LayerFile
from app.web.hierarchy import parents
from app.web.placeholder import draw_placeholder

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
    around = above[-1] if area.level is FINEST else above[0]
    frame = edition.box(around, Shape.MAP)
    if frame is None:
        return None
    corners = _corners(frame)
    own_layer = _layer(edition, edition.layer_of(area, Shape.MAP))
    ground = own_layer if area.level is FINEST else _layer(edition, Level.REGION)
    land = draw_placeholder([ground], (), "", corners, _authorities(edition, around))
    own = draw_placeholder([own_layer], (), "", corners, [area.code])
    return Locator(
        around=around.name,
        width=land.width,
        height=land.height,
        land="".join(land.paths.values()),
        area="".join(own.paths.values()),
        ring=_ring(box, corners, land.width, land.height),
    )


def _layer(edition: StoredEdition, name: str | None) -> LayerFile:
    return LAYER.read(edition.read, name)


def _corners(box: list[float]) -> list[list[float]]:
    west, south, east, north = box
    margin = MARGIN * max(east - west, north - south)
    return [[south - margin, west - margin], [north + margin, east + margin]]


def _authorities(edition: StoredEdition, around: Area) -> list[str] | None:
    """Name the lower tier authorities that a picture of small areas is kept to."""
    if around.level is Level.NATION:
        return None
    return [ltla.code for ltla in edition.areas[Level.LTLA] if ltla.is_within(around.code)]


def _ring(box: list[float], corners: list[list[float]], width: int, height: int) -> tuple[float, float] | None:
    """Give the centre of a ring around what is too small to be seen."""
    (low, left), (high, right) = corners
    west, south, east, north = box
    if max((east - west) / (right - left), (north - south) / (high - low)) >= SMALL:
        return None
    across, down = ((west + east) / 2 - left) / (right - left), (high - (south + north) / 2) / (high - low)
    return round(across * width, 1), round(down * height, 1)
