"""Write a release: only where it changes what is known, whatever order releases are loaded in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

import pandas as pd
from sqlalchemy import ColumnElement, Connection, func, select

from app.domain import Level
from app.store.known import Position, known_counts
from app.store.tables import counts, coverage, covered_areas, left_out, releases

KEY = ["area_code", "week_end"]


@dataclass(frozen=True)
class LevelCounts:
    """What one release says of one level.

    `rows` has area_code, week_end (date) and cases (Int64, null where blank), one row for each area and week. `whole`
    says that it speaks for all areas of the level, so that an absent one is as good as a blank, but for those
    `left_out` (area_code and week_end), which were not published.
    """

    level: Level
    rows: pd.DataFrame
    whole: bool
    left_out: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=KEY))


def is_latest_of_layout(connection: Connection, layout: str, sha256: str) -> bool:
    """Tell whether the file of this layout that was loaded last has this hash."""
    query = select(releases.c.sha256).where(releases.c.layout == layout).order_by(releases.c.id.desc()).limit(1)
    return connection.execute(query).scalar() == sha256


def is_latest_of_name(connection: Connection, file_name: str, sha256: str) -> bool:
    """Tell whether the file of this name that was loaded last has this hash."""
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


def write_counts(connection: Connection, position: Position, level_counts: LevelCounts, changes: pd.DataFrame) -> None:
    """Write what a release changes, as `changes_of` found it.

    A release published later than this one may owe rows to it: where it repeated a value it wrote none. Those rows are
    written now, so that it goes on saying what it said.
    """
    level = level_counts.level
    _write_coverage(connection, position.release_id, level_counts)
    owed = owed_rows(connection, position, level, changes)
    insert_counts(connection, position.release_id, level, changes, "cases")
    for release_id, rows in owed:
        insert_counts(connection, release_id, level, rows, "before")


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
    areas = set(level_counts.rows["area_code"])
    for row in connection.execute(query):
        if level_counts.whole or row.whole or areas & named_areas(connection, row.release_id, level_counts.level):
            return LatestWeek(row.latest, row.published_on)
    return None


def _write_coverage(connection: Connection, release_id: int, level_counts: LevelCounts) -> None:
    key = {"release_id": release_id, "level": level_counts.level}
    weeks = sorted(level_counts.rows["week_end"].unique())
    connection.execute(coverage.insert(), [{**key, "week_end": week, "whole": level_counts.whole} for week in weeks])
    if not level_counts.whole:
        codes = sorted(level_counts.rows["area_code"].unique())
        connection.execute(covered_areas.insert(), [{**key, "area_code": code} for code in codes])
    if len(level_counts.left_out):
        absent = zip(*(level_counts.left_out[name] for name in KEY), strict=True)
        connection.execute(left_out.insert(), [{**key, "area_code": code, "week_end": end} for code, end in absent])


def changes_of(connection: Connection, position: Position, level_counts: LevelCounts) -> pd.DataFrame:
    """Give KEY, cases and before (the value known until this release) where the two differ."""
    rows = level_counts.rows
    before = known_counts(
        connection, level_counts.level, position.releases_before(), rows["week_end"].unique().tolist()
    )
    if not level_counts.whole:
        before = before[before["area_code"].isin(rows["area_code"].unique())]
    both = rows.merge(before.rename(columns={"cases": "before"}), on=KEY, how="outer")
    same = (both["cases"] == both["before"]).fillna(False) | (both["cases"].isna() & both["before"].isna())
    return both.loc[~same.astype(bool), [*KEY, "cases", "before"]]


def owed_rows(
    connection: Connection, position: Position, level: Level, changes: pd.DataFrame
) -> list[tuple[int, pd.DataFrame]]:
    """Give, for each later release that repeated a value which changes, the rows that it must have."""
    owed = []
    for release_id, weeks, areas in _later_coverage(connection, position, level):
        spoken_for = changes["week_end"].isin(weeks)
        if areas is not None:
            spoken_for &= changes["area_code"].isin(areas)
        rows, changes = changes[spoken_for], changes[~spoken_for]
        has_row = pd.MultiIndex.from_frame(rows[KEY]).isin(_keys(connection, release_id, level))
        if len(rows[~has_row]):
            owed.append((release_id, rows[~has_row]))
    return owed


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
    """Name the areas that a release speaks of alone."""
    query = select(covered_areas.c.area_code).where(
        covered_areas.c.release_id == release_id, covered_areas.c.level == level
    )
    return set(connection.scalars(query))


def _keys(connection: Connection, release_id: int, level: Level) -> list[tuple[str, date]]:
    query = select(counts.c.area_code, counts.c.week_end).where(
        counts.c.release_id == release_id, counts.c.level == level
    )
    return [(row.area_code, row.week_end) for row in connection.execute(query)]


def insert_counts(connection: Connection, release_id: int, level: Level, rows: pd.DataFrame, column: str) -> None:
    """Write rows of KEY as a release's, with the values of a column; null is a blank."""
    values = rows[column].astype(object).where(rows[column].notna(), None)
    records = [
        {"level": level, "week_end": week_end, "area_code": code, "release_id": release_id, "cases": cases}
        for code, week_end, cases in zip(rows["area_code"], rows["week_end"], values, strict=True)
    ]
    if records:
        connection.execute(counts.insert(), records)
