"""Boundaries that wind like coasts, the more the nearer one looks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import shapely

from app.dataset import Dataset, LevelDefinition
from app.domain import Area

SIDE = 4  # areas in a row, and rows
DEGREES = 0.04  # across an area
WINDING = 0.15  # of each step of a side, at the most, that its middle lies beside it


def winding_place(latitude: float, depth: int) -> tuple[Dataset, dict[str, tuple[Area, ...]], dict[str, bytes]]:
    """Return a town of four wards, each of four blocks whose sides have 2 ** depth steps, and the blocks' boundaries.

    The map draws blocks from zoom 10 to zoom 13.
    """
    town, ward = LevelDefinition("town", "town", drawn=False), LevelDefinition("ward", "ward")
    dataset = Dataset("A town", "Its source", (town, ward, LevelDefinition("block", "block", from_zoom=10)))
    areas: dict[str, dict[str, Area]] = {slug: {} for slug in dataset.slugs}
    boundaries = {}
    for x in range(SIDE):
        for y in range(SIDE):
            own = {"town": "T", "ward": f"W{x // 2}{y // 2}", "block": f"B{x}{y}"}
            for place, slug in enumerate(dataset.slugs):
                within = {level: own[level] for level in dataset.slugs[: place + 1]}
                areas[slug].setdefault(own[slug], Area(slug, own[slug], own[slug], within))
            boundaries[own["block"]] = shapely.to_wkb(_block(x, y, latitude, depth))
    return dataset, {slug: tuple(found[code] for code in sorted(found)) for slug, found in areas.items()}, boundaries


def _block(x: int, y: int, latitude: float, depth: int) -> Any:
    ring = winding([(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)], depth)
    at = (DEGREES / np.cos(np.radians(latitude)), DEGREES)
    return shapely.Polygon([(x * at[0] - 1.6, y * at[1] + latitude) for x, y in ring])


def winding(ring: Sequence[Sequence[float]], depth: int) -> list[list[float]]:
    """Let each side of a ring wind in 2 ** depth steps, the same way for the areas on either side."""
    points = [point for a, b in pairwise(map(list, ring)) for point in _side(a, b, depth)[:-1]]
    return [*points, points[0]]


def _side(a: list[float], b: list[float], depth: int) -> list[list[float]]:
    if a > b:
        return _side(b, a, depth)[::-1]
    random = Random(f"{a} {b}")
    line = np.array([a, b], dtype=float)
    for _ in range(depth):
        steps = np.diff(line, axis=0)
        across = steps[:, ::-1] * (-1, 1) * [[random.uniform(-WINDING, WINDING)] for _ in steps]
        line = np.insert(line, range(1, len(line)), line[:-1] + steps / 2 + across, axis=0)
    given: list[list[float]] = line.tolist()
    return given
