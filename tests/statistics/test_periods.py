from __future__ import annotations

from datetime import date

import pandas as pd

from app.domain import Length
from app.statistics.periods import period_sums


def daily(counts: dict[str, dict[int, int | None]]) -> pd.DataFrame:
    rows = [(code, pd.Timestamp(2020, 6, day), cases) for code, days in counts.items() for day, cases in days.items()]
    return pd.DataFrame(rows, columns=["area_code", "day", "cases"]).astype({"cases": "Int64"})


def sums(counts: dict[str, dict[int, int | None]], published: int = 28) -> dict[tuple[str, int], int | None]:
    rows = period_sums(daily(counts), Length(7), date(2020, 6, published), 5)
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


def test_a_period_has_any_number_of_days() -> None:
    rows = period_sums(daily({"A": dict.fromkeys(range(1, 16), 1)}), Length(14), date(2020, 6, 28), 5)

    assert list(rows.itertuples(index=False, name=None)) == [
        ("A", pd.Timestamp(2020, 6, 14), 14),
        ("A", pd.Timestamp(2020, 6, 15), 14),
    ]


def sums_of_months(first: date, last: date, months: int, *, blank: date | None = None) -> dict[str, int | None]:
    """Sum a case a day between these days, published a month later."""
    days = pd.date_range(first, last)
    cases = pd.array([None if day.date() == blank else 1 for day in days], dtype="Int64")
    rows = pd.DataFrame({"area_code": "A", "day": days, "cases": cases})
    found = period_sums(rows, Length(0, months), date(2021, 3, 5), 5)
    assert (found["cases"].dtype, set(found["area_code"])) == (pd.Int64Dtype(), {"A"} if len(found) else set())
    return {f"{day:%Y-%m-%d}": None if pd.isna(sum_) else int(sum_) for _, day, sum_ in found.itertuples(index=False)}


def test_months_are_summed_up_to_their_last_days_where_all_their_days_are_there() -> None:
    assert sums_of_months(date(2020, 12, 2), date(2021, 3, 4), 1) == {"2021-01-31": 31, "2021-02-28": 28}
    assert sums_of_months(date(2020, 12, 1), date(2021, 3, 4), 3) == {"2021-02-28": 31 + 31 + 28}
    assert sums_of_months(date(2021, 1, 2), date(2021, 1, 31), 1) == {}


def test_a_month_that_is_not_complete_is_left_out() -> None:
    assert sums_of_months(date(2021, 1, 1), date(2021, 2, 27), 1) == {"2021-01-31": 31}


def test_a_blank_day_makes_its_month_unknown() -> None:
    found = sums_of_months(date(2021, 1, 1), date(2021, 2, 28), 1, blank=date(2021, 1, 9))

    assert found == {"2021-01-31": None, "2021-02-28": 28}
