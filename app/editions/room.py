"""How much room editions take, and what may be removed because no reader can have seen it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.editions.contents import Facts
from app.editions.contract import IN_ITS_FOLDER
from app.editions.folder import EditionsFolder
from app.editions.places import OBJECTS, SPARES, description_of, object_of, served_mark_of, spare_of
from app.editions.storage import Entry
from app.editions.stored import StoredEdition
from app.errors import DamagedEditionError

LEFT_AFTER = timedelta(days=1)  # what is younger may be of an edition that is being published


@dataclass(frozen=True)
class Room:
    """Bytes: of everything together, and of each edition what no other holds."""

    total: int
    own: Mapping[str, int]


@dataclass(frozen=True)
class Pruned:
    """The editions that were removed, and the bytes that all that was removed had."""

    editions: tuple[str, ...]
    size: int


def room(editions: EditionsFolder) -> Room:
    """Measure the room that editions take; it is unknown for one that does not list its files."""
    entries = editions.storage.entries()
    held: dict[str, set[str]] = {}
    for edition in editions.ids():
        with suppress(DamagedEditionError, OSError):
            held[edition] = _files_of(editions, edition)
    holders = Counter(name for names in held.values() for name in names)
    own = {
        edition: sum(entries[name].size for name in names if holders[name] == 1 and name in entries)
        for edition, names in held.items()
    }
    return Room(sum(each.size for each in entries.values()), own)


def prune(editions: EditionsFolder, now: datetime) -> Pruned:
    """Remove what is older than a day of editions that readers never saw, and of files that no edition holds.

    `now` has a time zone. Raises DamagedEditionError where an edition does not say which files it holds: then nothing
    is removed.
    """
    entries = editions.storage.entries()
    old = {name for name, entry in entries.items() if now - entry.written_at > LEFT_AFTER}
    unseen = [
        edition
        for edition in editions.ids()
        if description_of(edition) in old and not _may_have_been_seen(editions, edition, entries)
    ]
    stay = set(editions.ids()).difference(unseen)
    needed = {name for edition in stay for name in _files_of(editions, edition)}
    shared = {name for name in old if name.startswith((f"{OBJECTS}/", f"{SPARES}/"))}
    gone = [*map(description_of, unseen), *sorted(shared - needed)]  # an edition without its description is none
    editions.storage.remove(gone)
    return Pruned(tuple(unseen), sum(entries[name].size for name in gone))


def _files_of(editions: EditionsFolder, edition_id: str) -> set[str]:
    """List all files of an edition, whether or not it was withdrawn."""
    facts = _described(editions, edition_id)
    if facts["format"] == IN_ITS_FOLDER:
        return {description_of(edition_id), *(f"{edition_id}/{name}" for name in facts["files"])}
    digests = facts["files"].values()
    return {description_of(edition_id), *map(object_of, digests), *map(spare_of, digests)}


def _described(editions: EditionsFolder, edition_id: str) -> Facts:
    return StoredEdition.open(editions.storage, edition_id).facts


def _may_have_been_seen(editions: EditionsFolder, edition_id: str, entries: Mapping[str, Entry]) -> bool:
    """Return whether readers may have seen an edition; it is unknown for editions of older versions of Casemap."""
    if served_mark_of(edition_id) in entries or edition_id in editions.seen():
        return True
    return _described(editions, edition_id)["format"] == IN_ITS_FOLDER
