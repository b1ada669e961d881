"""Described tables of counts: a row an area and period, or a column a period, or a column an area."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from app.dataset.files import Table as TableDefinition
from app.errors import BadFileError
from app.sources.cells import counts, matches, parsed, parsed_days
from app.sources.contents import Counts, Part, Reading
from app.sources.count_rows import Disagreement, one_row_each, rows_disagree
from app.sources.dates import check_ends, day_of, end_after, end_of
from app.sources.described.areas import described_in
from app.sources.described.columns import column_of, headings_of
from app.sources.described.rows import AreaRows, area_rows, rows_where
from app.sources.given import Publication
from app.sources.marks import marks_in, refuse_hidden_days
from app.sources.phrases import joined as in_a_list
from app.sources.phrases import number_of
from app.sources.spelling import fold
from app.sources.tables import Table
from app.sources.text import CORRECT

_BLANK = re.compile("(NA)?")
_NAMED = 3  # columns in which rows differ


@dataclass(frozen=True)
class _Column:
    """A column of counts, with the day and the area of each of its cells."""

    figures: pd.Series[str]
    codes: pd.Series[str]
    days: pd.Series[pd.Timestamp]


def read_counts(table: Table, given: Publication, definition: TableDefinition) -> Reading:
    """Read counts, and what the table says of its areas besides; raises BadFileError with row and column."""
    rows = None if definition.wide.areas else area_rows(definition, given.dataset, table, given.known)
    its = rows.table if rows else rows_where(definition, table)[0]
    if its.frame.empty:
        return Reading((), (*(rows.notes if rows else ()), f"It has no row that is read as {definition.name}."))
    columns, notes = _columns(definition, rows, its, given)
    hidden, marked = marks_in([column.figures for column in columns], given.marks)
    if definition.daily:
        refuse_hidden_days(hidden, given.dataset)
    read = [_rows(definition, its, column, given) for column in columns]
    by_day = {day: str(column.figures.name) for column in columns for day in column.days.unique()}
    joined, repeats = one_row_each(pd.concat([each for each, _ in read]), _disagreement(its, definition, by_day))
    joined, unfinished = _finished(joined, given)
    dropped = sum(number for _, number in read)
    if dropped:
        notes += (f"Took {number_of(dropped, 'blank count')} for missing.",)
    whole = definition.whole and not dropped
    parts: list[Part] = [Counts(definition.level, joined, definition.daily, whole, hidden)]
    if rows is not None:
        days = columns[0].days if len(columns) == 1 else None
        described, told = described_in(definition, given.dataset, rows, days)
        parts += described
        notes = rows.notes + notes + told
    return Reading(tuple(parts), (*notes, *marked, *repeats, *unfinished))


def _disagreement(table: Table, definition: TableDefinition, by_day: Mapping[pd.Timestamp, str]) -> Disagreement:
    """Tell of two rows of an area and day, and of the columns in which they differ that nobody reads."""
    usual, read = rows_disagree(lambda day: by_day[day]), {fold(heading) for heading in headings_of(definition)}

    def tell(first: pd.Series[Any], second: pd.Series[Any]) -> BadFileError:
        pairs = zip(table.headings, *(table.frame.loc[int(str(row.name))] for row in (first, second)), strict=True)
        others = [
            f'{heading} ("{one}", "{other}")'
            for heading, one, other in pairs
            if one != other and fold(heading) not in read
        ]
        if not others:
            return usual(first, second)
        problem = (
            f"{second['area_code']} has another count for {second['day']:%Y-%m-%d} in row {first.name:,}. They differ "
            f"in {in_a_list(others[:_NAMED])} too: say by where which rows to read, or take the others out."
        )
        return BadFileError(problem, row=int(str(second.name)), column=by_day[second["day"]])

    return tell


def _finished(rows: pd.DataFrame, given: Publication) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Leave out rows of a period that was not over when they were published, of which only the first day is known."""
    is_over = rows["day"] <= np.datetime64(given.published_on, "us")
    if is_over.all():
        return rows, ()
    number, last = number_of(int((~is_over).sum()), "count"), rows["day"].max()
    note = (
        f"Left out {number} of a period to {last:%Y-%m-%d}: it was not over on {given.published_on}, the publication."
    )
    return rows[is_over].reset_index(drop=True), (note,)


