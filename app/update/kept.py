"""Keep the outcomes of updates for monitoring, one line each in a file of the home."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.disk import make_folder

NAME = "updates.txt"


@dataclass(frozen=True)
class Ended:
    """When an update ended, how, and with which exit code."""

    at: datetime
    outcome: str
    exit_code: int


def keep(home: Path, ended: Ended) -> None:
    """Add a line; two updates that end at the same moment both do."""
    make_folder(home)
    with (home / NAME).open("a") as file:
        file.write(f"{ended.at.isoformat(timespec='seconds')} {ended.outcome} {ended.exit_code}\n")


def ends_of(home: Path) -> Iterator[Ended]:
    """Read how updates ended, the earliest first; a line that a full disk cut off is passed over."""
    try:
        lines = (home / NAME).read_text().splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        match line.split():
            case [at, outcome, code] if code.isdigit():
                yield Ended(datetime.fromisoformat(at), outcome, int(code))
