from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from app.geography.shapes import Shapes
from app.geography.topology import Grid, build_topology
from tests.england import Level

SQUARES = {"A": shapely.box(0, 0, 1, 1), "B": shapely.box(1, 0, 2, 1), "C": shapely.box(0, 1, 2, 2)}
GRID = Grid(0, 0, (0.0001, 0.0001))


def topology_of(shapes: dict[str, Any]) -> Any:
    # Neighbours have to share their vertices, as the cells of a coverage do.
    noded = (
        shapely.coverage_clean(list(shapes.values())) if hasattr(shapely, "coverage_clean") else list(shapes.values())
    )
    return build_topology(Shapes(Level.MSOA, tuple(shapes), np.asarray(noded)), GRID)


def decode(topojson: dict[str, Any]) -> dict[str, Any]:
    """Rebuild polygons as the browser does."""
    x_scale, y_scale = topojson["transform"]["scale"]
    west, south = topojson["transform"]["translate"]
    arcs = [np.cumsum(arc, axis=0) * (x_scale, y_scale) + (west, south) for arc in topojson["arcs"]]

    def ring(numbers: list[int]) -> Any:
        lines = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
        return np.concatenate([line if place == 0 else line[1:] for place, line in enumerate(lines)])

    def polygon(rings: list[list[int]]) -> Any:
        return shapely.Polygon(ring(rings[0]), [ring(hole) for hole in rings[1:]])

    return {
        geometry["id"]: polygon(geometry["arcs"])
        if geometry["type"] == "Polygon"
        else shapely.MultiPolygon([polygon(rings) for rings in geometry["arcs"]])
        for geometry in topojson["objects"]["areas"]["geometries"]
    }


def test_decoding_gives_back_the_shapes() -> None:
    decoded = decode(topology_of(SQUARES).as_topojson())

    assert all(
        shapely.equals_exact(decoded[code].normalize(), shape.normalize(), 1e-3)
        or decoded[code].symmetric_difference(shape).area < 1e-6
        for code, shape in SQUARES.items()
    )


def test_neighbours_share_the_arc_between_them() -> None:
    topojson = topology_of(SQUARES).as_topojson()
    used = {
        geometry["id"]: {max(arc, ~arc) for ring in geometry["arcs"] for arc in ring}
        for geometry in topojson["objects"]["areas"]["geometries"]
    }

    assert len(used["A"] & used["B"]) == len(used["A"] & used["C"]) == len(used["B"] & used["C"]) == 1


def test_a_part_holds_only_the_arcs_it_uses_and_meets_the_other_part_exactly() -> None:
    topology = topology_of(SQUARES)
    west, rest = topology.as_topojson(["A"]), topology.as_topojson(["B", "C"])

    assert len(west["arcs"]) < len(topology.arcs)
    assert decode(west)["A"].touches(decode(rest)["B"])


def test_islands_holes_and_parts_survive() -> None:
    ring = shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2))
    shapes = {
        "ring": ring,
        "middle": shapely.box(1, 1, 2, 2),
        "isles": shapely.MultiPolygon([shapely.box(5, 0, 6, 1), shapely.box(7, 0, 8, 1)]),
    }
    decoded = decode(
        build_topology(Shapes(Level.MSOA, tuple(shapes), np.asarray(list(shapes.values()))), GRID).as_topojson()
    )

    assert {code: shape.area for code, shape in decoded.items()} == {"ring": 8, "middle": 1, "isles": 2}


def test_a_ring_that_collapses_on_the_grid_is_left_out() -> None:
    shapes = {"speck": shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 2, 2.00001, 2.00001)])}
    topology = build_topology(Shapes(Level.MSOA, ("speck",), np.asarray(list(shapes.values()))), GRID)

    assert decode(topology.as_topojson())["speck"].area == 1
