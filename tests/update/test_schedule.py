"""When updates run: at their hour in the publisher's time zone, and again while the day's figures have not come."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.update.schedule import AGAIN, Child, look_again_at, trigger

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
    ("every", "now", "awaited_on", "is_again"),
    [
        ("weekday", london(2020, 11, 30, 16, 0, 9), date(2020, 11, 30), True),
        ("weekday", london(2020, 11, 30, 16, 0, 9), date(2020, 11, 26), True),
        ("weekday", london(2020, 11, 30, 16, 0, 9), date(2020, 12, 1), False),
        ("weekday", london(2020, 11, 30, 15, 59), date(2020, 11, 30), False),
        ("weekday", london(2020, 11, 30, 23, 44), date(2020, 11, 30), True),
        ("weekday", london(2020, 11, 30, 23, 45), date(2020, 11, 30), False),
        ("weekday", london(2020, 11, 29, 18, 0), date(2020, 11, 28), False),
        ("day", london(2020, 11, 29, 18, 0), date(2020, 11, 28), True),
    ],
)
def test_awaited_figures_that_have_not_come_are_looked_for_until_the_day_ends(
    every: str, now: datetime, awaited_on: date, is_again: bool
) -> None:
    again = look_again_at(now, trigger(every, FOUR, LONDON), awaited_on)

    assert again == (now + AGAIN if is_again else None)


@pytest.fixture
def own_signals() -> Iterator[None]:
    """Put back what was done with the signals that a schedule takes."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("own_signals")
def test_what_ends_an_update_ends_no_schedule() -> None:
    failing = Child([sys.executable, "-c", "raise SystemExit(4)"], dict(os.environ))
    killed = Child([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"], dict(os.environ))

    assert [failing(), killed(), failing()] == [4, -signal.SIGKILL, 4]


@pytest.mark.usefixtures("own_signals")
def test_the_end_of_a_schedule_ends_its_update() -> None:
    waiting = Child([sys.executable, "-c", "import time; time.sleep(600)"], dict(os.environ))
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGTERM)).start()

    with pytest.raises(SystemExit) as ended:
        waiting()
    assert ended.value.code == 0
