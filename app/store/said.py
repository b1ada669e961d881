"""What each release said of one count, and which files the facts about areas came in."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from sqlalchemy import Connection, select

from app.domain import Level
from app.store.grid import BLANK, UNSAID, Values
from app.store.known import known_grid
from app.store.loaded import LoadedRelease, list_releases
from app.store.releases import named_areas
from app.store.tables import coverage, left_out, releases


@dataclass(frozen=True)
class Said:
    """What a release says of an area's count in a period: `count` is None where it has none.

    `is_new` tells whether it says otherwise than those before it, `is_left_out` that it did not publish the area.
    """

    loaded: LoadedRelease
    sha256: str
    count: int | None
    is_new: bool
    is_left_out: bool


@dataclass(frozen=True)
class AreasFile:
    """A file of areas on record."""

    layout: str
    file_name: str
    sha256: str
    loaded_at: datetime


def said_of(connection: Connection, level: Level, code: str, week_end: date) -> tuple[Said, ...]:
    """Return what each release that stands and speaks of an area's count says of it, in the order of publication."""
    is_asked = (coverage.c.level == level) & (coverage.c.week_end == week_end)
    query = select(coverage.c.release_id, coverage.c.whole, releases.c.sha256).join(releases).where(is_asked)
    spoken = {row.release_id: row for row in connection.execute(query)}
    found: list[Said] = []
    known = UNSAID
    for loaded in list_releases(connection):
        row = spoken.get(loaded.row_id)
        if row is None or not (row.whole or code in named_areas(connection, loaded.row_id, level)):
            continue
        said = int(counts_said(connection, level, [code], [week_end], [loaded.row_id])[0, 0])
        before, known = known, (known if said == UNSAID else said)
        is_new = bool(found) and max(before, BLANK) != max(known, BLANK)
        is_left_out = known < 0 and _is_left_out(connection, loaded.row_id, level, code, week_end)
        found.append(Said(loaded, row.sha256, known if known >= 0 else None, is_new or not found, is_left_out))
    return tuple(found)


def counts_said(
    connection: Connection, level: Level, codes: Iterable[str], week_ends: Collection[date], row_ids: Collection[int]
) -> Values:
    """Read what is known by these releases alone: a row for each week, a column for each area in order of the codes.

    What is no count is BLANK or UNSAID.
    """
    known = known_grid(connection, level, releases.c.id.in_(row_ids), week_ends)
    return known.at(np.array([*codes], dtype=object), tuple(week_ends))


def _is_left_out(connection: Connection, row_id: int, level: Level, code: str, week_end: date) -> bool:
    is_it = (left_out.c.release_id == row_id) & (left_out.c.level == level) & (left_out.c.area_code == code)
    return connection.execute(select(left_out).where(is_it, left_out.c.week_end == week_end)).first() is not None


def files_of_areas(connection: Connection) -> tuple[AreasFile, ...]:
    """List the files of areas that were loaded, of each layout the latest, in the order of loading."""
    query = select(releases).where(releases.c.published_on.is_(None)).order_by(releases.c.id)
    latest = {
        row.layout: AreasFile(row.layout, row.file_name, row.sha256, row.loaded_at) for row in connection.execute(query)
    }
    return tuple(latest.values())
