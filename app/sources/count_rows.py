"""Rows of counts as the store takes them: areas only, and one row per area and day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from app.domain import Level
from app.errors import BadFileError
from app.sources.cells import are_area_codes, counts, days, levels_of, texts
from app.sources.columns import Column
from app.sources.contents import Counts, Reading
from app.sources.marks import Marks, marks_in
from app.sources.phrases import number_of
from app.sources.tables import Table
from app.sources.text import CORRECT

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


@dataclass(frozen=True)
class LongTable:
    """The columns of a layout with one row per area and day, and what it speaks for.

    Where rows `repeat` the largest count is taken; else they must agree.
    """

    area_type: Column
    area_code: Column
    day: Column
    whole: bool
    day_first: bool = False
    repeats: bool = False

    def read(self, table: Table, cases: Column, published_on: date, marks: Marks, *, daily: bool) -> Reading:
        """Read the counts in the column `cases`, by level: no parts where no row is of a level that is known.

        Raises BadFileError with row and column.
        """
        figures = table.figures(cases)
        hidden, marked = marks_in([figures], marks)
        if daily and hidden:
            raise BadFileError(
                f'"{hidden[0].text}" stands for a hidden count, and seven days cannot be summed where one is hidden. '
                "Load the seven-day counts.",
                row=hidden[0].row,
                column=str(figures.name),
            )
        by_level, notes = levels_of(table, table.column(self.area_type))
        parts = []
        for level, part in by_level.items():
            rows, its_notes = self._read_level(level, part, cases, published_on, marks)
            its_marks, _ = marks_in([part.column(cases)], marks)
            parts.append(Counts(level, rows, daily, self.whole, its_marks))
            notes += tuple(f"{level}: {note}" for note in its_notes)
        return Reading(tuple(parts), marked + notes)

    def _read_level(
        self, level: Level, part: Table, cases: Column, published_on: date, marks: Marks
    ) -> tuple[pd.DataFrame, tuple[str, ...]]:
        codes, values = part.column(self.area_code), part.column(cases)
        rows = pd.DataFrame(
            {
                "area_code": texts(codes),
                "day": days(part.column(self.day), published_on, day_first=self.day_first),
                "cases": counts(values, level, marks),
            }
        )
        rows, left_out = without_unallocated(rows, codes)
        rows, repeats = one_row_each(rows, rows_disagree(lambda _: str(values.name)), largest=self.repeats)
        return rows, left_out + repeats
