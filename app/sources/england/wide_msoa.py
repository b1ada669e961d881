"""PHE's tables of 2020 with one row per MSOA and a column for each week: the weekly file, and the map layer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import pandas as pd

from app.errors import BadFileError
from app.sources.cells import area_codes, counts, day, matches
from app.sources.columns import Column, Columns
from app.sources.contents import Counts, Reading
from app.sources.count_rows import one_row_each, rows_disagree, without_unallocated
from app.sources.england.levels import MSOA, are_area_codes
from app.sources.england.weeks import day_of_week
from app.sources.given import Publication
from app.sources.marks import marks_in
from app.sources.phrases import number_of
from app.sources.tables import Table
from app.sources.text import CORRECT

_CODE = Column("msoa11cd", "msoa([0-9]{2})?(cd|code)")
# "wk_5_3" and "wk_53" are told apart by their underlines.
_WEEK = Column("wk_NN", r"wk[\s_-]*([0-9]{1,2})", tells=True, keeps_marks=True)
_DAY = Column("wkNN_D", "wk([0-9]{1,2})_([1-7])", keeps_marks=True)
_DATE = Column("Date_YYYY_MM_DD", r"date[\s_-]*(20[0-9]{2})[\s_-]([0-9]{2})[\s_-]([0-9]{2})", keeps_marks=True)
_LATEST = Column("latest_7_days", r"latest[\s_-]*7[\s_-]*days", keeps_marks=True)
_ENDS = (_DAY, _DATE, _LATEST)
_END = Column(
    f"{_DAY.name} (or {_LATEST.name}, or {_DATE.name})",
    "|".join(column.spelling for column in _ENDS),
    tells=True,
    keeps_marks=True,
)
WEEKLY = Columns((_CODE, _WEEK), _ENDS)
LAYER = Columns((_CODE, _END))
MARKS = {"-99": 2, "0-2": 2}  # as PHE documented them
_BLANK = re.compile("(NA)?")
_SUNDAY = 7
_LATEST_LAG = timedelta(days=4)
_LATEST_KNOWN = date(2020, 10, 12), date(2020, 10, 27)  # publications for which that lag was checked


def read(table: Table, given: Publication) -> Reading:
    """Read the counts of the seven days that each column names; a wholly blank column says nothing.

    Raises BadFileError with row and column.
    """
    codes = table.column(_CODE)
    are_areas = are_area_codes(codes)
    weeks = list(_weeks(table, given.published_on))
    filled = [(end, column) for end, column in weeks if not matches(column, _BLANK)[are_areas].all()]
    if not filled:
        raise BadFileError("No week in it has a count. Download it again.")
    hidden, notes = marks_in([column for _, column in filled], given.marks)
    by_end: dict[date, tuple[pd.Series[str], pd.Series[int]]] = {}
    for end, column in filled:
        table.check_figures(column)
        cases = counts(column, given.dataset, MSOA, given.marks)
        if end in by_end:
            _refuse_difference(end, by_end[end], (column, cases), are_areas)
        by_end.setdefault(end, (column, cases))
    by_week = [
        pd.DataFrame({"area_code": area_codes(codes), "day": np.datetime64(end, "us"), "cases": cases})
        for end, (_, cases) in by_end.items()
    ]
    rows, left_out = without_unallocated(pd.concat(by_week), codes, are_areas, given.dataset.count)
    rows, repeats = one_row_each(rows, rows_disagree(lambda day: str(by_end[day.date()][0].name)))
    blank = len(weeks) - len(filled)
    notes += left_out + repeats + ((f"Left out {number_of(blank, 'week')} with no count at all.",) if blank else ())
    latest, warnings = _of_the_latest(table, given.published_on)
    return Reading((Counts(MSOA, rows, daily=False, whole=True, marks=hidden),), notes + latest, warnings)


def _weeks(table: Table, published_on: date) -> Iterator[tuple[date, pd.Series[str]]]:
    """Return the columns of counts, each with the last of its seven days."""
    for column in table.columns():
        heading = str(column.name).lower()
        if found := re.fullmatch(_WEEK.spelling, heading):
            yield day_of_week(int(found[1]), _SUNDAY, published_on, str(column.name)), column
        elif found := re.fullmatch(_DAY.spelling, heading):
            yield day_of_week(int(found[1]), int(found[2]), published_on, str(column.name)), column
        elif found := re.fullmatch(_DATE.spelling, heading):
            yield _day_named("-".join(found.groups()), published_on, str(column.name)), column
        elif _LATEST.is_headed(heading):
            yield published_on - _LATEST_LAG, column


def _day_named(text: str, published_on: date, heading: str) -> date:
    try:
        named = day(text)
    except ValueError as problem:
        raise BadFileError(f"{problem} {CORRECT}", column=heading) from None
    if named > published_on:
        raise BadFileError(f"It lies after the publication date, {published_on}. {CORRECT}", column=heading)
    return named


def _refuse_difference(
    end: date,
    first: tuple[pd.Series[str], pd.Series[int]],
    second: tuple[pd.Series[str], pd.Series[int]],
    are_areas: pd.Series[bool],
) -> None:
    """Raise BadFileError where two columns of the same seven days do not say the same of an area."""
    (one, counted), (other, counted_again) = first, second
    agree = (counted == counted_again).fillna(False) | (counted.isna() & counted_again.isna())
    differ = one.index[are_areas & ~agree]
    if len(differ):
        problem = f"It differs from {one.name}, and both are of the seven days to {end}. Take the wrong column out."
        raise BadFileError(problem, row=int(differ[0]), column=str(other.name))


def _of_the_latest(table: Table, published_on: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Say which days latest_7_days was taken for, and warn where its publisher may have meant others."""
    if not table.find(_LATEST):
        return (), ()
    end = published_on - _LATEST_LAG
    note = f"Took {_LATEST.name} for the seven days to {end}, {_LATEST_LAG.days} days before its publication."
    first, last = _LATEST_KNOWN
    if first <= published_on <= last:
        return (note,), ()
    known = f"That is so in files published from {first} to {last}"
    return (), (f"{note} {known}: check that it is so in this one.",)
