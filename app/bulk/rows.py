"""Give a level's rows by columns, a few areas at a time: however many weeks there are, a figure takes four bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.cells import NUMBERS, Cells
from app.domain import Level, Period, Withheld
from app.editions import StoredEdition
from app.editions.contract import WEEK, CellValue
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
PAIRS_KEPT = 16_384  # a cell with that of the week before: the same come again and again
MARKED_AT_MOST = 4_000_000  # pairs that there could be of a block's cells, one byte each while they are told apart
CODES: Mapping[CellValue, int] = {state.value: number for state, number in NUMBERS.items()}
NOT_PUBLISHED = NUMBERS[Withheld.NOT_PUBLISHED]

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Block:
    """Rows of some areas, each in all weeks, by the places of their areas and weeks.

    `said` has what the columns of figures say, but the rate, of each pair of cells that occurs, and `pair` which is
    each row's. `rate` counts only where `is_rated`.
    """

    area: Whole
    week: Whole
    said: Sequence[tuple[Any, ...]]
    pair: Whole
    rate: NDArray[np.float64]
    is_rated: NDArray[np.bool_]


class Rows:
    """A level's areas and what is known of them in some weeks, as `app.statistics.joined` joins them.

    `places` and `periods` hold the columns of areas and of weeks, with a value for each; `figures` names the others.
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
        self._week_word = Wording(self.dataset).week
        self._say_of = lru_cache(PAIRS_KEPT)(self._said_of)

    def __len__(self) -> int:
        """Give how many rows there are."""
        return len(self._people) * self._weeks

    def blocks(self) -> Iterator[Block]:
        """Give all rows, the areas in their order and the weeks of each in theirs."""
        areas = max(1, ROWS // max(1, self._weeks))
        if not self._weeks:
            return
        for first in range(0, len(self._people), areas):
            yield self._block(np.arange(first, min(first + areas, len(self._people))))

    def _block(self, areas: Whole) -> Block:
        cells = self._cells[areas].astype(np.int64)
        before = np.where(self._before < 0, NOT_PUBLISHED, cells[:, self._before]).ravel()
        cells = cells[:, : self._weeks].ravel()
        people = np.repeat(self._people[areas], self._weeks)
        is_rated = (cells >= 0) & (people > 0)
        pairs, pair = _told_apart(cells, before)
        return Block(
            np.repeat(areas, self._weeks),
            np.tile(np.arange(self._weeks), len(areas)),
            list(map(self._say_of, pairs.tolist())),
            pair,
            rounded_all(np.where(is_rated, cells, 0) * self.dataset.rate_per, np.maximum(people, 1)),
            is_rated,
        )

    def _said_of(self, pair: int) -> tuple[Any, ...]:
        """Give what figures say of two cells: a number whose halves are what stands for them."""
        before = (pair & 0xFFFF_FFFF ^ 0x8000_0000) - 0x8000_0000
        cell, cell_before = Cells(np.array([(pair - before) >> 32, before], np.int32))
        said = said_of_cells(self.dataset, cell, cell_before, self._week_word)
        return tuple(map(said.get, self.figures))


def _told_apart(cells: Whole, before: Whole) -> tuple[Whole, Whole]:
    """Give each pair of cells that occurs once, as a number whose halves they are, and which of them each row has."""
    least = int(min(cells.min(), before.min()))
    span = int(max(cells.max(), before.max())) - least + 1
    if span**2 > MARKED_AT_MOST:
        return np.unique((cells << 32) + before, return_inverse=True)
    # Small counts, of which there are most, are marked in a table: a fifth of the time that sorting takes.
    rows = (cells - least) * span + (before - least)
    table = np.zeros(span**2, np.bool_)
    table[rows] = True
    found = np.flatnonzero(table)
    places = np.empty(span**2, np.int32)
    places[found] = np.arange(len(found))
    return ((found // span + least) << 32) + found % span + least, places[rows]


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
