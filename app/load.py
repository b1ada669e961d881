"""Load a published file into the store: recognise, read, check, one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from app.candidates import Candidate, telling_of
from app.domain import FINEST, Level
from app.doubts import Compared, Doubt, doubt_of_levels, doubt_of_rows
from app.errors import BadFileError, DoubtfulFileError, PublicationDateError
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
    read_contents,
)
from app.sources.cells import listed
from app.statistics.weeks import seven_day_sums
from app.store import Store
from app.store.geography import (
    Geography,
    Place,
    geography_digest,
    keep_topology,
    read_area_codes,
    read_areas,
    read_geography,
    read_topology,
    replace_hierarchy,
    write_boundaries,
    write_names,
    write_points,
    write_populations,
)
from app.store.known import Position
from app.store.loaded import file_of_the_same_day, find_loaded, release_before
from app.store.postcodes import write_postcodes
from app.store.releases import (
    KEY,
    LevelCounts,
    changes_of,
    is_latest_of_layout,
    latest_week_of,
    record_file,
    write_counts,
)
from app.wording import counted

_FEWEST_BOUNDARIES = 0.5  # of the areas: a file with fewer is a page of several, or of another place


@dataclass(frozen=True)
class Loaded:
    """What came of one file.

    `rows` is None where it was loaded before and nothing changed; `withdrawn` says why that release was withdrawn.
    """

    path: Path
    layout: str
    published_on: date | None = None
    rows: int | None = None
    changed: int | None = None
    withdrawn: str = ""
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    unknown: Mapping[Level, tuple[str, ...]] = field(default_factory=dict)  # codes that the hierarchy does not know


def load_file(
    store: Store, candidate: Candidate, settings: Settings, *, now: datetime, accept: Collection[str] = ()
) -> Loaded:
    """Load one file: all of it in one transaction, or nothing.

    `accept` are the words of errors.ACCEPTED that do not hold it up. Raises BadFileError where the file cannot be
    right, DoubtfulFileError where it can hardly be and is not accepted, PublicationDateError where its date is unknown.
    """
    path = candidate.path
    with telling_of(path):
        sha256 = _sha256(path)
        with store.reading() as connection:
            known = _known_before(connection, candidate, sha256, accept)
        if known is not None:
            return known
        _refuse_future(candidate, now)
        contents = read_contents(path, candidate.published_on)
    with store.writing() as connection:
        known = _known_before(connection, candidate, sha256, accept)
        if known is not None:  # another load was quicker
            return known
        with telling_of(path):
            reorganised: tuple[str, ...] = ()
            if contents.published_on is None:
                is_new, reorganised = _write_geography(connection, contents)
                if not is_new:
                    return Loaded(path, contents.layout)
            release_id = record_file(
                connection,
                layout=contents.layout,
                kind=contents.kind,
                file_name=path.name,
                sha256=sha256,
                published_on=contents.published_on,
                loaded_at=now,
            )
            if contents.published_on is None:
                rows = sum(len(part.rows) for part in contents.parts)
                warnings = contents.warnings + _other_year(contents, settings) + reorganised
                return Loaded(path, contents.layout, rows=rows, notes=contents.notes, warnings=warnings)
            position = Position(contents.published_on, release_id)
            return _load_counts(connection, path, contents, position, settings.complete_after_days, accept)


def _known_before(connection: Connection, candidate: Candidate, sha256: str, accept: Collection[str]) -> Loaded | None:
    """Say that a file changes nothing: a release counts once, geography unless another file of its kind came after."""
    recognised = candidate.recognised
    if recognised.is_geography:
        is_latest = is_latest_of_layout(connection, recognised.layout, sha256)
        return Loaded(candidate.path, recognised.layout) if is_latest else None
    found = find_loaded(connection, sha256, recognised.published_on or candidate.published_on)
    withdrawn = [one.withdrawn_because for one in found if one.withdrawn_at is not None]
    if len(withdrawn) < len(found):
        return Loaded(candidate.path, recognised.layout)
    if withdrawn and "withdrawn" not in accept:
        return Loaded(candidate.path, recognised.layout, withdrawn=withdrawn[-1])
    return None


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


def _write_geography(connection: Connection, contents: Contents) -> tuple[bool, tuple[str, ...]]:
    """Write areas over those known; tell whether that changed anything, and which codes went and came.

    Raises BadFileError where boundaries lack most of the areas.
    """
    before, codes = geography_digest(connection), read_area_codes(connection)
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
    return geography_digest(connection) != before, tuple(_reorganised(codes, read_area_codes(connection)))


def _reorganised(before: Mapping[Level, set[str]], after: Mapping[Level, set[str]]) -> Iterator[str]:
    """Say which codes another hierarchy lacks and which it brings: figures are of the one or of the other."""
    for level in Level:
        went, came = sorted(before[level] - after[level]), sorted(after[level] - before[level])
        if went:
            replaced = f"{len(came):,} came ({listed(came)})" if came else "none came"
            yield (
                f"{counted(len(went), f'{level} code')} of the hierarchy before went ({listed(went)}), and {replaced}: "
                "load counts, populations and names of the new areas, else no data comes for them."
            )


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
    connection: Connection,
    path: Path,
    contents: Contents,
    position: Position,
    complete_after_days: int,
    accept: Collection[str],
) -> Loaded:
    parts = [part for part in contents.parts if isinstance(part, Counts)]
    levels = _weekly_by_level(parts, position.published_on, complete_after_days)
    older, stale = _among_releases(connection, position, levels.values())
    compared = [_compared(connection, position, contents.kind, counts) for counts in levels.values()]
    _refuse_doubtful((*doubt_of_rows(parts), *doubt_of_levels(compared, _people(connection))), accept)
    for each in compared:
        write_counts(connection, position, each.counts, each.changes)
    return Loaded(
        path,
        contents.layout,
        published_on=position.published_on,
        rows=sum(len(part.rows) for part in parts),
        changed=sum(len(each.changes) for each in compared),
        notes=contents.notes + older,
        warnings=contents.warnings + stale + tuple(_disagreements(compared)),
        unknown=_unknown_codes(connection, levels),
    )


def _compared(connection: Connection, position: Position, kind: str, counts: LevelCounts) -> Compared:
    return Compared(
        counts,
        changes_of(connection, position, counts),
        release_before(connection, position, kind, counts.level),
        file_of_the_same_day(connection, kind, counts.level, position),
    )


def _people(connection: Connection) -> dict[tuple[Level, str], int]:
    areas = (area for areas in read_areas(connection).values() for area in areas)
    return {(area.level, area.code): area.population for area in areas if area.population is not None}


def _refuse_doubtful(doubts: Iterable[Doubt], accept: Collection[str]) -> None:
    left = [doubt for doubt in doubts if doubt.word not in accept]
    if left:
        options = " ".join(f"--accept {word}" for word in dict.fromkeys(doubt.word for doubt in left))
        said = " ".join(doubt.sentence for doubt in left)
        raise DoubtfulFileError(
            f"{said} Nothing of it was loaded. If it is right all the same, load it with {options}."
        )


def _disagreements(compared: Iterable[Compared]) -> Iterator[str]:
    """Warn where a release says otherwise than one of the same kind and day that was loaded before it."""
    for each in compared:
        changed = int(each.changes["before"].notna().sum())
        if each.corrected and changed:
            yield (
                f"{each.corrected}, loaded before, is of the same kind and day and says otherwise of "
                f"{counted(changed, f'{each.level} value')}: what this file says counts from here on."
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
