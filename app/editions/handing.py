"""Pass an edition to another process, as words on its command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.editions.folder import EditionsFolder
from app.editions.stored import StoredEdition
from app.settings import Bucket


def words_of(edition: StoredEdition) -> tuple[str, str, str]:
    """Return the words that name an edition and where it is stored."""
    place = edition.storage.place
    if isinstance(place, Bucket):
        return place.address, str(place.copies), edition.id
    return str(place), "", edition.id


def edition_of(words: Sequence[str]) -> StoredEdition:
    """Open the edition that three such words name.

    Raises as EditionsFolder.open does.
    """
    address, copies, edition_id = words
    return EditionsFolder(Bucket(address, Path(copies)) if copies else Path(address)).open(edition_id)
