from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from app.dataset import Hidden, LevelDefinition
from app.domain import Length, PassedOver, Period
from app.statistics.completeness import (
    Authorities,
    gaps_between_large,
    latest_whole_week,
    left_out_up_to,
    short_authorities,
    silent_authorities,
)
from tests.england import ENGLAND, Level, week

TWO_AREAS = Authorities(["E06000001", "E06000001"])
WEEKS = [week(date(2020, 11, day)) for day in (20, 21, 22)]


def values(*counts: int | None) -> Any:
    return np.array([-1 if count is None else count for count in counts])


def test_an_authority_with_a_value_is_never_missing() -> None:
    assert silent_authorities(TWO_AREAS, values(3, None), None, {"E06000001": 500}, 2) == frozenset()


def test_an_authority_without_values_is_missing_when_it_has_more_than_two_cases_an_area() -> None:
    assert silent_authorities(TWO_AREAS, values(None, None), None, {"E06000001": 5}, 2) == {"E06000001"}
    assert silent_authorities(TWO_AREAS, values(None, None), None, {"E06000001": 4}, 2) == frozenset()


def test_where_its_own_count_is_not_known_the_week_before_decides() -> None:
    assert silent_authorities(TWO_AREAS, values(None, None), values(8, 3), {}, 2) == {"E06000001"}
    assert silent_authorities(TWO_AREAS, values(None, None), values(7, 3), {}, 2) == frozenset()
    assert silent_authorities(TWO_AREAS, values(None, None), None, {}, 2) == frozenset()


@pytest.mark.parametrize(
    ("level", "most"),
    [
        (ENGLAND.level(Level.MSOA), 2),  # its publisher never gives 1 and 2; the map hides more
        (ENGLAND.level(Level.LTLA), 0),
        (LevelDefinition("zone", "zone", hidden=Hidden(2)), 2),
        (LevelDefinition("zone", "zone", hidden=Hidden(4, least=1)), 4),
    ],
)
def test_what_may_be_left_out_is_what_its_publisher_never_gives_or_else_what_is_hidden(
    level: LevelDefinition, most: int
) -> None:
    assert left_out_up_to(level) == most


def test_the_more_may_be_left_out_the_more_an_authority_without_values_may_have() -> None:
    assert silent_authorities(TWO_AREAS, values(None, None), None, {"E06000001": 8}, 4) == frozenset()
    assert silent_authorities(TWO_AREAS, values(None, None), None, {"E06000001": 9}, 4) == {"E06000001"}
    assert silent_authorities(TWO_AREAS, values(None, None), values(11, 9), {}, 4) == frozenset()
    assert silent_authorities(TWO_AREAS, values(None, None), values(11, 10), {}, 4) == {"E06000001"}


def test_its_own_count_comes_before_the_week_before() -> None:
    assert silent_authorities(TWO_AREAS, values(None, None), values(50, 50), {"E06000001": 0}, 2) == frozenset()


def test_areas_not_shown_cannot_be_small_where_the_total_exceeds_the_most_that_they_make_by_a_fifth() -> None:
    # At most 94 shown and 3 in the other area: 97.
    assert short_authorities(TWO_AREAS, values(94, None), {"E06000001": 121}, 3) == frozenset()
    assert short_authorities(TWO_AREAS, values(94, None), {"E06000001": 122}, 3) == {"E06000001"}
    assert short_authorities(TWO_AREAS, values(94, None), {"E06000001": 122}, 5) == frozenset()


def test_a_whole_authority_not_shown_is_short_as_well() -> None:
    assert short_authorities(TWO_AREAS, values(None, None), {"E06000001": 295}, 3) == {"E06000001"}
    assert short_authorities(TWO_AREAS, values(None, None), {"E06000001": 7}, 3) == frozenset()


def test_an_authority_all_of_whose_areas_are_shown_lacks_nothing() -> None:
    assert short_authorities(TWO_AREAS, values(60, 40), {"E06000001": 500}, 3) == frozenset()


def test_without_a_total_nothing_can_be_short() -> None:
    assert short_authorities(TWO_AREAS, values(94, None), {"E06000009": 500}, 3) == frozenset()


NOVEMBER = [date(2020, 11, day) for day in (1, 2, 3, 7, 8)]
DAYS = [week(day) for day in NOVEMBER]


@pytest.mark.parametrize(
    ("counts", "gaps"),
    [
        ([16, None, 16, None, None], [1]),
        ([16, None, None, 10, None], [1, 2]),
        ([16, None, None, None, 16], []),  # seven days apart: the two weeks share no day
        ([9, None, 16, None, None], []),  # three times the threshold, not more
        ([None, None, 16, None, None], []),
        ([16, 4, None, 16, None], []),
    ],
)
def test_an_area_is_not_small_between_two_near_days_far_above_the_threshold(
    counts: list[int | None], gaps: list[int]
) -> None:
    found = gaps_between_large(DAYS, [values(cases) for cases in counts], 3)

    assert [number for number, marks in enumerate(found) if marks.any()] == gaps


@pytest.mark.parametrize(
    ("length", "gaps"),
    [(Length(7), []), (Length(8), [1, 2, 3]), (Length(28), [1, 2, 3])],
)
def test_days_are_near_where_the_periods_that_end_on_them_share_a_day(length: Length, gaps: list[int]) -> None:
    periods = [Period(day, length) for day in NOVEMBER]
    found = gaps_between_large(periods, [values(cases) for cases in (16, None, None, None, 16)], 3)

    assert [number for number, marks in enumerate(found) if marks.any()] == gaps


def test_months_share_no_day() -> None:
    months = [Period(date(2020, month, 28), Length(0, 1)) for month in (1, 2, 3)]

    assert not np.any(gaps_between_large(months, [values(50), values(None), values(50)], 3))


def test_gaps_are_told_by_the_place_of_their_area() -> None:
    around = values(20, 20, 5)
    found = gaps_between_large(DAYS[:3], [around, values(None, 20, None), around], 3)

    assert found[1].tolist() == [True, False, False]


def test_the_latest_week_that_lacks_no_authority_is_taken_and_later_ones_named() -> None:
    one, two = frozenset({"E06000001"}), frozenset({"E06000001", "E06000002"})
    missing = {WEEKS[0]: frozenset[str](), WEEKS[1]: two, WEEKS[2]: one}

    assert latest_whole_week(missing) == (WEEKS[0], (PassedOver(WEEKS[2], 1), PassedOver(WEEKS[1], 2)))


def test_there_may_be_no_whole_week() -> None:
    assert latest_whole_week({WEEKS[0]: frozenset({"E06000001"})})[0] is None
