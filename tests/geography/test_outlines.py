"""What is drawn of a level at each resolution: it meets without gaps, has a grid of its own, and is light when far."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from app.domain import Shape
from app.geography.outlines import LARGEST
from app.geography.prepare import Drawing, prepare
from app.geography.projection import GEOGRAPHIC
from app.geography.shapes import shapes_of
from app.geography.slivers import close_slivers
from app.geography.topology import Grid, build_topology
from tests.geography.conftest import Real
from tests.geography.test_topology import decode
from tests.winding import winding_place

TRUE_TO = 20  # metres
NEAR = 0.002  # degrees, of a side of 0.04 or more


@pytest.fixture(scope="module")
def winding() -> Drawing:
    """Return the map of the winding place."""
    return drawing_of(winding_place(54, 9))


@pytest.fixture(scope="module")
def city(new_york_shapefile: Real) -> Drawing:
    """Return New York's map, from its shapefile."""
    dataset, areas, boundaries = new_york_shapefile
    city, *drawn = dataset.levels
    return drawing_of((replace(dataset, levels=(replace(city, drawn=False), *drawn)), areas, boundaries))


def drawing_of(place: Real) -> Drawing:
    dataset, areas, boundaries = place
    return prepare(dataset, areas, {dataset.finest: boundaries}, {}).drawings[Shape.MAP]


def files_of(drawing: Drawing, level: str) -> dict[int, list[dict[str, Any]]]:
    """Return the topologies of a level by the zoom from which they are drawn: those of its layers at 0."""
    files = {0: [layer for layer in drawing.layers.values() if layer["level"] == level]}
    return files | {finer.from_zoom: [part.outlines for part in finer.parts] for finer in drawing.finer.get(level, ())}


def decoded(files: list[dict[str, Any]]) -> dict[str, Any]:
    return {code: shape for file in files for code, shape in decode(file).items()}


def lines_of(files: list[dict[str, Any]]) -> dict[bytes, tuple[Any, list[str]]]:
    """Return each line that is drawn, whichever way it runs, and the areas beside it."""
    found: dict[bytes, tuple[Any, list[str]]] = {}
    for file in files:
        (width, height), (west, south) = file["transform"]["scale"], file["transform"]["translate"]
        lines = [np.cumsum(arc, axis=0) for arc in file["arcs"]]
        for geometry in file["objects"]["areas"]["geometries"]:
            polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
            for arc in (arc for rings in polygons for ring in rings for arc in ring):
                line = lines[max(arc, ~arc)]
                key = min(line.tobytes(), line[::-1].tobytes())
                place = shapely.LineString(line * (width, height) + (west, south))
                found.setdefault(key, (place, []))[1].append(geometry["id"])
    return found


def points(files: list[dict[str, Any]]) -> int:
    return sum(len(arc) for file in files for arc in file["arcs"])


def weight(files: list[dict[str, Any]]) -> int:
    return sum(len(json.dumps(file, separators=(",", ":"))) for file in files)


def test_winding_boundaries_are_drawn_in_three_steps_or_more_each_on_a_grid_of_its_own(winding: Drawing) -> None:
    files = files_of(winding, "block")
    cells = [step[0]["transform"]["scale"] for step in files.values()]

    assert len(files) >= 3
    assert all(far[0] > near[0] and far[1] > near[1] for far, near in pairwise(cells))
    assert all(points(near) > 1.3 * points(far) for far, near in pairwise(files.values()))
    for step, (east, north) in zip(files.values(), cells, strict=True):
        assert all(file["transform"] == step[0]["transform"] for file in step)
        assert east / north == pytest.approx(1 / np.cos(np.radians(54.08)), rel=0.01)


