"""The file that the official map of 2020 drew: one feature per MSOA and week, with a rate and the area's shape."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from app.errors import BadFileError
from app.sources.boundaries import rows_of
from app.sources.cells import checked, days, texts
from app.sources.columns import Column, Columns
from app.sources.contents import Part, Rates, Reading, StandInBoundaries
from app.sources.england.boundaries import BRITAIN
from app.sources.england.levels import MSOA, MSOA_CODE
from app.sources.gdal import vector
from app.sources.given import Publication
from app.sources.layer_tables import table_of
from app.sources.tables import Table
from app.sources.text import CORRECT

_CODE, _DATE, _VALUE = Column("code", "code"), Column("date", "date"), Column("value", "value", tells=True)
COLUMNS = Columns((Column("features", "features"), Column("geometry", "geometry"), _CODE, _DATE, _VALUE))
_EVERYONE = 100_000  # cases per 100,000 people


def read(path: Path, given: Publication) -> Reading:
    """Read GeoJSON with the properties `code`, `date` (last of the seven days) and `value` (cases per 100,000).

    An area has no feature in a week in which it is hidden. Its shape is that of its last feature. Raises BadFileError
    with the feature's place in the list as the row.
    """
    with vector(path) as file:
        said = file.first_layer([column.name for column in (_CODE, _DATE, _VALUE)], shapes=False)
        rows = _rows(table_of(said.columns), given.published_on)
        is_last = ~rows["area_code"].duplicated(keep="last").to_numpy()
        # A shape is repeated in each of its area's features: all of them would take ten times the memory.
        last = file.first_layer([_CODE.name], numbers=np.array(said.numbers)[is_last].tolist())
    has_shape = ~(shapely.is_missing(last.shapes) | shapely.is_empty(last.shapes))
    parts: tuple[Part, ...] = (Rates(MSOA, rows),)
    if not has_shape.any():
        return Reading(parts)
    boundaries, notes = rows_of(last.columns[_CODE.name][has_shape], last.shapes[has_shape], last.crs, BRITAIN)
    return Reading((*parts, StandInBoundaries(MSOA, boundaries)), notes)


def _rows(table: Table, published_on: date) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "area_code": checked(table.column(_CODE), MSOA_CODE, "is not an MSOA's code like E02000001."),
            "day": days(table.column(_DATE), published_on),
            "rate": _rates(table.column(_VALUE)),
        }
    )
    if rows["rate"].isna().all():
        raise BadFileError("No feature in it has a value. Download it again.")
    again = rows[rows.duplicated(["area_code", "day"])]
    if not again.empty:
        code, day = again.iloc[0][["area_code", "day"]]
        problem = f"{code} stands twice for the seven days to {day:%Y-%m-%d}. Take one out, or download the file again."
        raise BadFileError(problem, row=int(again.index[0]), column="code")
    return rows.reset_index(drop=True)


def _rates(column: pd.Series[str]) -> pd.Series[float]:
    """Parse rates, NaN where blank."""
    written = texts(column)
    rates = pd.to_numeric(written, errors="coerce")
    bad = column[(written != "") & ~rates.between(0, _EVERYONE)]
    if not bad.empty:
        problem = f'"{str(bad.iloc[0])[:40]}" cannot be a number of cases per 100,000 people. {CORRECT}'
        raise BadFileError(problem, row=int(bad.index[0]), column=str(column.name))
    return rates
