from __future__ import annotations

from datetime import date

import pandas as pd

from app.statistics.weeks import seven_day_sums


def daily(counts: dict[str, dict[int, int | None]]) -> pd.DataFrame:
    rows = [(code, pd.Timestamp(2020, 6, day), cases) for code, days in counts.items() for day, cases in days.items()]
    return pd.DataFrame(rows, columns=["area_code", "day", "cases"]).astype({"cases": "Int64"})


def sums(counts: dict[str, dict[int, int | None]], published: int = 28) -> dict[tuple[str, int], int | None]:
    rows = seven_day_sums(daily(counts), date(2020, 6, published), 5)
    values = rows["cases"].astype(object).where(rows["cases"].notna(), None)
    return {(code, day.day): cases for code, day, cases in zip(rows["area_code"], rows["day"], values, strict=True)}


def test_a_week_is_the_sum_of_the_seven_days_that_end_on_it() -> None:
    assert sums({"A": dict.fromkeys(range(1, 9), 2)}) == {("A", 7): 14, ("A", 8): 14}


def test_days_later_than_five_before_the_publication_are_not_complete() -> None:
    found = sums({"A": dict.fromkeys(range(1, 15), 1)}, published=14)

    assert max(day for _, day in found) == 9


def test_days_left_out_before_the_last_row_have_no_cases() -> None:
    found = sums({"A": dict.fromkeys(range(1, 9), 1), "B": {7: 5, 8: 0}})

    assert (found["B", 7], found["B", 8]) == (5, 5)


def test_days_after_an_areas_last_row_are_unknown() -> None:
    found = sums({"A": dict.fromkeys(range(1, 10), 1), "B": dict.fromkeys(range(1, 8), 1)})

    assert (found["B", 7], found["B", 8]) == (7, None)


def test_a_blank_day_makes_its_weeks_unknown() -> None:
    found = sums({"A": {**dict.fromkeys(range(1, 16), 1), 8: None}})

    assert (found["A", 7], found["A", 8], found["A", 14], found["A", 15]) == (7, None, None, 7)
