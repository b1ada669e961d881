"""MSOAs' boundaries in any format and coordinate system: the home of geopandas and shapely among the readers."""

from __future__ import annotations

import re
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj.exceptions import ProjError

from app.errors import BadFileError
from app.sources.columns import Column, Columns
from app.sources.contents import Boundaries, Reading
from app.sources.heads import LENGTH, Form, head_of
from app.sources.phrases import number_of
from app.sources.records import cut_off_warnings
from app.sources.unread import tell_counts

Shapes = np.ndarray[Any, np.dtype[np.object_]]

COLUMNS = Columns((Column("features", "features"), Column("geometry", "geometry(type)?")))  # of JSON, by its fields
_MSOA_CODE = r"[EW]02[0-9]{6}"
_DEGREES = 4326
_CUT_OFF = re.compile(rb'"exceededTransferLimit"\s*:\s*true')
_BRITAIN = (-10.0, 48.0, 4.0, 62.0)  # west, south, east, north: anything outside is in another coordinate system
_POLYGON, _MULTIPOLYGON = 3, 6  # GEOS's types
_SUFFIXES = {Form.JSON: (".json", ".geojson"), Form.GEOPACKAGE: (".gpkg",), Form.SHAPEFILE: (".shp",)}
_DAMAGED = "The boundaries cannot be read: the file is cut off or damaged. Download it again."
_NO_CODES = "No column holds MSOA codes like E02000001. Load MSOA boundaries; a shapefile must have its .dbf beside it."


def read(path: Path) -> Reading:
    """Read a shapefile, GeoPackage, GeoJSON or Esri JSON; raises BadFileError with what to do.

    The code column is the one whose values look like MSOA codes, whatever its name.
    """
    with named_for_gdal(path) as named:
        frame, notes = _coded_frame(named)
    rows, mended = rows_of(frame)
    properties = frame.drop(columns=["code", "geometry"]).astype("str").astype("category")
    notes += mended + tell_counts(properties[name] for name in properties.columns)
    is_cut_off = _is_json(path) and _CUT_OFF.search(path.read_bytes()) is not None
    return Reading((Boundaries(rows),), notes, cut_off_warnings(len(rows)) if is_cut_off else ())


def rows_of(frame: Any) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Give area_code and wkb of a GeoDataFrame's features, by its column `code`, and a note on what was mended.

    Raises BadFileError where a shape is no polygon, or lies outside Britain.
    """
    codes = frame["code"].to_numpy()
    shapes, mended = _valid_polygons(codes, _in_degrees(frame))
    notes = (f"Mended {number_of(mended, 'area')} whose boundary crosses itself.",) if mended else ()
    return pd.DataFrame({"area_code": codes, "wkb": shapely.to_wkb(shapes)}), notes


@contextmanager
def named_for_gdal(path: Path) -> Iterator[Path]:
    """Give a path whose name ends as the content does: GDAL judges by the name too."""
    with path.open("rb") as file:
        form = head_of(file.read(LENGTH)).form
    if form is Form.SHAPEFILE and path.stat().st_size < _length_of_shapefile(path):
        raise BadFileError(_DAMAGED)
    if path.suffix.lower() in _SUFFIXES[form]:
        yield path
    elif form is Form.SHAPEFILE:
        raise BadFileError("A shapefile's name must end in .shp, with its .shx, .dbf and .prj beside it. Rename it.")
    else:
        with tempfile.TemporaryDirectory(prefix="casemap-") as folder:
            yield shutil.copyfile(path, Path(folder) / f"boundaries{_SUFFIXES[form][0]}")


def _length_of_shapefile(path: Path) -> int:
    """Give the length that a shapefile says it has: GDAL reads one that is cut off without a word."""
    with path.open("rb") as file:
        return 2 * int.from_bytes(file.read(28)[24:], "big")  # the header counts words of two bytes


def _coded_frame(path: Path) -> tuple[Any, tuple[str, ...]]:
    """Give the features that have an MSOA code, as a GeoDataFrame with the column `code`."""
    frame = _frame(path)
    column = _code_column(frame)
    codes = frame[column].astype("str").str.strip()
    shapes = frame.geometry.to_numpy()
    coded = codes.str.fullmatch(_MSOA_CODE) & ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
    frame = frame.assign(code=codes)[coded]
    again = frame["code"][frame["code"].duplicated()]
    if not again.empty:
        raise BadFileError(f"{again.iloc[0]} stands twice. Dissolve its parts into one area.", column=column)
    left_out = int((~coded).sum())
    notes = (f"Left out {number_of(left_out, 'feature')} with no MSOA code or no shape.",) if left_out else ()
    return frame, notes


def _frame(path: Path) -> Any:
    """Read the first layer that has shapes and MSOA codes."""
    with faults_told(path):
        layers = [str(name) for name, geometry in pyogrio.list_layers(path) if geometry is not None]
        for layer in layers:
            frame = pyogrio.read_dataframe(path, layer=layer, force_2d=True)
            if _code_column(frame):
                return frame
    raise BadFileError(_NO_CODES)


@contextmanager
def faults_told(path: Path) -> Iterator[None]:
    """Raise BadFileError in place of what GDAL says of a file, and nothing for what it warns of."""
    try:
        with warnings.catch_warnings(action="ignore"):  # what matters is checked here
            yield
    except (DataSourceError, DataLayerError) as error:
        raise BadFileError(_cannot_open(path, str(error))) from None
    except shapely.errors.GEOSException:
        raise BadFileError(
            "A shape in it is no polygon: a ring is not closed, or no numbers. Download it again."
        ) from None


def _cannot_open(path: Path, problem: str) -> str:
    alone = path.suffix.lower() == ".shp" and not path.with_suffix(".shx").exists()
    if alone or ".shx" in problem:
        return "A shapefile must have its .shx, .dbf and .prj beside it. Add them, or zip them together."
    return _DAMAGED


def _code_column(frame: Any) -> str:
    """Name the column most of whose values look like MSOA codes; empty where there is none."""
    shares = {
        str(name): frame[name].astype("str").str.strip().str.fullmatch(_MSOA_CODE).mean()
        for name in frame.columns.drop("geometry", errors="ignore")
    }
    best = max(shares, key=lambda name: shares[name], default="")
    return best if best and shares[best] > 0 else ""


def _in_degrees(frame: Any) -> Shapes:
    if frame.crs is None:
        raise BadFileError(
            "It does not say its coordinate system. Add a shapefile's .prj beside it, or save it again with EPSG:4326."
        )
    try:
        shapes = frame.geometry.to_crs(_DEGREES).to_numpy()
    except ProjError:
        raise BadFileError("Its coordinate system is not one that can be read. Save it in EPSG:4326.") from None
    bounds = shapely.bounds(shapes)
    west, south, east, north = _BRITAIN
    inside = (bounds[:, 0] >= west) & (bounds[:, 1] >= south) & (bounds[:, 2] <= east) & (bounds[:, 3] <= north)
    if not inside.all():
        code = frame["code"].iloc[int(np.argmin(inside))]
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
