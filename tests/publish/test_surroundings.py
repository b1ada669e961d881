from __future__ import annotations

from typing import Any

from app.domain import Area, Shape
from app.geography.chunks import Chunk
from app.geography.prepare import Drawing, Prepared
from app.publish.surroundings import surroundings
from tests.england import ENGLAND

GROUND: dict[str, Any] = {"transform": {"scale": [1.0, 1.0], "translate": [0.0, 0.0]}, "rings": []}
LONDON = {"msoa": {"E02000001": [-0.6, 51.25, 0.4, 51.75]}}


def prepared(boxes: dict[str, dict[str, list[float]]], ground: dict[str, Any] | None = GROUND) -> Prepared:
    return Prepared({Shape.MAP: Drawing({}, (Chunk("msoa-00", ()),), boxes)}, {}, {}, ground)


def test_towns_in_and_around_a_place_are_told_the_largest_first() -> None:
    names = [name for name, _, _ in surroundings(ENGLAND, prepared(LONDON), {})["towns"]]

    assert names[0] == "London"
    assert names.index("Reading") < names.index("Watford") < names.index("Woking")


def test_a_town_named_as_an_area_that_holds_it_has_that_areas_population() -> None:
    areas = {"utla": (Area("utla", "W", "Woking", population=400_000), Area("utla", "R", "Reading", population=9))}
    boxes = {**LONDON, "utla": {"W": [-0.7, 51.2, -0.4, 51.4], "R": [0.0, 51.4, 0.1, 51.5]}}
    names = [name for name, _, _ in surroundings(ENGLAND, prepared(boxes), areas)["towns"]]

    assert names.index("London") < names.index("Woking") < names.index("Reading") < names.index("Watford")


def test_outside_the_place_fewer_towns_are_told() -> None:
    towns = surroundings(ENGLAND, prepared(LONDON), {})["towns"]
    inside = [name for name, x, y in towns if -0.6 <= x <= 0.4 and 51.25 <= y <= 51.75]

    assert len(inside) > 100
    assert (len(towns) - len(inside)) / 5 < len(inside) / 2  # in five times as large an area


def test_without_a_map_of_true_boundaries_nothing_is_told() -> None:
    hexes = Prepared({Shape.HEXES: Drawing({}, (), LONDON)}, {}, {})

    assert surroundings(ENGLAND, hexes, {}) == {"ground": None, "towns": []}
    assert surroundings(ENGLAND, prepared(LONDON, None), {}) == {"ground": None, "towns": []}
