"""Layers whose edges do not quite meet, as those published do not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely

from app.domain import Area
from app.errors import GeometryError
from app.geography.prepare import prepare
from app.geography.shapes import Shapes
from app.geography.slivers import close_slivers
from tests.england import ENGLAND, Level, area

Corner = tuple[float, float]
LAST_BIT = float(np.spacing(1.5))
APART = [LAST_BIT, -LAST_BIT, 1e-9, -1e-9, 1e-7, -1e-7]  # degrees: a gap, or an overlap where below


def box(west: float, south: float, east: float, north: float, *more: Corner) -> shapely.Polygon:
    """Draw a box with more corners on its western side, from the north to the south."""
    return shapely.Polygon([(west, south), (east, south), (east, north), (west, north), *more])


def shapes_of(*polygons: shapely.Geometry) -> Shapes:
    codes = tuple(f"E0200000{number}" for number in range(1, len(polygons) + 1))
    return Shapes(Level.MSOA, codes, np.asarray(polygons, dtype=object))


def neighbours_of(shapes: Shapes) -> list[list[int]]:
    """Prepare a place of two authorities, and give the places beside each of its areas."""
    msoas = tuple(
        area(Level.MSOA, code, code, ltla_code=f"E0700000{place % 2}", utla_code="E10000001", region_code="E12000001")
        for place, code in enumerate(shapes.codes)
    )
    areas: dict[str, tuple[Area, ...]] = {**dict.fromkeys(ENGLAND.slugs, ()), Level.MSOA: msoas}
    boundaries = dict(zip(shapes.codes, shapely.to_wkb(shapes.geometries), strict=True))
    return prepare(ENGLAND, areas, {Level.MSOA: boundaries}, {}).neighbours["msoa"]


@pytest.mark.parametrize("apart", APART)
@pytest.mark.parametrize("how", ["an edge", "a corner", "a corner on one side alone", "two areas beside one"])
def test_areas_whose_edges_almost_meet_are_neighbours(how: str, apart: float) -> None:
    west, east = box(-1.6, 54.5, -1.5, 54.6), -1.5 + apart
    beside = {
        "an edge": [box(east, 54.5, -1.4, 54.6)],
        "a corner": [shapely.Polygon([(-1.5, 54.5), (-1.4, 54.5), (-1.4, 54.6), (east, 54.6)])],
        "a corner on one side alone": [box(-1.5, 54.5, -1.4, 54.6, (east, 54.57), (-1.5, 54.53))],
        "two areas beside one": [box(east, 54.5, -1.4, 54.53), box(-1.5, 54.53 + apart, -1.4, 54.6)],
    }[how]
    shapes = shapes_of(west, *beside)

    assert neighbours_of(shapes)[0] == list(range(1, len(beside) + 1))
    closed = close_slivers(shapes).geometries
    assert shapely.coverage_is_valid(closed)
    assert shapely.union_all(closed).geom_type == "Polygon"
    assert np.allclose(shapely.area(closed), shapely.area(shapes.geometries), rtol=1e-4)


def test_bricks_whose_points_are_all_moved_a_little_stay_a_wall() -> None:
    random = np.random.default_rng(2020)
    bricks = [
        box(-1.6 + x / 10 + y % 2 / 30, 54.5 + y / 10, -1.5 + x / 10 + y % 2 / 30, 54.6 + y / 10)
        for y in range(3)
        for x in range(3)
    ]
    moved = [
        shapely.Polygon(shapely.get_coordinates(brick)[:-1] + random.uniform(-1e-9, 1e-9, (4, 2))) for brick in bricks
    ]

    assert neighbours_of(shapes_of(*moved)) == [
        [1, 3],
        [0, 2, 3, 4],
        [1, 4, 5],
        [0, 1, 4, 6, 7],
        [1, 2, 3, 5, 7, 8],
        [2, 4, 8],
        [3, 7],
        [3, 4, 6, 8],
        [4, 5, 7],
    ]


def test_edges_that_match_stay_as_they_are() -> None:
    shapes = shapes_of(box(-1.6, 54.5, -1.5, 54.6), box(-1.5, 54.5, -1.4, 54.6))
    closed = close_slivers(shapes)

    assert shapely.equals(closed.geometries, shapes.geometries).all()
    assert closed.codes == shapes.codes


def test_the_smaller_of_two_areas_keeps_the_ground_that_both_claim() -> None:
    large, small = box(-1.6, 54.5, -1.4, 54.6), box(-1.55, 54.52, -1.5, 54.55)
    closed = close_slivers(shapes_of(large, small)).geometries

    assert shapely.area(closed).round(6).tolist() == [0.0185, 0.0015]


@pytest.mark.parametrize(
    "second", [box(-1.6, 54.5, -1.5, 54.6), box(-1.45, 54.55, -1.45 + 1e-9, 54.55 + 1e-9)], ids=["covered", "nothing"]
)
def test_an_area_that_would_be_left_without_ground_is_told(second: Any) -> None:
    with pytest.raises(GeometryError, match=r"^The boundary of E0200000[12] does not fit those around it\."):
        close_slivers(shapes_of(box(-1.6, 54.5, -1.5, 54.6), second))


@pytest.mark.parametrize("first", ["raises", "loses an area"])
def test_what_goes_wrong_at_one_distance_is_tried_at_another(monkeypatch: pytest.MonkeyPatch, first: str) -> None:
    tried: list[float] = []
    clean: Any = shapely.coverage_clean  # type: ignore[attr-defined]

    def faulty(geometries: Any, **options: Any) -> Any:
        tried.append(options["snapping_distance"])
        if len(tried) == 1 and first == "raises":
            raise shapely.errors.GEOSException("TopologyException: CoverageUnion cannot process overlapping inputs.")
        cleaned = clean(geometries, **options)
        return cleaned if len(tried) > 1 else np.asarray([cleaned[0], shapely.Polygon()], dtype=object)

    monkeypatch.setattr(shapely, "coverage_clean", faulty)
    shapes = shapes_of(box(-1.6, 54.5, -1.5, 54.6), box(-1.5, 54.5, -1.4, 54.6))

    assert shapely.equals(close_slivers(shapes).geometries, shapes.geometries).all()
    assert len(tried) == 2


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "TopologyException: side location conflict at -1.4500001 54.55",
            "The boundary of E02000002 does not fit those",
        ),
        ("TopologyException: side location conflict at 429157 623009", "The boundaries do not fit one another"),
        (
            "IllegalArgumentException: point array must contain 0 or >1 elements",
            "The boundaries do not fit one another",
        ),
    ],
)
def test_a_fault_of_geometry_names_the_area_where_it_can(monkeypatch: pytest.MonkeyPatch, said: str, told: str) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise shapely.errors.GEOSException(said)

    monkeypatch.setattr("app.geography.prepare.build_topology", fail)
    with pytest.raises(GeometryError) as raised:
        neighbours_of(shapes_of(box(-1.6, 54.5, -1.5, 54.6), box(-1.5, 54.5, -1.4, 54.6)))
    assert str(raised.value).startswith(told)


def test_areas_whose_boundaries_cross_themselves_are_mended() -> None:
    bow_tie = shapely.Polygon([(-1.6, 54.5), (-1.5, 54.6), (-1.5, 54.5), (-1.6, 54.6)])

    assert neighbours_of(shapes_of(bow_tie, box(-1.5, 54.5, -1.4, 54.6))) == [[1], [0]]
