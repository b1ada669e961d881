"""Published layers with shapes that cross themselves and edges that do not meet, made into maps."""

from __future__ import annotations

import time

import numpy as np
import pytest

from app.domain import Shape
from app.geography.hexes import lay_out, neighbours_on_the_ground
from app.geography.prepare import Prepared, prepare
from app.geography.shapes import points_inside, shapes_of
from app.geography.slivers import close_slivers
from tests.geography.conftest import Real
from tests.geography.layouts import bearings, is_whole, kept

MINUTE = 60  # of the processor


def prepared(place: Real) -> Prepared:
    dataset, areas, boundaries = place
    began = time.process_time()
    found = prepare(dataset, areas, {dataset.finest: boundaries}, {})
    assert time.process_time() - began < MINUTE
    return found


@pytest.mark.parametrize(
    ("name", "areas", "with_neighbours", "reporting"),
    [("new_york", 177, 176, 5), ("scotland", 1279, 1273, 32)],
)
def test_nearly_all_areas_of_a_faulty_layer_have_neighbours(
    request: pytest.FixtureRequest, name: str, areas: int, with_neighbours: int, reporting: int
) -> None:
    place: Real = request.getfixturevalue(name)
    dataset = place[0]
    found = prepared(place)

    assert list(found.drawings) == [Shape.MAP, Shape.HEXES]
    assert len(found.geometries[dataset.finest]) == areas
    assert sum(map(bool, found.neighbours[dataset.finest])) >= with_neighbours
    for drawing in found.drawings.values():
        assert len(drawing.boxes[dataset.finest]) == areas
        assert len(drawing.boxes[dataset.reports_by]) == reporting
        assert sorted(code for chunk in drawing.chunks for code in chunk.codes) == sorted(
            drawing.boxes[dataset.reports_by]
        )


def test_new_york_keeps_its_neighbours_and_bearings(new_york: Real) -> None:
    _, areas, boundaries = new_york
    shapes = close_slivers(shapes_of("zip", areas["zip"], boundaries))
    pairs = neighbours_on_the_ground(shapes)
    at = np.array(list(points_inside(shapes).values()))
    boroughs = [area.within["borough"] for area in areas["zip"]]

    cells = lay_out(at, boroughs, pairs)

    assert is_whole(cells, boroughs)
    assert kept(cells, pairs) >= 0.7
    assert bearings(cells, at, pairs) <= 30
