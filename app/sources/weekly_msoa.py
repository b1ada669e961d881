"""The PHE weekly MSOA file of 2020 (MSOAs_latest.csv): one row per MSOA, one column per ISO week."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from app.domain import Level
from app.errors import BadFileError
from app.sources.cells import are_area_codes, matches, number_of
from app.sources.contents import Counts, Reading
from app.sources.count_rows import read_wide
from app.sources.text import fold, read_csv
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
    weeks = [column for column in table.columns() if _WEEK.fullmatch(fold(str(column.name)))]
    columns = [column for column in weeks if not matches(column, _BLANK)[are_area_codes(codes)].all()]
    if not columns:
        raise BadFileError("No week in it has a count. Download it again.")
    rows, its_notes = read_wide(codes, [(_week_end(str(column.name), published_on), column) for column in columns])
    blank = len(weeks) - len(columns)
    notes = (f"Left out {number_of(blank, 'week')} with no count at all.",) if blank else ()
    return Reading((Counts(Level.MSOA, rows, daily=False, whole=True),), table.notes + its_notes + notes)


def _week_end(heading: str, published_on: date) -> date:
    found = _WEEK.fullmatch(fold(heading))
    return day_of_week(int(found[1]) if found else 0, _SUNDAY, published_on, heading)
