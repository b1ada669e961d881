from __future__ import annotations

from typing import Any

import pytest
import shapely

from app.domain import Area, Level, Shape
from app.geography.prepare import Prepared, prepare

CODES = [f"E020000{number:02}" for number in range(20)]
MSOAS = tuple(
    Area(Level.MSOA, code, code, f"E0600000{place // 10}", f"E0600000{place // 10}", "E12000001", "E92000001")
    for place, code in enumerate(CODES)
)
LTLAS = tuple(
    Area(Level.LTLA, f"E0600000{n}", "", f"E0600000{n}", f"E0600000{n}", "E12000001", "E92000001") for n in range(2)
)
AREAS: dict[Level, tuple[Area, ...]] = {**dict.fromkeys(Level, ()), Level.MSOA: MSOAS, Level.LTLA: LTLAS}
POINTS = {code: (-1.5 + place % 5 / 10, 54.5 + place // 5 / 10) for place, code in enumerate(CODES)}
BOUNDARIES = {code: shapely.to_wkb(shapely.box(x, y, x + 0.1, y + 0.1)) for code, (x, y) in POINTS.items()}


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
    assert list(prepare(AREAS, boundaries, points).drawings) == shapes


def test_hexagons_are_drawn_for_every_area_and_are_no_geography() -> None:
    prepared = prepare(AREAS, without(10, BOUNDARIES), POINTS)

    assert drawn(prepared, Shape.HEXES) == CODES
    assert sorted(prepared.geometries["msoa"]) == CODES[10:]


def test_beside_a_map_hexagons_have_layers_and_boxes_of_their_own() -> None:
    prepared = prepare(AREAS, without(1, BOUNDARIES), POINTS)
    mapped, hexes = prepared.drawings.values()

    assert (drawn(prepared, Shape.MAP), drawn(prepared, Shape.HEXES)) == (CODES[1:], CODES)
    assert not mapped.layers.keys() & hexes.layers.keys()
    assert {layer["level"] for layer in hexes.layers.values()} == {Level.UTLA, Level.MSOA}
    assert mapped.boxes["ltla"].keys() == hexes.boxes["ltla"].keys() == {"E06000000", "E06000001"}


def test_only_true_boundaries_make_neighbours() -> None:
    mapped, hexagons = prepare(AREAS, BOUNDARIES, {}), prepare(AREAS, {}, POINTS)

    assert mapped.neighbours["msoa"][0] == [1, 5]
    assert mapped.neighbours["ltla"] == [[1], [0]]
    assert hexagons.neighbours == {}


def test_the_same_geography_is_prepared_alike_and_kept_whole() -> None:
    prepared = prepare(AREAS, BOUNDARIES, {})

    assert prepared == prepare(AREAS, BOUNDARIES, {})
    assert Prepared.from_bytes(prepared.to_bytes()) == prepared
