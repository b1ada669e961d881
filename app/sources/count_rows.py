"""Rows of counts as the store takes them: areas only, and one row per area and day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from app.domain import Level
from app.errors import BadFileError
from app.sources.cells import HIDDEN, are_area_codes, counts, days, levels_of, number_of, texts
from app.sources.contents import Counts, Reading
from app.sources.text import CORRECT, Table

NEVER_GIVEN = {Level.MSOA: (1, 2)}  # seven-day counts that PHE and UKHSA withhold
_KEY = ["area_code", "day"]
Disagreement = Callable[["pd.Series[Any]", "pd.Series[Any]"], BadFileError]


def without_unallocated(rows: pd.DataFrame, codes: pd.Series[str]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Leave out the rows whose code is no area's; the note says how many, and their cases.

    Both arguments have the rows' numbers in the file as their index; `rows` may have each number several times.
    """
    are_areas = are_area_codes(codes)
    if are_areas.all():
        return rows, ()
    left_out = rows[rows.index.isin(are_areas.index[~are_areas])]
    example = str(codes[~are_areas].iloc[0]).strip()[:40] or "blank"
    note = (
        f"Left out {number_of(int((~are_areas).sum()), 'row')} ({number_of(int(left_out['cases'].sum()), 'case')}) "
        f"with no area's code ({example})."
    )
    return rows[rows.index.isin(are_areas.index[are_areas])], (note,)


def one_row_each(
    rows: pd.DataFrame, disagreement: Disagreement, *, largest: bool = False
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Keep one row per area and day; the note counts the repeats.

    Two rows that disagree give way to the largest count where `largest`, or raise the error that `disagreement` makes
    of them.
    """
    if not rows.duplicated(_KEY).any():
        return rows.reset_index(drop=True), ()
    if largest:
        kept = rows.sort_values([*_KEY, "cases"], na_position="first").drop_duplicates(_KEY, keep="last").sort_index()
    else:
        kept = rows.drop_duplicates([*_KEY, "cases"])
        _refuse_disagreement(kept, disagreement)
    repeats = number_of(len(rows) - len(kept), "repeated row")
    taken = "took the largest count of each area and day" if largest else "each said the same again"
    return kept.reset_index(drop=True), (f"Left out {repeats}: {taken}.",)


def _refuse_disagreement(rows: pd.DataFrame, disagreement: Disagreement) -> None:
    again = rows.duplicated(_KEY)
    if again.any():
        second = rows[again].iloc[0]
        first = rows[(rows["area_code"] == second["area_code"]) & (rows["day"] == second["day"])].iloc[0]
        raise disagreement(first, second)


def rows_disagree(columns: Callable[[pd.Timestamp], str]) -> Disagreement:
    """Tell of two rows of a file by their numbers, which are their index; `columns` names the column of a day."""

    def tell(first: pd.Series[Any], second: pd.Series[Any]) -> BadFileError:
        problem = f"{second['area_code']} has another count for {second['day']:%Y-%m-%d} in row {first.name:,}."
        return BadFileError(f"{problem} {CORRECT}", row=int(str(second.name)), column=columns(second["day"]))

    return tell


def read_wide(
    codes: pd.Series[str], weeks: Sequence[tuple[date, pd.Series[str]]]
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Read MSOAs' counts from one column for each week, given with the week's last day; -99 is hidden.

    Raises BadFileError with row and column.
    """
    by_week = [
        pd.DataFrame(
            {
                "area_code": texts(codes),
                "day": np.datetime64(end, "us"),
                "cases": counts(column, Level.MSOA, hidden=HIDDEN),
            }
        )
        for end, column in weeks
    ]
    headings = {pd.Timestamp(end): str(column.name) for end, column in weeks}
    rows, left_out = without_unallocated(pd.concat(by_week), codes)
    rows, repeats = one_row_each(rows, rows_disagree(headings.__getitem__))
    return rows, left_out + repeats


@dataclass(frozen=True)
class LongTable:
    """How a layout with one row per area and day heads its columns, in folded spelling."""

    area_type: str
    area_code: str
    day: str
    whole: bool
    day_first: bool = False

    def read(self, table: Table, cases: str, published_on: date, *, daily: bool) -> Reading:
        """Read the counts in the column `cases`, by level: no parts where no row is of a level that is known.

        Raises BadFileError with row and column.
        """
        by_level, notes = levels_of(table, table.column(self.area_type))
        notes = table.notes + notes
        parts = []
        for level, part in by_level.items():
            rows, its_notes = self._read_level(level, part, cases, published_on)
            parts.append(Counts(level, rows, daily, self.whole))
            notes += tuple(f"{level}: {note}" for note in its_notes)
        return Reading(tuple(parts), notes)

    def _read_level(
        self, level: Level, part: Table, cases: str, published_on: date
    ) -> tuple[pd.DataFrame, tuple[str, ...]]:
        codes, values = part.column(self.area_code), part.column(cases)
        rows = pd.DataFrame(
            {
                "area_code": texts(codes),
                "day": days(part.column(self.day), published_on, day_first=self.day_first),
                "cases": counts(values, level),
            }
        )
        rows, left_out = without_unallocated(rows, codes)
        rows, repeats = one_row_each(rows, rows_disagree(lambda _: str(values.name)), largest=not self.whole)
        return rows, left_out + repeats
