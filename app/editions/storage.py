"""The interface of the place where editions are stored: a local folder, or an address that fsspec supports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from app.settings import Bucket


@dataclass(frozen=True)
class Entry:
    """A file that lies there: its bytes, and when it was written."""

    size: int
    written_at: datetime


class Storage(Protocol):
    """Files by their names. Failures raise OSError, missing files FileNotFoundError."""

    @property
    def address(self) -> str:
        """Say where it is."""

    @property
    def place(self) -> Path | Bucket:
        """Return what opens it again, in another process too."""

    def read(self, name: str, *, again: bool = False) -> bytes:
        """Read a file; `again` bypasses a local copy that turned out to be damaged."""

    def fetch(self, names: Iterable[str]) -> None:
        """Copy files to this machine that will be read, as far as they exist."""

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files that nobody reads yet, and wait until they are stored durably."""

    def replace(self, name: str, content: bytes) -> None:
        """Put a file in the place of another at once, unless another process did since `changing` began."""

    def remove(self, names: Iterable[str]) -> None:
        """Remove files, as far as they exist."""

    def entries(self, folder: str = "") -> dict[str, Entry]:
        """List every file below a folder by its name."""

    def folders(self) -> list[str]:
        """List the folders that hold something."""

    def changing(self) -> AbstractContextManager[None]:
        """Hold the lock on changes, or note the present versions, so that no other process's change is lost."""
