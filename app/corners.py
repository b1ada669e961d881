"""The bounds of a map's view, and the zoom at which a map of a given size shows them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.editions.contents import Box

Corners = tuple[tuple[float, float], tuple[float, float]]  # south-west and north-east, latitude first

WORLD: Corners = ((-60.0, -180.0), (80.0, 180.0))  # where people live, for want of any area that is drawn
LEAST = 0.01  # degrees that a view reaches at the least: one lone point has no size


def around_boxes(boxes: Sequence[Box]) -> Corners | None:
    """Return the bounds around boxes, None where there are none."""
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    across, down = (max(0.0, LEAST - (max(high) - min(low))) / 2 for low, high in ((west, east), (south, north)))
    return (min(south) - down, min(west) - across), (max(north) + down, max(east) + across)


def bounds_of(latitude: float, longitude: float, zoom: float, width: int, height: int) -> Corners:
    """Return the bounds that a map of this size in pixels shows around a place."""
    radians = 2 * math.pi / (256 * 2**zoom)  # a pixel
    middle = math.asinh(math.tan(math.radians(latitude)))
    south, north = (math.degrees(math.atan(math.sinh(middle + side * height * radians / 2))) for side in (-1, 1))
    reach = math.degrees(width * radians / 2)
    return (south, longitude - reach), (north, longitude + reach)


def meets(box: Box | None, corners: Corners) -> bool:
    """Return whether a box and bounds overlap."""
    (south, west), (north, east) = corners
    return box is not None and box[0] <= east and west <= box[2] and box[1] <= north and south <= box[3]


def zoom_of(corners: Corners, width: int, height: int) -> float:
    """Return the closest zoom at which a map of this size in pixels shows all of the bounds."""
    (south, west), (north, east) = corners
    tall = math.asinh(math.tan(math.radians(north))) - math.asinh(math.tan(math.radians(south)))
    scale = min(width / math.radians(east - west), height / tall)  # pixels a radian, of which the world has 2 pi
    return math.log2(scale * 2 * math.pi / 256)
