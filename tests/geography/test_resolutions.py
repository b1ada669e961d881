from __future__ import annotations

from itertools import pairwise
from math import cos, radians

import numpy as np
import pytest
import shapely

from app.geography.resolutions import Resolution, finer_than, half_pixel, propose, resolve, worthwhile
from app.geography.shapes import Shapes
from tests.winding import winding_place


def shapes_at(latitude: float, depth: int) -> Shapes:
    *_, boundaries = winding_place(latitude, depth)
    return Shapes("block", tuple(boundaries), np.asarray(shapely.from_wkb(list(boundaries.values()))))


def points(shapes: Shapes) -> int:
    return int(shapely.get_num_coordinates(shapes.geometries).sum())


@pytest.mark.parametrize("latitude", [-70, 0, 53])
def test_half_a_pixel_is_that_of_the_map_at_any_latitude(latitude: float) -> None:
    assert half_pixel(latitude, 0) == pytest.approx(40_030_174 / 256 / 2 * cos(radians(latitude)), rel=1e-6)
    assert half_pixel(latitude, 13) == pytest.approx(half_pixel(latitude, 12) / 2)


def test_each_zoom_is_proposed_what_can_be_seen_before_the_next() -> None:
    proposed = propose(40.7, 11, 14)

    assert [each.from_zoom for each in proposed] == [11, 12, 13]
    assert [round(each.metres, 1) for each in proposed] == [14.5, 7.2, 3.6]
    assert propose(40.7, 14, 14) == [Resolution(14, half_pixel(40.7, 15))]


@pytest.mark.parametrize(
    ("numbers", "taken"),
    [
        ([100, 200, 400], [(0, 0), (1, 1), (2, 2)]),
        ([100, 125, 140, 170], [(0, 0), (1, 3)]),  # each is too near the next, and only the first far from the last
        ([100, 101, 102], [(0, 2)]),
        ([100, 101, 300, 301], [(0, 1), (2, 3)]),
        ([7], [(0, 0)]),
    ],
)
def test_a_resolution_is_worth_it_where_it_saves_much_of_the_next_ones_points(
    numbers: list[int], taken: list[tuple[int, int]]
) -> None:
    assert worthwhile(numbers) == taken


@pytest.mark.parametrize("latitude", [0, 54, -68])
def test_winding_boundaries_are_worth_a_resolution_for_each_zoom(latitude: float) -> None:
    shapes = shapes_at(latitude, 9)
    resolved = resolve(shapes, propose(latitude, 10, 13))
    numbers = [points(each) for _, each in resolved]

    assert [resolution.from_zoom for resolution, _ in resolved] == [10, 11, 12]
    assert all(near >= 1.4 * far for far, near in pairwise(numbers))
    assert numbers[-1] <= points(shapes)
    assert all(shapely.coverage_is_valid(each.geometries) for _, each in resolved)


def test_of_boundaries_without_detail_there_is_one_resolution() -> None:
    shapes = shapes_at(54, 3)
    [(resolution, only)] = resolve(shapes, propose(54, 10, 14))

    assert resolution == Resolution(10, half_pixel(54, 14))
    assert points(only) == points(shapes)


def test_the_nearest_keeps_a_spit_longer_than_twenty_metres() -> None:
    metre = 1 / 111_195
    spit = [(500, 0), (500.2, 60), (500.4, 0)]
    ring = [(0, 0), *spit, (1000, 0), (1000, -1000), (0, -1000)]
    shapes = Shapes("block", ("A",), np.asarray([shapely.Polygon([(x * metre, y * metre) for x, y in ring])]))
    *_, (_, nearest) = resolve(shapes, propose(0, 12, 14))

    assert shapely.bounds(nearest.geometries)[0][3] == pytest.approx(60 * metre)


def test_what_shows_hardly_more_than_a_layer_is_left_out() -> None:
    shapes = shapes_at(54, 9)
    resolved = resolve(shapes, propose(54, 10, 13))

    assert finer_than(shapes, resolved) == []
    assert [each.from_zoom for each, _ in finer_than(resolved[0][1], resolved)] == [11, 12]
