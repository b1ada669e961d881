"""Keep editions side by side in a folder, and point to the current one.

An edition is written under a temporary name, synced, checked and renamed; then the pointer is replaced. Each step
either happens or does not, so a reader finds whole editions and nothing else.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.disk import make_folder, replace_synced, sync, write_synced
from app.editions.contract import DESCRIPTION, Facts, Told, to_json
from app.editions.stored import StoredEdition
from app.editions.withdrawals import WITHDRAWN, Withdrawal, add_withdrawals, read_withdrawals
from app.errors import (
    CannotPublishError,
    DamagedEditionError,
    EditionsError,
    HeldError,
    NoEditionError,
    NotServedError,
    WithdrawnEditionError,
)

POINTER = "current"
EDITION_ID = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Pointer:
    """The current edition, and those that were current before it, the latest last.

    `is_held` says that readers were taken back to it, and are to stay there until publishing is resumed.
    """

    edition: str
    before: tuple[str, ...] = ()
    is_held: bool = False


@dataclass(frozen=True)
class Standing:
    """The edition that readers are to see, and what is wrong where that is not the current one in full."""

    edition: StoredEdition
    problem: str | None


class EditionsFolder:
    """Write, point to and open the editions in a folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Keep other processes from changing the editions meanwhile."""
        with ExitStack() as stack:
            with self._told_plainly():
                make_folder(self.path)
                lock = stack.enter_context((self.path / ".lock").open("w"))
                fcntl.flock(lock, fcntl.LOCK_EX)
                self._remove_abandoned()
            yield

    @contextmanager
    def _told_plainly(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise EditionsError(
                f"The editions in {self.path} cannot be written ({error.strerror}); readers see what they saw before."
            ) from error

    def _remove_abandoned(self) -> None:
        """Remove what a process that was killed left behind."""
        for name in (POINTER, WITHDRAWN):
            (self.path / f".{name}").unlink(missing_ok=True)
        for abandoned in self.path.glob(".writing-*"):
            shutil.rmtree(abandoned)

    def write(self, told: Told, files: Mapping[str, bytes]) -> StoredEdition:
        """Write an edition whole, or not at all, and give it; the same content is the same edition.

        `told` is what it says of itself; the hashes of its files are added. Its id is its week and a hash of all that.
        """
        hashes = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
        facts: Facts = {**told, "files": hashes}
        description = to_json(facts)
        edition_id = f"{facts['week_end']}-{hashlib.sha256(description).hexdigest()[:12]}"
        if withdrawal := self.withdrawals().get(edition_id):
            raise CannotPublishError(
                f"This would be edition {edition_id} again, which was withdrawn on {withdrawal.on} "
                f"({withdrawal.because}). Nothing was published: load what is right first."
            )
        target = self.path / edition_id
        if not _is_whole(target):
            with self._told_plainly(), self._writing_folder() as writing:
                _write_all(writing, {**files, DESCRIPTION: description})
                StoredEdition(writing, facts).check()
                if target.exists():
                    target.rename(self.path / f".writing-damaged-{edition_id}")
                writing.rename(target)
                sync(self.path)
        return StoredEdition.open(target)

    @contextmanager
    def _writing_folder(self) -> Iterator[Path]:
        """Give a folder to write in, of which nothing stays where it was not renamed."""
        writing = Path(tempfile.mkdtemp(prefix=".writing-", dir=self.path))
        try:
            yield writing
        finally:
            shutil.rmtree(writing, ignore_errors=True)

    def pointer(self) -> Pointer | None:
        """Give the pointer, or None where nothing is published.

        Raises DamagedEditionError where it does not say what it should.
        """
        try:
            content = json.loads((self.path / POINTER).read_bytes())
            before = tuple(map(str, content["before"]))
            return Pointer(str(content["edition"]), before, content.get("is_held", False) is True)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            raise DamagedEditionError(f"{self.path / POINTER} is damaged; publish again to mend it.") from None

    def seen(self) -> tuple[str, ...]:
        """List the current edition and those that were current before it, the latest first, without withdrawn ones.

        Raises DamagedEditionError where the pointer does not say.
        """
        pointer = self.pointer()
        seen = dict.fromkeys((pointer.edition, *reversed(pointer.before)) if pointer else ())
        withdrawn = self.withdrawals()
        return tuple(each for each in seen if each not in withdrawn)

    def held(self) -> str | None:
        """Give the edition that readers were taken back to and are to stay with, or None."""
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
        """Make the last whole edition that was current before this one current again, hold it, and give it.

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
            replace_synced(self.path / POINTER, to_json(vars(pointer)))

    def current(self) -> StoredEdition:
        """Open the current edition.

        Raises NoEditionError where nothing is published.
        """
        return self._published(self._told_pointer().edition)

    def standing(self) -> Standing:
        """Open the current edition or, where it is damaged, the last whole one that was current before it.

        Every file is checked. Where none is whole it is the current one all the same: what is whole of it can be read.
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
        """Give what was withdrawn, by the ids of editions."""
        return read_withdrawals(self.path)

    def withdraw(self, edition_ids: Collection[str], because: str, today: date) -> StoredEdition | None:
        """Withdraw editions for good, and give the one that readers see then, None where there is none.

        Where the current one is among them, the last whole one before it that stands becomes current and is held.
        """
        with self._told_plainly():
            add_withdrawals(self.path, {each: Withdrawal(because, today.isoformat()) for each in edition_ids})
        pointer = self.pointer()
        if pointer is None or pointer.edition not in edition_ids:
            return self.standing().edition if pointer else None
        with suppress(NoEditionError):
            return self.roll_back()
        with self._told_plainly():
            (self.path / POINTER).unlink()
            sync(self.path)
        return None

    def ids(self) -> list[str]:
        """List the editions that are there, the earliest week first."""
        return sorted(path.name for path in self.path.glob("*") if EDITION_ID.fullmatch(path.name))

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
        if not EDITION_ID.fullmatch(edition_id) or not (self.path / edition_id / DESCRIPTION).is_file():
            raise NotServedError(f"There is no edition {edition_id[:40]}.")
        return StoredEdition.open(self.path / edition_id)


def _is_whole(path: Path) -> bool:
    if not path.exists():
        return False
    try:
        StoredEdition.open(path).check()
    except DamagedEditionError:
        return False
    return True


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        write_synced(folder / name, content)
    for inner in {(folder / name).parent for name in files}:
        sync(inner)
    folder.chmod(0o755)
