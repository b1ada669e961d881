from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import Cell, Shown, Withheld
from app.statistics.measures import Change, NotCalculable, change, rate_of, rounded, rounded_all


def test_rates_are_those_of_redcar_and_cleveland_in_june_2020() -> None:
    assert [rate_of(Shown(cases), 137_150, 100_000) for cases in (1, 7)] == [0.7, 5.1]


def test_rates_are_told_for_as_many_people_as_is_said() -> None:
    assert rate_of(Shown(7), 8000, 1000) == 0.9


@pytest.mark.parametrize(
    ("cell", "population", "per"), [(Withheld.HIDDEN, 9, 9), (Shown(1), None, 9), (Shown(1), 9, 0)]
)
def test_there_is_no_rate_without_a_count_people_or_people_to_tell_it_for(
    cell: Cell, population: int | None, per: int
) -> None:
    assert rate_of(cell, population, per) is None


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(1, 10**8)), min_size=1, max_size=9))
def test_many_rates_are_rounded_as_each_by_itself(known: list[tuple[int, int]]) -> None:
    cases, people = np.array(known).T

    assert rounded_all(cases * 100_000, people).tolist() == [rate_of(Shown(c), p, 100_000) for c, p in known]


def test_change_is_a_count_and_a_percentage() -> None:
    assert change(Shown(12), Shown(8)) == Change(4, 50.0)
    assert change(Shown(8), Shown(12)) == Change(-4, -33.3)


def test_change_from_none_has_no_percentage() -> None:
    assert change(Shown(7), Shown(0)) == Change(7, None)


@pytest.mark.parametrize(
    ("cell", "before", "reason"),
    [
        (Shown(5), Withheld.NOT_PUBLISHED, NotCalculable.BEFORE_NOT_ON_RECORD),
        (Shown(5), Withheld.HIDDEN, NotCalculable.BEFORE_HIDDEN),
        (Shown(5), Withheld.MISSING, NotCalculable.BEFORE_MISSING),
        (Withheld.HIDDEN, Shown(5), NotCalculable.HIDDEN),
        (Withheld.MISSING, Shown(5), NotCalculable.MISSING),
        (Withheld.NOT_PUBLISHED, Shown(5), NotCalculable.NOT_PUBLISHED),
    ],
)
def test_change_needs_both_weeks_and_says_why_there_is_none(
    cell: Shown | Withheld, before: Shown | Withheld, reason: NotCalculable
) -> None:
    assert change(cell, before) is reason


@pytest.mark.parametrize(
    ("reason", "period", "said"),
    [
        (NotCalculable.HIDDEN, "week", "this week hidden"),
        (NotCalculable.MISSING, "month", "this month missing"),
        (NotCalculable.NOT_PUBLISHED, "period", "this period not published"),
        (NotCalculable.BEFORE_NOT_ON_RECORD, "week", "week before not on record"),
        (NotCalculable.BEFORE_HIDDEN, "fortnight", "fortnight before hidden"),
        (NotCalculable.BEFORE_MISSING, "month", "month before missing"),
    ],
)
def test_reasons_are_said_in_the_word_for_a_period(reason: NotCalculable, period: str, said: str) -> None:
    assert reason.reason(period) == said


@given(st.integers(-10_000_000, 10_000_000), st.integers(1, 10_000_000))
def test_rounding_takes_halves_away_from_zero(numerator: int, denominator: int) -> None:
    exact = (Decimal(numerator) / denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)

    assert rounded(numerator, denominator) == float(exact)


def test_rounding_gives_as_many_decimals_as_are_asked_for() -> None:
    assert [rounded(400, 3, decimals) for decimals in (0, 1, 2)] == [133.0, 133.3, 133.33]
