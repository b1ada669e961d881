"""Keep finished files of the edition that readers see, so that each is made only once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.bulk.asked import Asked
from app.editions import StoredEdition
from app.editions.handing import words_of
from app.editions.places import EDITION_ID
from app.errors import DownloadError

ROOM = 1_000_000_000  # bytes of all files that are kept
SECONDS = 300  # after which making a file is given up


@dataclass(frozen=True)
class Made:
    """A file that was made; its name ends with a hash of its content."""

    path: Path

    @property
    def etag(self) -> str:
        """Return a tag that differs from that of any other content."""
        return self.path.stem.rpartition("-")[2]

    @property
    def compressed(self) -> Path:
        """Return where its gzip form lies, where it has one."""
        return self.path.with_name(f"{self.path.name}.gz")


class MadeFiles:
    """A folder of files by their editions' ids.

    Where it `is_apart` files are made in processes of their own, as a server has none of what makes them.
    """

    def __init__(self, path: Path, room: int = ROOM, *, is_apart: bool = True) -> None:
        self._path = path
        self._room = room
        self._is_apart = is_apart

    def folder_of(self, edition: StoredEdition) -> Path:
        """Return where an edition's files lie."""
        return self._path / edition.id

    def find(self, edition: StoredEdition, asked: Asked) -> Made | None:
        """Find a file that was made; None where it was not, or was removed since."""
        for file in sorted(self.folder_of(edition).glob(f"{asked.name}-*.{asked.form}")):
            with suppress(OSError):
                os.utime(file)
                return Made(file)
        return None

    def make(self, edition: StoredEdition, asked: Asked) -> Made:
        """Make a file and give it.

        Raises DownloadError where that fails or takes too long, DamagedEditionError where the edition is the reason.
        """
        self.keep_only(edition.id)
        try:
            self.folder_of(edition).mkdir(parents=True, exist_ok=True)
            self._run(edition, asked)
        except subprocess.TimeoutExpired:
            raise DownloadError(f"takes longer than {SECONDS} seconds") from None
        except subprocess.CalledProcessError as error:
            edition.check()
            raise DownloadError(error.stderr.decode(errors="replace")[-500:]) from None
        except OSError as error:
            raise DownloadError(str(error)) from None
        made = self.find(edition, asked)
        if made is None:
            raise DownloadError("was removed meanwhile")
        self._make_room(made)
        return made

    def _run(self, edition: StoredEdition, asked: Asked) -> None:
        if not self._is_apart:
            from app.bulk.__main__ import make

            make(edition, asked, self.folder_of(edition))
            return
        given = [*words_of(edition), asked.level, str(asked.week or ""), asked.form, str(self.folder_of(edition))]
        command = [sys.executable, "-P", "-m", "app.bulk", *given]
        subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603

    def keep_only(self, edition_id: str) -> None:
        """Remove the files of other editions, so that nothing stays of one that was withdrawn."""
        for folder in self._path.glob("*"):
            if folder.name != edition_id and EDITION_ID.fullmatch(folder.name):
                shutil.rmtree(folder, ignore_errors=True)

    def _make_room(self, newest: Made) -> None:
        """Remove the least recently used files."""
        folder = newest.path.parent
        last_wanted = {file: file.stat() for file in folder.glob("*")}
        left = self._room
        for file in sorted(last_wanted, key=lambda file: last_wanted[file].st_mtime, reverse=True):
            left -= last_wanted[file].st_size
            if left < 0 and file not in (newest.path, newest.compressed):
                file.unlink(missing_ok=True)
