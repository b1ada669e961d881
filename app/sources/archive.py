"""The UKHSA archive's files (cases.zip, 2024 on): one row per area, day and metric."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from app.sources.cells import listed, number_of
from app.sources.contents import Part, Reading
from app.sources.count_rows import LongTable
from app.sources.text import Table, fold, read_csv

_DAILY_OF = {"newcasesbyspecimendaterollingsum": False, "newcasesbyspecimendate": True}
_LETTER = re.compile(r"_areas_letter_([A-Za-z])(?![A-Za-z])")
# A file may hold the areas of one letter alone, so it speaks for no others; some rows stand more than once.
_COLUMNS = LongTable("areatype", "areacode", "date", whole=False, day_first=True)


def recognises(headings: frozenset[str]) -> bool:
    """Tell whether folded CSV headings are this layout's."""
    return {"metric", "value"} <= headings or {"metric", "areatype"} <= headings


def read(path: Path, published_on: date) -> Reading:
    """Read its counts by specimen date; where rows repeat, the largest value counts.

    A file of other metrics alone has no parts. Raises BadFileError with row and column.
    """
    table = read_csv(path)
    table.require("area_type", "area_code", "date", "metric", "value")
    metric = table.column("metric")
    metrics = {str(text): fold(str(text)) for text in metric.unique()}
    others = [text for text, folded in metrics.items() if folded not in _DAILY_OF]
    parts: tuple[Part, ...] = ()
    notes = table.notes + _left_out(table, others)
    for text, folded in metrics.items():
        if folded in _DAILY_OF:
            reading = _COLUMNS.read(table.where(metric == text), "value", published_on, daily=_DAILY_OF[folded])
            parts += reading.parts
            notes += reading.notes
    return Reading(parts, notes)


def letters_of(names: Iterable[str]) -> str:
    """Give the letters of the areas that files of these names hold, in order: the archive comes in parts."""
    return "".join(sorted({letter.lower() for name in names for letter in _LETTER.findall(name)}))


def _left_out(table: Table, others: list[str]) -> tuple[str, ...]:
    if not others:
        return ()
    left_out = int(table.column("metric").isin(others).sum())
    return (f"Left out {number_of(left_out, 'row')} of other metrics: {listed(sorted(others))}.",)
