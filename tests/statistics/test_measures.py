from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import Shown, Withheld
from app.statistics.measures import Change, NotCalculable, change, rate_per_100k, rounded


def test_rates_are_those_of_redcar_and_cleveland_in_june_2020() -> None:
    assert (rate_per_100k(1, 137_150), rate_per_100k(7, 137_150)) == (0.7, 5.1)


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
        (Withheld.HIDDEN, Shown(5), NotCalculable.THIS_WEEK_HIDDEN),
        (Withheld.MISSING, Shown(5), NotCalculable.THIS_WEEK_MISSING),
        (Withheld.NOT_PUBLISHED, Shown(5), NotCalculable.NOT_PUBLISHED),
    ],
)
def test_change_needs_both_weeks_and_says_why_there_is_none(
    cell: Shown | Withheld, before: Shown | Withheld, reason: NotCalculable
) -> None:
    assert change(cell, before) is reason


@given(st.integers(-10_000_000, 10_000_000), st.integers(1, 10_000_000))
def test_rounding_takes_halves_away_from_zero(numerator: int, denominator: int) -> None:
    exact = (Decimal(numerator) / denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)

    assert rounded(numerator, denominator) == float(exact)
