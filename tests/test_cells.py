from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.cells import Cells
from app.domain import Cell, Shown, Withheld
from app.editions.records import cell_to_json

cells = st.lists(st.integers(0, 2**31 - 1).map(Shown) | st.sampled_from(Withheld), max_size=12)


@given(cells)
def test_cells_are_those_that_they_were_made_of(given_cells: list[Cell]) -> None:
    made = Cells.of(given_cells)

    assert list(made) == given_cells
    assert [made[place] for place in range(len(made))] == given_cells
    assert made == given_cells
    assert list(made[1:3]) == given_cells[1:3]


@given(cells)
def test_cells_are_written_as_each_by_itself(given_cells: list[Cell]) -> None:
    assert Cells.of(given_cells).as_json() == [cell_to_json(cell) for cell in given_cells]


@given(cells)
def test_cells_are_marked_by_their_states(given_cells: list[Cell]) -> None:
    made = Cells.of(given_cells)

    for state in Withheld:
        assert made.are(state).tolist() == [cell is state for cell in given_cells]
    assert made.are_shown.tolist() == [isinstance(cell, Shown) for cell in given_cells]
    assert np.array_equal(made.numbers[made.are_shown], [cell.cases for cell in given_cells if isinstance(cell, Shown)])
