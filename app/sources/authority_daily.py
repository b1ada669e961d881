"""The PHE authority file (coronavirus-cases_latest.csv): daily counts of nations, regions and authorities."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.sources.contents import Reading
from app.sources.count_rows import LongTable
from app.sources.text import read_csv

_CASES = "dailylabconfirmedcases"
_COLUMNS = LongTable("areatype", "areacode", "specimendate", whole=True)


def recognises(headings: frozenset[str]) -> bool:
    """Tell whether folded CSV headings are this layout's."""
    return not headings.isdisjoint({"specimendate", _CASES})


def read(path: Path, published_on: date) -> Reading:
    """Read it; raises BadFileError with row and column."""
    table = read_csv(path)
    table.require("Area type", "Area code", "Specimen date", "Daily lab-confirmed cases")
    return _COLUMNS.read(table, _CASES, published_on, daily=True)
