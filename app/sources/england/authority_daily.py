"""The PHE authority file (coronavirus-cases_latest.csv): daily counts of nations, regions and authorities."""

from __future__ import annotations

from app.sources.columns import Column, Columns
from app.sources.contents import Reading
from app.sources.england.long_table import LongTable
from app.sources.given import Publication
from app.sources.tables import Table

_AREA_TYPE, _AREA_CODE = Column("Area type", "areatype"), Column("Area code", "areacode")
_DATE = Column("Specimen date", "specimendate", tells=True)
_CASES = Column("Daily lab-confirmed cases", "dailylabconfirmedcases", tells=True)
_NOT_READ = Column("", "(previouslyreported|changein)(daily|cumulative)cases|cumulativelabconfirmedcases(rate)?")
COLUMNS = Columns((_AREA_TYPE, _AREA_CODE, _DATE, _CASES), (_NOT_READ,))
_TABLE = LongTable(_AREA_TYPE, _AREA_CODE, _DATE, whole=True)


def read(table: Table, given: Publication) -> Reading:
    """Read it; raises BadFileError with row and column."""
    return _TABLE.read(table, _CASES, given, daily=True)
