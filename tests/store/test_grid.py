from __future__ import annotations

import zlib
from datetime import date

import numpy as np
import pandas as pd
import pytest

from app.store.grid import BLANK, UNSAID, Grid, pack, unpack

DAYS = [date(2020, 10, 20), date(2020, 10, 27)]


def grid(*rows: tuple[str, date, int | None]) -> Grid:
    frame = pd.DataFrame(rows, columns=["area_code", "day", "cases"])
    return Grid.of_rows(frame.assign(day=pd.to_datetime(frame["day"]), cases=frame["cases"].astype("Int64")))


def test_a_week_is_kept_as_whole_numbers_of_four_bytes_the_lowest_first() -> None:
    content = pack(np.array([5, 70_000, BLANK, UNSAID]))

    assert zlib.decompress(content) == bytes.fromhex("05000000 70110100 ffffffff feffffff")


def test_of_areas_that_came_later_an_earlier_week_says_nothing() -> None:
    assert unpack(pack(np.array([5, BLANK])), 4).tolist() == [5, BLANK, UNSAID, UNSAID]


def test_rows_in_any_order_are_laid_out_by_day_and_code() -> None:
    found = grid(("B", DAYS[1], 3), ("A", DAYS[0], None), ("B", DAYS[0], 0))

    assert (found.codes.tolist(), found.weeks) == (["A", "B"], tuple(DAYS))
    assert found.values.tolist() == [[BLANK, 0], [UNSAID, 3]]


def test_a_count_that_has_no_place_in_four_bytes_is_not_cut_off() -> None:
    with pytest.raises(OverflowError):
        grid(("A", DAYS[0], 2**31))


def test_a_grid_is_filled_where_it_says_nothing() -> None:
    first, second = grid(("A", DAYS[0], 1), ("B", DAYS[0], None)), grid(("B", DAYS[0], 9), ("C", DAYS[1], 7))

    filled = first.filled_by(second)

    assert (filled.codes.tolist(), filled.weeks) == (["A", "B", "C"], tuple(DAYS))
    assert filled.values.tolist() == [[1, BLANK, UNSAID], [UNSAID, UNSAID, 7]]


def test_areas_are_spoken_of_where_a_value_or_a_blank_stands() -> None:
    assert grid(("A", DAYS[0], 1), ("B", DAYS[0], None)).with_areas(["C"]).spoken_of == {"A", "B"}
