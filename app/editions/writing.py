"""Work out what an edition consists of as it is stored, and which of its files are not there yet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from app.editions.contents import Facts, Told
from app.editions.contract import to_json
from app.editions.forms import StoredFile, to_store
from app.editions.places import SPARES, object_of, spare_of
from app.editions.storage import Storage


@dataclass(frozen=True)
class Prepared:
    """An edition to be written: `shared` are the files that the current edition has too, `new` the others."""

    id: str
    facts: Facts
    description: bytes
    shared: Sequence[StoredFile]
    new: Sequence[StoredFile]


def prepare(
    told: Told,
    files: Mapping[str, bytes],
    taken: Mapping[str, StoredFile],
    current: Mapping[str, StoredFile],
    *,
    anew: bool,
) -> Prepared:
    """Compress the files that differ from the `current` edition's, or all `anew`, and name the edition by its content.

    `taken` are files of the current edition that the new one has beside `files`.
    """
    before = {} if anew else current
    same = {name: each for name, each in before.items() if each.before == files[name]}
    made = to_store({name: content for name, content in files.items() if name not in same}, before)
    held = {each.digest for each in current.values()}
    shared = [*taken.values(), *same.values(), *(each for each in made if each.digest in held)]
    new = [each for each in made if each.digest not in held]
    stored = sorted([*shared, *new], key=lambda each: each.name)
    facts: Facts = {**told, "files": {each.name: each.digest for each in stored}}
    description = to_json(facts)
    edition_id = f"{facts['week_end']}-{hashlib.sha256(description).hexdigest()[:12]}"
    return Prepared(edition_id, facts, description, shared, new)


def missing(storage: Storage, prepared: Prepared) -> Iterator[tuple[str, bytes]]:
    """Return what is to be written, by its place: new files, spares of shared files, and shared files that are damaged.

    A new file is written even where it is stored already: only an old edition has it, so that pruning may be about to
    remove it.
    """
    for each in prepared.new:
        yield object_of(each.digest), each.content
    spares = storage.entries(SPARES)
    for each in prepared.shared:
        if not _holds(storage, each):
            yield object_of(each.digest), each.content
        if spare_of(each.digest) not in spares:
            yield spare_of(each.digest), each.content


def _holds(storage: Storage, stored: StoredFile) -> bool:
    with suppress(OSError):
        return storage.read(object_of(stored.digest)) == stored.content
    return False
