"""The national dashboard's API v2, as CSV or JSON: one row per area and day."""

from __future__ import annotations

from app.sources.columns import Column, Columns
from app.sources.contents import Reading
from app.sources.england.long_table import LongTable
from app.sources.given import Publication
from app.sources.tables import Table

_AREA_TYPE, _AREA_CODE = Column("areaType", "areatype", tells=True), Column("areaCode", "areacode")
_DATE = Column("date", "date")
_ROLLING = Column("newCasesBySpecimenDateRollingSum", "newcasesbyspecimendaterollingsum")
_DAILY = Column("newCasesBySpecimenDate", "newcasesbyspecimendate")
_EITHER = Column(f"{_ROLLING.name} (or {_DAILY.name})", f"{_ROLLING.spelling}|{_DAILY.spelling}", tells=True)
_NOT_READ = Column("", f"{_DAILY.spelling}(rollingrate|rate|change|changepercentage|direction)")
COLUMNS = Columns((_AREA_TYPE, _AREA_CODE, _DATE, _EITHER), (_NOT_READ,))
_TABLE = LongTable(_AREA_TYPE, _AREA_CODE, _DATE, whole=True)


def read(table: Table, given: Publication) -> Reading:
    """Read the seven-day counts where it has them, else the daily ones; raises BadFileError with row and column."""
    daily = not table.find(_ROLLING)
    return _TABLE.read(table, _DAILY if daily else _ROLLING, given, daily=daily)
