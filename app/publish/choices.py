"""What an operator chooses for an edition, and whether publishing would give the same edition again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy import Connection

from app.dataset import Dataset
from app.domain import Period
from app.editions import EditionsFolder, StoredEdition
from app.errors import DamagedEditionError, EditionsError, NoEditionError
from app.store import Store
from app.store.publications import loaded_files, was_published

HASH = 32  # digits


@dataclass(frozen=True)
class Choices:
    """What an operator chooses of an edition.

    `as_of` is the day by which its releases were published, `accept_incomplete` a period to take though data is
    missing, and `is_sample` says that it shows the built-in sample.
    """

    dataset: Dataset
    as_of: date | None = None
    accept_incomplete: Period | None = None
    is_sample: bool = False

    @property
    def names_a_day(self) -> bool:
        """Return whether the operator chose a day on purpose."""
        return self.as_of is not None or self.accept_incomplete is not None


def inputs_of(connection: Connection, choices: Choices) -> str:
    """Return a hash of all that an edition is made from: files, choices and the program itself."""
    return hash_of(loaded_files(connection), choices)


def hash_of(*inputs: object) -> str:
    """Return a hash of inputs, by how they are written, and of the program itself."""
    return hashlib.sha256(repr((*inputs, _program())).encode()).hexdigest()[:HASH]


def published_already(store: Store, editions: EditionsFolder, choices: Choices) -> StoredEdition | None:
    """Return the current edition if publishing would give it again, which is quicker to find out than to do."""
    try:
        current = editions.current()
        with store.reading() as connection:
            if not was_published(connection, current.id, inputs_of(connection, choices)):
                return None
        current.check()
    except (NoEditionError, DamagedEditionError, EditionsError):  # publishing mends what is damaged
        return None
    return current


@cache
def _program() -> str:
    """Return a hash of the program: another version may publish other bytes."""
    sources = sorted(Path(__file__).parent.parent.rglob("*.py"))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
