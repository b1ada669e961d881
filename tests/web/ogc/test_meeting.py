"""Which areas meet a box is as Shapely has it."""

from __future__ import annotations

import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from app.web.ogc.meeting import boxes_in, meets

RING = shapely.Polygon(
    [(0, 0), (8, 0), (8, 8), (0, 8)], [[(2, 2), (6, 2), (6, 6), (2, 6)]]
)  # with a hole in its middle
TWO = shapely.MultiPolygon([RING, shapely.Polygon([(9, 0), (12, 0), (9, 3)])])
sides = st.integers(-2, 14).map(float) | st.integers(-2_000_000, 14_000_000).map(lambda millionths: millionths / 1e6)
lengths = st.integers(1, 12).map(float) | st.integers(1, 12_000_000).map(lambda millionths: millionths / 1e6)


@given(west=sides, south=sides, width=lengths, height=lengths, area=st.sampled_from([RING, TWO]))
def test_an_area_meets_a_box_where_they_have_a_point_in_common(
    west: float, south: float, width: float, height: float, area: shapely.Polygon | shapely.MultiPolygon
) -> None:
    east, north = west + width, south + height
    shape = json.dumps(shapely.geometry.mapping(area)).encode()

    assert meets(shape, area.bounds, (west, south, east, north)) == shapely.intersects(
        area, shapely.box(west, south, east, north)
    )


@pytest.mark.parametrize(
    ("box", "is_met"),
    [
        ((3.0, 3.0, 5.0, 5.0), False),  # in the hole
        ((2.5, 2.5, 6.0, 6.0), True),  # at the hole's border
        ((0.5, 0.5, 1.0, 1.0), True),  # within the area
        ((11.0, 2.0, 12.0, 3.0), False),  # beside a slope, in the box around it
    ],
)
def test_a_hole_is_outside_and_a_border_inside(box: tuple[float, float, float, float], is_met: bool) -> None:
    shape = json.dumps(shapely.geometry.mapping(TWO)).encode()

    assert meets(shape, TWO.bounds, box) == is_met


def test_a_box_that_was_rounded_hides_no_corner() -> None:
    area = shapely.Polygon([(0, 0), (1.00004, 0), (0, 1)])
    shape = json.dumps(shapely.geometry.mapping(area)).encode()

    assert meets(shape, (0.0, 0.0, 1.0, 1.0), (1.00002, -1.0, 2.0, 1.0))
    assert not meets(shape, (0.0, 0.0, 1.0, 1.0), (1.00005, -1.0, 2.0, 1.0))


def test_an_area_that_is_not_known_to_lie_anywhere_meets_every_box() -> None:
    assert meets(b"null", None, (0.0, 0.0, 1.0, 1.0))


def test_bounds_across_the_180th_meridian_are_two_boxes() -> None:
    assert boxes_in((170.0, -20.0, -170.0, 10.0)) == [(170.0, -20.0, 180.0, 10.0), (-180.0, -20.0, -170.0, 10.0)]
    assert boxes_in((-1.0, 0.0, 1.0, 2.0)) == [(-1.0, 0.0, 1.0, 2.0)]
