"""Arrays of cells as numbers: publishing works on every period on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from app.domain import Cell, Shown, Withheld

Numbers = NDArray[np.int32]
Marks = NDArray[np.bool_]

NUMBERS = {Withheld.HIDDEN: -1, Withheld.MISSING: -2, Withheld.NOT_PUBLISHED: -3, Withheld.PROTECTING: -4}
_WITHHELD = {number: state for state, number in NUMBERS.items()}
_WORDS = {number: state.value for state, number in NUMBERS.items()}


class Cells(Sequence[Cell]):
    """Cells in the order of a level's areas: `numbers` (int32) has a count that is shown, or below zero why none is."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> Cells:
        """Make an array from cells of any kind."""
        if isinstance(cells, cls):
            return cells
        numbers = [cell.cases if isinstance(cell, Shown) else NUMBERS[cell] for cell in cells]
        return cls(np.array(numbers, dtype=np.int32))

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, place: int) -> Cell: ...

    @overload
    def __getitem__(self, place: slice) -> Cells: ...

    def __getitem__(self, place: int | slice) -> Cell | Cells:
        return Cells(self.numbers[place]) if isinstance(place, slice) else _cell(int(self.numbers[place]))

    def __iter__(self) -> Iterator[Cell]:
        return map(_cell, self.numbers.tolist())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and np.array_equal(self.numbers, Cells.of(other).numbers)

    def __hash__(self) -> int:
        return hash(self.numbers.tobytes())

    def __repr__(self) -> str:
        return f"Cells({self.numbers.tolist()})"

    @property
    def are_shown(self) -> Marks:
        """Mark the cells that are shown."""
        marks: Marks = self.numbers >= 0
        return marks

    def are(self, state: Withheld) -> Marks:
        """Mark the cells that are in this state."""
        marks: Marks = self.numbers == NUMBERS[state]
        return marks

    def as_json(self) -> list[Any]:
        """Return each as its count or the word for its state, as app.editions.records.cell_to_json does."""
        values: list[Any] = self.numbers.tolist()
        for place in np.flatnonzero(self.numbers < 0).tolist():
            values[place] = _WORDS[values[place]]
        return values


def _cell(number: int) -> Cell:
    return Shown(number) if number >= 0 else _WITHHELD[number]