@pytest.mark.parametrize("level", ["ward", "block"])
def test_at_no_step_is_there_a_gap_between_areas(winding: Drawing, level: str) -> None:
    *_, boundaries = winding_place(54, 9)
    edge = shapely.union_all(shapely.from_wkb(list(boundaries.values()))).boundary.buffer(NEAR)
    for files in files_of(winding, level).values():
        areas = decoded(files)
        land = shapely.union_all(shapely.make_valid(list(areas.values())))

        assert len(areas) == {"ward": 4, "block": 16}[level]
        assert sum(shape.area for shape in areas.values()) == pytest.approx(land.area, rel=1e-3)
        # Every line lies between two areas, but for those at the end of the land: there is none along a gap.
        for line, beside in lines_of(files).values():
            assert len(beside) > 1 or line.within(edge)


def test_borders_of_the_areas_above_are_the_lines_between_their_parts(winding: Drawing) -> None:
    for finer in winding.finer["block"]:
        borders = set()
        for part in finer.parts:
            first = {**part.outlines, "arcs": part.outlines["arcs"][: part.outlines["outlines"]]}
            borders |= {min((at := np.cumsum(arc, axis=0)).tobytes(), at[::-1].tobytes()) for arc in first["arcs"]}
        wards = {
            key: {code[:1] + str(int(code[1]) // 2) + str(int(code[2]) // 2) for code in beside}
            for key, (_, beside) in lines_of([part.outlines for part in finer.parts]).items()
        }
        single = {key for key, (_, beside) in lines_of([p.outlines for p in finer.parts]).items() if len(beside) == 1}

        assert borders == {key for key, beside in wards.items() if len(beside) == 2} | single


def test_finer_outlines_come_in_parts_that_are_no_larger_than_a_view_needs(winding: Drawing) -> None:
    nearest = winding.finer["block"][-1]

    assert len(nearest.parts) > 1
    for part in nearest.parts:
        areas = decode(part.outlines)
        west, south, east, north = shapely.total_bounds(list(areas.values()))
        assert len(areas) == 1 or points([part.outlines]) <= LARGEST
        assert part.box == pytest.approx([west, south, east, north], abs=1e-3)
    assert sorted(code for part in nearest.parts for code in decode(part.outlines)) == [
        f"B{x}{y}" for x in range(4) for y in range(4)
    ]


def test_layers_are_no_heavier_than_all_detail_on_one_grid(
    winding: Drawing, city: Drawing, new_york_shapefile: Real
) -> None:
    for drawing, place, level in ((winding, winding_place(54, 10), "block"), (city, new_york_shapefile, "zip")):
        _, areas, boundaries = place
        whole = close_slivers(shapes_of(level, areas[level], boundaries))
        before = build_topology(whole, Grid.over(shapely.total_bounds(whole.geometries).tolist()))

        assert weight(files_of(drawing, level)[0]) < 0.6 * weight([before.as_topojson()])


def test_new_york_is_drawn_in_three_steps(city: Drawing) -> None:
    files = files_of(city, "zip")

    assert list(files) == [0, 12, 13]
    assert points(files[0]) < points(files[12]) < points(files[13])
    assert all(len(decoded(step)) == 177 for step in files.values())


def test_the_nearest_step_is_true_to_twenty_metres_on_new_yorks_shapefile(
    city: Drawing, new_york_shapefile: Real
) -> None:
    boundaries = new_york_shapefile[-1]
    served = decoded(files_of(city, "zip")[13])
    drawn, loaded = in_metres(list(served.values())), in_metres(list(shapely.from_wkb([boundaries[c] for c in served])))
    apart = shapely.hausdorff_distance(drawn, loaded)
    # Two areas have slits, 31 and 42 m long and less than 4 cm wide, that no map can show: mending closes them.
    without_slits = shapely.buffer(shapely.buffer(loaded, 0.02), -0.02)

    assert sum(apart > TRUE_TO) <= 2
    assert shapely.hausdorff_distance(drawn, without_slits).max() <= TRUE_TO


def in_metres(shapes: list[Any]) -> Any:
    around = "+proj=laea +lat_0=40.7 +lon_0=-74 +R=6371000 +units=m"
    return np.asarray(gpd.GeoSeries(shapes, crs=GEOGRAPHIC).to_crs(around).array)
