from __future__ import annotations

import pytest

from app.domain import Area, Cell, Shown, Withheld
from app.statistics.directions import ENOUGH
from app.statistics.rankings import Compared
from app.statistics.rising import Course, course_of, rose_most, steepest, tally


def row(before: Cell | int, now: Cell | int, code: str = "A") -> Compared:
    def cell(value: Cell | int) -> Cell:
        return Shown(value) if isinstance(value, int) else value

    return Compared(0, Area("zone", code, code), cell(now), cell(before))


UP, SAME, DOWN, FROM_NONE = row(100, 120), row(100, 100), row(100, 80), row(0, 5)


@pytest.mark.parametrize(
    ("before", "now", "beside", "course"),
    [
        (100, 121, UP, Course.ROSE_FASTER),
        (100, 120, UP, Course.ROSE),
        (100, 119, UP, Course.ROSE),
        (100_000, 120_001, UP, Course.ROSE_FASTER),  # unrounded
        (100, 99, UP, Course.FELL),
        (100, 100, UP, Course.SAME),
        (100, 101, DOWN, Course.ROSE),
        (100, 100, DOWN, Course.SAME),
        (100, 81, DOWN, Course.FELL_LESS),
        (100, 80, DOWN, Course.FELL),
        (100, 101, SAME, Course.ROSE),
        (100, 99, SAME, Course.FELL),
        (0, 5, UP, Course.ROSE),
        (0, 0, UP, Course.SAME),
        (100, 101, FROM_NONE, Course.ROSE),
        (100, 99, None, Course.FELL),
        (5, Withheld.HIDDEN, UP, None),
        (Withheld.HIDDEN, 5, UP, None),
        (Withheld.NOT_PUBLISHED, 5, UP, None),
        (5, Withheld.MISSING, UP, None),
    ],
)
def test_rose_means_rose_and_what_fell_by_less_is_named_so(
    before: Cell | int, now: Cell | int, beside: Compared | None, course: Course | None
) -> None:
    assert course_of(row(before, now), beside) is course


def test_an_area_that_is_hidden_in_either_period_is_neither_risen_nor_fallen() -> None:
    found = tally([row(5, 9), row(Withheld.HIDDEN, 9), row(9, Withheld.HIDDEN), row(9, Withheld.MISSING)], UP)

    assert (found.areas, found.shown, found.compared) == (4, 2, 1)
    assert (found.rose, found.fell, found.of(Course.SAME)) == (1, 0, 0)
    assert found.withheld == {Withheld.HIDDEN: 1, Withheld.MISSING: 1}


def test_the_steepest_rises_are_from_enough_cases_and_of_equal_ones_the_larger_comes_first() -> None:
    twice, more = row(ENOUGH, 2 * ENOUGH, "twice"), row(2 * ENOUGH, 4 * ENOUGH, "more")
    few, hidden = row(ENOUGH - 1, 10 * ENOUGH, "few"), row(Withheld.HIDDEN, 90, "hidden")

    assert steepest([few, twice, DOWN, SAME, hidden, UP, more]) == [more, twice, UP]


def test_what_rose_most_is_told_of_enough_cases_alone_and_several_that_rose_alike() -> None:
    alike, larger = row(20, 30, "alike"), row(40, 60, "larger")

    assert rose_most([row(1, 7), alike, larger, row(100, 101)]) == [larger, alike]
    assert rose_most([row(1, 7), FROM_NONE]) == []