def _columns(
    definition: TableDefinition, rows: AreaRows | None, table: Table, given: Publication
) -> tuple[list[_Column], tuple[str, ...]]:
    if rows is None:
        days = _days(definition, table, given)
        return [
            _Column(column_of(table, heading), pd.Series(code, index=days.index), days)
            for heading, code in definition.wide.areas.items()
        ], ()
    if not definition.wide.periods:
        days = _days(definition, table, given)
        return [_Column(column_of(table, definition.columns.count), rows.codes, days)], ()
    wide = [
        _Column(column, rows.codes, pd.Series(np.datetime64(end, "us"), index=column.index))
        for column, end in _periods(definition, table, given)
    ]
    filled = [column for column in wide if not matches(column.figures, _BLANK).all()]
    if not filled:
        raise BadFileError("No period in it has a count. Download it again.")
    blank = len(wide) - len(filled)
    return filled, (f"Left out {number_of(blank, 'period')} with no count at all.",) if blank else ()


def _periods(definition: TableDefinition, table: Table, given: Publication) -> Iterator[tuple[pd.Series[str], date]]:
    """Return the columns whose headings name a period, each with its last day: a group of the pattern is the date."""
    for column in table.columns():
        heading = str(column.name)
        found = re.fullmatch(definition.wide.periods, heading, re.IGNORECASE)
        if found:
            said = next(filter(None, found.groups()), heading)
            try:
                day = _end(said, definition, given)
                yield column, end_after(day, given.dataset.length) if definition.wide.starts else day
            except ValueError as problem:
                raise BadFileError(f"{problem} {CORRECT}", column=heading) from None


def _end(text: str, definition: TableDefinition, given: Publication) -> date:
    try:
        return _read(text, definition, given, day_first=definition.day_first)
    except ValueError as problem:
        raise ValueError(f"{problem}{_other_order(text, definition, given)}") from None


def _other_order(text: str, definition: TableDefinition, given: Publication) -> str:
    """Say which day it would be with day and month the other way round; nothing where it would be none."""
    with suppress(ValueError):
        day = _read(text, definition, given, day_first=not definition.day_first)
        return f" If it is {day}, say day_first = {'false' if definition.day_first else 'true'} in the definition."
    return ""


def _read(text: str, definition: TableDefinition, given: Publication, *, day_first: bool) -> date:
    if definition.daily or definition.wide.starts:
        return day_of(text, given.published_on, day_first=day_first)
    return end_of(text, given.dataset.length, given.published_on, day_first=day_first)


def _days(definition: TableDefinition, table: Table, given: Publication) -> pd.Series[pd.Timestamp]:
    """Return the last day of each row's period; raises BadFileError with row and column."""
    columns, length = definition.columns, given.dataset.length
    if not columns.end and not columns.start:
        raise BadFileError(
            f"The definition does not say which column of {definition.name} has the periods: name it by columns.end."
        )
    if not columns.start or definition.daily:
        return parsed_days(column_of(table, columns.end), lambda text: _end(text, definition, given))
    firsts = _firsts(definition, table, given)
    if not columns.end:
        return firsts.map(lambda first: np.datetime64(end_after(first, length), "us")).astype("datetime64[us]")
    days = parsed_days(column_of(table, columns.end), lambda text: _end(text, definition, given))
    for row, (first, last) in pd.DataFrame({"first": firsts, "last": days}).drop_duplicates().iterrows():
        try:
            check_ends(first, last.date(), length, "It")
        except ValueError as problem:
            raise BadFileError(f"{problem} {CORRECT}", row=int(str(row)), column=columns.start) from None
    return days


def _firsts(definition: TableDefinition, table: Table, given: Publication) -> pd.Series[Any]:
    """Return the first day of each row's period; raises BadFileError with row and column."""
    starts = column_of(table, definition.columns.start)
    days = parsed(starts, lambda text: day_of(text, given.published_on, day_first=definition.day_first), None)
    return pd.Series(np.array(days, dtype=object)[starts.cat.codes.to_numpy()], index=starts.index)


def _rows(definition: TableDefinition, table: Table, column: _Column, given: Publication) -> tuple[pd.DataFrame, int]:
    """Return the counts of a column, and how many blank ones were left out because they are missing."""
    table.check_figures(column.figures)
    rows = pd.DataFrame(
        {
            "area_code": column.codes,
            "day": column.days,
            "cases": counts(column.figures, given.dataset, definition.level, given.marks),
        }
    )
    blank = matches(column.figures, _BLANK)
    if definition.blank == "zero":
        return rows.assign(cases=rows["cases"].mask(blank, 0)), 0
    # Where no count is hidden, a blank one is not.
    if definition.blank == "missing" or not given.dataset.level(definition.level).hidden or definition.daily:
        return rows[~blank], int(blank.sum())
    return rows, 0
