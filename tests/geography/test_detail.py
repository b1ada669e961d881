from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely

from app.dataset import Dataset, LevelDefinition
from app.geography.detail import simplify, tolerances
from app.geography.shapes import Shapes
from tests.england import ENGLAND, Level

LAND = 130_279  # square kilometres
NUMBERS = {"nation": 1, "region": 9, "utla": 149, "ltla": 315, "msoa": 6791}


def land_in(numbers: dict[str, int], square_kilometres: float) -> dict[str, Shapes]:
    """Return so many areas of each level, of which the finest share the land evenly, on the Equator."""
    side = (square_kilometres / list(numbers.values())[-1]) ** 0.5 / 111.2
    square = shapely.box(0, -side / 2, side, side / 2)
    return {
        level: Shapes(level, tuple(map(str, range(number))), np.asarray([square] * number))
        for level, number in numbers.items()
    }


def test_detail_is_left_out_by_the_number_of_areas_on_the_land() -> None:
    unsaid = replace(ENGLAND, levels=tuple(replace(level, tolerance=None) for level in ENGLAND.levels))
    found = tolerances(unsaid, land_in(NUMBERS, LAND))

    said = {level.slug: level.tolerance for level in ENGLAND.levels}
    assert found == pytest.approx({"nation": 1504, "region": 1389, "utla": 689, "ltla": 571, "msoa": 0}, abs=2)
    assert all(abs(found[level] - (said[level] or 0)) <= 115 for level in found)


def test_what_the_definition_says_holds() -> None:
    said = {level.slug: level.tolerance or 0 for level in ENGLAND.levels}
    assert tolerances(ENGLAND, land_in(NUMBERS, LAND)) == said


def test_a_city_keeps_more_detail_than_a_country() -> None:
    levels = tuple(LevelDefinition(slug, slug) for slug in ("city", "borough", "zip"))
    found = tolerances(Dataset("", "", levels), land_in({"city": 1, "borough": 5, "zip": 177}, 784))

    assert found == pytest.approx({"city": 117, "borough": 117, "zip": 0}, abs=1)


@pytest.mark.parametrize("latitude", [0, 53, 70])
def test_metres_are_metres_wherever_a_place_is(latitude: float) -> None:
    narrower = np.cos(np.radians(latitude))
    metre = 1 / 111_200
    notch = [(0, 0), (1000, 0), (1000, 1000), (600, 1000), (500, 950), (400, 1000), (0, 1000)]
    shape = shapely.Polygon([(x * metre / narrower, latitude + y * metre) for x, y in notch])
    shapes = Shapes(Level.MSOA, ("A",), np.asarray([shape]))

    def corners(tolerance: float) -> int:
        return len(shapely.get_coordinates(simplify(shapes, tolerance).geometries))

    assert (corners(0), corners(60), corners(110)) == (8, 8, 5)
