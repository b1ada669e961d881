"""Rows of counts as the store takes them: areas only, and one row per area and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from app.domain import Level
from app.errors import BadFileError
from app.sources.cells import are_area_codes, counts, days, levels_of, number_of, texts
from app.sources.contents import Counts, Reading
from app.sources.text import Table

_KEY = ["area_code", "day"]


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
    rows: pd.DataFrame, *, column: str | None = None, largest: bool = False, numbered: bool = True
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Keep one row per area and day.

    Rows that disagree raise BadFileError, or give way to the largest count where `largest`; the note counts the
    repeats. Where `numbered` the index holds the rows' numbers in the file.
    """
    if not rows.duplicated(_KEY).any():
        return rows.reset_index(drop=True), ()
    if largest:
        kept = rows.sort_values([*_KEY, "cases"], na_position="first").drop_duplicates(_KEY, keep="last").sort_index()
    else:
        kept = rows.drop_duplicates([*_KEY, "cases"])
        _refuse_disagreement(kept, column, numbered)
    repeats = number_of(len(rows) - len(kept), "repeated row")
    taken = "took the largest count of each area and day" if largest else "each said the same again"
    return kept.reset_index(drop=True), (f"Left out {repeats}: {taken}.",)


def _refuse_disagreement(rows: pd.DataFrame, column: str | None, numbered: bool) -> None:
    again = rows.duplicated(_KEY)
    if again.any():
        row = rows[again].iloc[0]
        problem = f"{row['area_code']} has two different counts for {row['day']:%Y-%m-%d}. Download the file again."
        raise BadFileError(problem, row=int(str(row.name)) if numbered else None, column=column)


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
        parts = []
        for level, part in by_level.items():
            rows, its_notes = self._read_level(level, part, cases, published_on, daily)
            parts.append(Counts(level, rows, daily, self.whole))
            notes += tuple(f"{level}: {note}" for note in its_notes)
        return Reading(tuple(parts), notes)

    def _read_level(
        self, level: Level, part: Table, cases: str, published_on: date, daily: bool
    ) -> tuple[pd.DataFrame, tuple[str, ...]]:
        codes, values = part.column(self.area_code), part.column(cases)
        rows = pd.DataFrame(
            {
                "area_code": texts(codes),
                "day": days(part.column(self.day), published_on, day_first=self.day_first),
                "cases": counts(values, level, daily=daily),
            }
        )
        rows, left_out = without_unallocated(rows, codes)
        rows, repeats = one_row_each(rows, column=str(values.name), largest=not self.whole)
        return rows, left_out + repeats
