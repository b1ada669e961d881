"""Publish: the only way from the store to readers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from app.domain import Edition, Level, Week
from app.editions import EditionsFolder, StoredEdition
from app.load import prepared_geography
from app.publish.build import build_edition
from app.publish.files import edition_facts, edition_files
from app.publish.snapshot import take_snapshot
from app.store import Store
from app.store.geography import Geography
from app.store.releases import loaded_files, record_publication, was_published


@dataclass(frozen=True)
class Choices:
    """What an operator chooses of an edition.

    `as_of` is the day by which its releases were published, `accept_incomplete` a week to take though authorities are
    missing, and `is_sample` says that it shows the built-in sample.
    """

    hide_up_to: Mapping[Level, int]
    as_of: date | None = None
    accept_incomplete: Week | None = None
    is_sample: bool = False


@dataclass(frozen=True)
class Draft:
    """An edition that nobody has seen yet, the geography that it stands on, and a hash of all that it was made from."""

    edition: Edition
    geography: Geography
    inputs: str
    is_sample: bool


def published_already(store: Store, editions: EditionsFolder, choices: Choices) -> StoredEdition | None:
    """Give the current edition where publishing would give it again, which is quicker to tell than to do."""
    pointer = editions.pointer()
    if pointer is None:
        return None
    with store.reading() as connection:
        inputs = _inputs(loaded_files(connection), choices)
        return editions.current() if was_published(connection, pointer.edition, inputs) else None


def draft(store: Store, choices: Choices) -> Draft:
    """Build the edition of what is in the store."""
    with store.reading() as connection:
        inputs = _inputs(loaded_files(connection), choices)
        snapshot = take_snapshot(connection, choices.as_of)
    edition = build_edition(snapshot, choices.hide_up_to, choices.accept_incomplete)
    return Draft(edition, snapshot.geography, inputs, choices.is_sample)


def publish(store: Store, editions: EditionsFolder, draft: Draft) -> StoredEdition:
    """Write a draft's files and make it the current edition."""
    prepared = prepared_geography(store, draft.geography)
    facts = {**edition_facts(draft.edition), "is_sample": draft.is_sample}
    files = edition_files(draft.edition, prepared)
    with editions.changing():
        stored = editions.write(facts, files)
        editions.point_to(stored.id)
    with store.writing() as connection:
        record_publication(connection, stored.id, draft.inputs)
    return stored


def _inputs(files: tuple[int, ...], choices: Choices) -> str:
    return hashlib.sha256(repr((files, choices, _program())).encode()).hexdigest()


@cache
def _program() -> str:
    """Give a hash of the program itself: another version may publish other bytes."""
    sources = sorted(Path(__file__).parent.parent.rglob("*.py"))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
