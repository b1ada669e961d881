"""The UKHSA data dashboard's downloads and API answers (2024 on): one row per area, day and metric."""

from __future__ import annotations

import re

from app.sources.cells import matches
from app.sources.columns import Column, Columns
from app.sources.contents import Reading
from app.sources.england.long_table import LongTable
from app.sources.given import Publication
from app.sources.phrases import listed, number_of
from app.sources.tables import Table

_AREA_TYPE = Column("geography_type", "geographytype", tells=True)
_AREA_CODE, _DATE = Column("geography_code", "geographycode", tells=True), Column("date", "date")
_METRIC, _VALUE = Column("metric", "metric"), Column("metric_value", "metricvalue", tells=True)
_SEX, _AGE, _STRATUM = Column("sex", "sex"), Column("age", "age"), Column("stratum", "stratum")
_IS_DELAYED = Column("in_reporting_delay_period", "inreportingdelayperiod")
_NOT_READ = Column("", "epiweek|month|year")
COLUMNS = Columns((_AREA_TYPE, _AREA_CODE, _DATE, _METRIC, _VALUE), (_SEX, _AGE, _STRATUM, _IS_DELAYED, _NOT_READ))
# A row is read where every one of these columns that the file has matches, and is left out as what stands beside it.
_READ = (
    (_METRIC, re.compile("COVID-19_cases_casesByDay"), "of other metrics: {}"),
    (_SEX, re.compile("all", re.IGNORECASE), "of one sex: {}"),
    (_AGE, re.compile("all", re.IGNORECASE), "of an age group: {}"),
    (_STRATUM, re.compile("default|all|", re.IGNORECASE), "of a part of the people: {}"),
    (_IS_DELAYED, re.compile("(?!true).*", re.IGNORECASE), "of days whose results are still to come"),
)
# A download holds the areas that were asked for, so it speaks for no others.
_TABLE = LongTable(_AREA_TYPE, _AREA_CODE, _DATE, whole=False)


def read(table: Table, given: Publication) -> Reading:
    """Read its daily counts of all people; a file of other metrics alone has no parts.

    Raises BadFileError with row and column.
    """
    notes: tuple[str, ...] = ()
    for column, pattern, what in _READ:
        if not table.find(column) or table.frame.empty:
            continue
        cells = table.column(column)
        are_read = matches(cells, pattern)
        if not are_read.all():
            others = sorted(set(cells[~are_read].astype("str")))
            notes += (f"Left out {number_of(int((~are_read).sum()), 'row')} {what.format(listed(others))}.",)
            table = table.where(are_read)
    reading = _TABLE.read(table, _VALUE, given, daily=True)
    return Reading(reading.parts, notes + reading.notes)
