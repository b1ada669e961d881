"""Fetch boundaries while the server runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.errors import CasemapError
from app.fetch.boundaries import NAME, fetch_boundaries
from app.fetch.line import Line
from app.settings import Settings
from app.settings.values import FETCH_NEVER

_STAMP = "boundaries-asked-for"


def fetch_boundaries_once_a_day(
    settings: Settings, today: date, tell: Callable[[str], object], line: Line | None = None
) -> Path | None:
    """Return the file of boundaries, downloaded if there was none; None where it cannot be downloaded.

    Asks once a day at most, whatever came of it, and not where CASEMAP_FETCH is never. Each address is tried once.
    A failure is passed to `tell` as one line.
    """
    if settings.fetch == FETCH_NEVER:
        return None
    if (fetched := settings.geodata / NAME).is_file():
        return fetched
    try:
        if not _first_time(settings.home / _STAMP, today):
            return None
        return fetch_boundaries(settings, line or Line(attempts=1)).path
    except (CasemapError, OSError) as error:
        tell(" ".join(str(error).split()))
        return None


def _first_time(stamp: Path, today: date) -> bool:
    """Return whether this is the first request of the day, and note it."""
    if stamp.exists() and stamp.read_text().strip() == today.isoformat():
        return False
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(f"{today.isoformat()}\n")
    return True
