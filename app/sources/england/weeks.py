"""ISO weeks without a year, as PHE's files of 2020 name them."""

from __future__ import annotations

from datetime import date

from app.errors import BadFileError

_YEARS_BACK = 8  # a week 53 comes every five, six or seven years


def day_of_week(week: int, weekday: int, published_on: date, column: str) -> date:
    """Return the latest such day of an ISO week (1 to 53; 1 is Monday) that is not after the publication date.

    Raises BadFileError where there is no such week.
    """
    latest = published_on.isocalendar().year
    for year in range(latest, latest - _YEARS_BACK, -1):
        try:
            day = date.fromisocalendar(year, week, weekday)
        except ValueError:
            continue
        if day <= published_on:
            return day
    raise BadFileError(f"There is no ISO week {week}. Check the column's name.", column=column)
