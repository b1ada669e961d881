"""Keep editions side by side, and point to the current one.

What editions share is stored once, by its hash. The files come first, then the edition's description, then the pointer:
each step either happens or does not, so a reader finds whole editions and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from app.editions.bucket import BucketStorage
from app.editions.contents import Told
from app.editions.following import FollowedBucket
from app.editions.forms import StoredFile
from app.editions.local import LocalStorage
from app.editions.places import (
    EDITION_ID,
    POINTER,
    description_of,
)
from app.editions.pointer import Pointer, read_pointer, replace_pointer
from app.editions.storage import Storage
from app.editions.stored import StoredEdition
from app.editions.withdrawals import Withdrawal, add_withdrawals, read_withdrawals
from app.editions.writing import missing, prepare
from app.errors import (
    CannotPublishError,
    DamagedEditionError,
    EditionsError,
    HeldError,
    NoEditionError,
    NotServedError,
    WithdrawnEditionError,
)
from app.settings import Bucket


@dataclass(frozen=True)
class Standing:
    """The edition that readers are to see, and what is wrong where that is not the current one in full."""

    edition: StoredEdition
    problem: str | None


class EditionsFolder:
    """Write, point to and open the editions in a folder or a bucket.

    `following` is for servers: of a bucket they see what was seen last, while another thread looks for more.
    """

    def __init__(self, place: Path | Bucket, *, following: bool = False) -> None:
        self.storage: Storage
        if isinstance(place, Path):
            self.storage = LocalStorage(place)
        else:
            self.storage = FollowedBucket(place) if following else BucketStorage(place)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Hold the lock on changes: two processes never change editions at the same time."""
        with ExitStack() as stack:
            with self._told_plainly():
                stack.enter_context(self.storage.changing())
            yield

    @contextmanager
    def _told_plainly(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            where = self.storage.address
            raise EditionsError(
                f"The editions in {where} cannot be written ({error.strerror}); readers see what they saw before."
            ) from error

    def write(
        self,
        told: Told,
        files: Mapping[str, bytes],
        taken: Mapping[str, StoredFile] = MappingProxyType({}),
        *,
        anew: bool = False,
    ) -> StoredEdition:
        """Write an edition whole or not at all, and return it; the same content is the same edition.

        `told` is what it says of itself; the hashes of its files as they are stored are added. Its id is its week and
        a hash of all that. `taken` are files of the current edition that it has beside `files`, by their names. What
        that has alike is not compressed again, unless all is to be `anew`, as another program may store it otherwise.
        """
        prepared = prepare(told, files, taken, self._of_current(files), anew=anew)
        edition_id = prepared.id
        if withdrawal := self.withdrawals().get(edition_id):
            raise CannotPublishError(
                f"This would be edition {edition_id} again, which was withdrawn on {withdrawal.on} "
                f"({withdrawal.because}). Nothing was published: load what is right first."
            )
        if not self._is_whole(edition_id):
            with self._told_plainly():
                self.storage.write(dict(missing(self.storage, prepared)))
                StoredEdition(self.storage, edition_id, prepared.facts).check()
                self.storage.replace(description_of(edition_id), prepared.description)
        return StoredEdition.open(self.storage, edition_id)

    def _of_current(self, names: Iterable[str]) -> dict[str, StoredFile]:
        """Return the current edition's files of these names as they are stored: what is the same stays so."""
        found: dict[str, StoredFile] = {}
        with suppress(NoEditionError, DamagedEditionError, OSError):
            current = self.current()
            current.fetch()
            for name in names:
                with suppress(DamagedEditionError):
                    stored = current.stored_as(name)
                    if stored is not None:
                        found[name] = stored
        return found

    def _is_whole(self, edition_id: str) -> bool:
        try:
            StoredEdition.open(self.storage, edition_id).check()
        except (OSError, DamagedEditionError):
            return False
        return True

    def pointer(self) -> Pointer | None:
        """Return the pointer, or None where nothing is published.

        Raises DamagedEditionError where it does not say what it should.
        """
        return read_pointer(self.storage)

    def seen(self) -> tuple[str, ...]:
        """List the current edition and those that were current before it, the latest first, without withdrawn ones.

        Raises DamagedEditionError where the pointer does not say.
        """
        pointer = self.pointer()
        seen = dict.fromkeys((pointer.edition, *reversed(pointer.before)) if pointer else ())
        withdrawn = self.withdrawals()
        return tuple(each for each in seen if each not in withdrawn)

    def held(self) -> str | None:
        """Return the edition that readers were taken back to and are to stay with, or None."""
        with suppress(DamagedEditionError):  # which publishing mends
            pointer = self.pointer()
            return pointer.edition if pointer and pointer.is_held else None
        return None

    def refuse_held(self) -> None:
        """Raise HeldError where a rollback holds."""
        if held := self.held():
            raise HeldError(held)

    def point_to(self, edition_id: str) -> None:
        """Make an edition current, and hold it no longer.

        Going back never leads to the built-in sample: what was current before it is forgotten with it.
        """
        try:
            pointer = self.pointer()
        except DamagedEditionError:
            pointer = None
        if pointer is None:
            self._replace_pointer(Pointer(edition_id))
        elif pointer.edition != edition_id:
            before = () if self._is_sample(pointer.edition) else (*pointer.before, pointer.edition)
            self._replace_pointer(Pointer(edition_id, before))
        elif pointer.is_held:
            self._replace_pointer(Pointer(edition_id, pointer.before))

    def _is_sample(self, edition_id: str) -> bool:
        try:
            return self.open(edition_id).facts["is_sample"]
        except (NotServedError, WithdrawnEditionError, DamagedEditionError):
            return False

    def roll_back(self) -> StoredEdition:
        """Make the last intact edition before the current one current again, hold it, and return it.

        Raises NoEditionError where there is none before.
        """
        pointer = self.pointer()
        before = list(pointer.before) if pointer else []
        while before:
            with suppress(NoEditionError, DamagedEditionError):
                edition = self._whole(before.pop())
                self._replace_pointer(Pointer(edition.id, tuple(before), is_held=True))
                return edition
        raise NoEditionError("There is no whole edition before the current one to go back to.")

    def _replace_pointer(self, pointer: Pointer) -> None:
        with self._told_plainly():
            replace_pointer(self.storage, pointer)

    def current(self) -> StoredEdition:
        """Open the current edition.

        Raises NoEditionError where nothing is published.
        """
        return self._published(self._told_pointer().edition)

    def standing(self) -> Standing:
        """Open the current edition or, if it is damaged, the last intact one before it.

        Every file is checked. If no edition is intact, the current one is opened: its intact files can be read.
        Raises NoEditionError where nothing is published.
        """
        pointer = self._told_pointer()
        problem = None
        for edition_id in (pointer.edition, *reversed(pointer.before)):
            try:
                return Standing(self._whole(edition_id), problem)
            except (NoEditionError, DamagedEditionError) as error:
                problem = problem or str(error)
        return Standing(self.current(), problem)

    def _told_pointer(self) -> Pointer:
        pointer = self.pointer()
        if pointer is None:
            raise NoEditionError("Nothing is published yet: load files with `casemap load`, then `casemap publish`.")
        return pointer

    def _whole(self, edition_id: str) -> StoredEdition:
        edition = self._published(edition_id)
        edition.check()
        return edition

    def withdrawals(self) -> Mapping[str, Withdrawal]:
        """Return what was withdrawn, by the ids of editions."""
        return read_withdrawals(self.storage)

    def withdraw(self, edition_ids: Collection[str], because: str, today: date) -> StoredEdition | None:
        """Withdraw editions for good, and return the one that readers see afterwards, None where there is none.

        If the current one is among them, the last intact one before it becomes current and is held.
        """
        with self._told_plainly():
            add_withdrawals(self.storage, {each: Withdrawal(because, today.isoformat()) for each in edition_ids})
        pointer = self.pointer()
        if pointer is None or pointer.edition not in edition_ids:
            return self.standing().edition if pointer else None
        with suppress(NoEditionError):
            return self.roll_back()
        with self._told_plainly():
            self.storage.remove([POINTER])
        return None

    def ids(self) -> list[str]:
        """List the editions that are there, the earliest week first."""
        return sorted(filter(EDITION_ID.fullmatch, self.storage.folders()))

    def _published(self, edition_id: str) -> StoredEdition:
        try:
            return self.open(edition_id)
        except (NotServedError, WithdrawnEditionError):
            raise NoEditionError(f"Edition {edition_id} is gone; publish again or roll back.") from None

    def open(self, edition_id: str) -> StoredEdition:
        """Open an edition by its id.

        Raises NotServedError where there is none, WithdrawnEditionError where it was withdrawn, and DamagedEditionError
        where its description is not what was published.
        """
        if withdrawal := self.withdrawals().get(edition_id):
            raise WithdrawnEditionError(edition_id, withdrawal.on, withdrawal.because)
        if EDITION_ID.fullmatch(edition_id):
            with suppress(FileNotFoundError):
                return StoredEdition.open(self.storage, edition_id)
        raise NotServedError(f"There is no edition {edition_id[:40]}.")
