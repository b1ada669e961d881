"""Ask what was known on a day: the latest release that speaks of a value, published by then."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, true

from app.domain import Length, Level, Period
from app.store.tables import counts, coverage, covered_areas, left_out, releases


@dataclass(frozen=True)
class Position:
    """A place in the order of releases: by publication date, then by loading."""

    published_on: date
    release_id: int

    def releases_after(self) -> ColumnElement[bool]:
        """Select the releases after this position."""
        return or_(
            releases.c.published_on > self.published_on,
            and_(releases.c.published_on == self.published_on, releases.c.id > self.release_id),
        )

    def releases_before(self) -> ColumnElement[bool]:
        """Select the releases before this position."""
        return or_(
            releases.c.published_on < self.published_on,
            and_(releases.c.published_on == self.published_on, releases.c.id < self.release_id),
        )


def published_by(as_of: date | None) -> ColumnElement[bool]:
    """Select the releases published by a day, or all."""
    return true() if as_of is None else releases.c.published_on <= as_of


def known_counts(
    connection: Connection,
    level: Level,
    when: ColumnElement[bool],
    weeks: Collection[date] | None = None,
) -> pd.DataFrame:
    """Read the value of each area and week in the latest of the releases that `when` selects.

    Gives area_code, week_end (date) and cases (Int64); a value that the latest release withdrew is null, one that no
    release ever had is not there.
    """
    newest_first = (releases.c.published_on.desc(), releases.c.id.desc())
    rank = func.row_number().over(partition_by=(counts.c.week_end, counts.c.area_code), order_by=newest_first)
    ranked = (
        select(counts.c.area_code, counts.c.week_end, counts.c.cases, rank.label("rank"))
        .join(releases, releases.c.id == counts.c.release_id)
        .where(counts.c.level == level, when)
    )
    if weeks is not None:
        ranked = ranked.where(counts.c.week_end.in_(weeks))
    latest = ranked.subquery()
    return count_rows(
        connection, select(latest.c.area_code, latest.c.week_end, latest.c.cases).where(latest.c.rank == 1)
    )


def count_rows(connection: Connection, query: Select[tuple[str, date, int]]) -> pd.DataFrame:
    """Read rows of area_code, week_end and cases (Int64, null where blank)."""
    rows = pd.DataFrame([tuple(row) for row in connection.execute(query)], columns=["area_code", "week_end", "cases"])
    return rows.astype({"area_code": "str", "week_end": object, "cases": "Int64"})


@dataclass(frozen=True)
class Coverage:
    """What the releases known on a day speak for: a level in a period.

    `areas` is None where they speak for all of the level's areas; `left_out` are those that they did not publish.
    """

    published_on: date
    areas: frozenset[str] | None
    left_out: frozenset[str] = frozenset()


def read_coverage(connection: Connection, as_of: date | None, length: Length) -> dict[tuple[Level, Period], Coverage]:
    """Read, for each level and period, what was covered by releases published by a day."""
    named, left = _named_areas(connection), _left_out(connection)
    found: dict[tuple[Level, Period], Coverage] = {}
    query = (
        select(coverage, releases.c.published_on)
        .join(releases, releases.c.id == coverage.c.release_id)
        .where(published_by(as_of))
        .order_by(releases.c.published_on, releases.c.id)
    )
    for row in connection.execute(query):
        key = row.level, Period(row.week_end, length)
        areas = None if row.whole else named.get((row.release_id, row.level), frozenset())
        earlier = found.get(key)
        if areas is None:
            found[key] = Coverage(
                row.published_on, None, left.get((row.release_id, row.level, row.week_end), frozenset())
            )
        elif earlier is None:
            found[key] = Coverage(row.published_on, areas)
        elif earlier.areas is not None:  # what is covered whole keeps the date of the release that covers it
            found[key] = Coverage(row.published_on, areas | earlier.areas)
    return found


def _named_areas(connection: Connection) -> dict[tuple[int, str], frozenset[str]]:
    areas: dict[tuple[int, str], set[str]] = {}
    for row in connection.execute(select(covered_areas)):
        areas.setdefault((row.release_id, row.level), set()).add(row.area_code)
    return {key: frozenset(codes) for key, codes in areas.items()}


def _left_out(connection: Connection) -> dict[tuple[int, str, date], frozenset[str]]:
    areas: dict[tuple[int, str, date], set[str]] = {}
    for row in connection.execute(select(left_out)):
        areas.setdefault((row.release_id, row.level, row.week_end), set()).add(row.area_code)
    return {key: frozenset(codes) for key, codes in areas.items()}
