"""Whether figures are late: by when they are due, and which were last to come."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from app.dataset import WEEKDAYS, Dataset


def overdue_since(dataset: Dataset, published_on: date, now: datetime) -> date | None:
    """Give the first day on which figures were due after those published on a day, None where none were so far.

    `now` has a time zone; the day and the hour that count are the publisher's.
    """
    due = dataset.due
    if due is None:
        return None
    day, by, here = published_on + timedelta(days=1), time.fromisoformat(due.by), now.astimezone(dataset.zone)
    while (day, by) <= (here.date(), here.time()):
        if WEEKDAYS[day.weekday()] in due.days and day not in due.except_on:
            return day
        day += timedelta(days=1)
    return None
