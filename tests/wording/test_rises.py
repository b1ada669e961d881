from __future__ import annotations

from datetime import date

import pytest

from app.domain import Area, Cell, Period, Shown, Withheld
from app.statistics.directions import changes
from app.statistics.rankings import Compared
from app.wording import Wording
from app.wording.rises import change_line, changes_sentence, few
from tests.datasets import DEATHS, MONTHS
from tests.england import ENGLAND, Level, week

ENGLISH = Wording(ENGLAND)
WEEK = week(date(2020, 6, 28))


def row(name: str, before: int | None, now: int | None, population: int | None = 198_019) -> Compared:
    def cell(cases: int | None) -> Cell:
        return Withheld.MISSING if cases is None else Shown(cases)

    return Compared(0, Area(Level.UTLA, name, name, population=population), cell(now), cell(before), ENGLAND.rate_per)


@pytest.mark.parametrize(
    ("before", "now", "line"),
    [
        (2, 6, "Richmond upon Thames: 1.0 > 3.0 (200.00%)"),
        (6, 2, "Richmond upon Thames: 3.0 > 1.0 (\N{MINUS SIGN}66.67%)"),
        (0, 2, "Richmond upon Thames: 0.0 > 1.0 (from none)"),
        (2, 2, "Richmond upon Thames: 1.0 > 1.0 (no change)"),
        (None, 2, "Richmond upon Thames"),
    ],
)
def test_a_change_is_told_as_in_an_article(before: int | None, now: int, line: str) -> None:
    assert change_line(row("r", before, now), "Richmond upon Thames", ENGLISH) == line


def test_where_there_are_no_rates_counts_are_told() -> None:
    assert change_line(row("r", 1, 7, population=None), "Richmond", ENGLISH) == "Richmond: 1 > 7 cases (600.00%)"
    assert change_line(row("r", 4, 1)._replace(per=0), "Ward", Wording(MONTHS)) == (
        "Ward: 4 > 1 death (\N{MINUS SIGN}75.00%)"
    )


def said(*rows: Compared, place: str = "", least: int = 0) -> str:
    found = changes(rows)
    return changes_sentence(ENGLAND, found, Level.UTLA, WEEK, place=place, least=least, name=lambda area: area.name)


def test_it_is_said_where_counts_rose_and_where_the_most() -> None:
    assert said(row("Bolton", 46, 68), row("Leicester", 504, 511), row("Brent", 17, 16), row("Ealing", 5, 5)) == (
        "Cases rose in 2 of 4 authorities in the seven days to 28 June 2020; most in Bolton, up 47.8% (46 to 68). "
        "They fell in 1 and stayed the same in 1."
    )


def test_the_most_is_among_areas_of_enough_cases() -> None:
    assert "; most in Bolton, up 47.8% (46 to 68), among those with 20 cases or more the week before." in said(
        row("Bolton", 46, 68), row("Leicester", 504, 511), row("Redcar and Cleveland", 1, 7)
    )
    assert said(row("Redcar and Cleveland", 1, 7), row("Wokingham", 1, 5)) == (
        "Cases rose in 2 of 2 authorities in the seven days to 28 June 2020; each had fewer than 20 cases the "
        "week before."
    )


def test_several_that_rose_alike_are_all_named_but_many() -> None:
    alike = [row(name, 20, 30) for name in "ABCDE"]

    assert "; most in A and B, up 50.0%." in said(*alike[:2])
    assert "; most in A, B, C and 2 more, up 50.0%." in said(*alike)


def test_one_or_none_that_rose_is_told_so() -> None:
    assert said(row("Bolton", 46, 68), row("Brent", 17, 16)) == (
        "Cases rose in 1 of 2 authorities in the seven days to 28 June 2020: Bolton, up 47.8% (46 to 68). "
        "They fell in 1."
    )
    assert said(row("Brent", 17, 16)) == (
        "Cases rose in none of 1 authority in the seven days to 28 June 2020. They fell in 1."
    )


def test_of_which_areas_it_is_said_stands_in_the_sentence() -> None:
    assert said(row("Bolton", 46, 68), row("Bury", None, 68), place="the North West", least=20).startswith(
        "Cases rose in 1 of 1 authority in the North West with 20 cases or more and figures for both weeks, "
        "the seven days to 28 June 2020 and the seven days before: Bolton"
    )


def test_other_counts_and_periods_are_told_in_their_words() -> None:
    found = changes([row("Ward 1", 20, 30)._replace(per=0)])
    month = Period(date(2020, 10, 31), MONTHS.length)

    assert changes_sentence(MONTHS, found, "ward", month, place="", least=0, name=lambda area: area.name) == (
        "Deaths rose in 1 of 1 ward in October 2020: Ward 1, up 50.0% (20 to 30)."
    )
    assert few(MONTHS) == "fewer than 20 deaths the month before"
    assert few(DEATHS) == "fewer than 20 deaths in the 28 days before"
    assert few(ENGLAND) == "fewer than 20 cases the week before"
