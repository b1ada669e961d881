"""Draw the land around a place: rings of an edition's ground, as far and as finely as a frame shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot

from app.editions.contents import Ground
from app.pictures.areas import Frame, Point, steps_of

FLAT = 0.8  # units by which a line may miss points that are left out
LEAST = 12  # square units of land, or of water in it, that is drawn

Window = tuple[float, float, float, float]  # left, top, right, bottom


def window_around(frame: Frame) -> Window:
    """Return what a map that opens with a frame may show of the world before it is zoomed, on a wide screen too."""
    side = max(frame.width, frame.height)
    return -1.1 * side, -0.7 * side, frame.width + 1.1 * side, frame.height + 0.7 * side


def ground_path(ground: Ground, frame: Frame, window: Window, flat: float = FLAT) -> str:
    """Draw the land in a window of a frame as one path, less detail of so many units."""
    clipped = (_clipped(frame.line(ring, ground["transform"]), window) for ring in ground["rings"])
    rings = (_without_detail([*ring, *ring[:1]], flat) for ring in clipped)
    return "".join(steps_of(ring, is_ring=True) for ring in rings if abs(_doubled_size(ring)) >= 2 * LEAST * flat)


def _clipped(ring: list[Point], window: Window) -> list[Point]:
    """Cut a ring off at the window's sides, one after another."""
    across, down = zip(*ring, strict=True)
    if window[0] <= min(across) and max(across) <= window[2] and window[1] <= min(down) and max(down) <= window[3]:
        return ring
    for axis, sign, side in zip((0, 1, 0, 1), (-1, -1, 1, 1), window, strict=True):
        ring = list(_cut(ring, axis, sign, side)) if ring else []
    return ring


def _cut(ring: list[Point], axis: int, sign: int, side: float) -> Iterator[Point]:
    """Keep what lies on one side of a line across an axis."""
    for a, b in pairwise([ring[-1], *ring]):
        beyond_a, beyond_b = (sign * (point[axis] - side) for point in (a, b))
        if (beyond_a > 0) != (beyond_b > 0):
            share = beyond_a / (beyond_a - beyond_b)
            yield round(a[0] + share * (b[0] - a[0])), round(a[1] + share * (b[1] - a[1]))
        if beyond_b <= 0:
            yield b


def _without_detail(ring: list[Point], flat: float) -> list[Point]:
    """Leave out points that lie near the line between those that are kept (Douglas and Peucker)."""
    if len(ring) < 4:
        return ring
    kept = {0, len(ring) - 1}
    spans = [(0, len(ring) - 1)]
    while spans:
        first, last = spans.pop()
        furthest = max(range(first + 1, last), key=lambda at: _distance(ring[at], ring[first], ring[last]), default=0)
        if furthest and _distance(ring[furthest], ring[first], ring[last]) > flat:
            kept.add(furthest)
            spans += (first, furthest), (furthest, last)
    return [ring[at] for at in sorted(kept)]


def _distance(point: Point, a: Point, b: Point) -> float:
    """Return how far a point is from the stretch between two others."""
    across, down = b[0] - a[0], b[1] - a[1]
    length = across * across + down * down
    share = ((point[0] - a[0]) * across + (point[1] - a[1]) * down) / length if length else 0
    share = min(1.0, max(0.0, share))
    return hypot(point[0] - a[0] - share * across, point[1] - a[1] - share * down)


def _doubled_size(ring: Sequence[Point]) -> int:
    return sum(x * down - across * y for (x, y), (across, down) in pairwise(ring))
