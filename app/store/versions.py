"""Follow what was known of each week from release to release."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import numpy as np
from sqlalchemy import Connection, and_, select

from app.domain import Level
from app.store.grid import UNSAID, Codes, Values, places_in, unpack
from app.store.known import Coverage, published_by, read_order
from app.store.releases import named_areas
from app.store.tables import counts, coverage, left_out, releases


@dataclass(frozen=True)
class Version:
    """What is known of a level in a week once a release has come; `counts` are below zero where there is none."""

    release_id: int
    published_on: date
    coverage: Coverage
    counts: Values


def read_versions(
    connection: Connection, level: Level, codes: Codes, as_of: date | None
) -> Iterator[tuple[date, list[Version]]]:
    """Read, for each week by its last day, the versions that releases gave of it, the earliest first.

    A release that repeats what was known gives none. Counts are those of the areas with these codes, in their order.
    """
    order = read_order(connection, level)
    places = places_in(order, codes)
    left = _left_out(connection, level)
    named: dict[int, frozenset[str]] = {}
    for week_end, rows in groupby(connection.execute(_said(level, as_of)), key=lambda row: row.week_end):
        known = np.full(len(order) + 1, UNSAID, dtype=np.int32)  # the last stands for areas that are in no release
        covered: Coverage | None = None
        versions: list[Version] = []
        for row in rows:
            before = covered
            if row.whole:
                covered = Coverage(row.published_on, None, left.get((row.release_id, week_end), frozenset()))
            elif covered is None or covered.areas is not None:  # what some release covers whole stays so
                if row.release_id not in named:
                    named[row.release_id] = frozenset(named_areas(connection, row.release_id, level))
                areas = named[row.release_id] | (covered.areas or frozenset() if covered else frozenset())
                covered = Coverage(row.published_on, areas)
            assert covered is not None  # noqa: S101  the first row sets it
            if row.content is not None:
                said = unpack(row.content, len(order))
                np.copyto(known[:-1], said, where=said != UNSAID)
            elif before and (before.areas, before.left_out) == (covered.areas, covered.left_out):
                continue
            versions.append(Version(row.release_id, row.published_on, covered, known[places]))
        yield week_end, versions


def _said(level: Level, as_of: date | None) -> Any:
    """Select what each release says of each week that it speaks of, without content where it repeats what was known."""
    its_counts = and_(
        *(counts.c[name] == coverage.c[name] for name in ("release_id", "level", "week_end")),
    )
    return (
        select(coverage.c.week_end, coverage.c.release_id, coverage.c.whole, releases.c.published_on, counts.c.content)
        .join(releases, releases.c.id == coverage.c.release_id)
        .outerjoin(counts, its_counts)
        .where(coverage.c.level == level, published_by(as_of))
        .order_by(coverage.c.week_end, releases.c.published_on, releases.c.id)
    )


def _left_out(connection: Connection, level: Level) -> dict[tuple[int, date], frozenset[str]]:
    """Read the areas that releases left out of each week, by release and week."""
    areas: dict[tuple[int, date], set[str]] = {}
    query = select(left_out.c.release_id, left_out.c.week_end, left_out.c.area_code).where(left_out.c.level == level)
    for release_id, week_end, code in connection.execute(query):
        areas.setdefault((release_id, week_end), set()).add(code)
    return {key: frozenset(codes) for key, codes in areas.items()}
