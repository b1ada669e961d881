from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from app.geography.hexes import hexagon_shapes, lay_out, neighbours_on_the_ground
from app.geography.hexes.apart import fill_lakes, lay_apart
from app.geography.hexes.lattice import centres
from app.geography.hexes.neighbours import neighbours_by_points
from app.geography.projection import GEOGRAPHIC
from app.geography.shapes import Shapes, dissolve
from tests.england import Level, area
from tests.geography.layouts import bearings, is_whole, kept, touching, turn

ENGLAND = (-6.4, 49.9, 1.8, 55.8)


def places(count: int, authorities: int) -> tuple[Any, list[str]]:
    """Scatter points over a square of a degree, cut into authorities by longitude."""
    points = np.random.default_rng(3).random((count, 2)) + np.array([-2.0, 52.0])
    return points, [f"E{int((x + 2) * authorities)}" for x in points[:, 0]]


def test_every_area_has_a_cell_of_its_own_and_every_authority_is_in_one_piece() -> None:
    points, authorities = places(120, 6)

    assert is_whole(lay_out(points, authorities), authorities)


def test_the_layout_is_the_same_every_time() -> None:
    points, authorities = places(60, 4)

    assert np.array_equal(lay_out(points, authorities), lay_out(points, authorities))


def test_authorities_scattered_among_one_another_are_brought_together() -> None:
    points, _ = places(90, 1)
    authorities = [f"E{number % 7}" for number in range(90)]

    assert is_whole(lay_out(points, authorities), authorities)


@pytest.mark.parametrize(
    "points",
    [
        [(-1.5, 54.0)],
        [(-1.5, 54.0), (-1.5, 54.0)],
        [(-1.5, 54.0), (-1.4, 54.1), (-1.5, 54.0)],
        [(-1.5 + number / 10, 54.0) for number in range(12)],
        [(-1.5, 54.0)] * 30,
    ],
    ids=["one area", "two at one point", "two of three at one point", "all on a line", "all at one point"],
)
def test_any_points_can_be_laid_out(points: list[tuple[float, float]]) -> None:
    authorities = ["E1"] * (len(points) // 2) + ["E2"] * (len(points) - len(points) // 2)

    assert is_whole(lay_out(np.array(points), authorities), authorities)


def test_no_areas_make_an_empty_layout() -> None:
    assert lay_out(np.empty((0, 2)), []).shape == (0, 2)
    assert hexagon_shapes(Level.MSOA, [], lay_out(np.empty((0, 2)), []), ENGLAND).codes == ()


@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(st.floats(-6, 2), st.floats(50, 55.5), st.sampled_from(["E1", "E2", "E3", "E4"])),
        min_size=1,
        max_size=25,
    )
)
def test_whatever_the_points_no_authority_is_torn(areas: list[tuple[float, float, str]]) -> None:
    authorities = [authority for _, _, authority in areas]

    assert is_whole(lay_out(np.array([area[:2] for area in areas]), authorities), authorities)


def test_areas_that_lie_like_hexagons_keep_nearly_all_their_neighbours() -> None:
    honeycomb = np.array([(q, r) for q in range(8) for r in range(8)])
    points = centres(honeycomb) * (0.015, 0.009) + np.array([-2.0, 53.0])
    pairs = touching(honeycomb)
    cells = lay_out(points, ["E1" if q < 4 else "E2" for q, _ in honeycomb.tolist()], pairs)

    assert kept(cells, pairs) > 0.85
    assert turn(cells, centres(honeycomb), pairs) < 15


@pytest.mark.parametrize(
    ("longitude", "latitude"),
    [(-74.0, 40.7), (-8.0, 53.4), (-4.2, 56.8), (10.4, 51.2), (151.2, -33.9), (18.9, 69.6), (-100.0, 5.0)],
    ids=["New York", "Ireland", "Scotland", "Germany", "Sydney", "Tromso", "the Equator"],
)
def test_bearings_are_kept_wherever_a_place_is(longitude: float, latitude: float) -> None:
    random = np.random.default_rng(7)
    grid = np.array([(x, y) for x in range(12) for y in range(10)]) + random.uniform(-0.3, 0.3, (120, 2))
    degree = 0.03 / np.cos(np.radians(latitude))  # of longitude, as long as 0.03 of latitude
    points = grid * (degree, 0.03) + (longitude, latitude)
    authorities = [f"{int(x > 5)}{int(y > 4)}" for x, y in grid]
    pairs = neighbours_by_points(points * (1, 1 / np.cos(np.radians(latitude))))

    cells = lay_out(points, authorities)

    assert is_whole(cells, authorities)
    assert bearings(cells, points, pairs) < 30


