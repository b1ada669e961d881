"""Load a published file into the store: recognise, read, check, one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from app.candidates import Candidate, telling_of
from app.domain import FINEST, Level
from app.errors import BadFileError, PublicationDateError
from app.geography.prepare import VERSION, Prepared, prepare
from app.settings import Settings
from app.sources import (
    Boundaries,
    Contents,
    Counts,
    Hierarchy,
    Names,
    Points,
    Populations,
    Postcodes,
    Recognised,
    read_contents,
)
from app.statistics.weeks import seven_day_sums
from app.store import Store
from app.store.geography import (
    Geography,
    Place,
    geography_digest,
    keep_topology,
    read_area_codes,
    read_geography,
    read_topology,
    replace_hierarchy,
    write_boundaries,
    write_names,
    write_points,
    write_populations,
)
from app.store.known import Position
from app.store.postcodes import write_postcodes
from app.store.releases import (
    KEY,
    LevelCounts,
    is_latest_of_layout,
    is_loaded,
    latest_week_of,
    record_file,
    write_counts,
)

_FEWEST_BOUNDARIES = 0.5  # of the areas: a file with fewer is a page of several, or of another place


@dataclass(frozen=True)
class Loaded:
    """What came of one file; `rows` is None where it was loaded before and nothing changed."""

    path: Path
    layout: str
    published_on: date | None = None
    rows: int | None = None
    changed: int | None = None
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    unknown: Mapping[Level, tuple[str, ...]] = field(default_factory=dict)  # codes that the hierarchy does not know


def load_file(store: Store, candidate: Candidate, settings: Settings, *, now: datetime) -> Loaded:
    """Load one file: all of it in one transaction, or nothing.

    Raises BadFileError where the file cannot be right, PublicationDateError where its date is not known.
    """
    path = candidate.path
    with telling_of(path):
        sha256 = _sha256(path)
        with store.reading() as connection:
            if _changes_nothing(connection, candidate.recognised, sha256):
                return Loaded(path, candidate.recognised.layout)
        _refuse_future(candidate, now)
        contents = read_contents(path, candidate.published_on)
    with store.writing() as connection:
        if _changes_nothing(connection, candidate.recognised, sha256):  # another load was quicker
            return Loaded(path, candidate.recognised.layout)
        with telling_of(path):
            if contents.published_on is None and not _write_geography(connection, contents):
                return Loaded(path, contents.layout)
        release_id = record_file(
            connection,
            layout=contents.layout,
            file_name=path.name,
            sha256=sha256,
            published_on=contents.published_on,
            loaded_at=now,
        )
        if contents.published_on is None:
            rows = sum(len(part.rows) for part in contents.parts)
            warnings = contents.warnings + _other_year(contents, settings)
            return Loaded(path, contents.layout, rows=rows, notes=contents.notes, warnings=warnings)
        position = Position(contents.published_on, release_id)
        return _load_counts(connection, path, contents, position, settings.complete_after_days)


def _refuse_future(candidate: Candidate, now: datetime) -> None:
    published_on = candidate.recognised.published_on or candidate.published_on
    if published_on is None or candidate.recognised.is_geography:
        return
    if published_on > now.date() + timedelta(days=1):  # days begin earlier in the east
        raise PublicationDateError(
            f"It says that it was published on {published_on}, which is still to come. Correct its name or --published."
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _changes_nothing(connection: Connection, recognised: Recognised, sha256: str) -> bool:
    """A release counts once for good; geography counts unless another file of its kind came after."""
    if recognised.is_geography:
        return is_latest_of_layout(connection, recognised.layout, sha256)
    return is_loaded(connection, sha256)


def _write_geography(connection: Connection, contents: Contents) -> bool:
    """Write areas over those known, and tell whether that changed anything.

    Raises BadFileError where boundaries lack most of the areas.
    """
    before = geography_digest(connection)
    for part in contents.parts:
        match part:
            case Hierarchy():
                replace_hierarchy(connection, _places(part.rows), _authority_names(part.rows))
            case Names():
                write_names(connection, {(Level.MSOA, code): name for code, name in _pairs(part.rows, "name")})
            case Populations():
                write_populations(connection, dict(_pairs(part.rows, "population")))
            case Points():
                at = zip(part.rows["longitude"].tolist(), part.rows["latitude"].tolist(), strict=True)
                write_points(connection, dict(zip(part.rows["area_code"], at, strict=True)))
            case Boundaries():
                write_boundaries(connection, dict(_pairs(part.rows, "wkb")))
                _refuse_few_boundaries(part, read_area_codes(connection)[FINEST])
            case Postcodes():
                write_postcodes(connection, part.rows)
    return geography_digest(connection) != before


def _refuse_few_boundaries(part: Boundaries, areas: set[str]) -> None:
    have = len(areas.intersection(part.rows["area_code"]))
    if have < len(areas) * _FEWEST_BOUNDARIES:
        raise BadFileError(
            f"It has boundaries for only {have:,} of the hierarchy's {len(areas):,} areas. Download the whole file; if "
            "it comes in pages, put all of them into one zip and load that."
        )


def _other_year(contents: Contents, settings: Settings) -> tuple[str, ...]:
    """Warn of populations of another year than readers are told that rates are worked out on."""
    told = settings.population_year
    years = {part.year for part in contents.parts if isinstance(part, Populations)} - {None, told}
    return tuple(
        f"It holds populations of {year}, and readers are told that rates are worked out on those of {told}. "
        f"Load those of {told}, or say in CASEMAP_POPULATION which these are."
        for year in years
        if told
    )


def _pairs(rows: pd.DataFrame, column: str) -> Iterable[tuple[str, Any]]:
    return zip(rows["area_code"], rows[column].tolist(), strict=True)


def _places(rows: pd.DataFrame) -> list[Place]:
    columns = (rows[column] for column in ("msoa_code", "ltla_code", "utla_code", "region_code"))
    return [Place(*codes) for codes in zip(*columns, strict=True)]


def _authority_names(rows: pd.DataFrame) -> dict[tuple[Level, str], str]:
    return {
        (level, code): name
        for level in (Level.LTLA, Level.UTLA, Level.REGION)
        for code, name in zip(rows[f"{level}_code"], rows[f"{level}_name"], strict=True)
        if code and name
    }


def _load_counts(
    connection: Connection, path: Path, contents: Contents, position: Position, complete_after_days: int
) -> Loaded:
    parts = [part for part in contents.parts if isinstance(part, Counts)]
    levels = _weekly_by_level(parts, position.published_on, complete_after_days)
    older, stale = _among_releases(connection, position, levels.values())
    changed = write_counts(connection, position, levels.values())
    return Loaded(
        path,
        contents.layout,
        published_on=position.published_on,
        rows=sum(len(part.rows) for part in parts),
        changed=changed,
        notes=contents.notes + older,
        warnings=contents.warnings + stale,
        unknown=_unknown_codes(connection, levels),
    )


def _among_releases(
    connection: Connection, position: Position, levels: Collection[LevelCounts]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Note that a release is older than one that is known; warn where it has no week that was not known before it."""
    later = [latest_week_of(connection, position.releases_after(), each) for each in levels]
    if any(later):
        newest = max(known.published_on for known in later if known)
        return (f"Kept, but not the latest: a release of {newest} is known.",), ()
    before = [(each, latest_week_of(connection, position.releases_before(), each)) for each in levels]
    if not before or not all(known and known.week_end >= each.rows["week_end"].max() for each, known in before):
        return (), ()
    latest = max(known.week_end for _, known in before if known)
    return (), (f"It has no new week: seven days to {latest} were known before. Check that it is the latest file.",)


