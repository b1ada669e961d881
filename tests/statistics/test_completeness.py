from __future__ import annotations

from datetime import date

from app.domain import PassedOver, Week
from app.statistics.completeness import latest_whole_week, missing_authorities

TWO_AREAS = ["E06000001", "E06000001"]
WEEKS = [Week(date(2020, 11, day)) for day in (20, 21, 22)]


def test_an_authority_with_a_value_is_never_missing() -> None:
    assert missing_authorities(TWO_AREAS, [3, None], None, {"E06000001": 500}) == frozenset()


def test_an_authority_without_values_is_missing_when_it_has_more_than_two_cases_an_area() -> None:
    assert missing_authorities(TWO_AREAS, [None, None], None, {"E06000001": 5}) == {"E06000001"}
    assert missing_authorities(TWO_AREAS, [None, None], None, {"E06000001": 4}) == frozenset()


def test_where_its_own_count_is_not_known_the_week_before_decides() -> None:
    assert missing_authorities(TWO_AREAS, [None, None], [8, 3], {}) == {"E06000001"}
    assert missing_authorities(TWO_AREAS, [None, None], [7, 3], {}) == frozenset()
    assert missing_authorities(TWO_AREAS, [None, None], None, {}) == frozenset()


def test_its_own_count_comes_before_the_week_before() -> None:
    assert missing_authorities(TWO_AREAS, [None, None], [50, 50], {"E06000001": 0}) == frozenset()


def test_the_latest_week_that_lacks_no_authority_is_taken_and_later_ones_named() -> None:
    one, two = frozenset({"E06000001"}), frozenset({"E06000001", "E06000002"})
    missing = {WEEKS[0]: frozenset[str](), WEEKS[1]: two, WEEKS[2]: one}

    assert latest_whole_week(missing) == (WEEKS[0], (PassedOver(WEEKS[2], 1), PassedOver(WEEKS[1], 2)))


def test_there_may_be_no_whole_week() -> None:
    assert latest_whole_week({WEEKS[0]: frozenset({"E06000001"})})[0] is None
