from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from app.errors import BadFileError
from app.statistics.rates import counts_of_rates

PEOPLE = {"E02000001": 8000, "E02000002": 7521, "E02000003": 24_400}


def rates(*rows: tuple[str, float | None]) -> pd.DataFrame:
    codes, values = zip(*rows, strict=True)
    days = pd.to_datetime([date(2020, 10, 27)] * len(rows))
    return pd.DataFrame({"area_code": codes, "day": days, "rate": pd.Series(values, dtype=float)})


@pytest.mark.parametrize("code", PEOPLE)
def test_the_count_behind_a_rate_of_one_decimal_comes_back(code: str) -> None:
    counts = range(400)
    published = rates(*((code, round(count / PEOPLE[code] * 100_000, 1)) for count in counts))

    assert counts_of_rates(published, PEOPLE)["cases"].tolist() == list(counts)


def test_a_hidden_rate_is_a_hidden_count() -> None:
    found = counts_of_rates(rates(("E02000001", None), ("E02000002", 53.2)), PEOPLE)

    assert found["cases"].isna().tolist() == [True, False]
    assert (found.columns.tolist(), found["cases"].dtype) == (["area_code", "day", "cases"], pd.Int64Dtype())


def test_a_count_that_is_not_whole_is_refused_with_its_numbers() -> None:
    with pytest.raises(BadFileError) as refused:
        counts_of_rates(rates(("E02000001", 500.0), ("E02000002", 53.9), ("E02000001", 42.0)), PEOPLE)

    assert str(refused.value) == (
        "53.9 per 100,000 of the 7,521 people of E02000002 were 4.05 cases in the days to 2020-10-27: no whole "
        "number, as for 2 of its 3 values. It was worked out on other populations than those loaded: load those first "
        "(for files of 2020, mid-2019)."
    )


def test_populations_of_another_year_are_found_out() -> None:
    grown = {code: round(people * 1.007) for code, people in PEOPLE.items()}
    published = rates(*((code, round(5 / people * 100_000, 1)) for code, people in PEOPLE.items()))

    with pytest.raises(BadFileError, match="as for 3 of its 3 values"):
        counts_of_rates(published, grown)


def test_without_populations_it_says_to_load_them_first() -> None:
    with pytest.raises(BadFileError) as refused:
        counts_of_rates(rates(("E02000001", 500.0)), {})

    assert str(refused.value) == (
        "It gives rates, from which counts follow by populations, and none are loaded. Load the populations first "
        "(area_code, population), and then this file."
    )


def test_areas_without_a_population_are_named() -> None:
    with pytest.raises(BadFileError, match=r"none are known of 4 of its areas \(E02000004, E02000005, E02000006 and"):
        counts_of_rates(rates(*((f"E0200000{number}", 500.0) for number in range(1, 8))), PEOPLE)
