from __future__ import annotations

from dataclasses import replace

from app.dataset.definition import Counted
from app.domain import Area, Cell, Shown, Withheld
from app.statistics.rankings import Compared, highest, ranked, ranked_by
from tests.england import ENGLAND


def row(code: str, before: int | None, now: int | None) -> Compared:
    def cell(cases: int | None) -> Cell:
        return Withheld.HIDDEN if cases is None else Shown(cases)

    return Compared(0, Area("district", code, code, population=1000), cell(now), cell(before), 100_000)


def order(*rows: Compared, by: str = "change", descending: bool = True) -> list[str]:
    return [one.area.code for one in ranked(rows, ranked_by(ENGLAND)[by], descending=descending)]


def test_a_rise_from_none_comes_before_any_other_and_a_fall_last() -> None:
    assert order(row("fall", 9, 3), row("new", 0, 1), row("rise", 1, 7), row("none", 0, 0)) == [
        "new",
        "rise",
        "none",
        "fall",
    ]


def test_of_equal_changes_the_one_of_more_cases_comes_first_and_equals_stay_in_order() -> None:
    assert order(row("few", 1, 2), row("many", 100, 200), row("also", 1, 2)) == ["many", "few", "also"]


def test_what_cannot_be_ranked_comes_last_either_way() -> None:
    rows = (row("hidden", None, 5), row("one", 1, 2), row("two", 1, 3))

    assert order(*rows)[-1] == order(*rows, descending=False)[-1] == "hidden"


def test_the_highest_have_a_figure_above_zero() -> None:
    few, hidden, none, many = row("few", 1, 2), row("hidden", 5, None), row("none", 5, 0), row("many", 1, 9)
    empty = many._replace(area=replace(many.area, population=None))

    assert highest([few, hidden, none, many], ENGLAND, "cases") == [many, few]
    assert highest([few, hidden, none, empty], ENGLAND, "rate") == [few]


def test_areas_are_ranked_by_the_measures_of_their_dataset_and_by_name() -> None:
    deaths = replace(ENGLAND, count=Counted("death", "deaths"), rate_per=0)

    assert list(ranked_by(ENGLAND)) == ["change", "rate", "cases", "area"]
    assert list(ranked_by(deaths)) == ["change", "deaths", "area"]


def test_without_people_to_tell_rates_for_a_row_has_none() -> None:
    assert row("a", 10, 20).rate == 2000.0
    assert row("a", 10, 20)._replace(per=0).rate is None
