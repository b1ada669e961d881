from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain import Level, Week
from app.statistics.timeline import timeline

LAST = Week(date(2020, 11, 25))


def days_before(number: int) -> Week:
    return Week(LAST.end - timedelta(days=number))


def weeks_taken(level: Level, *numbers: int) -> list[str]:
    """Give the last days of the weeks that the steps take of a level, on record so many days before the last."""
    records = {(Level.NATION, LAST), *((level, days_before(number)) for number in numbers)}
    return [str(step.weeks[level]) for step in timeline(records, LAST) if level in step.weeks]


def test_steps_go_seven_days_back_from_the_last_week() -> None:
    steps = timeline({(Level.MSOA, days_before(number)) for number in range(20)}, LAST)

    assert [str(step.day) for step in steps] == ["2020-11-11", "2020-11-18", "2020-11-25"]
    assert all(step.weeks == {Level.MSOA: step.day} for step in steps)


def test_for_want_of_a_record_on_the_day_the_latest_of_the_six_days_before_is_taken() -> None:
    assert weeks_taken(Level.MSOA, 1, 3, 6) == ["2020-11-24"]
    assert weeks_taken(Level.MSOA, 6) == ["2020-11-19"]


def test_no_record_stands_at_two_steps() -> None:
    assert weeks_taken(Level.MSOA, 7) == ["2020-11-18"]


def test_a_level_without_a_record_is_left_out_and_so_is_a_step_without_any() -> None:
    records = {(Level.MSOA, LAST), (Level.UTLA, days_before(7)), (Level.UTLA, days_before(28))}
    steps = timeline(records, LAST)

    assert [(str(step.day), list(step.weeks)) for step in steps] == [
        ("2020-10-28", ["utla"]),
        ("2020-11-18", ["utla"]),
        ("2020-11-25", ["msoa"]),
    ]


def test_weeks_after_the_last_are_no_steps() -> None:
    assert [str(step.day) for step in timeline({(Level.MSOA, days_before(-7)), (Level.MSOA, LAST)}, LAST)] == [
        "2020-11-25"
    ]


def test_a_step_names_the_levels_whose_week_before_is_on_record() -> None:
    records = {
        (Level.MSOA, days_before(1)),
        (Level.UTLA, LAST),
        (Level.MSOA, days_before(8)),
        (Level.UTLA, days_before(8)),
    }

    assert timeline(records, LAST)[-1].before == (Level.MSOA,)


@given(st.sets(st.tuples(st.sampled_from(Level), st.integers(0, 60).map(days_before))))
def test_every_week_taken_is_on_record_and_at_most_six_days_old(records: set[tuple[Level, Week]]) -> None:
    for step in timeline(records, LAST):
        assert step.weeks
        for level, week in step.weeks.items():
            assert (level, week) in records
            assert 0 <= (step.day.end - week.end).days <= 6
