"""An edition before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.cells import Cells
from app.dataset import Dataset
from app.domain import Area, Level, PassedOver, Period, PeriodTable, Release


@dataclass(frozen=True)
class Edition:
    """All that readers may know, as of a day: a hidden count has no place in it.

    `partly_known` are the codes of areas of the reporting level that have areas which are not known.

    Raises ValueError where a count is shown that its level hides, or a table does not fit its areas.
    """

    dataset: Dataset
    week: Period
    areas: Mapping[Level, tuple[Area, ...]]
    tables: Mapping[tuple[Level, Period], PeriodTable]
    passed_over: tuple[PassedOver, ...]
    releases: tuple[Release, ...]
    partly_known: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse what disclosure would never give."""
        for table in self.tables.values():
            cells = Cells.of(table.cells)
            if len(cells) != len(self.areas[table.level]):
                raise ValueError(f"{table.level} {table.week}: {len(cells)} cells do not fit its areas")
            hidden = self.dataset.level(table.level).hidden
            shown = cells.numbers[cells.are_shown]
            if hidden and ((hidden.least <= shown) & (shown <= hidden.most)).any():
                raise ValueError(f"{table.level} {table.week}: a count that must be hidden is shown")

    @property
    def published_on(self) -> date:
        """Return the publication date of the release which gave the finest level's counts."""
        return self.tables[self.dataset.finest, self.week].published_on

    @cached_property
    def weeks(self) -> tuple[Period, ...]:
        """List the periods on record, the earliest first."""
        return tuple(sorted({week for _, week in self.tables}))
