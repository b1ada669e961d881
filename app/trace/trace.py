"""Trace a figure back: what releases said of it, their files and rows, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from app.domain import Area, Cell, Period, Shown, Withheld
from app.editions import StoredEdition
from app.errors import FileError
from app.settings import Settings
from app.sources.given import Given, Publication
from app.sources.marks import declared
from app.sources.rows import Rows, row_of_population, rows_of_count
from app.statistics.joined import cells_of
from app.store.geography import read_areas
from app.store.loaded import list_releases
from app.store.said import Said, files_of_areas, said_of
from app.trace.files import FileSought, find_file
from app.trace.missing import WhyMissing, why_missing


@dataclass(frozen=True)
class Origin:
    """What releases said of an area's count in a period, and the rows that say it.

    `said` are those that the edition was made from, in the order of publication: the last is what it took. `since` are
    others, which the edition knows nothing of. `file` is that of the last, `rows` what it prints; `problem` says why
    its rows cannot be told.
    """

    week: Period
    said: tuple[Said, ...] = ()
    since: tuple[Said, ...] = ()
    file: FileSought | None = None
    rows: Rows = Rows()
    problem: str = ""

    @property
    def last(self) -> Said | None:
        """Return what the edition took, None where no release speaks of the area."""
        return self.said[-1] if self.said else None


@dataclass(frozen=True)
class PopulationOrigin:
    """The file that an area's population stands in, and its row."""

    file: FileSought
    row: int


@dataclass(frozen=True)
class Totals:
    """The total that an area's count is part of: of the nearest level above that has the period on record.

    Of its `parts` so many are `hidden`, and these are `withheld` beside them.
    """

    whole: Area
    cell: Cell
    parts: int
    hidden: int
    withheld: tuple[Area, ...]


@dataclass(frozen=True)
class Trace:
    """A figure of an edition, the one that it is compared with, and where both came from."""

    edition: StoredEdition
    area: Area
    week: Period
    cell: Cell
    before: Cell
    origin: Origin
    origin_before: Origin
    why_missing: WhyMissing | None
    totals: Totals | None
    population: PopulationOrigin | None


def trace(
    connection: Connection, settings: Settings, edition: StoredEdition, area: Area, week: Period, files: Sequence[Path]
) -> Trace:
    """Trace an area's figure in a period; `files` are files or folders in which published files may be."""
    cell, before = (_cell(edition, area, its) for its in (week, week.before))
    known = _known_releases(connection, edition)
    look = partial(_origin, connection, settings, area, files, known)
    origin = look(week)
    is_missing = cell is Withheld.MISSING
    return Trace(
        edition,
        area,
        week,
        cell,
        before,
        origin,
        look(week.before),
        why_missing(connection, edition, area, week, known, is_said=bool(origin.said)) if is_missing else None,
        _totals(edition, area, week),
        _population(connection, settings, area, files) if isinstance(cell, Shown) and area.population else None,
    )


def _cell(edition: StoredEdition, area: Area, week: Period) -> Cell:
    areas = edition.areas[area.level]
    return cells_of(edition.tables(week).get(area.level), areas)[edition.area_index[area.level, area.code]]


def _known_releases(connection: Connection, edition: StoredEdition) -> list[int]:
    """Return the ids of the releases that stand and that an edition was made from."""
    names = set(edition.facts["releases"])
    return [one.row_id for one in list_releases(connection) if one.release.id in names and one.withdrawn_at is None]


def _origin(
    connection: Connection, settings: Settings, area: Area, files: Sequence[Path], known: Sequence[int], week: Period
) -> Origin:
    every = said_of(connection, area.level, area.code, week.end)
    said = tuple(one for one in every if one.loaded.row_id in known)
    since = tuple(one for one in every if one not in said)
    if not said:
        return Origin(week, since=since)
    last = said[-1]
    file = find_file(last.loaded.file_name, last.sha256, files, [settings.geodata])
    if file.path is None:
        return Origin(week, said, since, file)
    dataset = settings.dataset
    areas = read_areas(connection, dataset) if dataset.tables else {}
    given = Publication(
        dataset=dataset,
        known=[each for its in areas.values() for each in its],
        published_on=last.loaded.release.published_on,
        marks=declared(settings.hidden_marks),
    )
    try:
        return Origin(week, said, since, file, rows_of_count(file.path, area, week, given))
    except FileError as error:
        return Origin(week, said, since, file, problem=str(error))


def _totals(edition: StoredEdition, area: Area, week: Period) -> Totals | None:
    tables = edition.tables(week)
    own = tables.get(area.level)
    above = next((each for each in reversed(edition.dataset.above(area.level)) if each in tables), None)
    whole = edition.area(above, area.within.get(above, "")) if above else None
    if own is None or above is None or whole is None or not edition.dataset.level(area.level).hidden:
        return None
    parts = [
        (part, cell)
        for part, cell in zip(edition.areas[area.level], own.cells, strict=True)
        if part.within.get(above) == whole.code
    ]
    return Totals(
        whole,
        _cell(edition, whole, week),
        len(parts),
        sum(cell is Withheld.HIDDEN for _, cell in parts),
        tuple(part for part, cell in parts if cell is Withheld.PROTECTING),
    )


def _population(
    connection: Connection, settings: Settings, area: Area, files: Sequence[Path]
) -> PopulationOrigin | None:
    """Find the file of areas, among those at hand, that says an area's population; the latest that does."""
    for one in reversed(files_of_areas(connection)):
        file = find_file(one.file_name, one.sha256, files, [settings.geodata])
        if file.path is None:
            continue
        with suppress(FileError):
            row = row_of_population(file.path, area, Given(dataset=settings.dataset))
            if row is not None:
                return PopulationOrigin(file, row)
    return None
