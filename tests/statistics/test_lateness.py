from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.dataset import Dataset, LevelDefinition
from app.dataset.definition import Due
from app.statistics.lateness import awaited_on, overdue_since

THURSDAY, FRIDAY = date(2020, 12, 3), date(2020, 12, 4)


def due(**said: object) -> Dataset:
    levels = (LevelDefinition(slug="ward", name="ward"),)
    return Dataset("Cases", "Us", levels, time_zone="Europe/London", due=Due(**{"by": "16:45", **said}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("published_on", "now", "since"),
    [
        (THURSDAY, datetime(2020, 12, 3, 23, 59), None),
        (THURSDAY, datetime(2020, 12, 4, 16, 44, 59), None),
        (THURSDAY, datetime(2020, 12, 4, 16, 45), FRIDAY),
        (THURSDAY, datetime(2020, 12, 9, 12, 0), FRIDAY),
        (FRIDAY, datetime(2020, 12, 6, 23, 59), None),
        (FRIDAY, datetime(2020, 12, 7, 16, 45), date(2020, 12, 7)),
        (FRIDAY, datetime(2020, 12, 3, 18, 0), None),
    ],
)
def test_figures_are_late_from_the_hour_of_the_first_weekday_after_those_that_came(
    published_on: date, now: datetime, since: date | None
) -> None:
    dataset = due()

    assert overdue_since(dataset, published_on, now.replace(tzinfo=dataset.zone)) == since


@pytest.mark.parametrize(
    ("now", "is_late"),
    [
        (datetime(2020, 7, 3, 15, 44, tzinfo=UTC), False),
        (datetime(2020, 7, 3, 15, 45, tzinfo=UTC), True),
        (datetime(2020, 12, 4, 16, 44, tzinfo=UTC), False),
        (datetime(2020, 12, 4, 16, 45, tzinfo=UTC), True),
    ],
)
def test_the_hour_is_the_publishers_in_summer_and_winter(now: datetime, is_late: bool) -> None:
    assert (overdue_since(due(), date(now.year, now.month, now.day - 1), now) is not None) == is_late


def test_no_figures_are_due_on_a_holiday() -> None:
    evening = datetime(2020, 12, 28, 18, tzinfo=UTC)

    assert overdue_since(due(), date(2020, 12, 24), evening) == date(2020, 12, 25)
    assert overdue_since(due(except_on=(date(2020, 12, 25), date(2020, 12, 28))), date(2020, 12, 24), evening) is None


def test_figures_may_be_due_once_a_week() -> None:
    weekly = due(days=("Thursday",))

    assert overdue_since(weekly, THURSDAY, datetime(2020, 12, 10, 16, tzinfo=UTC)) is None
    assert overdue_since(weekly, THURSDAY, datetime(2020, 12, 11, tzinfo=UTC)) == date(2020, 12, 10)


def test_figures_are_awaited_on_the_next_day_on_which_they_are_due() -> None:
    weekly = due(days=("Thursday",), except_on=(date(2020, 12, 10),))

    assert awaited_on(due(), FRIDAY) == date(2020, 12, 7)
    assert awaited_on(weekly, date(2020, 12, 2)) == THURSDAY
    assert awaited_on(weekly, THURSDAY) == date(2020, 12, 17)
    assert awaited_on(Dataset("Cases", "Us", ()), FRIDAY) == date(2020, 12, 5)


def test_where_it_is_not_said_when_figures_are_due_none_are_late() -> None:
    assert overdue_since(Dataset("Cases", "Us", ()), THURSDAY, datetime(2026, 1, 1, tzinfo=UTC)) is None