def test_a_lake_is_taken_by_the_land_around_it_which_leaves_a_cell_of_the_coast() -> None:
    land = {0: {(0, 1), (-1, 1), (-1, 0)}, 1: {(0, -1), (1, -1), (1, 0), (2, 0)}}

    fill_lakes(land)

    cells = np.array([cell for piece in land.values() for cell in sorted(piece)])
    assert (0, 0) in {tuple(cell) for cell in cells.tolist()}
    assert is_whole(cells, [0] * 3 + [1] * 4)


def test_authorities_laid_apart_are_in_one_piece_even_where_they_want_the_same_place() -> None:
    authorities = np.arange(60) % 5

    assert is_whole(lay_apart(np.zeros((60, 2)), authorities), authorities)


def test_hexagons_are_equal_and_make_a_coverage_as_tall_as_the_country() -> None:
    cells = np.array([(0, 0), (1, 0), (0, 1), (3, 3)])
    shapes = hexagon_shapes(Level.MSOA, ["A", "B", "C", "D"], cells, ENGLAND)

    assert shapely.is_valid(shapes.geometries).all()
    assert shapely.coverage_is_valid(shapes.geometries)
    assert shapely.total_bounds(shapes.geometries)[[1, 3]] == pytest.approx([49.9, 55.8])
    longitudes = np.ptp([shapely.get_coordinates(shape)[:, 0] for shape in shapes.geometries], axis=1)
    assert longitudes == pytest.approx(longitudes[0])
    assert neighbours_on_the_ground(shapes).tolist() == [[0, 1], [0, 2], [1, 2]] == sorted(touching(cells).tolist())


def test_hexagons_of_an_authority_dissolve_to_its_outline() -> None:
    cells = np.array([(0, 0), (1, 0), (0, 1)])
    shapes = hexagon_shapes(Level.MSOA, ["A", "B", "C"], cells, ENGLAND)
    areas = [area(Level.MSOA, code, "", ltla_code="E1") for code in shapes.codes]
    (outline,) = dissolve(shapes, areas, Level.LTLA).geometries

    assert outline.geom_type == "Polygon"
    assert len(outline.exterior.coords) == 13  # twelve corners; one is inside


def test_all_england_keeps_its_neighbours_and_bearings(real_data: Path) -> None:
    import geopandas as gpd

    with (real_data / "geography" / "msoa_to_ltla_utla_region_2020.csv").open(encoding="utf-8-sig") as file:
        authority = {row["msoa_code"]: row["ltla_code"] for row in csv.DictReader(file)}
    frame = gpd.read_file(f"/vsizip/{real_data / 'boundaries' / 'MSOA_Dec_2011_EW_BSC_V2.zip'}")
    frame = frame[frame["MSOA11CD"].isin(authority)].sort_values("MSOA11CD")
    shapes = Shapes(Level.MSOA, tuple(frame["MSOA11CD"]), shapely.make_valid(np.asarray(frame.geometry.array)))
    middles = gpd.GeoSeries(shapes.geometries, crs=GEOGRAPHIC).to_crs("EPSG:27700").centroid
    degrees = middles.to_crs(GEOGRAPHIC)
    authorities = [authority[code] for code in shapes.codes]

    pairs = neighbours_on_the_ground(shapes)
    cells = lay_out(np.stack([degrees.x, degrees.y], axis=1), authorities, pairs)

    assert len(pairs) == 19_457
    assert is_whole(cells, authorities)
    assert kept(cells, pairs) >= 0.55
    assert turn(cells, np.stack([middles.x, middles.y], axis=1), pairs) <= 30
