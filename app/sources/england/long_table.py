"""Published tables with one row per area and day, whose column of area types says the level."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from app.domain import Level
from app.sources.cells import area_codes, counts, days
from app.sources.columns import Column
from app.sources.contents import Counts, Reading
from app.sources.count_rows import one_row_each, rows_disagree, without_unallocated
from app.sources.england.levels import are_area_codes, levels_of
from app.sources.given import Publication
from app.sources.marks import marks_in, refuse_hidden_days
from app.sources.tables import Table


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

    def read(self, table: Table, cases: Column, given: Publication, *, daily: bool) -> Reading:
        """Read the counts in the column `cases`, by level: no parts where no row is of a level that is known.

        Raises BadFileError with row and column.
        """
        hidden, marked = marks_in([table.figures(cases)], given.marks)
        if daily:
            refuse_hidden_days(hidden, given.dataset)
        by_level, notes = levels_of(table, table.column(self.area_type))
        parts = []
        for level, part in by_level.items():
            rows, its_notes = self._read_level(level, part, cases, given)
            its_marks, _ = marks_in([part.column(cases)], given.marks)
            parts.append(Counts(level, rows, daily, self.whole, its_marks))
            notes += tuple(f"{level}: {note}" for note in its_notes)
        return Reading(tuple(parts), marked + notes)

    def _read_level(
        self, level: Level, part: Table, cases: Column, given: Publication
    ) -> tuple[pd.DataFrame, tuple[str, ...]]:
        codes, values = part.column(self.area_code), part.column(cases)
        rows = pd.DataFrame(
            {
                "area_code": area_codes(codes),
                "day": days(part.column(self.day), given.published_on, day_first=self.day_first),
                "cases": counts(values, given.dataset, level, given.marks),
            }
        )
        rows, left_out = without_unallocated(rows, codes, are_area_codes(codes), given.dataset.count)
        rows, repeats = one_row_each(rows, rows_disagree(lambda _: str(values.name)), largest=self.repeats)
        return rows, left_out + repeats
