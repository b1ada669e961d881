"""The UKHSA archive's files (cases.zip, 2024 on): one row per area, day and metric."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from app.sources.columns import Column, Columns
from app.sources.contents import Part, Reading
from app.sources.england.long_table import LongTable
from app.sources.given import Publication
from app.sources.phrases import listed, number_of
from app.sources.spelling import fold
from app.sources.tables import Table

_AREA_TYPE, _AREA_CODE = Column("area_type", "areatype"), Column("area_code", "areacode")
_DATE = Column("date", "date")
_METRIC, _VALUE = Column("metric", "metric", tells=True), Column("value", "value")
COLUMNS = Columns((_AREA_TYPE, _AREA_CODE, _DATE, _METRIC, _VALUE))
_DAILY_OF = {"newcasesbyspecimendaterollingsum": False, "newcasesbyspecimendate": True}
_LETTER = re.compile(r"_areas_letter_([A-Za-z])(?![A-Za-z])")
# A file may hold the areas of one letter alone, so it speaks for no others; some rows stand more than once.
_TABLE = LongTable(_AREA_TYPE, _AREA_CODE, _DATE, whole=False, day_first=True, repeats=True)


def read(table: Table, given: Publication) -> Reading:
    """Read its counts by specimen date; where rows repeat, the largest value counts.

    A file of other metrics alone has no parts. Raises BadFileError with row and column.
    """
    metric = table.column(_METRIC)
    metrics = {str(text): fold(str(text)) for text in metric.unique()}
    others = [text for text, folded in metrics.items() if folded not in _DAILY_OF]
    parts: tuple[Part, ...] = ()
    notes = _left_out(metric, others)
    for text, folded in metrics.items():
        if folded in _DAILY_OF:
            reading = _TABLE.read(table.where(metric == text), _VALUE, given, daily=_DAILY_OF[folded])
            parts += reading.parts
            notes += reading.notes
    return Reading(parts, notes)


def letters_of(names: Iterable[str]) -> str:
    """Return the letters of the areas that files of these names hold, in order: the archive comes in parts."""
    return "".join(sorted({letter.lower() for name in names for letter in _LETTER.findall(name)}))


def _left_out(metric: pd.Series[str], others: list[str]) -> tuple[str, ...]:
    if not others:
        return ()
    return (f"Left out {number_of(int(metric.isin(others).sum()), 'row')} of other metrics: {listed(sorted(others))}.",)
