"""The areas of a level in a week beside the week before, for the pages that list them."""

from __future__ import annotations

from app.domain import Level, Period
from app.editions import StoredEdition
from app.statistics.rankings import Compared, compare
from app.view import whole_area


def compared_areas(edition: StoredEdition, level: Level, week: Period) -> tuple[Compared, ...]:
    """Give every area of a level in a week, in the order of their codes."""
    before = edition.tables(week.before).get(level)
    return compare(edition.areas[level], edition.tables(week).get(level), before, edition.dataset.rate_per)


def whole_of(edition: StoredEdition, week: Period) -> Compared | None:
    """Give the area in which all others lie in a week, None where there is none or it has no figure."""
    whole = whole_area(edition)
    rows = compared_areas(edition, whole.level, week) if whole else ()
    return rows[0] if rows and rows[0].cases is not None else None


def comparable_weeks(edition: StoredEdition, level: Level) -> list[Period]:
    """List a level's weeks whose week before is on record too, the earliest first."""
    weeks = set(edition.record[level])
    return [week for week in edition.record[level] if week.before in weeks]
