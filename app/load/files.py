"""Load a published file into the store: recognise, read, check, one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from app.dataset import Dataset
from app.domain import Area
from app.errors import PublicationDateError
from app.load.areas import load_areas
from app.load.candidates import Candidate, telling_of
from app.load.counts import load_counts
from app.load.loaded import Loaded
from app.settings import Settings
from app.sources import Counts, check_marks, read_contents
from app.store import Store
from app.store.dataset import keep_dataset, refuse_other_dataset
from app.store.geography import read_areas
from app.store.known import Position
from app.store.loaded import find_loaded
from app.store.releases import is_latest_of_layout, record_file


def load_file(
    store: Store, candidate: Candidate, settings: Settings, *, now: datetime, accept: Collection[str] = ()
) -> Loaded:
    """Load one file: all of it in one transaction, or nothing.

    `accept` are the words of errors.ACCEPTED that do not hold it up. Raises BadFileError where the file cannot be
    right, DoubtfulFileError where it can hardly be and is not accepted, GeometryError where its boundaries cannot be
    prepared, and PublicationDateError where its date is not known.
    """
    path = candidate.path
    with telling_of(path):
        sha256 = sha256_of(path)
        with store.reading() as connection:
            refuse_other_dataset(connection, settings.dataset.slug)
            known = _known_before(connection, candidate, sha256, accept)
        if known is not None:
            return known
        _refuse_future(candidate, now)
        with store.reading() as connection:
            known_areas = _areas_by_name(connection, settings.dataset)
        contents = read_contents(path, settings.dataset, candidate.published_on, settings.hidden_marks, known_areas)
        check_marks((part for part in contents.parts if isinstance(part, Counts)), settings.dataset.hide_up_to)
    with store.writing() as connection, telling_of(path):
        known = _known_before(connection, candidate, sha256, accept)
        if known is not None:  # another load was quicker
            return known
        keep_dataset(connection, settings.dataset.slug)
        record = partial(
            record_file,
            connection,
            layout=contents.layout,
            kind=contents.kind,
            file_name=path.name,
            sha256=sha256,
            published_on=contents.published_on,
            loaded_at=now,
        )
        if contents.published_on is not None:
            position = Position(contents.published_on, record())
            return load_counts(connection, path, contents, position, settings, accept)
        loaded = load_areas(connection, path, contents, settings)
        if loaded.rows is not None:
            record()
        return loaded


def _known_before(connection: Connection, candidate: Candidate, sha256: str, accept: Collection[str]) -> Loaded | None:
    """Return the outcome of a file that changes nothing: a release or areas that were loaded before."""
    recognised = candidate.recognised
    if recognised.is_geography:
        is_latest = is_latest_of_layout(connection, recognised.layout, sha256)
        return Loaded(candidate.path, recognised.layout) if is_latest else None
    found = find_loaded(connection, sha256, candidate.day)
    withdrawn = [one.withdrawn_because for one in found if one.withdrawn_at is not None]
    if len(withdrawn) < len(found):
        return Loaded(candidate.path, recognised.layout)
    if withdrawn and "withdrawn" not in accept:
        return Loaded(candidate.path, recognised.layout, withdrawn=withdrawn[-1])
    return None


def _areas_by_name(connection: Connection, dataset: Dataset) -> list[Area]:
    """Return the areas on record, where a described table may name areas without their codes."""
    return [area for areas in read_areas(connection, dataset).values() for area in areas] if dataset.tables else []


def _refuse_future(candidate: Candidate, now: datetime) -> None:
    published_on = candidate.day
    if published_on is None or candidate.recognised.is_geography:
        return
    if published_on > now.date() + timedelta(days=1):  # days begin earlier in the east
        raise PublicationDateError(
            f"It says that it was published on {published_on}, which is still to come. Correct its name or --published."
        )


def sha256_of(path: Path) -> str:
    """Return a file's hash, by which it is known to have been loaded."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
