"""Publish: the only way from the store to readers."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain import Edition
from app.editions import EditionsFolder, StoredEdition
from app.load import prepared_geography
from app.publish.build import build_edition
from app.publish.choices import Choices, inputs_of
from app.publish.files import edition_facts, edition_files
from app.publish.finding import finding_files
from app.publish.snapshot import take_snapshot
from app.store import Store
from app.store.geography import Geography
from app.store.postcodes import read_postcodes
from app.store.publications import record_publication


@dataclass(frozen=True)
class Draft:
    """An edition that nobody has seen yet, the geography that it stands on, and a hash of all that it was made from."""

    edition: Edition
    geography: Geography
    inputs: str


def draft(store: Store, choices: Choices) -> Draft:
    """Build the edition of what is in the store."""
    with store.reading() as connection:
        inputs = inputs_of(connection, choices)
        snapshot = take_snapshot(connection, choices.as_of)
    edition = build_edition(snapshot, choices.hide_up_to, choices.accept_incomplete)
    return Draft(edition, snapshot.geography, inputs)


def publish(store: Store, editions: EditionsFolder, choices: Choices) -> StoredEdition:
    """Write the files of what is in the store and make it the current edition.

    One publishing follows another, so that an older state of the store never comes after a newer one.
    """
    with editions.changing():
        drafted = draft(store, choices)
        prepared = prepared_geography(store, drafted.geography)
        with store.reading() as connection:
            found_by = finding_files(drafted.edition, read_postcodes(connection))
        facts = {**edition_facts(drafted.edition, prepared.drawings), "is_sample": choices.is_sample}
        stored = editions.write(facts, {**edition_files(drafted.edition, prepared), **found_by})
        with store.writing() as connection:
            record_publication(connection, stored.id, drafted.inputs)
        editions.point_to(stored.id)  # last: what fails before it changes nothing for readers
    return stored
