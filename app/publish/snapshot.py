"""Read from the store what was known on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from app.dataset import Dataset
from app.domain import Level, Period, Release
from app.store.geography import Geography, read_geography
from app.store.known import Coverage, known_counts, published_by, read_coverage
from app.store.loaded import read_releases


@dataclass(frozen=True)
class Snapshot:
    """The store as of a day. It holds counts that must be hidden, so only disclosure may look into `counts`."""

    geography: Geography
    releases: tuple[Release, ...]
    coverage: Mapping[tuple[Level, Period], Coverage]
    counts: Mapping[tuple[Level, Period], Mapping[str, int]] = field(repr=False)


def take_snapshot(connection: Connection, dataset: Dataset, as_of: date | None) -> Snapshot:
    """Read everything published by a day, or everything."""
    counts: dict[tuple[Level, Period], dict[str, int]] = {}
    for level in dataset.slugs:
        rows = known_counts(connection, level, published_by(as_of)).dropna()
        periods = {end: Period(end, dataset.length) for end in rows["week_end"].unique()}
        for row in zip(rows["area_code"], rows["week_end"], rows["cases"].tolist(), strict=True):
            area_code, week_end, cases = row
            counts.setdefault((level, periods[week_end]), {})[area_code] = cases
    covered = read_coverage(connection, as_of, dataset.length)
    return Snapshot(
        read_geography(connection, dataset),
        read_releases(connection, as_of),
        {key: its for key, its in covered.items() if key[0] in dataset.slugs},
        counts,
    )
