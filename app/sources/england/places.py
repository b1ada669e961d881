"""What a table of counts says of its areas: their names, and the authorities and regions that they lie in."""

from __future__ import annotations

import pandas as pd

from app.sources.cells import texts
from app.sources.columns import Column
from app.sources.contents import Described
from app.sources.england.geography_tables import ABOVE
from app.sources.england.levels import MSOA, are_area_codes, with_nations
from app.sources.names import is_name
from app.sources.tables import Table

_TYPE = Column("area_type", "areatype")
_COLUMNS = (
    Column("msoa_code", "areacode|msoa([0-9]{2})?(cd|code)"),
    Column("msoa_name", "areaname|msoa([0-9]{2})?hclnm"),
    *ABOVE,
)
_CODES, _NAMES = ([column.name for column in _COLUMNS if column.name.endswith(end)] for end in ("_code", "_name"))
_ONE_OF_EACH = (  # of the first of these columns no text has two of the others
    [column.name for column in _COLUMNS],
    ["ltla_code", "ltla_name", "utla_code"],
    ["utla_code", "utla_name", "region_code"],
    ["region_code", "region_name"],
)


def described_in(table: Table) -> Described | None:
    """Return what a table says of MSOAs, None where it lacks a column for it or does not agree with itself."""
    if not all(len(table.find(column)) == 1 for column in _COLUMNS):
        return None
    if table.find(_TYPE):
        table = table.where(table.column(_TYPE).str.lower() == "msoa")
    distinct = pd.DataFrame({column.name: table.column(column) for column in _COLUMNS}).drop_duplicates()
    are_codes = [are_area_codes(distinct[name]) for name in _CODES]
    rows = distinct[pd.concat(are_codes, axis=1).all(axis=1)].apply(texts).drop_duplicates(ignore_index=True)
    are_names = all(rows[name].map(is_name).all() for name in _NAMES)
    agrees = not any(rows[names].drop_duplicates().duplicated(names[0]).any() for names in _ONE_OF_EACH)
    return Described(MSOA, with_nations(rows)) if len(rows) and are_names and agrees else None
