"""Keep local copies of remote files of editions, as far as there is room."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from time import time

ROOM = 1_000_000_000  # bytes of all copies
ENOUGH = 0.8  # the share of the room that stays occupied when copies are removed
TOUCHED_EVERY = 3600  # seconds between notes of when a copy was read: the least recently read go first


@dataclass(frozen=True)
class Copies:
    """Copies of files by their names. Nothing here fails: a file that cannot be kept is requested again.

    Several processes may share the folder: each file is put there whole.
    """

    path: Path
    room: int = ROOM
    _lock: Lock = field(default_factory=Lock, compare=False, repr=False)

    def read(self, name: str) -> bytes | None:
        """Read a copy, None where there is none."""
        file = self.path / name
        try:
            content = file.read_bytes()
            if file.stat().st_mtime < time() - TOUCHED_EVERY:
                os.utime(file)
        except OSError:
            return None
        return content

    def has(self, name: str) -> bool:
        """Return whether there is a copy."""
        return (self.path / name).is_file()

    def keep(self, name: str, content: bytes) -> None:
        """Keep a copy."""
        file = self.path / name
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            descriptor, writing = tempfile.mkstemp(prefix=".", dir=file.parent)
            try:
                with os.fdopen(descriptor, "wb") as written:
                    written.write(content)
                Path(writing).replace(file)
            except OSError:
                Path(writing).unlink(missing_ok=True)

    def forget(self, name: str) -> None:
        """Remove a copy."""
        with suppress(OSError):
            (self.path / name).unlink(missing_ok=True)

    def make_room(self, needed: Iterable[str]) -> None:
        """Remove the least recently read copies if there are too many, but none that is needed."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            stay = {self.path / name for name in needed}
            found = [(file, file.stat()) for file in self.path.rglob("*") if file.is_file()]
            size = sum(told.st_size for _, told in found)
            if size <= self.room:
                return
            for file, told in sorted(found, key=lambda each: each[1].st_mtime):
                if size <= ENOUGH * self.room:
                    break
                if file not in stay:
                    file.unlink(missing_ok=True)
                    size -= told.st_size
        except OSError:  # another process removed what was found here
            return
        finally:
            self._lock.release()
