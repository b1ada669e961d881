"""Editions in a folder on this machine: synced, readable by everyone, and changed by one process at a time."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.disk import make_folder, sync, write_synced
from app.editions.storage import Entry

LOCK = ".lock"
WRITING = ".writing-"  # begins the names of what is not yet whole


@dataclass(frozen=True)
class LocalStorage:
    """A folder. Names that begin with a dot are the lock, or leftovers of a killed process."""

    path: Path

    @property
    def address(self) -> str:
        """Return the folder."""
        return str(self.path)

    @property
    def place(self) -> Path:
        """Return the folder."""
        return self.path

    def read(self, name: str, *, again: bool = False) -> bytes:
        """Read a file."""
        return (self.path / name).read_bytes()

    def fetch(self, names: Iterable[str]) -> None:
        """Do nothing: all files are local."""

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files, each at once, and wait until they are on the disk."""
        for name, content in files.items():
            self._put(self.path / name, content)
        for folder in {(self.path / name).parent for name in files}:
            sync(folder)

    def replace(self, name: str, content: bytes) -> None:
        """Put a file in the place of another at once, and wait until it is on the disk."""
        self.write({name: content})

    def _put(self, file: Path, content: bytes) -> None:
        make_folder(file.parent)
        writing = self.path / f"{WRITING}{os.getpid()}-{file.name}"
        try:
            write_synced(writing, content)
            writing.replace(file)
        finally:
            writing.unlink(missing_ok=True)

    def remove(self, names: Iterable[str]) -> None:
        """Remove files, and the folders that held nothing else."""
        folders = set()
        for name in names:
            (self.path / name).unlink(missing_ok=True)
            folders.add((self.path / name).parent)
        for folder in folders - {self.path}:
            if folder.exists() and not any(folder.iterdir()):
                folder.rmdir()
        if folders:
            sync(self.path)

    def entries(self, folder: str = "") -> dict[str, Entry]:
        """List every file below a folder."""
        return dict(_entries(self.path, self.path / folder))

    def folders(self) -> list[str]:
        """List the folders."""
        return sorted(each.name for each in self.path.iterdir() if each.is_dir()) if self.path.is_dir() else []

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Wait for other processes that change something, and keep them waiting meanwhile."""
        make_folder(self.path)
        with (self.path / LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            for abandoned in self.path.glob(f"{WRITING}*"):  # by a process that was killed
                shutil.rmtree(abandoned) if abandoned.is_dir() else abandoned.unlink()
            yield


def _entries(root: Path, folder: Path) -> Iterator[tuple[str, Entry]]:
    if not folder.is_dir():
        return
    with os.scandir(folder) as found:
        for each in found:
            if each.name.startswith("."):
                continue
            if each.is_dir():
                yield from _entries(root, Path(each.path))
            else:
                told = each.stat()
                written_at = datetime.fromtimestamp(told.st_mtime, UTC)
                yield str(Path(each.path).relative_to(root)), Entry(told.st_size, written_at)
