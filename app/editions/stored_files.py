"""Read the stored files of an edition; each is checked against its hash whenever it is read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from typing import Self

from app.editions.contents import Facts
from app.editions.contract import CODINGS, COMPRESSED, FORMAT, IN_ITS_FOLDER, READABLE
from app.editions.forms import StoredFile, as_it_was
from app.editions.places import DESCRIPTION, description_of, object_of, spare_of
from app.editions.storage import Storage
from app.errors import DamagedEditionError, NotServedError, OtherFormatError


@dataclass(frozen=True)
class StoredFiles:
    """An edition's description, at hand, and its files, read when they are asked for."""

    storage: Storage
    id: str
    facts: Facts

    @classmethod
    def open(cls, storage: Storage, edition_id: str) -> Self:
        """Read an edition's description.

        Raises FileNotFoundError where there is none, DamagedEditionError where it does not agree with the id,
        OtherFormatError where another version of Casemap wrote it.
        """

        def is_whole(content: bytes) -> bool:
            return edition_id.endswith(hashlib.sha256(content).hexdigest()[:12])

        try:
            content = read_whole(storage, [description_of(edition_id)], is_whole)
        except FileNotFoundError:
            raise
        except (OSError, ValueError) as error:
            raise _damaged(edition_id, DESCRIPTION, error) from None
        facts = json.loads(content)
        if facts.get("format") not in READABLE:
            raise OtherFormatError(edition_id, facts.get("format"), FORMAT)
        return cls(storage, edition_id, facts)

    @property
    def names(self) -> list[str]:
        """List the edition's files by the names that they had before they were stored."""
        return list(dict.fromkeys(name.removesuffix(COMPRESSED) for name in self.facts["files"]))

    def read(self, name: str) -> bytes:
        """Read one of the edition's files: decompressed or, by its stored name, as it is stored.

        Raises NotServedError where it has none of that name, DamagedEditionError where it is not what was published.
        """
        files = self.facts["files"]
        stored = name if name in files else f"{name}{COMPRESSED}"
        if stored not in files:
            raise NotServedError(f"Edition {self.id} has no file {name}.")
        content = self._stored(stored)
        return content if stored == name else as_it_was(stored, content)

    def forms(self, name: str) -> tuple[bytes, dict[str, bytes]]:
        """Read a file as it was before it was stored, and its stored forms by their content codings.

        Raises as `read` does.
        """
        files = self.facts["files"]
        forms = {
            coding: self._stored(f"{name}{suffix}") for coding, suffix in CODINGS.items() if f"{name}{suffix}" in files
        }
        if "br" in forms and name not in files:
            return as_it_was(f"{name}{COMPRESSED}", forms["br"]), forms
        return self.read(name), forms

    def stored_as(self, name: str) -> StoredFile | None:
        """Return a file as it is stored among those that editions share, None where it is not.

        Raises DamagedEditionError where it is not what was published.
        """
        files = self.facts["files"]
        stored = next((each for each in (f"{name}{COMPRESSED}", name) if each in files), None)
        if stored is None or self.facts["format"] == IN_ITS_FOLDER:
            return None
        return StoredFile(stored, self._stored(stored))

    def _stored(self, name: str) -> bytes:
        digest = self.facts["files"][name]
        try:
            return read_whole(self.storage, self._places(name), lambda content: _digest(content) == digest)
        except (OSError, ValueError) as error:
            raise _damaged(self.id, name, error) from None

    def _places(self, name: str) -> list[str]:
        if self.facts["format"] == IN_ITS_FOLDER:
            return [f"{self.id}/{name}"]
        digest = self.facts["files"][name]
        return [object_of(digest), spare_of(digest)]

    def fetch(self) -> None:
        """Copy all files to this machine, where they are elsewhere."""
        self.storage.fetch([self._places(name)[0] for name in self.facts["files"]])

    def check(self) -> None:
        """Read every file once.

        Raises DamagedEditionError at the first that is not what was published.
        """
        with suppress(OSError):  # which reading tells of
            self.fetch()
        for name in self.facts["files"]:
            self._stored(name)

    def has(self, name: str) -> bool:
        """Return whether the edition has a file of this name."""
        return not self.facts["files"].keys().isdisjoint((name, f"{name}{COMPRESSED}"))

    def digest(self, name: str) -> str | None:
        """Return a hash that is the same in editions of a format whose file is the same; None where there is none."""
        files = self.facts["files"]
        return files.get(f"{name}{COMPRESSED}") or files.get(name)

    def size(self, name: str) -> int:
        """Return how many bytes one of the edition's files has.

        Raises as `read` does.
        """
        return len(self.read(name))


def read_whole(storage: Storage, places: Iterable[str], is_whole: Callable[[bytes], bool]) -> bytes:
    """Read a file from the first of the places where it is whole.

    Raises FileNotFoundError where it is in none, ValueError where it is whole in none, OSError where it cannot be read.
    """
    failure: Exception = FileNotFoundError()
    for place, again in product(places, (False, True)):
        try:
            content = storage.read(place, again=again)
        except OSError as error:
            failure = error
            continue
        if is_whole(content):
            return content
        failure = ValueError(place)
    raise failure


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _damaged(edition_id: str, name: str, error: Exception) -> DamagedEditionError:
    if isinstance(error, OSError) and not isinstance(error, FileNotFoundError):
        problem = f"Edition {edition_id}: {name} cannot be read ({error.strerror})."
    else:
        plain = name.removesuffix(COMPRESSED)
        problem = f"Edition {edition_id}: {plain} is not what was published; publish again to mend it."
    return DamagedEditionError(problem, edition=edition_id)
