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


def test_a_town_has_the_population_of_an_area_of_its_name_that_holds_it_and_little_else() -> None:
    people = {"Woking": 180_000, "Reading": 9, "Watford": 400_000}
    areas = {"utla": [Area("utla", name, name, population=number) for name, number in people.items()]}
    holding = {
        "Woking": [-0.7, 51.2, -0.4, 51.4],
        "Reading": [0.0, 51.4, 0.1, 51.5],
        "Watford": [-0.6, 51.5, 0.0, 51.9],
    }
    names = [name for name, _, _ in surroundings(ENGLAND, prepared({**LONDON, "utla": holding}), areas)["towns"]]

    assert names.index("London") < names.index("Reading") < names.index("Woking") < names.index("Watford")


def test_outside_the_place_fewer_towns_are_told() -> None:
    towns = surroundings(ENGLAND, prepared(LONDON), {})["towns"]
    inside = [name for name, x, y in towns if -0.6 <= x <= 0.4 and 51.25 <= y <= 51.75]

    assert len(inside) > 100
    assert (len(towns) - len(inside)) / 5 < len(inside) / 2  # in five times as large an area


def test_a_place_in_the_middle_of_an_ocean_has_no_towns() -> None:
    ocean = {"msoa": {"E02000001": [51.0, 5.0, 51.06, 5.06]}}

    assert surroundings(ENGLAND, prepared(ocean), {})["towns"] == []


def test_without_a_map_of_true_boundaries_nothing_is_told() -> None:
    hexes = Prepared({Shape.HEXES: Drawing({}, (), LONDON)}, {}, {})

    assert surroundings(ENGLAND, hexes, {}) == {"ground": None, "towns": []}
    assert surroundings(ENGLAND, prepared(LONDON, None), {}) == {"ground": None, "towns": []}
