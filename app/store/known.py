"""Query what was known on a day: the latest release that covers a value, published by then."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Select, Subquery, and_, func, or_, select, true

from app.domain import Length, Level, Period
from app.store.grid import BLANK, UNSAID, Codes, Grid, Values, unpack
from app.store.tables import area_orders, counts, coverage, covered_areas, left_out, releases

if TYPE_CHECKING:
    import pandas as pd


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


def known_grid(
    connection: Connection,
    level: Level,
    when: ColumnElement[bool],
    weeks: Collection[date] | None = None,
) -> Grid:
    """Read the value of each area and week in the latest of the releases that `when` selects.

    A value that the latest release withdrew is BLANK, one that no release ever had UNSAID.
    """
    codes = read_order(connection, level)
    query = (
        select(counts.c.week_end, counts.c.content)
        .join(releases, releases.c.id == counts.c.release_id)
        .where(counts.c.level == level, when)
        .order_by(counts.c.week_end, releases.c.published_on, releases.c.id)
    )
    if weeks is not None:
        query = query.where(counts.c.week_end.in_(weeks))
    known: dict[date, Values] = {}
    for week_end, content in connection.execute(query):
        said = unpack(content, len(codes))
        before = known.setdefault(week_end, said)
        np.copyto(before, said, where=said != UNSAID)
    values = np.stack([*known.values()]) if known else np.empty((0, len(codes)), dtype=np.int32)
    return Grid(codes, tuple(known), values)


def known_counts(
    connection: Connection,
    level: Level,
    when: ColumnElement[bool],
    weeks: Collection[date] | None = None,
) -> pd.DataFrame:
    """Return what `known_grid` reads as rows of area_code, week_end (date) and cases (Int64).

    A value that the latest release withdrew is null, one that no release ever had is not there.
    """
    import pandas as pd

    known = known_grid(connection, level, when, weeks)
    week, area = np.nonzero(known.values != UNSAID)
    cases = known.values[week, area].astype("int64")
    return pd.DataFrame(
        {
            "area_code": pd.Series(known.codes[area], dtype="str"),
            "week_end": pd.Series(np.array(known.weeks, dtype=object)[week], dtype=object),
            "cases": pd.arrays.IntegerArray(cases, cases == BLANK),
        }
    )


def read_order(connection: Connection, level: Level) -> Codes:
    """Read the codes of a level's areas in the order of their values."""
    codes = connection.scalar(select(area_orders.c.codes).where(area_orders.c.level == level))
    return np.array(json.loads(codes) if codes else [], dtype=object)


@dataclass(frozen=True)
class Coverage:
    """What the releases known on a day speak for: a level in a period.

    `areas` is None where they speak for all of the level's areas; `left_out` are those that they did not publish.
    """

    published_on: date
    areas: frozenset[str] | None
    left_out: frozenset[str] = frozenset()


def read_coverage(connection: Connection, as_of: date | None, length: Length) -> dict[tuple[Level, Period], Coverage]:
    """Read, for each level and period, what was covered by releases published by a day.

    What some release covers whole keeps the day and what was left out of the latest that does.
    """
    latest = _latest_whole(as_of)
    left = _grouped(
        connection,
        select(left_out.c.level, left_out.c.week_end, left_out.c.area_code).join(
            latest,
            and_(*(left_out.c[name] == latest.c[name] for name in ("release_id", "level", "week_end"))),
        ),
    )
    whole = {
        (row.level, row.week_end): Coverage(row.published_on, None, left.get((row.level, row.week_end), frozenset()))
        for row in connection.execute(select(latest))
    }
    found = {**_covered_in_part(connection, as_of), **whole}
    return {(level, Period(week_end, length)): covered for (level, week_end), covered in found.items()}


def _latest_whole(as_of: date | None) -> Subquery:
    """Select the latest release that covers each level and week whole."""
    rank = func.row_number().over(
        partition_by=(coverage.c.level, coverage.c.week_end),
        order_by=(releases.c.published_on.desc(), releases.c.id.desc()),
    )
    ranked = (
        select(coverage, releases.c.published_on, rank.label("rank"))
        .join(releases, releases.c.id == coverage.c.release_id)
        .where(coverage.c.whole, published_by(as_of))
        .subquery()
    )
    return select(ranked).where(ranked.c.rank == 1).subquery()


def _covered_in_part(connection: Connection, as_of: date | None) -> dict[tuple[Level, date], Coverage]:
    """Read what releases cover that do not cover a level whole, by level and week."""
    named = _grouped(connection, select(covered_areas.c.release_id, covered_areas.c.level, covered_areas.c.area_code))
    query = (
        select(coverage, releases.c.published_on)
        .join(releases, releases.c.id == coverage.c.release_id)
        .where(~coverage.c.whole, published_by(as_of))
        .order_by(releases.c.published_on, releases.c.id)
    )
    by_key: dict[tuple[Level, date], list[tuple[date, frozenset[str]]]] = {}
    for row in connection.execute(query):
        areas = named.get((row.release_id, row.level), frozenset())
        by_key.setdefault((row.level, row.week_end), []).append((row.published_on, areas))
    return {key: Coverage(its[-1][0], frozenset().union(*(areas for _, areas in its))) for key, its in by_key.items()}


def _grouped(connection: Connection, query: Select[Any]) -> dict[tuple[Any, Any], frozenset[str]]:
    """Read the areas that stand third, by what stands before them."""
    areas: dict[tuple[Any, Any], set[str]] = {}
    for first, second, code in connection.execute(query):
        areas.setdefault((first, second), set()).add(code)
    return {key: frozenset(codes) for key, codes in areas.items()}
