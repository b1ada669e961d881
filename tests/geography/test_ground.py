"""The ground meets the place where that ends on land, and never shows beyond its coast."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

import pytest
import shapely

from app.geography.ground import Ground, ground_around
from app.world import land_in

WEST = shapely.box(0, 50, 1, 51)  # a place
KILOMETRE = 1 / 71  # in degrees of longitude there


def shape_of(ground: Ground | None) -> Any:
    """Return the ground's land as a shape, as an even-odd fill draws it."""
    assert ground
    (width, height), (west, south) = ground["transform"]["scale"], ground["transform"]["translate"]
    shape: Any = shapely.Polygon()
    for ring in ground["rings"]:
        cells = accumulate(ring, lambda at, step: [at[0] + step[0], at[1] + step[1]])
        shape = shape ^ shapely.make_valid(shapely.Polygon([(x * width + west, y * height + south) for x, y in cells]))
    return shape


def around(place: Any, *land: Any) -> Any:
    return shape_of(ground_around(place, lambda box: shapely.union_all(land)))


def test_land_beside_a_place_meets_it_without_a_gap() -> None:
    ground = around(WEST, shapely.box(-0.01, 49.9, 1.6, 51.1))
    seen = shapely.union(ground, WEST)

    assert seen.contains(shapely.box(0.99, 50.2, 1.5, 50.8))


def test_nooks_between_a_place_and_its_neighbour_are_land() -> None:
    nook = shapely.box(0.9, 50.5, 1, 50.5 + KILOMETRE)  # a kilometre wide, reaching into the place
    ground = around(WEST - nook, shapely.box(0, 49.9, 1.6, 51.1))

    assert shapely.union(ground, WEST - nook).buffer(0.002).contains(nook)


def test_a_strip_along_the_coast_is_not_taken_for_land() -> None:
    coarse = shapely.box(-KILOMETRE, 50 - KILOMETRE / 2, 1, 51)  # reaches a kilometre further into the sea
    ground = around(WEST, coarse, shapely.box(3, 50, 4, 51))

    assert (ground - shapely.box(2, 49, 5, 52) - WEST).area < 1e-6


def test_other_land_is_drawn_though_it_does_not_touch() -> None:
    assert around(WEST, shapely.box(1.5, 50, 2, 51)).contains(shapely.box(1.55, 50.1, 1.9, 50.9))


def test_water_in_a_place_stays_water() -> None:
    lake = shapely.box(0.4, 50.4, 0.6, 50.6)
    ground = around(WEST - lake, WEST - lake)

    assert not ground.intersects(lake.buffer(-0.001))


@pytest.mark.parametrize("width", [0.004, 0.2])
def test_what_is_not_counted_in_a_place_is_land(width: float) -> None:
    park = shapely.box(0.4, 50.4, 0.4 + width, 50.6)
    ground = around(WEST - park, WEST)

    assert shapely.union(ground, WEST - park).buffer(1e-6).contains(park)


def test_an_island_has_no_ground_beyond_its_own() -> None:
    ground = around(WEST)

    assert WEST.buffer(1e-6).contains(ground)
    assert ground.area > 0.95 * WEST.area  # for the areas of it that a narrower map leaves out


def test_a_place_across_the_world_has_no_surroundings() -> None:
    assert ground_around(shapely.box(-170, -40, 179, -30), lambda box: shapely.Polygon()) is None


@pytest.mark.parametrize(
    ("where", "point", "is_land"),
    [
        ("New Jersey", (-74.2, 40.75), True),
        ("Long Island", (-73.6, 40.75), True),
        ("Westchester", (-73.8, 41.0), True),
        ("the Hudson", (-73.99, 40.78), False),
        ("the Lower Bay", (-74.05, 40.53), False),
        ("the East River", (-73.9715, 40.713), False),
    ],
)
def test_new_york_stands_among_its_neighbours(
    new_york_ground: Any, where: str, point: tuple[float, float], is_land: bool
) -> None:
    assert new_york_ground.contains(shapely.Point(point)) == is_land, where


@pytest.fixture(scope="session")
def new_york_ground(new_york: tuple[object, object, dict[str, bytes]]) -> Any:
    _, _, boundaries = new_york
    place = shapely.union_all(shapely.make_valid(shapely.from_wkb([*boundaries.values()])))
    return shape_of(ground_around(place, land_in))
