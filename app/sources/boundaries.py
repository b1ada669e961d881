"""Convert shapes from any coordinate system to boundaries: the home of geopandas and shapely among the readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas
import numpy as np
import pandas as pd
import shapely
from pyproj.exceptions import ProjError

from app.errors import BadFileError
from app.sources.gdal import GRIDS, UNREAD_CRS, Layer, Shapes
from app.sources.phrases import number_of

_DEGREES = 4326
_POLYGON, _MULTIPOLYGON, _COLLECTION = 3, 6, 7  # GEOS's types


@dataclass(frozen=True)
class Ground:
    """Where areas must lie, in degrees: `name` says it in a sentence."""

    name: str
    west: float
    south: float
    east: float
    north: float


EARTH = Ground("on Earth", -180.0, -90.0, 180.0, 90.0)


def areas_of(
    layer: Layer, codes: pd.Series[str], is_code: pd.Series[bool], ground: Ground = EARTH
) -> tuple[pd.DataFrame, pd.Series[bool], tuple[str, ...]]:
    """Return area_code and wkb of the features that have a code and a shape, which these are, and notes.

    Raises BadFileError where an area stands twice, and as `rows_of` does.
    """
    is_area = is_code & ~shapely.is_missing(layer.shapes) & ~shapely.is_empty(layer.shapes)
    again = codes[is_area][codes[is_area].duplicated()]
    if not again.empty:
        raise BadFileError(f"{again.iloc[0]} stands twice. Dissolve its parts into one area.", column=str(codes.name))
    rows, notes = rows_of(codes[is_area], layer.shapes[is_area], layer.crs, ground)
    return rows, is_area, notes


def rows_of(
    codes: pd.Series[str], shapes: Shapes, crs: str | None, ground: Ground = EARTH
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return area_code and wkb of shapes in this coordinate system, none missing, and a note of what was repaired.

    Raises BadFileError where a shape is no polygon, or lies outside the ground.
    """
    names = codes.to_list()
    polygons, mended = _valid_polygons(names, _in_degrees(names, shapes, crs, ground))
    notes = (f"Mended {number_of(mended, 'area')} whose boundary crosses itself.",) if mended else ()
    return pd.DataFrame({"area_code": names, "wkb": shapely.to_wkb(polygons)}), notes


def _in_degrees(codes: Sequence[str], shapes: Shapes, crs: str | None, ground: Ground) -> Shapes:
    if crs is None:
        raise BadFileError(
            "It does not say its coordinate system. Add a shapefile's .prj beside it, or save it again with EPSG:4326."
        )
    if GRIDS.search(crs):
        raise BadFileError(UNREAD_CRS)
    try:
        shapes = geopandas.GeoSeries(shapes, crs=crs).to_crs(_DEGREES).to_numpy()
    except ProjError:
        raise BadFileError(UNREAD_CRS) from None
    bounds = shapely.bounds(shapes)
    inside = (bounds[:, :2] >= (ground.west, ground.south)).all(axis=1)
    inside &= (bounds[:, 2:] <= (ground.east, ground.north)).all(axis=1)
    if not inside.all():
        code = codes[int(np.argmin(inside))]
        raise BadFileError(
            f"{code} does not lie {ground.name}: the file names the wrong coordinate system. Correct it."
        )
    return np.asarray(shapes, dtype=object)


def _valid_polygons(codes: Sequence[str], shapes: Shapes) -> tuple[Shapes, int]:
    """Mend rings that cross, and keep polygons only, those of collections too; count what was mended."""
    shapes = shapes.copy()
    for place in np.flatnonzero(shapely.get_type_id(shapes) == _COLLECTION).tolist():
        polygons = _polygons_of(shapes[place])
        shapes[place] = shapes[place] if shapely.is_empty(polygons) else polygons
    if not np.isin(shapely.get_type_id(shapes), (_POLYGON, _MULTIPOLYGON)).all():
        raise BadFileError("It has points or lines, not polygons. Load the boundaries, not the centres.")
    crossing = np.flatnonzero(~shapely.is_valid(shapes)).tolist()
    for place in crossing:
        shapes[place] = _mended(codes[place], shapes[place])
    empty = np.flatnonzero(shapely.is_empty(shapes))
    if empty.size:
        raise BadFileError(f"The boundary of {codes[empty[0]]} encloses nothing. Download the file again.")
    return shapes, len(crossing)


def _mended(code: str, shape: shapely.Geometry) -> shapely.Geometry:
    try:
        return _polygons_of(shapely.make_valid(shape))
    except shapely.errors.GEOSException:
        raise BadFileError(f"The boundary of {code} has points that are no numbers. Download the file again.") from None


def _polygons_of(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shapely.get_parts(shape))  # a collection holds multipolygons
    return shapely.union_all(parts[shapely.get_type_id(parts) == _POLYGON])
