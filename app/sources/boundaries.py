"""MSOAs' boundaries in any format and coordinate system: the home of geopandas and shapely among the readers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import shapely
from pyproj.exceptions import ProjError

from app.errors import BadFileError
from app.sources.columns import Column, Columns
from app.sources.contents import Boundaries, Reading
from app.sources.gdal import GRIDS, UNREAD_CRS, Layer, Shapes, vector
from app.sources.phrases import number_of
from app.sources.records import cut_off_warnings
from app.sources.unread import tell_counts

COLUMNS = Columns((Column("features", "features"), Column("geometry", "geometry(type)?")))  # of JSON, by its fields
_MSOA_CODE = r"[EW]02[0-9]{6}"
_DEGREES = 4326
_CUT_OFF = re.compile(rb'"exceededTransferLimit"\s*:\s*true')
_BRITAIN = (-10.0, 48.0, 4.0, 62.0)  # west, south, east, north: anything outside is in another coordinate system
_POLYGON, _MULTIPOLYGON = 3, 6  # GEOS's types
_NO_CODES = "No column holds MSOA codes like E02000001. Load MSOA boundaries; a shapefile must have its .dbf beside it."


def read(path: Path) -> Reading:
    """Read a shapefile, GeoPackage, GeoJSON or Esri JSON; raises BadFileError with what to do.

    The code column is the one whose values look like MSOA codes, whatever its name.
    """
    layer = _layer(path)
    column = _code_column(layer.columns)
    codes = layer.columns[column].str.strip()
    coded = codes.str.fullmatch(_MSOA_CODE) & ~shapely.is_missing(layer.shapes) & ~shapely.is_empty(layer.shapes)
    again = codes[coded][codes[coded].duplicated()]
    if not again.empty:
        raise BadFileError(f"{again.iloc[0]} stands twice. Dissolve its parts into one area.", column=column)
    left_out = int((~coded).sum())
    notes = (f"Left out {number_of(left_out, 'feature')} with no MSOA code or no shape.",) if left_out else ()
    rows, mended = rows_of(codes[coded], layer.shapes[coded], layer.crs)
    others = layer.columns[coded].astype("category")
    notes = (*notes, *mended, *tell_counts(others[name] for name in others))
    is_cut_off = _is_json(path) and _CUT_OFF.search(path.read_bytes()) is not None
    return Reading((Boundaries(rows),), notes, cut_off_warnings(len(rows)) if is_cut_off else ())


def rows_of(codes: pd.Series[str], shapes: Shapes, crs: str | None) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Give area_code and wkb of shapes, none of them missing, in this coordinate system, and a note on what was mended.

    Raises BadFileError where a shape is no polygon, or lies outside Britain.
    """
    names = codes.to_list()
    polygons, mended = _valid_polygons(names, _in_degrees(names, shapes, crs))
    notes = (f"Mended {number_of(mended, 'area')} whose boundary crosses itself.",) if mended else ()
    return pd.DataFrame({"area_code": names, "wkb": shapely.to_wkb(polygons)}), notes


def _layer(path: Path) -> Layer:
    """Read the first layer that has shapes and MSOA codes."""
    with vector(path) as file:
        for layer in file.layers():
            if _code_column(layer.columns):
                return layer
    raise BadFileError(_NO_CODES)


def _code_column(columns: pd.DataFrame) -> str:
    """Name the column most of whose values look like MSOA codes; empty where there is none."""
    shares = {str(name): columns[name].str.strip().str.fullmatch(_MSOA_CODE).mean() for name in columns}
    best = max(shares, key=lambda name: shares[name], default="")
    return best if best and shares[best] > 0 else ""


def _in_degrees(codes: Sequence[str], shapes: Shapes, crs: str | None) -> Shapes:
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
    west, south, east, north = _BRITAIN
    inside = (bounds[:, 0] >= west) & (bounds[:, 1] >= south) & (bounds[:, 2] <= east) & (bounds[:, 3] <= north)
    if not inside.all():
        code = codes[int(np.argmin(inside))]
        raise BadFileError(f"{code} does not lie in Britain: the file names the wrong coordinate system. Correct it.")
    return np.asarray(shapes, dtype=object)


def _valid_polygons(codes: Sequence[str], shapes: Shapes) -> tuple[Shapes, int]:
    """Mend rings that cross, and keep polygons only; count what was mended."""
    if not np.isin(shapely.get_type_id(shapes), (_POLYGON, _MULTIPOLYGON)).all():
        raise BadFileError("It has points or lines, not polygons. Load the boundaries, not the centres.")
    crossing = np.flatnonzero(~shapely.is_valid(shapes)).tolist()
    shapes = shapes.copy()
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


def _is_json(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"
