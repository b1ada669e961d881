"""Write a release: only where it changes what is known, whatever order releases are loaded in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from sqlalchemy import ColumnElement, Connection, func, select

from app.domain import Level
from app.store.grid import BLANK, UNSAID, Codes, Grid, Marks, Values, joined, pack
from app.store.known import Position, known_grid, read_order
from app.store.tables import area_orders, counts, coverage, covered_areas, left_out, releases
from app.store.writing import write_over


@dataclass(frozen=True)
class LevelCounts:
    """What one release says of one level.

    `counts` are BLANK where the release has a blank, and UNSAID where it has nothing. `whole` says that it speaks for
    all areas of the level, so that an absent one is as good as a blank; where it also `leaves_out` areas, those among
    its columns of which it has nothing in a week were not published.
    """

    level: Level
    counts: Grid
    whole: bool
    leaves_out: bool = False


@dataclass(frozen=True)
class Changes:
    """What is known of a level's areas and weeks with a release, and `before` it; BLANK where nothing is."""

    codes: Codes
    weeks: tuple[date, ...]
    cases: Values
    before: Values

    @property
    def changed(self) -> Marks:
        """Mark where the two differ."""
        marks: Marks = self.cases != self.before
        return marks

    @property
    def number(self) -> int:
        """Count where the two differ."""
        return int(self.changed.sum())


def is_latest_of_layout(connection: Connection, layout: str, sha256: str) -> bool:
    """Return whether the file of this layout that was loaded last has this hash."""
    query = select(releases.c.sha256).where(releases.c.layout == layout).order_by(releases.c.id.desc()).limit(1)
    return connection.execute(query).scalar() == sha256


def is_latest_of_name(connection: Connection, file_name: str, sha256: str) -> bool:
    """Return whether the file of this name that was loaded last has this hash."""
    query = select(releases.c.sha256).where(releases.c.file_name == file_name).order_by(releases.c.id.desc()).limit(1)
    return connection.execute(query).scalar() == sha256


def record_file(
    connection: Connection,
    *,
    layout: str,
    kind: str,
    file_name: str,
    sha256: str,
    published_on: date | None,
    loaded_at: datetime,
) -> int:
    """Record that a file was loaded and give its release id."""
    row = {
        "layout": layout,
        "kind": kind,
        "file_name": file_name,
        "sha256": sha256,
        "published_on": published_on,
        "loaded_at": loaded_at,
    }
    inserted = connection.execute(releases.insert().values(row)).inserted_primary_key
    assert inserted is not None  # noqa: S101  both databases give the key
    return int(inserted[0])


def write_counts(connection: Connection, position: Position, level_counts: LevelCounts, changes: Changes) -> None:
    """Write what a release changes, as `changes_of` found it.

    A release published later than this one may owe values to it: where it repeated a value it wrote none. Those are
    written now, so that it goes on saying what it said.
    """
    level, changed = level_counts.level, changes.changed
    _write_coverage(connection, position.release_id, level_counts)
    cases = Grid(changes.codes, changes.weeks, np.where(changed, changes.cases, UNSAID))
    before = Grid(changes.codes, changes.weeks, np.where(changed, changes.before, UNSAID))
    write_owed(connection, position, level, before)
    _write(connection, position.release_id, level, cases)


@dataclass(frozen=True)
class LatestWeek:
    """The last day of the latest week that a release speaks of, and when that release was published."""

    week_end: date
    published_on: date


def latest_week_of(connection: Connection, when: ColumnElement[bool], level_counts: LevelCounts) -> LatestWeek | None:
    """Find the latest week that the releases which `when` selects speak of, for any of the areas counted here."""
    latest = func.max(coverage.c.week_end).label("latest")
    query = (
        select(coverage.c.release_id, coverage.c.whole, releases.c.published_on, latest)
        .join(releases, releases.c.id == coverage.c.release_id)
        .where(coverage.c.level == level_counts.level, when)
        .group_by(coverage.c.release_id, coverage.c.whole, releases.c.published_on)
        .order_by(latest.desc(), releases.c.published_on.desc())
    )
    areas = level_counts.counts.spoken_of
    for row in connection.execute(query):
        if level_counts.whole or row.whole or areas & named_areas(connection, row.release_id, level_counts.level):
            return LatestWeek(row.latest, row.published_on)
    return None


