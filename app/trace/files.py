"""Find a published file again by its hash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.load import sha256_of


@dataclass(frozen=True)
class FileSought:
    """A file that was loaded: its present path, None if not found; `others` have its name but other content."""

    file_name: str
    sha256: str
    path: Path | None
    others: tuple[Path, ...] = ()


def find_file(file_name: str, sha256: str, named: Sequence[Path], folders: Iterable[Path]) -> FileSought:
    """Look for a file among those named, whatever their names are now, then by its name in named and other folders."""
    others: list[Path] = []
    for path in _candidates(file_name, named, folders):
        if sha256_of(path) == sha256:
            return FileSought(file_name, sha256, path)
        if path.name == file_name:
            others.append(path)
    return FileSought(file_name, sha256, None, tuple(others))


def _candidates(file_name: str, named: Sequence[Path], folders: Iterable[Path]) -> Iterator[Path]:
    yield from (path for path in named if path.is_file())
    for folder in (*(path for path in named if path.is_dir()), *folders):
        yield from sorted(path for path in folder.rglob(file_name) if path.is_file())
