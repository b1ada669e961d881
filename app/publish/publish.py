"""Publish: the only way from the store to readers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain import Edition, Level, Week
from app.editions import EditionsFolder, StoredEdition
from app.load import prepared_geography
from app.publish.build import build_edition
from app.publish.files import edition_facts, edition_files
from app.publish.snapshot import take_snapshot
from app.store import Store
from app.store.geography import Geography


@dataclass(frozen=True)
class Draft:
    """An edition that nobody has seen yet, and the geography that it stands on."""

    edition: Edition
    geography: Geography


def draft(store: Store, hide_up_to: Mapping[Level, int], as_of: date | None, accept_incomplete: Week | None) -> Draft:
    """Build the edition of what was published by a day, or of everything."""
    with store.reading() as connection:
        snapshot = take_snapshot(connection, as_of)
    return Draft(build_edition(snapshot, hide_up_to, accept_incomplete), snapshot.geography)


def publish(store: Store, editions: EditionsFolder, draft: Draft) -> StoredEdition:
    """Write a draft's files and make it the current edition."""
    prepared = prepared_geography(store, draft.geography)
    files = edition_files(draft.edition, prepared)
    with editions.changing():
        stored = editions.write(edition_facts(draft.edition), files)
        editions.point_to(stored.id)
    return stored
