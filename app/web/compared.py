"""The areas of a level in a week beside the week before, for the pages that list them."""

from __future__ import annotations

from app.domain import Area, Level, Week
from app.editions import StoredEdition
from app.statistics.rankings import Compared, compare


def compared_areas(edition: StoredEdition, level: Level, week: Week) -> tuple[Compared, ...]:
    """Give every area of a level in a week, in the order of their codes."""
    before = edition.tables(week.before).get(level)
    return compare(edition.areas[level], edition.tables(week).get(level), before)


def nation_of(edition: StoredEdition, week: Week) -> Compared | None:
    """Give the nation in a week, None where there is none or it has no figure."""
    nations = compared_areas(edition, Level.NATION, week)
    return nations[0] if nations and nations[0].cases is not None else None


def comparable_weeks(edition: StoredEdition, level: Level) -> list[Week]:
    """List a level's weeks whose week before is on record too, the earliest first."""
    weeks = set(edition.record[level])
    return [week for week in edition.record[level] if week.before in weeks]


def authority_of(edition: StoredEdition, area: Area) -> Area | None:
    """Give the lower tier authority that an area lies in."""
    return edition.area(Level.LTLA, area.ltla_code)
