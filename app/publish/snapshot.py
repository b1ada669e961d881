"""Read from the store what was known on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from sqlalchemy import Connection

from app.dataset import Dataset
from app.domain import Level, Period, Release
from app.store.geography import Geography, read_geography
from app.store.grid import Values
from app.store.known import Coverage, known_grid, published_by, read_coverage
from app.store.loaded import read_releases


@dataclass(frozen=True)
class Snapshot:
    """The store as of a day.

    `counts` are in the order of a level's areas, below zero where there is none. They hold what must be hidden, so only
    disclosure may look into them.
    """

    geography: Geography
    releases: tuple[Release, ...]
    coverage: Mapping[tuple[Level, Period], Coverage]
    counts: Mapping[tuple[Level, Period], Values] = field(repr=False)


def take_snapshot(connection: Connection, dataset: Dataset, as_of: date | None) -> Snapshot:
    """Read everything published by a day, or everything."""
    geography = read_geography(connection, dataset)
    counts: dict[tuple[Level, Period], Values] = {}
    for level in dataset.slugs:
        known = known_grid(connection, level, published_by(as_of))
        codes = np.array([area.code for area in geography.areas[level]], dtype=object)
        for week_end, values in zip(known.weeks, known.at(codes, known.weeks), strict=True):
            counts[level, Period(week_end, dataset.length)] = values
    covered = read_coverage(connection, as_of, dataset.length)
    return Snapshot(
        geography,
        read_releases(connection, as_of),
        {key: its for key, its in covered.items() if key[0] in dataset.slugs},
        counts,
    )
