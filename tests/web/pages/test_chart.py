from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.dataset.definition import PeriodDefinition
from app.domain import Cell, Period, Shown, Withheld
from app.web.pages.chart import Chart, Recorded, draw_chart
from tests.england import ENGLAND, Level, week

FIRST = date(2020, 2, 5)


def drawn(cells: dict[int, Cell], level: str = Level.MSOA) -> Chart:
    """Draw a chart of what is known in some weeks, by their number from the first."""
    weeks = [week(FIRST + timedelta(weeks=number)) for number in cells]
    found = [Recorded(one, one, cell) for one, cell in zip(weeks, cells.values(), strict=True)]
    chart = draw_chart(found, ENGLAND, level)
    assert chart
    return chart


def test_bars_are_as_high_as_their_counts() -> None:
    chart = drawn({0: Shown(50), 1: Shown(100), 2: Shown(25)})

    assert [mark.height for mark in chart.marks] == [50, 100, 25]
    assert [mark.top for mark in chart.marks] == [50, 0, 75]


def test_weeks_without_a_count_are_gaps_that_the_key_explains_and_none_is_no_gap() -> None:
    chart = drawn({0: Withheld.HIDDEN, 1: Withheld.MISSING, 2: Shown(0), 3: Shown(9)})

    assert [mark.state for mark in chart.marks] == ["hidden", "missing", "none", "shown"]
    assert [mark.height for mark in chart.marks[:3]] == [0, 0, 0]
    assert dict(chart.key) == {
        "hidden": "three or fewer cases, hidden",
        "missing": "no data came",
        "none": "no cases",
    }


def test_a_week_that_is_not_on_record_leaves_its_place_empty() -> None:
    chart = drawn({0: Shown(5), 9: Shown(5)})
    first, last = chart.marks

    assert (first.left, last.left) == (1, 91)
    assert last.left + last.width == 99


def test_few_weeks_stand_at_the_right_end() -> None:
    assert [mark.left for mark in drawn({0: Shown(5), 1: Shown(5)}).marks] == [76.25, 88.75]


@pytest.mark.parametrize(
    ("most", "lines"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (4, [0, 1, 2, 3, 4]),
        (9, [0, 5, 10]),
        (135, [0, 50, 100, 150]),
        (161_203, [0, 50_000, 100_000, 150_000, 200_000]),
    ],
)
def test_lines_stand_at_round_counts_up_to_the_most(most: int, lines: list[int]) -> None:
    chart = drawn({0: Shown(most)})

    assert [count for count, _ in chart.lines] == lines
    assert chart.lines[0][1] == 100
    assert chart.lines[-1][1] == 0


def test_the_first_and_the_last_day_are_named_and_months_between_where_there_is_room() -> None:
    chart = drawn(dict.fromkeys(range(43), Shown(5)))

    assert [(label.text, label.anchor) for label in chart.labels] == [
        ("5 Feb 2020", "start"),
        ("Jun", "start"),
        ("25 Nov 2020", "end"),
    ]
    first, month, last = chart.labels
    assert (first.left, last.left) == (0, 100)
    assert 34 <= month.left <= 44


def test_a_new_year_is_said() -> None:
    labels = drawn(dict.fromkeys(range(150), Shown(5))).labels

    assert [label.text for label in labels] == ["5 Feb 2020", "Feb 2021", "14 Dec 2022"]


def test_periods_of_months_are_named_by_month() -> None:
    months = replace(ENGLAND, period=PeriodDefinition(months=1))
    ends = [date(2020, month, monthrange(2020, month)[1]) for month in range(1, 13)]
    weeks = [Period(end, months.length) for end in ends]
    chart = draw_chart([Recorded(one, one, Shown(5)) for one in weeks], months, Level.MSOA)

    assert chart
    assert [label.text for label in chart.labels] == ["Jan 2020", "Jun", "Dec 2020"]


def test_of_few_weeks_the_last_day_is_named() -> None:
    assert [(label.text, label.anchor) for label in drawn({0: Shown(5), 1: Shown(5)}).labels] == [
        ("12 Feb 2020", "end")
    ]


def test_a_small_chart_has_fewer_lines() -> None:
    weeks = [week(FIRST)]
    chart = draw_chart([Recorded(weeks[0], weeks[0], Shown(135))], ENGLAND, Level.MSOA, lines_at_most=2)

    assert chart
    assert [count for count, _ in chart.lines] == [0, 100, 200]


def test_the_chart_is_told_in_words() -> None:
    cells: dict[int, Cell] = {0: Withheld.HIDDEN, 1: Shown(1204), 2: Shown(9), 3: Withheld.HIDDEN, 4: Withheld.MISSING}

    assert drawn(cells).description == (
        "Weeks on record from the seven days to 5 February 2020 to those to 4 March 2020. "
        "The most was 1,204 cases in the seven days to 12 February 2020. "
        "2 weeks had three or fewer cases. For 1 week no data came."
    )


def recorded(rates: dict[int, float | None]) -> list[Recorded]:
    weeks = {number: week(FIRST + timedelta(weeks=number)) for number in rates}
    return [Recorded(weeks[number], weeks[number], Shown(9), rate) for number, rate in rates.items()]


def test_rates_stand_on_one_scale_with_those_of_another_area() -> None:
    own, other = recorded({0: 50, 1: 100}), recorded({0: 200, 1: 25.5})
    chart = draw_chart(own, ENGLAND, Level.MSOA, other)

    assert chart
    assert chart.is_of_rates
    assert [line for line, _ in chart.lines] == [0, 50, 100, 150, 200]
    assert [mark.height for mark in chart.marks] == [25, 50]
    assert chart.beside == "M81.25 0L93.75 87.25"
    assert chart.marks[0].text.endswith(", 50.0 per 100,000 people")


def test_the_line_of_another_area_is_broken_where_a_week_is_not_known_and_ends_with_the_chart() -> None:
    weeks = dict.fromkeys(range(9), 10.0)
    chart = draw_chart(recorded(dict(weeks)), ENGLAND, Level.MSOA, recorded({**weeks, 4: None, 9: 10.0}))

    assert chart
    assert (chart.beside.count("M"), chart.beside.count("L")) == (2, 6)


@pytest.mark.parametrize(("own", "other"), [(None, 10.0), (10.0, None)])
def test_counts_are_drawn_alone_where_one_of_two_areas_has_no_rate(own: float | None, other: float | None) -> None:
    chart = draw_chart(recorded({0: own}), ENGLAND, Level.MSOA, recorded({0: other}))

    assert chart
    assert (chart.is_of_rates, chart.beside) == (False, "")
    assert [line for line, _ in chart.lines] == [0, 5, 10]


def test_without_a_week_on_record_there_is_no_chart() -> None:
    assert draw_chart([], ENGLAND, Level.MSOA) is None
