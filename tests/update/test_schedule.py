"""When updates run: at their hour in the publisher's time zone, and again while the day's figures have not come."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.update.schedule import AGAIN, look_again_at, trigger

LONDON = ZoneInfo("Europe/London")
FOUR = time(16, 0)


def london(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=LONDON)  # type: ignore[arg-type, misc]


def test_weekdays_leave_out_weekends_and_keep_their_hour_through_summer_time() -> None:
    due, moment, moments = trigger("weekday", FOUR, LONDON), london(2020, 10, 22, 16, 1), []
    for _ in range(3):
        moment = due.get_next_fire_time(moment, moment + timedelta(seconds=1))
        moments.append(moment)

    assert moments == [london(2020, 10, 23, 16), london(2020, 10, 26, 16), london(2020, 10, 27, 16)]
    assert [each.utcoffset() for each in moments] == [timedelta(hours=1), timedelta(0), timedelta(0)]


@pytest.mark.parametrize(
    ("every", "now", "published_on", "is_again"),
    [
        ("weekday", london(2020, 11, 30, 16, 0, 9), date(2020, 11, 27), True),
        ("weekday", london(2020, 11, 30, 16, 0, 9), None, True),
        ("weekday", london(2020, 11, 30, 16, 0, 9), date(2020, 11, 30), False),
        ("weekday", london(2020, 11, 30, 15, 59), date(2020, 11, 27), False),
        ("weekday", london(2020, 11, 30, 23, 44), date(2020, 11, 27), True),
        ("weekday", london(2020, 11, 30, 23, 45), date(2020, 11, 27), False),
        ("weekday", london(2020, 11, 29, 18, 0), date(2020, 11, 27), False),
        ("day", london(2020, 11, 29, 18, 0), date(2020, 11, 27), True),
    ],
)
def test_figures_that_have_not_come_are_looked_for_until_the_day_ends(
    every: str, now: datetime, published_on: date | None, is_again: bool
) -> None:
    again = look_again_at(now, trigger(every, FOUR, LONDON), published_on)

    assert again == (now + AGAIN if is_again else None)
