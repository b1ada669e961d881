from __future__ import annotations

import numpy as np
import pytest
import shapely

from app.domain import Area
from app.geography.borders import neighbours
from app.geography.shapes import Shapes
from app.geography.topology import Grid, build_topology
from tests.england import ENGLAND, Level, area

# Four squares in a row, one above the second, and one far away.
SQUARES = {"A": (0, 0), "B": (1, 0), "C": (2, 0), "D": (3, 0), "E": (1, 1), "F": (9, 9)}
AUTHORITIES = {"A": "1", "B": "1", "C": "2", "D": "3", "E": "2", "F": "4"}
AREAS: dict[str, tuple[Area, ...]] = {
    **dict.fromkeys(ENGLAND.slugs, ()),
    Level.MSOA: tuple(area(Level.MSOA, code, code, ltla_code=AUTHORITIES[code], region_code="N") for code in SQUARES),
    Level.LTLA: tuple(area(Level.LTLA, code, code, ltla_code=code) for code in ("1", "2", "3", "4")),
    Level.REGION: (area(Level.REGION, "N", "N"),),
}


@pytest.fixture(scope="module")
def found() -> dict[str, list[list[int]]]:
    squares = [shapely.box(x, y, x + 1, y + 1) for x, y in SQUARES.values()]
    shapes = Shapes(Level.MSOA, tuple(SQUARES), np.asarray(squares))
    return neighbours(AREAS, Level.MSOA, build_topology(shapes, Grid(0, 0, (0.01, 0.01))))


def test_areas_that_share_a_border_are_neighbours_and_those_that_share_a_corner_are_not(
    found: dict[str, list[list[int]]],
) -> None:
    assert found["msoa"] == [[1], [0, 2, 4], [1, 3], [2], [1], []]


def test_areas_above_are_neighbours_where_areas_in_them_are(found: dict[str, list[list[int]]]) -> None:
    assert found["ltla"] == [[1], [0, 2], [1], []]
    assert found["region"] == [[]]


def test_areas_without_boundaries_have_no_neighbours() -> None:
    shapes = Shapes(Level.MSOA, ("A", "B"), np.asarray([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]))

    assert neighbours(AREAS, Level.MSOA, build_topology(shapes, Grid(0, 0, (0.01, 0.01))))["msoa"] == [
        [1],
        [0],
        [],
        [],
        [],
        [],
    ]
