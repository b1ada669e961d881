"""Serve what surrounds an edition's areas in tiles of the world, so that a view loads little more than it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from math import floor, log2
from typing import Any

from flask import Blueprint, Response

from app.domain import Shape
from app.editions import StoredEdition
from app.editions.contents import Ground, Surroundings
from app.editions.contract import SURROUNDINGS, to_json
from app.errors import NotServedError
from app.pictures.areas import Frame
from app.pictures.ground import ground_path
from app.view import MapView
from app.web.serving.bodies import Body
from app.web.serving.site import site

blueprint = Blueprint("surroundings", __name__)

LEAST = 0.5  # the least side of a tile, as a share of the place's longer side
UNITS = 4096  # a tile's side: finer than the grid of the land
BEYOND = 2  # units by which a tile's land overlaps the next, so that no seam shows
FLAT = 0.5  # units of detail that are left out
WORLD = 360.0  # degrees of longitude, which is also the height of Web Mercator's square world


@dataclass(frozen=True)
class Tiles:
    """The tiles of a zoom that hold what lies around: the first and last column and row, numbered as on web maps."""

    zoom: int
    west: int
    north: int
    east: int
    south: int

    @property
    def names(self) -> Iterator[str]:
        """Name all of them."""
        return (
            f"{self.zoom}-{column}-{row}"
            for column in range(self.west, self.east + 1)
            for row in range(self.north, self.south + 1)
        )

    def content(self, stored: Surroundings, column: int, row: int) -> dict[str, Any]:
        """Return what lies in a tile in its own units, as a page holds what it opens with; see docs/layers.md."""
        side = WORLD / 2**self.zoom
        frame = Frame(column * side - WORLD / 2, row * side - WORLD / 2, UNITS / side, UNITS, UNITS)
        placed = ((name, *frame.place(*at), order) for order, (name, *at) in enumerate(stored["towns"]))
        ground, end = stored["ground"], UNITS + BEYOND
        return {
            "frame": [frame.west, frame.north, frame.scale],
            "ground": ground_path(ground, frame, (-BEYOND, -BEYOND, end, end), FLAT) if ground else "",
            "towns": [
                [name, round(x), round(y), order] for name, x, y, order in placed if 0 <= x < UNITS and 0 <= y < UNITS
            ],
        }


def tiles_of(edition: StoredEdition, stored: Surroundings) -> Tiles | None:
    """Cut the world into tiles for an edition's surroundings, None where it has none."""
    ground = stored["ground"]
    if ground is None:
        return None
    longer = 1 / Frame.over(MapView(edition, edition.week, asked_shape=Shape.MAP).corners, 1).scale
    zoom = max(0, floor(log2(WORLD / (LEAST * longer))))
    world = Frame(-WORLD / 2, -WORLD / 2, 2**zoom / WORLD, 0, 0)
    return Tiles(zoom, *(floor(side) for side in world.box(_box_around(ground, stored["towns"]))))


def _box_around(ground: Ground, towns: Iterable[tuple[str, float, float]]) -> list[float]:
    """Return the west, south, east and north of all land and towns."""
    (width, height), (west, south) = ground["transform"]["scale"], ground["transform"]["translate"]
    points = (point for ring in ground["rings"] for point in accumulate(ring, lambda a, b: [a[0] + b[0], a[1] + b[1]]))
    land = ((west + x * width, south + y * height) for x, y in points)
    across, down = zip(*land, *((longitude, latitude) for _, longitude, latitude in towns), strict=True)
    return [min(across), min(down), max(across), max(down)]


@blueprint.get("/editions/<edition_id>/surroundings/<name>.json")
def tile(edition_id: str, name: str) -> Response:
    """Serve the land and the towns in a tile."""
    edition = site().edition(edition_id)
    body = site().body(("surroundings", edition.id, name), lambda: Body(to_json(_tile(edition, name))))
    return body.response("application/json", immutable=True)


def _tile(edition: StoredEdition, name: str) -> dict[str, Any]:
    stored = SURROUNDINGS.read(edition.read)
    tiles = tiles_of(edition, stored)
    if tiles is None or name not in tiles.names:
        raise NotServedError(f"Edition {edition.id} has no surroundings in a tile {name[:40]}.")
    _, column, row = map(int, name.split("-"))
    return tiles.content(stored, column, row)
