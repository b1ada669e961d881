"""Turn the boundaries of MSOAs into the shapes of every level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from app.domain import Area, Level

GEOGRAPHIC = "EPSG:4326"
METRES = "EPSG:27700"  # the British National Grid, in which tolerances are metres

Geometries = np.ndarray[Any, np.dtype[np.object_]]


@dataclass(frozen=True)
class Shapes:
    """The shapes of one level's areas (EPSG:4326), in the order of `codes`; areas without boundaries are left out."""

    level: Level
    codes: tuple[str, ...]
    geometries: Geometries

    @property
    def boxes(self) -> dict[str, list[float]]:
        """Give each area's west, south, east and north."""
        bounds = shapely.bounds(self.geometries).round(4).tolist()
        return dict(zip(self.codes, bounds, strict=True))


def shapes_of_msoas(areas: Sequence[Area], boundaries: Mapping[str, bytes]) -> Shapes:
    """Read the boundaries (WKB, EPSG:4326) of the areas that have one."""
    codes = tuple(area.code for area in areas if area.code in boundaries)
    return Shapes(Level.MSOA, codes, shapely.from_wkb([boundaries[code] for code in codes]))


def dissolve(msoas: Shapes, areas: Sequence[Area], level: Level) -> Shapes:
    """Join the MSOAs of each area of a level, whose edges must match where they meet."""
    parent = {area.code: getattr(area, f"{level}_code") for area in areas}
    frame = gpd.GeoDataFrame(
        {"code": [parent[code] for code in msoas.codes]}, geometry=msoas.geometries, crs=GEOGRAPHIC
    )
    joined = frame.dissolve("code", method="coverage")
    return Shapes(level, tuple(joined.index), np.asarray(joined.geometry.make_valid().array))


def points_inside(shapes: Shapes) -> dict[str, tuple[float, float]]:
    """Give a point (longitude, latitude) inside each area."""
    points = shapely.get_coordinates(shapely.point_on_surface(shapes.geometries)).tolist()
    return {code: (longitude, latitude) for code, (longitude, latitude) in zip(shapes.codes, points, strict=True)}


def simplify(shapes: Shapes, tolerance: float) -> Shapes:
    """Leave out detail finer than a tolerance in metres, keeping shared edges shared; none at 0."""
    if tolerance == 0:
        return shapes
    projected = gpd.GeoSeries(shapes.geometries, crs=GEOGRAPHIC).to_crs(METRES)
    simpler = projected.simplify_coverage(tolerance)
    return Shapes(shapes.level, shapes.codes, np.asarray(simpler.to_crs(GEOGRAPHIC).array))


def as_geojson(shapes: Shapes) -> dict[str, str]:
    """Give each area's GeoJSON geometry as text, to six decimals (11 cm)."""
    return {code: _geometry_text(geometry) for code, geometry in zip(shapes.codes, shapes.geometries, strict=True)}


def _geometry_text(geometry: shapely.Geometry) -> str:
    rounded = shapely.transform(geometry, lambda coordinates: coordinates.round(6))
    return shapely.to_geojson(rounded).replace(" ", "")
