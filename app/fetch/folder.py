"""The folder of downloads: one download at a time, and each file replaced atomically."""

from __future__ import annotations

import fcntl
import filecmp
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.disk import sync
from app.errors import FetchError
from app.settings import Settings
from app.settings.values import FETCH_NEVER

Show = Callable[[int, int | None], None]
"""Show how far a download is: what has come, of how much in all (None where nobody knows)."""


def show_nothing(_done: int, _total: int | None) -> None:
    """Show nothing of a download."""


@dataclass(frozen=True)
class Fetched:
    """What came of a download: not `changed` where the file here is the latest already."""

    path: Path
    changed: bool
    described: str = ""


@contextmanager
def fetching_into(settings: Settings) -> Iterator[Path]:
    """Return the folder, kept from other fetches meanwhile.

    Raises FetchError where the settings forbid every request, another fetch is at work, or the disk refuses.
    """
    if settings.fetch == FETCH_NEVER:
        raise FetchError("CASEMAP_FETCH is never, so no request was sent: download the files elsewhere and load them.")
    folder = settings.geodata.absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / ".fetching").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield folder
    except BlockingIOError:
        raise FetchError(f"Another fetch is at work in {folder}. Wait until it ends.") from None
    except OSError as error:
        raise FetchError(f"{folder}: {error.strerror}. Make room, or name another folder in CASEMAP_GEODATA.") from None


def put_in_place(part: Path, target: Path) -> bool:
    """Replace a file by what came, synced; tell whether that changed anything."""
    if target.exists() and filecmp.cmp(part, target, shallow=False):
        part.unlink()
        return False
    sync(part)
    part.replace(target)
    sync(target.parent)
    return True
