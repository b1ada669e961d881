from __future__ import annotations

from dataclasses import replace

from app.domain import Area, Cell, Shown, Withheld
from app.statistics.comparison import Comparison, Figures, by_cases, by_rate, compare_rates


def figures(name: str, cell: Cell, population: int | None = 10_000) -> Figures:
    return Figures(Area("zone", name, name, population=population), cell, Withheld.NOT_PUBLISHED, 100_000)


def names(found: list[Figures]) -> list[str]:
    return [one.area.name for one in found]


MANY, FEW, DENSE = figures("Many", Shown(40)), figures("Few", Shown(5)), figures("Dense", Shown(20), 1_000)
NONE, HIDDEN, MISSING = figures("None", Shown(0)), figures("Hidden", Withheld.HIDDEN), figures("Gone", Withheld.MISSING)


def test_the_most_cases_stand_first_and_areas_without_a_count_after_those_without_a_case() -> None:
    assert names(by_cases([MISSING, HIDDEN, NONE, FEW, DENSE, MANY])) == [
        "Many",
        "Dense",
        "Few",
        "None",
        "Hidden",
        "Gone",
    ]


def test_the_highest_rate_stands_first() -> None:
    assert names(by_rate([HIDDEN, FEW, MANY, DENSE])) == ["Dense", "Many", "Few", "Hidden"]


def test_equals_stand_in_the_order_of_their_names() -> None:
    first, second = figures("A", Shown(5)), figures("B", Shown(5))

    assert by_cases([second, first]) == by_rate([second, first]) == [first, second]


def test_rates_are_compared_as_they_are_shown() -> None:
    nearly = figures("Nearly", Shown(500_001), 1_000_000_000)
    own = figures("Own", Shown(5), 10_000)

    assert compare_rates(own, [nearly, MANY, NONE, HIDDEN, figures("Empty", Shown(9), None)]) == Comparison(
        higher=1, lower=1, same=1, unknown=2
    )


def test_an_area_without_a_rate_is_compared_with_nothing() -> None:
    assert compare_rates(HIDDEN, [MANY]) is None
    assert compare_rates(figures("Empty", Shown(9), None), [MANY]) is None


def test_without_people_to_tell_rates_for_there_are_none() -> None:
    one = replace(MANY, per=0)

    assert one.rate is None
    assert compare_rates(one, [one]) is None
