"""Tell by a heading whether its column holds days, and which days of their periods these are."""

from __future__ import annotations

import re

from app.propose.looks import words_of
from app.sources.dates import names_first_day

_STARTS = {"from", "first"}
_ENDS = {"end", "ends", "to", "ending", "ended", "until", "last", "through"}
_WEEK_ENDING = re.compile(r"\bw[\W_]?e\b", re.IGNORECASE)
_NUMBERS_WEEKS = re.compile("week|wk|mmwr|^kw$")
_OF_DAYS = {"date", "day", "days", "dates", "period", "time", "month", "year", "quarter", "datum", "fecha", "jour"}


def names_start(heading: str) -> bool:
    """Return whether a heading says that its days are first ones."""
    words = words_of(heading)
    return bool(_STARTS & set(words)) or names_first_day(heading) or names_first_day(" ".join(words))


def names_end(heading: str) -> bool:
    """Return whether a heading says that its days are last ones."""
    return bool(_ENDS & set(words_of(heading))) or _WEEK_ENDING.search(heading) is not None


def names_days(heading: str) -> bool:
    """Return whether a heading is of days or periods."""
    words = set(words_of(heading))
    return bool(_OF_DAYS & words) or names_end(heading) or names_start(heading) or numbers_weeks(heading)


def numbers_weeks(heading: str) -> bool:
    """Return whether a heading is of weeks: a year and a number below it are no month."""
    return any(_NUMBERS_WEEKS.search(word) for word in words_of(heading))
