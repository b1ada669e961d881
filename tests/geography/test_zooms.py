from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.geography.zooms import CLOSEST, Extent, closest_zoom, from_zooms, full_zoom

ENGLAND = Extent.over((-6.4187, 49.8647, 1.7627, 55.811))
NEW_YORK = Extent.over((-74.2556, 40.4961, -73.7, 40.9155))
SCOTLAND = Extent.over((-8.65, 54.63, -0.72, 60.86))


@pytest.mark.parametrize(
    ("extent", "numbers", "zooms"),
    [
        (ENGLAND, (149, 315, 6791), [0, 7, 9]),
        (ENGLAND, (6791,), [0]),
        (NEW_YORK, (5, 177), [0, 11]),
        (SCOTLAND, (14, 32, 1279), [0, 6, 8]),
    ],
)
def test_a_level_is_drawn_once_its_areas_are_large_enough(
    extent: Extent, numbers: tuple[int, ...], zooms: list[int]
) -> None:
    assert from_zooms(extent, numbers, [None] * len(numbers)) == zooms


def test_zooms_that_are_said_stay_and_others_make_room_for_them() -> None:
    assert from_zooms(ENGLAND, (149, 315, 6791), (0, None, 7)) == [0, 6, 7]
    assert from_zooms(NEW_YORK, (5, 177), (0, 9)) == [0, 9]


@given(
    west=st.floats(-180, 170),
    south=st.floats(-80, 75),
    size=st.floats(0.001, 9),
    numbers=st.lists(st.integers(0, 5000), min_size=1, max_size=8),
)
def test_every_level_is_drawn_at_some_zoom_that_the_map_reaches(
    west: float, south: float, size: float, numbers: list[int]
) -> None:
    extent = Extent.over((west, south, west + size, south + size / 2))
    zooms = from_zooms(extent, numbers, [None] * len(numbers))

    assert zooms[0] == 0
    assert all(a < b for a, b in pairwise(zooms))
    assert len(zooms) == 1 or zooms[1] > extent.fits
    assert zooms[-1] <= closest_zoom(extent, numbers[-1], zooms)
    if extent.fits + len(numbers) < CLOSEST:
        assert zooms[-1] <= CLOSEST


def test_a_map_of_smaller_areas_goes_closer_and_its_lines_come_later() -> None:
    assert (closest_zoom(ENGLAND, 6791, [0, 7, 9]), full_zoom(ENGLAND, 6791)) == (13, 9)
    assert (closest_zoom(NEW_YORK, 177, [0, 11]), full_zoom(NEW_YORK, 177)) == (14, 10)
    assert (closest_zoom(SCOTLAND, 1279, [0, 6, 8]), full_zoom(SCOTLAND, 1279)) == (13, 8)
