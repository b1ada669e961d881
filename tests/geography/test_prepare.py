from __future__ import annotations

from typing import Any

import pytest
import shapely

from app.dataset import Dataset, LevelDefinition
from app.domain import Area, Shape
from app.geography.prepare import Prepared, prepare
from tests.england import ENGLAND, Level, area

CODES = [f"E020000{number:02}" for number in range(20)]
MSOAS = tuple(
    area(
        *(Level.MSOA, code, code),
        ltla_code=(authority := f"E0600000{place // 10}"),
        utla_code=authority,
        region_code="E12000001",
        nation_code="E92000001",
    )
    for place, code in enumerate(CODES)
)
LTLAS = tuple(area(Level.LTLA, f"E0600000{n}", "", utla_code=f"E0600000{n}", region_code="E12000001") for n in range(2))
AREAS: dict[str, tuple[Area, ...]] = {**dict.fromkeys(ENGLAND.slugs, ()), Level.MSOA: MSOAS, Level.LTLA: LTLAS}
POINTS = {code: (-1.5 + place % 5 / 10, 54.5 + place // 5 / 10) for place, code in enumerate(CODES)}
BOUNDARIES = {code: shapely.to_wkb(shapely.box(x, y, x + 0.1, y + 0.1)) for code, (x, y) in POINTS.items()}


def prepared_of(boundaries: dict[str, bytes], points: dict[str, tuple[float, float]]) -> Prepared:
    return prepare(ENGLAND, AREAS, {Level.MSOA: boundaries}, {Level.MSOA: points})


def without(number: int, known: dict[str, Any]) -> dict[str, Any]:
    return {code: known[code] for code in CODES[number:]}


def drawn(prepared: Prepared, shape: Shape) -> list[str]:
    """List the codes of the small areas that a shape draws."""
    drawing = prepared.drawings[shape]
    layers = [drawing.layers[chunk.name] for chunk in drawing.chunks]
    return sorted(geometry["id"] for layer in layers for geometry in layer["objects"]["areas"]["geometries"])


@pytest.mark.parametrize(
    ("boundaries", "points", "shapes"),
    [
        (BOUNDARIES, {}, [Shape.MAP, Shape.HEXES]),
        (without(1, BOUNDARIES), POINTS, [Shape.MAP, Shape.HEXES]),
        (without(2, BOUNDARIES), POINTS, [Shape.HEXES]),
        ({}, POINTS, [Shape.HEXES]),
        ({}, {}, []),
    ],
)
def test_with_fewer_boundaries_than_95_per_cent_there_are_hexagons_alone(
    boundaries: dict[str, bytes], points: dict[str, tuple[float, float]], shapes: list[Shape]
) -> None:
    assert list(prepared_of(boundaries, points).drawings) == shapes


def test_hexagons_are_drawn_for_every_area_and_are_no_geography() -> None:
    prepared = prepared_of(without(10, BOUNDARIES), POINTS)

    assert drawn(prepared, Shape.HEXES) == CODES
    assert sorted(prepared.geometries["msoa"]) == CODES[10:]


def test_beside_a_map_hexagons_have_layers_and_boxes_of_their_own() -> None:
    prepared = prepared_of(without(1, BOUNDARIES), POINTS)
    mapped, hexes = prepared.drawings.values()

    assert (drawn(prepared, Shape.MAP), drawn(prepared, Shape.HEXES)) == (CODES[1:], CODES)
    assert not mapped.layers.keys() & hexes.layers.keys()
    assert {layer["level"] for layer in hexes.layers.values()} == {Level.UTLA, Level.MSOA}
    assert mapped.boxes["ltla"].keys() == hexes.boxes["ltla"].keys() == {"E06000000", "E06000001"}


def test_only_true_boundaries_make_neighbours() -> None:
    mapped, hexagons = prepared_of(BOUNDARIES, {}), prepared_of({}, POINTS)

    assert mapped.neighbours["msoa"][0] == [1, 5]
    assert mapped.neighbours["ltla"] == [[1], [0]]
    assert hexagons.neighbours == {}


def test_the_same_geography_is_prepared_alike_and_kept_whole() -> None:
    prepared = prepared_of(BOUNDARIES, {})

    assert prepared == prepared_of(BOUNDARIES, {})
    assert Prepared.from_bytes(prepared.to_bytes()) == prepared


def place_of(number: int, **more: Any) -> tuple[Dataset, dict[str, tuple[Area, ...]], dict[str, bytes]]:
    """Return a place of so many levels, the finest of 128 squares, each other of half as many areas as the next."""
    slugs = [f"level_{place}" for place in range(number)]
    dataset = Dataset("A place", "Its source", tuple(LevelDefinition(slug, slug) for slug in slugs), **more)
    areas: dict[str, tuple[Area, ...]] = {}
    for place, slug in enumerate(slugs):
        codes = range(128 >> (number - 1 - place))
        areas[slug] = tuple(
            Area(slug, f"{code}", "", {slugs[up]: f"{code >> (place - up)}" for up in range(place + 1)})
            for code in codes
        )
    squares = {str(code): shapely.box(x := code % 8, y := 40 + code // 8, x + 1, y + 1) for code in range(128)}
    return dataset, areas, dict(zip(squares, shapely.to_wkb(list(squares.values())), strict=True))


@pytest.mark.parametrize("number", [1, 2, 3, 8])
def test_any_number_of_levels_is_prepared(number: int) -> None:
    dataset, areas, boundaries = place_of(number)
    prepared = prepare(dataset, areas, {dataset.finest: boundaries}, {})

    assert list(prepared.drawings) == [Shape.MAP, Shape.HEXES]
    assert prepared.geometries.keys() == prepared.neighbours.keys() == set(dataset.slugs)
    for drawing in prepared.drawings.values():
        assert {level: len(boxes) for level, boxes in drawing.boxes.items()} == {
            level: len(areas[level]) for level in dataset.slugs
        }
        assert sorted(code for chunk in drawing.chunks for code in chunk.codes) == sorted(
            area.code for area in areas[dataset.reports_by]
        )
    assert sorted(drawn(prepared, Shape.MAP)) == sorted(drawn(prepared, Shape.HEXES)) == sorted(boundaries)
    assert Prepared.from_bytes(prepared.to_bytes()) == prepared


def test_of_a_single_level_there_are_chunks_alone() -> None:
    dataset, areas, boundaries = place_of(1)
    prepared = prepare(dataset, areas, {dataset.finest: boundaries}, {})

    assert {shape: list(drawing.layers) for shape, drawing in prepared.drawings.items()} == {
        Shape.MAP: ["level_0-00"],
        Shape.HEXES: ["hexes-level_0-00"],
    }
    assert prepared.neighbours["level_0"][0] == [1, 8]


def test_a_level_that_brings_its_own_boundaries_is_drawn_by_them() -> None:
    dataset, areas, boundaries = place_of(3)
    own = {"0": shapely.to_wkb(shapely.box(0, 40, 9, 48)), "1": shapely.to_wkb(shapely.box(0, 48, 9, 56))}
    areas = {**areas, "level_1": tuple(Area("level_1", code, "", {"level_0": "0", "level_1": code}) for code in "01")}
    areas["level_2"] = tuple(
        Area("level_2", str(code), "", {"level_0": "0", "level_1": str(code // 64), "level_2": str(code)})
        for code in range(128)
    )
    prepared = prepare(dataset, areas, {dataset.finest: boundaries, "level_1": own}, {})
    part = prepare(dataset, areas, {dataset.finest: boundaries, "level_1": {"0": own["0"]}}, {})

    assert prepared.drawings[Shape.MAP].boxes["level_1"] == {"0": [0, 40, 9, 48], "1": [0, 48, 9, 56]}
    assert prepared.drawings[Shape.MAP].boxes["level_0"] == {"0": [0, 40, 8, 56]}
    assert part.drawings[Shape.MAP].boxes["level_1"] == {"0": [0, 40, 8, 48], "1": [0, 48, 8, 56]}


def test_an_area_that_lies_in_none_of_a_level_is_left_out_of_that_level() -> None:
    dataset, areas, boundaries = place_of(3)
    first, *others = areas["level_2"]
    alone = Area("level_2", first.code, "", {"level_1": first.within["level_1"]})
    prepared = prepare(dataset, {**areas, "level_2": (alone, *others)}, {dataset.finest: boundaries}, {})

    boxes = prepared.drawings[Shape.MAP].boxes
    assert "" not in boxes["level_0"]
    assert boxes["level_0"]["0"] == [1, 40, 4, 41]
    assert len(drawn(prepared, Shape.MAP)) == 128


def test_levels_need_not_lie_in_one_another() -> None:
    dataset, areas, boundaries = place_of(2)
    partnership = LevelDefinition("partnership", "partnership", parent="level_0")
    finest = LevelDefinition("level_1", "level_1", parent="level_0")
    dataset = Dataset("A place", "Its source", (dataset.levels[0], partnership, finest))
    zones = tuple(
        Area("level_1", area.code, "", {**area.within, "partnership": str(int(area.code) % 2)})
        for area in areas["level_1"]
    )
    twos = tuple(Area("partnership", code, "", {"level_0": "0", "partnership": code}) for code in "01")
    prepared = prepare(dataset, {**areas, "level_1": zones, "partnership": twos}, {dataset.finest: boundaries}, {})

    assert dataset.reports_by == "level_0"
    assert prepared.drawings[Shape.MAP].boxes["partnership"].keys() == {"0", "1"}
    assert prepared.neighbours["partnership"] == [[1], [0]]
