"""Turn the boundaries of the finest level's areas into the shapes of every level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from app.domain import Area, Level
from app.geography.projection import GEOGRAPHIC

Geometries = np.ndarray[Any, np.dtype[np.object_]]


@dataclass(frozen=True)
class Shapes:
    """The shapes of one level's areas (EPSG:4326), in the order of `codes`; areas without boundaries are left out."""

    level: Level
    codes: tuple[str, ...]
    geometries: Geometries

    @property
    def boxes(self) -> dict[str, list[float]]:
        """Return each area's west, south, east and north."""
        bounds = shapely.bounds(self.geometries).round(4).tolist()
        return dict(zip(self.codes, bounds, strict=True))


def code_at(area: Area, level: Level) -> str:
    """Return the code of the area of a level that an area is, or lies in; empty where there is none."""
    return area.code if area.level == level else area.within.get(level, "")


def shapes_of(level: Level, areas: Iterable[Area], boundaries: Mapping[str, bytes]) -> Shapes:
    """Read the boundaries (WKB, EPSG:4326) of the areas that have one, mended where they cross themselves."""
    codes = tuple(area.code for area in areas if area.code in boundaries)
    return Shapes(level, codes, _mended(shapely.from_wkb([boundaries[code] for code in codes])))


def _mended(geometries: Geometries) -> Geometries:
    wrong = ~shapely.is_valid(geometries)
    geometries[wrong] = shapely.make_valid(geometries[wrong], method="structure", keep_collapsed=False)
    return geometries


def dissolve(finest: Shapes, areas: Sequence[Area], level: Level) -> Shapes:
    """Join the finest areas in each area of a level, whose edges must match where they meet."""
    parent = {area.code: code_at(area, level) for area in areas}
    frame = gpd.GeoDataFrame(
        {"code": [parent[code] or None for code in finest.codes]}, geometry=finest.geometries, crs=GEOGRAPHIC
    )
    joined = frame.dropna(subset="code").dissolve("code", method="coverage")
    return Shapes(level, tuple(joined.index), np.asarray(joined.geometry.make_valid().array))


def points_inside(shapes: Shapes) -> dict[str, tuple[float, float]]:
    """Return a point (longitude, latitude) inside each area."""
    points = shapely.get_coordinates(shapely.point_on_surface(shapes.geometries)).tolist()
    return {code: (longitude, latitude) for code, (longitude, latitude) in zip(shapes.codes, points, strict=True)}


def as_geojson(shapes: Shapes) -> dict[str, str]:
    """Return each area's GeoJSON geometry as text, to six decimals (11 cm)."""
    rounded = shapely.transform(shapes.geometries, lambda coordinates: coordinates.round(6))
    texts = shapely.to_geojson(rounded).tolist()
    return {code: text.replace(" ", "") for code, text in zip(shapes.codes, texts, strict=True)}