def _write_coverage(connection: Connection, release_id: int, level_counts: LevelCounts) -> None:
    key, counted = {"release_id": release_id, "level": level_counts.level}, level_counts.counts
    weeks = [{**key, "week_end": week, "whole": level_counts.whole} for week in counted.weeks]
    connection.execute(coverage.insert(), weeks)
    if not level_counts.whole:
        connection.execute(covered_areas.insert(), [{**key, "area_code": code} for code in counted.codes])
    absent = np.argwhere(counted.values == UNSAID) if level_counts.leaves_out else ()
    if len(absent):
        rows = [{**key, "week_end": counted.weeks[week], "area_code": counted.codes[area]} for week, area in absent]
        connection.execute(left_out.insert(), rows)


def changes_of(connection: Connection, position: Position, level_counts: LevelCounts) -> Changes:
    """Return what is known with a release of the areas and weeks that it speaks for, and what was before it."""
    given = level_counts.counts
    known = known_grid(connection, level_counts.level, position.releases_before(), given.weeks)
    codes = joined(given.codes, known.codes) if level_counts.whole else given.codes
    cases, before = (np.maximum(grid.at(codes, given.weeks), BLANK) for grid in (given, known))
    return Changes(codes, given.weeks, cases, before)


def write_owed(connection: Connection, position: Position, level: Level, values: Grid) -> None:
    """Write values that are withdrawn at a position for the next later release that repeats each of them."""
    left = values.values
    for release_id, weeks, areas in _later_coverage(connection, position, level):
        spoken_for = np.array([week in weeks for week in values.weeks], dtype=bool)[:, None] & (left != UNSAID)
        if areas is not None:
            spoken_for &= np.isin(values.codes, list(areas))
        said = said_by(connection, release_id, level).at(values.codes, values.weeks)
        owed = np.where(spoken_for & (said == UNSAID), left, UNSAID)
        _write(connection, release_id, level, Grid(values.codes, values.weeks, owed))
        left = np.where(spoken_for, UNSAID, left)


def _later_coverage(
    connection: Connection, position: Position, level: Level
) -> list[tuple[int, set[date], set[str] | None]]:
    query = (
        select(coverage)
        .join(releases, releases.c.id == coverage.c.release_id)
        .where(coverage.c.level == level, position.releases_after())
        .order_by(releases.c.published_on, releases.c.id)
    )
    weeks: dict[int, set[date]] = {}
    partial: set[int] = set()
    for row in connection.execute(query):
        weeks.setdefault(row.release_id, set()).add(row.week_end)
        partial |= set() if row.whole else {row.release_id}
    return [
        (release, ends, named_areas(connection, release, level) if release in partial else None)
        for release, ends in weeks.items()
    ]


def named_areas(connection: Connection, release_id: int, level: Level) -> set[str]:
    """Return the areas that a release covers, if it does not cover the whole level."""
    query = select(covered_areas.c.area_code).where(
        covered_areas.c.release_id == release_id, covered_areas.c.level == level
    )
    return set(connection.scalars(query))


def said_by(connection: Connection, release_id: int, level: Level) -> Grid:
    """Read what a release changed of what was known."""
    return known_grid(connection, level, releases.c.id == release_id)


def _write(connection: Connection, release_id: int, level: Level, said: Grid) -> None:
    """Write what a release says beyond what it said before; nothing for weeks in which all is unsaid."""
    is_said = said.values != UNSAID
    of_areas, of_weeks = is_said.any(axis=0), is_said.any(axis=1)
    if not of_weeks.any():
        return
    order = _order_with(connection, level, said.codes[of_areas])
    weeks = tuple(week for week, is_any in zip(said.weeks, of_weeks, strict=True) if is_any)
    before = known_grid(connection, level, releases.c.id == release_id, weeks)
    key = {"level": level, "release_id": release_id}
    together = Grid(order, weeks, said.at(order, weeks)).filled_by(before)
    rows = [
        {**key, "week_end": week, "content": pack(values)}
        for week, values in zip(together.weeks, together.values, strict=True)
    ]
    write_over(connection, counts, rows)


def _order_with(connection: Connection, level: Level, codes: Codes) -> Codes:
    """Return the order of a level's areas, in which each of these has a place from now on."""
    order = read_order(connection, level)
    every = joined(order, codes)
    if len(every) > len(order):
        write_over(connection, area_orders, [{"level": level, "codes": json.dumps(every.tolist())}])
    return every
