"""Load a release of counts: sum it to periods, compare it with the release before, write what it changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
from sqlalchemy import Connection

from app.dataset import NOT_PUBLISHED, Dataset
from app.domain import Area, Level
from app.errors import DoubtfulFileError
from app.load.areas import take_described
from app.load.boundaries import keep_stand_in
from app.load.doubts import Compared, Doubt, doubt_of_levels, doubt_of_rows
from app.load.loaded import Loaded
from app.settings import Settings
from app.sources import Contents, Counts, Rates
from app.statistics.periods import period_sums
from app.statistics.rates import counts_of_rates
from app.store.geography import read_areas, read_populations
from app.store.grid import BLANK, Grid
from app.store.known import Position
from app.store.loaded import file_of_the_same_day, release_before
from app.store.releases import LevelCounts, changes_of, latest_week_of, write_counts
from app.wording import Wording, counted

Areas = Mapping[Level, Collection[Area]]


def load_counts(
    connection: Connection,
    path: Path,
    contents: Contents,
    position: Position,
    settings: Settings,
    accept: Collection[str],
) -> Loaded:
    """Write a release at its position; raises DoubtfulFileError where it can hardly be right and is not accepted."""
    dataset = settings.dataset
    areas = read_areas(connection, dataset)
    parts = _as_counts(contents, read_populations(connection))
    levels = _by_level(parts, position.published_on, dataset, _codes(areas))
    older, stale = _among_releases(connection, position, levels.values(), Wording(dataset))
    compared = [_compared(connection, position, contents.kind, counts) for counts in levels.values()]
    _refuse_doubtful((*doubt_of_rows(parts, dataset), *doubt_of_levels(compared, _people(areas), dataset)), accept)
    for each in compared:
        write_counts(connection, position, each.counts, each.changes)
    taken = take_described(connection, contents, dataset)
    shapes, unmatched = keep_stand_in(connection, dataset, contents)
    return Loaded(
        path,
        contents.layout,
        published_on=position.published_on,
        rows=sum(len(part.rows) for part in parts),
        changed=sum(each.changes.number for each in compared),
        notes=contents.notes + taken + shapes + older,
        warnings=contents.warnings + unmatched + stale + tuple(_disagreements(compared)),
        unknown=_unknown_codes(_codes(read_areas(connection, dataset) if taken else areas), levels),
    )


def _as_counts(contents: Contents, people: Mapping[Level, Mapping[str, int]]) -> list[Counts]:
    rates = [part for part in contents.parts if isinstance(part, Rates)]
    return [part for part in contents.parts if isinstance(part, Counts)] + [
        Counts(part.level, _counts_of(part, people), daily=False, whole=True) for part in rates
    ]


def _counts_of(part: Rates, people: Mapping[Level, Mapping[str, int]]) -> pd.DataFrame:
    return counts_of_rates(part.rows, {**people.get("", {}), **people.get(part.level, {})})


def _by_level(
    parts: Iterable[Counts], published_on: date, dataset: Dataset, known: Mapping[Level, set[str]]
) -> dict[Level, LevelCounts]:
    """Convert a release's parts to periods, one table a level; published sums take precedence over our own."""
    levels: dict[Level, LevelCounts] = {}
    for part in sorted(parts, key=lambda part: part.daily):
        rows = part.rows
        if part.daily:
            rows = period_sums(rows, dataset.length, published_on, dataset.period.complete_after_days)
        counted, earlier = Grid.of_rows(rows), levels.get(part.level)
        if earlier is not None:
            counted = earlier.counts.filled_by(counted)
        levels[part.level] = LevelCounts(part.level, counted, part.whole and (earlier is None or earlier.whole))
    return {
        level: replace(its, counts=its.counts.with_areas(known[level]), leaves_out=True)
        if its.whole and dataset.level(level).absent == NOT_PUBLISHED
        else its
        for level, its in levels.items()
        if its.counts.weeks
    }


def _among_releases(
    connection: Connection, position: Position, levels: Collection[LevelCounts], wording: Wording
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Note that a release is older than another; warn where it has no period that was unknown before it."""
    later = [latest_week_of(connection, position.releases_after(), each) for each in levels]
    if any(later):
        newest = max(known.published_on for known in later if known)
        return (f"Kept, but not the latest: a release of {newest} is known.",), ()
    before = [(each, latest_week_of(connection, position.releases_before(), each)) for each in levels]
    if not before or not all(known and known.week_end >= each.counts.weeks[-1] for each, known in before):
        return (), ()
    latest = max(known.week_end for _, known in before if known)
    return (), (
        f"It has no new {wording.week}: {wording.length} to {latest} were known before. Check that it is the latest "
        "file.",
    )


def _compared(connection: Connection, position: Position, kind: str, counts: LevelCounts) -> Compared:
    return Compared(
        counts,
        changes_of(connection, position, counts),
        release_before(connection, position, kind, counts.level),
        file_of_the_same_day(connection, kind, counts.level, position),
    )


def _codes(areas: Areas) -> dict[Level, set[str]]:
    return {level: {area.code for area in its} for level, its in areas.items()}


def _people(areas: Areas) -> dict[tuple[Level, str], int]:
    known = (area for its in areas.values() for area in its)
    return {(area.level, area.code): area.population for area in known if area.population is not None}


def _refuse_doubtful(doubts: Iterable[Doubt], accept: Collection[str]) -> None:
    left = [doubt for doubt in doubts if doubt.word not in accept]
    if left:
        options = " ".join(f"--accept {word}" for word in dict.fromkeys(doubt.word for doubt in left))
        said = " ".join(doubt.sentence for doubt in left)
        raise DoubtfulFileError(
            f"{said} Nothing of it was loaded. If it is right all the same, load it with {options}."
        )


def _disagreements(compared: Iterable[Compared]) -> Iterator[str]:
    """Warn where a release differs from one of the same kind and day that was loaded before it."""
    for each in compared:
        changed = int((each.changes.changed & (each.changes.before != BLANK)).sum())
        if each.corrected and changed:
            yield (
                f"{each.corrected}, loaded before, is of the same kind and day and says otherwise of "
                f"{counted(changed, f'{each.level} value')}: what this file says counts from here on."
            )


def _unknown_codes(
    known: Mapping[Level, set[str]], levels: Mapping[Level, LevelCounts]
) -> dict[Level, tuple[str, ...]]:
    """Return the areas that no edition will show; they stay in the store for a later hierarchy."""
    codes = {level: its.counts.spoken_of - known[level] for level, its in levels.items()}
    return {level: tuple(sorted(unknown)) for level, unknown in codes.items() if unknown}
