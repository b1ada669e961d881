"""Make boundaries of MSOAs from those of LSOAs, whose names have one letter more ("County Durham 030A")."""

from __future__ import annotations

import csv
from pathlib import Path

import geopandas
import pandas as pd

from app.dataset import DEFAULT
from app.errors import BadFileError
from app.sources.boundaries import rows_of
from app.sources.england.boundaries import BRITAIN
from app.sources.gdal import vector

_DECIMALS = 7  # of degrees: a centimetre; without a grid, what is between LSOAs that all but meet would be holes
ONS_NAMES = DEFAULT.parent / "england" / "msoa_2011_ons_names.csv"
_LATER_NAME, _NAME = _COLUMNS = ("LSOA11NMW", "LSOA11NM")  # the first names four LSOAs of E02006880 as it is, and
# those of Wales in Welsh, in which their MSOAs are not known here


def dissolve_into_msoas(layer: Path, target: Path) -> None:
    """Dissolve a layer of LSOAs and write the MSOAs as GeoJSON; raises BadFileError where it is no such layer."""
    with vector(layer) as file:
        lsoas = file.first_layer(_COLUMNS)
    if not set(_COLUMNS) <= set(lsoas.columns):
        raise BadFileError(f"It has no columns {_NAME} and {_LATER_NAME}, so it is not known what its areas are.")
    codes = _codes_of(lsoas.columns)
    is_known = codes.notna()
    if not is_known.any():
        raise BadFileError("No area in it is named as an LSOA is.")
    rows, _ = rows_of(codes[is_known], lsoas.shapes[is_known], lsoas.crs, BRITAIN)
    shapes = geopandas.GeoSeries.from_wkb(rows["wkb"], crs=4326)
    msoas = geopandas.GeoDataFrame({"MSOA11CD": rows["area_code"]}, geometry=shapes).dissolve("MSOA11CD")
    on_grid = msoas.set_geometry(msoas.geometry.set_precision(10**-_DECIMALS)).reset_index()
    on_grid.to_file(target, driver="GeoJSON", engine="pyogrio", COORDINATE_PRECISION=_DECIMALS)


def _codes_of(lsoas: pd.DataFrame) -> pd.Series[str]:
    """Return the code of the MSOA that each LSOA is a part of; missing where no MSOA has its name."""
    with ONS_NAMES.open(newline="", encoding="utf-8") as file:
        codes = {row["ons_name"]: row["msoa_code"] for row in csv.DictReader(file)}
    later, name = (lsoas[column].str[:-1].map(codes) for column in _COLUMNS)
    return later.fillna(name)
