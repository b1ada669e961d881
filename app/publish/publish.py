"""Publish: the only way from the store to readers."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain import Edition
from app.editions import EditionsFolder, StoredEdition
from app.load import prepared_geography
from app.publish.build import build_edition
from app.publish.choices import Choices, inputs_of
from app.publish.files import edition_facts, edition_files
from app.publish.snapshot import take_snapshot
from app.store import Store
from app.store.geography import Geography
from app.store.publications import record_publication


@dataclass(frozen=True)
class Draft:
    """An edition that nobody has seen yet, the geography that it stands on, and a hash of all that it was made from."""

    edition: Edition
    geography: Geography
    inputs: str
    is_sample: bool


def draft(store: Store, choices: Choices) -> Draft:
    """Build the edition of what is in the store."""
    with store.reading() as connection:
        inputs = inputs_of(connection, choices)
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
