"""Work out whether figures are late: when they are due, and which came last."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from app.dataset import WEEKDAYS, Dataset


def overdue_since(dataset: Dataset, published_on: date, now: datetime) -> date | None:
    """Return the first day on which figures were due after those published on a day, None where none were so far.

    `now` has a time zone; the day and the hour that count are the publisher's.
    """
    if dataset.due is None:
        return None
    day, by = awaited_on(dataset, published_on), time.fromisoformat(dataset.due.by)
    here = now.astimezone(dataset.zone)
    return day if (day, by) <= (here.date(), here.time()) else None


def awaited_on(dataset: Dataset, published_on: date) -> date:
    """Return the day on which figures come next after those published on a day, the next where it is not said when."""
    day, due = published_on + timedelta(days=1), dataset.due
    while due and (WEEKDAYS[day.weekday()] not in due.days or day in due.except_on):
        day += timedelta(days=1)
    return day
