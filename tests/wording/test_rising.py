"""Sentences on how many areas rose are true of any place, and say nothing that is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from markupsafe import Markup

from app.domain import Area, Cell, Period, Shown, Withheld
from app.statistics.rankings import Compared
from app.statistics.rising import tally
from app.wording.rising import Rising
from tests.datasets import CITY, DEATHS, MONTHS
from tests.england import ENGLAND

WEEK = Period(date(2020, 10, 27), ENGLAND.length)
RISING = Rising(ENGLAND)


def row(before: Cell | int, now: Cell | int, population: int | None = None, per: int = 0) -> Compared:
    def cell(value: Cell | int) -> Cell:
        return Shown(value) if isinstance(value, int) else value

    return Compared(0, Area("msoa", "A", "A", population=population), cell(now), cell(before), per)


def said(*rows: Compared, whole: Compared | None = None, place: str = "") -> list[str]:
    return RISING.sentences(tally(rows, whole), WEEK, place, whole, "England")


def test_areas_are_counted_by_what_is_known_of_them() -> None:
    rows = [row(9, 12), row(9, 12), row(9, 3), row(9, 9), row(Withheld.HIDDEN, 9), row(9, Withheld.HIDDEN)]

    assert said(*rows, row(9, Withheld.MISSING), whole=row(100, 120), place="the North East") == [
        "In the seven days to 27 October 2020, figures are shown for 5 of the 7 small areas in the North East; "
        "one had three or fewer cases and no data came for one.",
        "Cases rose in 2 of the 4 small areas that can be compared with the week before, fell in 1 and stayed the same "
        "in 1.",
        "In England as a whole, cases rose by 20.0%; 2 small areas rose faster.",
    ]


def test_where_the_whole_fell_areas_fell_by_less() -> None:
    assert said(row(9, 8), row(9, 1), row(9, 10), whole=row(100, 50))[2] == (
        "In England as a whole, cases fell by 50.0%; 1 small area fell by less."
    )


@pytest.mark.parametrize(
    ("whole", "sentence"),
    [
        (row(100, 100), "In England as a whole, cases stayed the same."),
        (row(100_000, 100_010), "In England as a whole, cases rose by less than 0.1%; 2 small areas rose faster."),
        (row(100, 1000), "In England as a whole, cases rose by 900.0%; no small area rose faster."),
    ],
)
def test_the_whole_is_said_to_do_what_it_did(whole: Compared, sentence: str) -> None:
    assert said(row(9, 12), row(9, 12), whole=whole)[2] == sentence


@pytest.mark.parametrize("whole", [None, row(Withheld.NOT_PUBLISHED, 100), row(0, 5), row(5, Withheld.MISSING)])
def test_what_is_not_known_of_the_whole_is_not_said(whole: Compared | None) -> None:
    assert len(said(row(9, 12), whole=whole)) == 2


def test_where_nothing_can_be_compared_nothing_is_said_to_rise() -> None:
    assert said(row(Withheld.NOT_PUBLISHED, 12)) == [
        "In the seven days to 27 October 2020, figures are shown for the one small area."
    ]
    assert said(row(Withheld.HIDDEN, 12), row(12, Withheld.HIDDEN), whole=row(100, 120))[1:] == [
        "In England as a whole, cases rose by 20.0%."
    ]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([row(9, 12), row(9, 12)], "Cases rose in all 2 small areas that can be compared with the week before."),
        ([row(9, 8)], "Cases rose in no small area that can be compared with the week before and fell in 1."),
        (
            [row(9, 8), row(9, 7)],
            "Cases rose in none of the 2 small areas that can be compared with the week before and fell in all.",
        ),
        ([row(9, 12)], "Cases rose in the one small area that can be compared with the week before."),
    ],
)
def test_all_and_none_are_said_in_words(rows: list[Compared], sentence: str) -> None:
    assert said(*rows)[1] == sentence


def test_other_places_are_spoken_of_in_their_own_words() -> None:
    deaths, months = Rising(DEATHS), Rising(MONTHS)
    hidden = tally([row(9, Withheld.HIDDEN), row(0, 5), row(0, 0)], None)

    assert deaths.sentences(hidden, Period(date(2021, 1, 23), DEATHS.length), "", None, "") == [
        "In the 28 days to 23 January 2021, figures are shown for 2 of the 3 ZIP areas; one had 1 to 4 deaths.",
        "Deaths rose in 1 of the 2 ZIP areas that can be compared with the 28 days before and stayed the same in 1.",
    ]
    assert months.sentences(hidden, Period(date(2020, 12, 31), MONTHS.length), "", None, "") == [
        "In December 2020, figures are shown for 2 of the 3 wards; one had 12 or fewer deaths.",
        "Deaths rose in 1 of the 2 wards that can be compared with the month before and stayed the same in 1.",
    ]


def test_a_name_that_is_marked_up_stays_so_in_its_sentence() -> None:
    whole = row(100, 120)
    sentence = RISING.sentences(tally([row(9, 12)], whole), WEEK, "", whole, Markup('<i lang="cy">Cymru</i>'))[2]

    assert isinstance(sentence, Markup)
    assert sentence.startswith('In <i lang="cy">Cymru</i> as a whole, cases rose by 20.0%')


def test_the_highest_are_told_with_count_and_rate() -> None:
    city = row(496, 135, 14_473, 100_000)

    assert RISING.high(city, "cases") == ("135 cases", "932.8 per 100,000 people")
    assert RISING.high(city, "rate") == ("932.8 per 100,000 people", "135 cases")
    assert RISING.high(row(9, 12), "cases") == ("12 cases", None)
    assert RISING.heading_of_highest(10, "cases") == "The ten small areas with the most cases"
    assert RISING.heading_of_highest(1, "rate") == "The small area with the highest rate per 100,000 people"
    assert RISING.as_high(2, row(9, 44), "cases") == "Two more have 44 cases."


def test_a_rise_is_told_in_per_cent_and_in_cases() -> None:
    assert RISING.rise(row(20, 35)) == ("up 75.0%", "from 20 to 35 cases")
    assert RISING.heading_of_steepest == ("Steepest rises", "of small areas that had 20 cases or more the week before")


def test_what_is_not_listed_is_said() -> None:
    assert RISING.not_listed == "Small areas with three or fewer cases are not listed."
    assert Rising(replace(MONTHS, levels=(CITY,))).not_listed is None
