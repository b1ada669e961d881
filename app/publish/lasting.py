"""What an edition takes over from the one before: files that no count changes, as they are stored."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import Connection

from app.editions import EditionsFolder, shown_edition
from app.editions.contract import (
    AREAS,
    BOXES,
    FINDER,
    FINER,
    FORMAT,
    GEOMETRY,
    NAMES,
    NEIGHBOURS,
    OUTLINES,
    POSTCODES,
    SURROUNDINGS,
)
from app.editions.forms import StoredFile
from app.errors import DamagedEditionError
from app.load import topology_key
from app.publish.choices import hash_of
from app.publish.edition import Edition
from app.store.geography import Geography, finding_digest
from app.store.publications import lasts

LASTING = (AREAS, GEOMETRY, NEIGHBOURS, BOXES, FINER, OUTLINES, SURROUNDINGS, NAMES, POSTCODES, FINDER)


def lasting_inputs(connection: Connection, edition: Edition, geography: Geography) -> str:
    """Give a hash of all that the files which last are made from."""
    where = topology_key(edition.dataset, geography)
    return hash_of(edition.dataset, where, edition.areas, finding_digest(connection))


def taken_over(connection: Connection, editions: EditionsFolder, lasting: str) -> dict[str, StoredFile]:
    """Give the files that readers have and that would be made from the same inputs again, by their plain names.

    There are none where the current edition was made from others, or one of its files is damaged.
    """
    with suppress(DamagedEditionError, OSError):
        current = shown_edition(editions)
        if current is not None and current.facts["format"] == FORMAT and lasts(connection, current.id, lasting):
            current.fetch()
            names = (name for name in current.names if any(sort.is_name(name) for sort in LASTING))
            stored = {name: current.stored_as(name) for name in names}
            return {name: each for name, each in stored.items() if each is not None}
    return {}
