from __future__ import annotations

from datetime import date

import pytest

from app.domain import Cell, Shown, Withheld
from app.wording.origin import Origin
from tests.england import ENGLAND, Level, week

WEEK = week(date(2020, 11, 25))


def steps(cell: Cell, before: Cell, level: str = Level.MSOA, population: int | None = 8_000) -> list[str]:
    return list(Origin(ENGLAND).steps(level, WEEK, cell, before, population))


def test_a_shown_count_says_how_its_rate_and_its_change_were_worked_out() -> None:
    assert steps(Shown(27), Shown(33)) == [
        "Counts of three or fewer cases are hidden; this one is shown as published.",
        "The rate is 27 × 100,000 ÷ 8,000 people = 337.5, rounded to one decimal, halves up.",
        "The change is on the seven days to 18 November 2020: 27 − 33 = −6 cases, ÷ 33 = −18.2%, rounded to one "
        "decimal, halves away from zero.",
    ]


def test_a_change_of_few_says_that_it_says_little() -> None:
    assert steps(Shown(12), Shown(4))[-1] == "Of fewer than 20 cases a change in per cent says little."


def test_a_level_in_full_says_so_and_of_none_there_is_no_change_in_per_cent() -> None:
    assert steps(Shown(2), Shown(0), Level.LTLA, None) == [
        "Counts of authorities are shown as published: none is hidden.",
        "There is no rate, as the population is not known.",
        "The change is on the seven days to 18 November 2020: 2 − 0 = +2 cases; of none there is no "
        "change in per cent.",
    ]


@pytest.mark.parametrize(
    ("before", "why"),
    [(Withheld.HIDDEN, "had three or fewer cases"), (Withheld.NOT_PUBLISHED, "is not on record")],
)
def test_a_change_that_cannot_be_said_says_why(before: Cell, why: str) -> None:
    assert steps(Shown(12), before)[-1] == (
        f"Change on the seven days to 18 November 2020: not calculable, as that week {why}."
    )


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (
            Withheld.HIDDEN,
            "Three or fewer cases are hidden. That is an editorial rule of this map; the publisher itself leaves out "
            "0, 1 and 2.",
        ),
        (
            Withheld.MISSING,
            "No figure came for the seven days to 25 November 2020, or published figures around it forbid that it had "
            "so few: what is missing is never taken for small.",
        ),
        (
            Withheld.PROTECTING,
            "The count is not small. It is withheld so that the hidden ones beside it do not follow from the total "
            "that they are part of.",
        ),
        (Withheld.NOT_PUBLISHED, "No release speaks of this area for the seven days to 25 November 2020."),
    ],
)
def test_a_count_that_is_not_shown_says_what_became_of_it(cell: Cell, said: str) -> None:
    assert steps(cell, Shown(7)) == [said]
