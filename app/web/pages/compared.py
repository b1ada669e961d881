"""The areas of a level in a week and the week before, for the pages that list them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from app.domain import Area, Level, Period
from app.editions import StoredEdition
from app.statistics.joined import joined_rows
from app.statistics.rankings import Compared, compare
from app.view import codes_by_level, lies_in, shown_week, whole_area
from app.wording import Wording


def compared_areas(edition: StoredEdition, level: Level, week: Period) -> tuple[Compared, ...]:
    """Return every area of a level in a week, in the order of their codes."""
    before = edition.tables(week.before).get(level)
    return compare(edition.areas[level], edition.tables(week).get(level), before, edition.dataset.rate_per)


def rows_at(edition: StoredEdition, level: Level, week: Period, places: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Return the open data's rows of the areas that stand at these places of a level, in this order."""
    tables = (edition.tables(one).get(level) for one in (week, week.before))
    table, before = (one and one.of(places) for one in tables)
    areas = [edition.areas[level][place] for place in places]
    return joined_rows(edition.dataset, areas, week, table, before, edition.name, Wording(edition.dataset).week)


def whole_of(edition: StoredEdition, week: Period) -> Compared | None:
    """Return the area in which all others lie in a week, None where there is none or it has no figure."""
    whole = whole_area(edition)
    rows = compared_areas(edition, whole.level, week) if whole else ()
    return rows[0] if rows and rows[0].cases is not None else None


def comparable_weeks(edition: StoredEdition, level: Level) -> list[Period]:
    """List a level's weeks whose week before is on record too, the earliest first."""
    weeks = set(edition.record[level])
    return [week for week in edition.record[level] if week.before in weeks]


def compared_week(edition: StoredEdition, level: Level, week: Period) -> Period | None:
    """Return the week in which a level's areas are compared for another: its own record of it, None without one."""
    weeks = comparable_weeks(edition, level)
    return next((one for one in (week, shown_week(edition, level, week)) if one in weeks), None)


def opening_week(edition: StoredEdition, level: Level, week: Period) -> Period | None:
    """Return the week in which a level is compared by default: the map's, or the last before it, or the first."""
    weeks = comparable_weeks(edition, level)
    earlier = [one for one in weeks if one <= week]
    return compared_week(edition, level, week) or next(iter((*reversed(earlier), *weeks)), None)


def compared_level(edition: StoredEdition, week: Period, places: Sequence[Area]) -> Level:
    """Return the coarsest level drawn of which several areas in these places can be compared in a week.

    Where there is none, one with a single area comes next, then what can be compared in another week.
    """
    drawn = edition.dataset.drawn
    levels = (*(level for level in drawn if len(areas_within(edition, level, places)) > 1), *drawn)
    in_week = (level for level in levels if compared_week(edition, level, week))
    ever = (level for level in levels if comparable_weeks(edition, level))
    return next(iter((*in_week, *ever, *levels)))


def areas_within(edition: StoredEdition, level: Level, places: Sequence[Area]) -> Sequence[Area]:
    """Return a level's areas in any of these places, all without places."""
    codes = codes_by_level(places)
    return [area for area in edition.areas[level] if lies_in(area, codes)] if places else edition.areas[level]
