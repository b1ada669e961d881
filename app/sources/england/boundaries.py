"""MSOAs' boundaries: the column of their codes is the one whose values look like such."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from app.errors import BadFileError
from app.sources.boundaries import Ground, areas_of
from app.sources.columns import Column, Columns
from app.sources.contents import Boundaries, Reading
from app.sources.england.levels import MSOA, MSOA_CODE
from app.sources.gdal import Layer, vector
from app.sources.phrases import number_of
from app.sources.records import cut_off_json
from app.sources.unread import tell_counts

COLUMNS = Columns((Column("features", "features"), Column("geometry", "geometry(type)?")))  # of JSON, by its fields
BRITAIN = Ground("in Britain", -10.0, 48.0, 4.0, 62.0)
_NO_CODES = "No column holds MSOA codes like E02000001. Load MSOA boundaries; a shapefile must have its .dbf beside it."


def read(path: Path) -> Reading:
    """Read a shapefile, GeoPackage, GeoJSON or Esri JSON; raises BadFileError with what to do."""
    layer = _layer(path)
    column = _code_column(layer.columns)
    codes = layer.columns[column].str.strip()
    rows, is_coded, mended = areas_of(layer, codes, codes.str.fullmatch(MSOA_CODE), BRITAIN)
    left_out = int((~is_coded).sum())
    notes = (f"Left out {number_of(left_out, 'feature')} with no MSOA code or no shape.",) if left_out else ()
    others = layer.columns[is_coded].astype("category")
    notes = (*notes, *mended, *tell_counts(others[name] for name in others))
    return Reading((Boundaries(MSOA, rows),), notes, cut_off_json(path, len(rows)))


def _layer(path: Path) -> Layer:
    """Read the first layer that has shapes and MSOA codes."""
    with vector(path) as file:
        for layer in file.layers():
            if _code_column(layer.columns):
                return layer
    raise BadFileError(_NO_CODES)


def _code_column(columns: pd.DataFrame) -> str:
    """Name the column most of whose values look like MSOA codes; empty where there is none."""
    shares = {str(name): columns[name].str.strip().str.fullmatch(MSOA_CODE).mean() for name in columns}
    best = max(shares, key=lambda name: shares[name], default="")
    return best if best and shares[best] > 0 else ""
