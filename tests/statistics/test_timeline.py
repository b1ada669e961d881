from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain import Length, Period, Step
from app.statistics.timeline import timeline
from tests.england import ENGLAND, Level, week

LAST = week(date(2020, 11, 25))


def days_before(number: int) -> Period:
    return week(LAST.end - timedelta(days=number))


def timeline_of(records: set[tuple[str, Period]]) -> tuple[Step, ...]:
    return timeline(records, LAST, ENGLAND.slugs)


def weeks_taken(level: str, *numbers: int) -> list[str]:
    """Return the last days of the weeks that the steps take of a level, on record so many days before the last."""
    records = {(Level.NATION, LAST), *((level, days_before(number)) for number in numbers)}
    return [str(step.weeks[level]) for step in timeline_of(records) if level in step.weeks]


def test_steps_go_seven_days_back_from_the_last_week() -> None:
    steps = timeline_of({(Level.MSOA, days_before(number)) for number in range(20)})

    assert [str(step.day) for step in steps] == ["2020-11-11", "2020-11-18", "2020-11-25"]
    assert all(step.weeks == {Level.MSOA: step.day} for step in steps)


def test_for_want_of_a_record_on_the_day_the_latest_of_the_six_days_before_is_taken() -> None:
    assert weeks_taken(Level.MSOA, 1, 3, 6) == ["2020-11-24"]
    assert weeks_taken(Level.MSOA, 6) == ["2020-11-19"]


def test_no_record_stands_at_two_steps() -> None:
    assert weeks_taken(Level.MSOA, 7) == ["2020-11-18"]


def test_a_level_without_a_record_is_left_out_and_so_is_a_step_without_any() -> None:
    records = {(Level.MSOA, LAST), (Level.UTLA, days_before(7)), (Level.UTLA, days_before(28))}
    steps = timeline_of(records)

    assert [(str(step.day), list(step.weeks)) for step in steps] == [
        ("2020-10-28", ["utla"]),
        ("2020-11-18", ["utla"]),
        ("2020-11-25", ["msoa"]),
    ]


def test_weeks_after_the_last_are_no_steps() -> None:
    assert [str(step.day) for step in timeline_of({(Level.MSOA, days_before(-7)), (Level.MSOA, LAST)})] == [
        "2020-11-25"
    ]


def test_a_step_names_the_levels_whose_week_before_is_on_record() -> None:
    records = {
        (Level.MSOA, days_before(1)),
        (Level.UTLA, LAST),
        (Level.MSOA, days_before(8)),
        (Level.UTLA, days_before(8)),
    }

    assert timeline_of(records)[-1].before == (Level.MSOA,)


@given(st.sets(st.tuples(st.sampled_from(ENGLAND.slugs), st.integers(0, 60).map(days_before))))
def test_every_week_taken_is_on_record_and_at_most_six_days_old(records: set[tuple[str, Period]]) -> None:
    for step in timeline_of(records):
        assert step.weeks
        for level, taken in step.weeks.items():
            assert (level, taken) in records
            assert 0 <= (step.day.end - taken.end).days <= 6


def steps_of(ends: list[str], length: Length, every: int = 0) -> list[tuple[str, str, bool]]:
    """Return each step's day, the last day of the period taken, and whether the period before is on record."""
    periods = [Period(date.fromisoformat(end), length) for end in ends]
    steps = timeline({("zone", period) for period in periods}, periods[-1], ["zone"], every)
    return [(str(step.day), str(step.weeks["zone"]), bool(step.before)) for step in steps]


def test_fortnights_that_end_weekly_are_compared_with_the_one_that_ends_where_they_begin() -> None:
    ends = ["2021-01-03", "2021-01-10", "2021-01-17", "2021-01-31"]

    assert steps_of(ends, Length(14), every=7) == [
        ("2021-01-03", "2021-01-03", False),
        ("2021-01-10", "2021-01-10", False),
        ("2021-01-17", "2021-01-17", True),
        ("2021-01-31", "2021-01-31", True),
    ]


def test_a_step_takes_a_record_no_older_than_the_step_before() -> None:
    assert steps_of(["2021-01-03", "2021-01-16", "2021-01-24"], Length(14), every=7) == [
        ("2021-01-03", "2021-01-03", False),
        ("2021-01-17", "2021-01-16", False),
        ("2021-01-24", "2021-01-24", False),
    ]


def test_months_step_by_calendar_months() -> None:
    assert steps_of(["2020-12-31", "2021-01-31", "2021-02-28", "2021-04-30"], Length(0, 1)) == [
        ("2020-12-31", "2020-12-31", False),
        ("2021-01-31", "2021-01-31", True),
        ("2021-02-28", "2021-02-28", True),
        ("2021-04-30", "2021-04-30", False),
    ]


def test_quarters_may_end_every_month() -> None:
    ends = ["2020-11-30", "2020-12-31", "2021-01-31", "2021-02-28"]

    assert steps_of(ends, Length(0, 3), every=30) == [(end, end, end == "2021-02-28") for end in ends]
    assert [day for day, _, _ in steps_of(ends, Length(0, 3))] == ["2020-11-30", "2021-02-28"]
