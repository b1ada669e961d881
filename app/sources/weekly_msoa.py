"""The PHE weekly MSOA file of 2020 (MSOAs_latest.csv): one row per MSOA, one column per ISO week."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from app.domain import Level
from app.errors import BadFileError
from app.sources.cells import HIDDEN, are_area_codes, counts, matches, number_of, texts
from app.sources.contents import Counts, Reading
from app.sources.count_rows import one_row_each, without_unallocated
from app.sources.text import Table, fold, read_csv
from app.sources.weeks import day_of_week

_WEEK = re.compile(r"wk([0-9]{1,2})")  # wk_05, folded
_BLANK = re.compile("")
_SUNDAY = 7


def recognises(headings: frozenset[str]) -> bool:
    """Tell whether folded CSV headings are this layout's."""
    return any(_WEEK.fullmatch(heading) for heading in headings)


def read(path: Path, published_on: date) -> Reading:
    """Read it: a week ends on its ISO week's Sunday; blank and -99 are hidden; a wholly blank week says nothing.

    Raises BadFileError with row and column.
    """
    table = read_csv(path)
    codes = table.column("msoa11cd", "msoacode")
    columns = {place: column for place, column in _weeks(table).items() if not _says_nothing(column, codes)}
    if not columns:
        raise BadFileError("No week in it has a count. Download it again.")
    rows = pd.concat([_rows(codes, column, published_on) for column in columns.values()])
    rows, left_out = without_unallocated(rows, codes)
    rows, repeats = one_row_each(rows)
    blank = len(_weeks(table)) - len(columns)
    notes = (f"Left out {number_of(blank, 'week')} with no count at all.",) if blank else ()
    return Reading((Counts(Level.MSOA, rows, daily=False, whole=True),), left_out + repeats + notes)


def _weeks(table: Table) -> dict[int, pd.Series[str]]:
    return {place: table.at(place) for place, heading in enumerate(table.headings) if _WEEK.fullmatch(fold(heading))}


def _says_nothing(column: pd.Series[str], codes: pd.Series[str]) -> bool:
    return bool(matches(column, _BLANK)[are_area_codes(codes)].all())


def _rows(codes: pd.Series[str], column: pd.Series[str], published_on: date) -> pd.DataFrame:
    found = _WEEK.fullmatch(fold(str(column.name)))
    week = int(found[1]) if found else 0
    end = day_of_week(week, _SUNDAY, published_on, str(column.name))
    cases = counts(column, Level.MSOA, hidden=HIDDEN)
    return pd.DataFrame({"area_code": texts(codes), "day": np.datetime64(end, "us"), "cases": cases})