def _weekly_by_level(parts: Iterable[Counts], published_on: date, complete_after_days: int) -> dict[Level, LevelCounts]:
    """Bring a release's parts to weeks, one table a level; sums ready-made come before our own."""
    levels: dict[Level, LevelCounts] = {}
    for part in sorted(parts, key=lambda part: part.daily):
        rows = seven_day_sums(part.rows, published_on, complete_after_days) if part.daily else part.rows
        rows = rows.assign(week_end=rows["day"].dt.date).drop(columns="day")
        earlier = levels.get(part.level)
        if earlier is not None:
            rows = pd.concat([earlier.rows, rows]).drop_duplicates(KEY)
        levels[part.level] = LevelCounts(part.level, rows, part.whole and (earlier is None or earlier.whole))
    return {level: counts for level, counts in levels.items() if len(counts.rows)}


def _unknown_codes(connection: Connection, levels: Mapping[Level, LevelCounts]) -> dict[Level, tuple[str, ...]]:
    """Name the areas that no edition will show; they stay in the store for a hierarchy that knows them."""
    known = read_area_codes(connection)
    codes = {level: set(counts.rows["area_code"]) - known[level] for level, counts in levels.items()}
    return {level: tuple(sorted(unknown)) for level, unknown in codes.items() if unknown}


def prepare_geography(store: Store) -> None:
    """Work out what depends on geography alone, so that publishing finds it ready."""
    with store.reading() as connection:
        geography = read_geography(connection)
        is_ready = read_topology(connection, _topology_key(geography)) is not None
    if not is_ready:
        prepared_geography(store, geography)


def prepared_geography(store: Store, geography: Geography) -> Prepared:
    """Give what depends on geography alone, working it out and keeping it where that was not done yet."""
    key = _topology_key(geography)
    with store.reading() as connection:
        kept = read_topology(connection, key)
    if kept is not None:
        return Prepared.from_bytes(kept)
    prepared = prepare(geography.areas, geography.boundaries, geography.points)
    with store.writing() as connection:
        keep_topology(connection, key, prepared.to_bytes())
    return prepared


def _topology_key(geography: Geography) -> str:
    return f"{VERSION}-{geography.hash}"[:64]
