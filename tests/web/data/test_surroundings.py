"""What lies around areas, in tiles: together they hold all that the edition knows, each a part of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import reduce
from itertools import accumulate
from typing import Any

import pytest
import shapely
from flask.testing import FlaskClient

from app.editions.contents import Surroundings
from app.editions.contract import SURROUNDINGS
from app.pictures.areas import southing

NUMBER = re.compile(r"-?\d+")


@pytest.fixture
def stored(shared_site: FlaskClient) -> Surroundings:
    return SURROUNDINGS.read(shared_site.application.extensions["casemap"].current().read)


@pytest.fixture
def address(shared_site: FlaskClient) -> str:
    return f"/editions/{shared_site.get('/healthz').get_json()['edition']}/surroundings"


@pytest.fixture
def names(shared_site: FlaskClient) -> list[str]:
    """Name the tiles as a page says which there are."""
    block = re.search(r'id="surroundings">(.*?)</script>', shared_site.get("/").text)
    assert block
    zoom, west, north, east, south = json.loads(block[1])["tiles"]
    return [f"{zoom}-{x}-{y}" for x in range(west, east + 1) for y in range(north, south + 1)]


@pytest.fixture
def tiles(shared_site: FlaskClient, address: str, names: list[str]) -> list[dict[str, Any]]:
    return [shared_site.get(f"{address}/{name}.json").get_json() for name in names]


def land_of(tile: dict[str, Any]) -> shapely.Geometry:
    """Return a tile's land in degrees of longitude, eastward and southward."""
    west, north, scale = tile["frame"]
    rings = (rings_of(path) for path in tile["ground"].split("M")[1:])
    return even_odd([(west + x / scale, north + y / scale) for x, y in ring] for ring in rings)


def rings_of(path: str) -> Iterator[tuple[int, int]]:
    numbers = list(map(int, NUMBER.findall(path)))
    return accumulate(zip(numbers[::2], numbers[1::2], strict=True), lambda a, b: (a[0] + b[0], a[1] + b[1]))


def even_odd(rings: Any) -> shapely.Geometry:
    polygons = (shapely.make_valid(shapely.Polygon(ring)) for ring in rings)
    nothing: shapely.Geometry = shapely.Polygon()
    return reduce(shapely.symmetric_difference, polygons, nothing)


def test_tiles_hold_each_town_once_at_its_place(tiles: list[dict[str, Any]], stored: Surroundings) -> None:
    held: dict[int, tuple[str, float, float]] = {}
    for tile in tiles:
        west, north, scale = tile["frame"]
        for name, x, y, order in tile["towns"]:
            assert order not in held
            held[order] = name, west + x / scale, north + y / scale

    assert len(held) == len(stored["towns"]) > 10
    for order, (name, longitude, latitude) in enumerate(stored["towns"]):
        assert held[order][0] == name
        assert held[order][1:] == pytest.approx((longitude, southing(latitude)), abs=1e-3)


def test_tiles_hold_the_land_between_them_and_meet(tiles: list[dict[str, Any]], stored: Surroundings) -> None:
    ground = stored["ground"]
    assert ground
    (width, height), (west, south) = ground["transform"]["scale"], ground["transform"]["translate"]
    lines = (accumulate(ring, lambda a, b: [a[0] + b[0], a[1] + b[1]]) for ring in ground["rings"])
    land = even_odd([(west + x * width, southing(south + y * height)) for x, y in line] for line in lines)
    together = shapely.union_all([land_of(tile) for tile in tiles])

    assert shapely.area(shapely.symmetric_difference(land, together)) < shapely.area(land) / 500
    assert len(tiles) > 1


def test_a_tile_is_kept_and_others_are_not_there(shared_site: FlaskClient, address: str, names: list[str]) -> None:
    answer = shared_site.get(f"{address}/{names[0]}.json", headers={"Accept-Encoding": "br"})
    zoom = int(names[0].split("-")[0])

    assert "immutable" in answer.headers["Cache-Control"]
    for name in (f"{zoom + 1}-0-0", f"{zoom}-0-0", "x", "1-2"):
        assert shared_site.get(f"{address}/{name}.json").status_code == 404
