"""Read a level's rows by columns, a few areas at a time: however many weeks there are, a figure takes four bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.bulk.pairs import Pairs
from app.cells import NUMBERS, Cells
from app.domain import Level, Period, Withheld
from app.editions import StoredEdition
from app.editions.contents import CellValue
from app.editions.contract import WEEK
from app.statistics.joined import (
    PERIOD_COLUMNS,
    figure_columns,
    place_columns,
    rate_column,
    said_of_area,
    said_of_cells,
    said_of_period,
)
from app.statistics.measures import rounded_all
from app.wording import Wording

ROWS = 65_536  # of a block: about what is worked out at a time
CODES: Mapping[CellValue, int] = {state.value: number for state, number in NUMBERS.items()}
NOT_PUBLISHED = NUMBERS[Withheld.NOT_PUBLISHED]

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Block:
    """Rows of some areas, each in all weeks: the places of their areas, weeks and pairs of cells, and their rates.

    `rate` counts only where `is_rated`.
    """

    area: Whole
    week: Whole
    pair: NDArray[np.integer[Any]]
    rate: NDArray[np.float64]
    is_rated: NDArray[np.bool_]


class Rows:
    """A level's areas and what is known of them in some weeks, as `app.statistics.joined` joins them.

    `places` and `periods` hold the columns of areas and of weeks, with a value for each; `figures` names the others,
    which `said` holds but for the rate, with a value for each pair of a cell and that of the week before.
    """

    def __init__(self, edition: StoredEdition, level: Level, weeks: Sequence[Period]) -> None:
        self.dataset = edition.dataset
        areas = edition.areas[level]
        of_areas = [said_of_area(self.dataset, area, edition.name) for area in areas]
        self.places = {name: [said[name] for said in of_areas] for name in place_columns(self.dataset)}
        self.figures = figure_columns(self.dataset)
        self.rate = rate_column(self.dataset)
        self._people = np.array([area.population or 0 for area in areas], np.int64)
        befores = [week.before for week in weeks if edition.has(WEEK.name(week.before))]
        read = {week: place for place, week in enumerate(dict.fromkeys([*weeks, *befores]))}
        self._cells, published_on = _read(edition, level, list(read), len(areas))
        self._weeks = len(weeks)
        self._before = np.array([read.get(week.before, -1) for week in weeks])
        of_weeks = list(map(said_of_period, weeks, published_on))
        self.periods = {name: [said[name] for said in of_weeks] for name in PERIOD_COLUMNS}
        self._pairs = Pairs(map(self._both, self._groups()), int(self._cells.max(initial=0)))
        self.said = self._said()

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._people) * self._weeks

    def blocks(self) -> Iterator[Block]:
        """Return all rows, the areas in their order and the weeks of each in theirs."""
        return map(self._block, self._groups())

    def _groups(self) -> Iterator[Whole]:
        """Return the places of areas, as many at a time as a block has."""
        areas = max(1, ROWS // max(1, self._weeks))
        if self._weeks:
            for first in range(0, len(self._people), areas):
                yield np.arange(first, min(first + areas, len(self._people)))

    def _block(self, areas: Whole) -> Block:
        cells, before = self._both(areas)
        people = np.repeat(self._people[areas], self._weeks)
        is_rated = (cells >= 0) & (people > 0)
        return Block(
            np.repeat(areas, self._weeks),
            np.tile(np.arange(self._weeks), len(areas)),
            self._pairs.places(cells, before),
            rounded_all(np.where(is_rated, cells, 0) * self.dataset.rate_per, np.maximum(people, 1)),
            is_rated,
        )

    def _both(self, areas: Whole) -> tuple[Whole, Whole]:
        """Return the cells of areas in all weeks, and those of the weeks before."""
        cells = self._cells[areas].astype(np.int64)
        before = np.where(self._before < 0, NOT_PUBLISHED, cells[:, self._before])
        return cells[:, : self._weeks].ravel(), before.ravel()

    def _said(self) -> dict[str, list[Any]]:
        """Return what figures but the rate say of each pair of cells, by columns."""
        week = Wording(self.dataset).week
        cells, before = (Cells(each.astype(np.int32)) for each in self._pairs.cells())
        said = [said_of_cells(self.dataset, *both, week) for both in zip(cells, before, strict=True)]
        return {name: [each.get(name) for each in said] for name in self.figures if name != self.rate}


def _read(
    edition: StoredEdition, level: Level, weeks: Sequence[Period], areas: int
) -> tuple[NDArray[np.int32], list[str | None]]:
    """Read a level's cells of weeks, a line for each area, and when each week's were published."""
    cells = np.full((areas, len(weeks)), NOT_PUBLISHED, np.int32)
    published_on: list[str | None] = [None] * len(weeks)
    for place, week in enumerate(weeks):
        values = WEEK.read(edition.read, week).get(level)
        if values is not None:
            cells[:, place] = [CODES.get(value, value) for value in values["cases"]]
            published_on[place] = values.get("published_on") or edition.day_of_publication(level, week)
    return cells, published_on
