"""List the releases of counts that were loaded, find the one to compare another with, and take one out again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, func, select

from app.domain import Level, Release
from app.store.grid import UNSAID
from app.store.known import Position, known_counts
from app.store.releases import named_areas, said_by, write_owed
from app.store.tables import counts, coverage, covered_areas, left_out, releases


@dataclass(frozen=True)
class Spoken:
    """How many weeks a release speaks of at a level, and the last day of the latest."""

    level: Level
    weeks: int
    latest: date


@dataclass(frozen=True)
class LoadedRelease:
    """A release on record: the file that it came in, and what it speaks of; nothing where it was withdrawn."""

    release: Release
    row_id: int
    file_name: str
    loaded_at: datetime
    spoken: tuple[Spoken, ...]
    withdrawn_at: datetime | None
    withdrawn_because: str


def list_releases(connection: Connection) -> tuple[LoadedRelease, ...]:
    """List every release, in the order of publication and then of loading.

    Of several of one layout and day each has a number, in the order of loading, which it keeps.
    """
    spoken = _spoken(connection)
    numbers: Counter[tuple[str, date]] = Counter()
    found = []
    for row in connection.execute(select(releases).where(releases.c.published_on.is_not(None)).order_by(releases.c.id)):
        numbers[row.layout, row.published_on] += 1
        release = Release(row.layout, row.published_on, numbers[row.layout, row.published_on])
        withdrawn = row.withdrawn_at, row.withdrawn_because or ""
        found.append(LoadedRelease(release, row.id, row.file_name, row.loaded_at, spoken.get(row.id, ()), *withdrawn))
    return tuple(sorted(found, key=lambda one: (one.release.published_on, one.row_id)))


def _spoken(connection: Connection) -> dict[int, tuple[Spoken, ...]]:
    query = select(
        coverage.c.release_id, coverage.c.level, func.count().label("weeks"), func.max(coverage.c.week_end)
    ).group_by(coverage.c.release_id, coverage.c.level)
    found: dict[int, list[Spoken]] = {}
    for release_id, level, weeks, latest in connection.execute(query):
        found.setdefault(release_id, []).append(Spoken(level, weeks, latest))
    return {row_id: tuple(sorted(each, key=lambda one: one.level)) for row_id, each in found.items()}


def read_releases(connection: Connection, as_of: date | None) -> tuple[Release, ...]:
    """List the releases that stand, published by a day, in the order of publication."""
    return tuple(
        one.release
        for one in list_releases(connection)
        if one.withdrawn_at is None and (as_of is None or one.release.published_on <= as_of)
    )


def find_loaded(connection: Connection, sha256: str, published_on: date | None) -> Sequence[LoadedRelease]:
    """Find the releases that came in a file with this hash, on this day or, without one, on any."""
    rows = set(connection.scalars(select(releases.c.id).where(releases.c.sha256 == sha256)))
    return [
        one
        for one in list_releases(connection)
        if one.row_id in rows and published_on in (None, one.release.published_on)
    ]


def file_of_the_same_day(connection: Connection, kind: str, level: Level, position: Position) -> str | None:
    """Name the file loaded last before a position of those of the same kind and day that speak of a level."""
    query = (
        select(releases.c.file_name)
        .join(coverage, coverage.c.release_id == releases.c.id)
        .where(releases.c.kind == kind, coverage.c.level == level)
        .where(releases.c.published_on == position.published_on, releases.c.id < position.release_id)
    )
    return connection.execute(query.order_by(releases.c.id.desc()).limit(1)).scalar()


@dataclass(frozen=True)
class ReleaseBefore:
    """What a release that another is compared with speaks of at a level.

    `areas` are those with a value in its latest week, `levels` all that it has counts of.
    """

    published_on: date
    weeks: frozenset[date]
    areas: frozenset[str]
    levels: frozenset[Level]


def release_before(connection: Connection, position: Position, kind: str, level: Level) -> ReleaseBefore | None:
    """Find the release of the same kind that comes before a position and speaks of a level."""
    latest = (
        select(releases.c.id, releases.c.published_on, coverage.c.whole)
        .join(coverage, coverage.c.release_id == releases.c.id)
        .where(releases.c.kind == kind, coverage.c.level == level, position.releases_before())
        .order_by(releases.c.published_on.desc(), releases.c.id.desc())
        .limit(1)
    )
    found = connection.execute(latest).first()
    if found is None:
        return None
    query = select(coverage.c.level, coverage.c.week_end).where(coverage.c.release_id == found.id)
    spoken = list(connection.execute(query))
    weeks = frozenset(week for its, week in spoken if its == level)
    known = known_counts(connection, level, position.releases_before(), [max(weeks)]).dropna()
    areas = set(known["area_code"])
    if not found.whole:
        areas &= named_areas(connection, found.id, level)
    return ReleaseBefore(found.published_on, weeks, frozenset(areas), frozenset(its for its, _ in spoken))


def withdraw(connection: Connection, loaded: LoadedRelease, because: str, now: datetime) -> int:
    """Withdraw a release with everything that it alone said; return the number of values that it had changed.

    It stays on record with the reason. A later release that repeated one of its values still says it.
    """
    position = Position(loaded.release.published_on, loaded.row_id)
    changed = 0
    for level in {one.level for one in loaded.spoken}:
        said = said_by(connection, loaded.row_id, level)
        write_owed(connection, position, level, said)
        changed += int((said.values != UNSAID).sum())
    for table in (counts, covered_areas, left_out, coverage):
        connection.execute(delete(table).where(table.c.release_id == loaded.row_id))
    values = {"withdrawn_at": now, "withdrawn_because": because}
    connection.execute(releases.update().where(releases.c.id == loaded.row_id).values(values))
    return changed
