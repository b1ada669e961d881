"""Find the files to load, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.errors import BadFileError, CasemapError, UnrecognisedFileError
from app.sources import Recognised, is_companion, kind_of


@dataclass(frozen=True)
class Candidate:
    """A file to load: what it is, and the publication date given for it."""

    recognised: Recognised
    published_on: date | None

    @property
    def path(self) -> Path:
        """Give where it lies."""
        return self.recognised.path


def find_files(paths: Iterable[Path], published_on: date | None) -> tuple[list[Candidate], list[Path]]:
    """Find the files to load, geography first and then counts in the order of their publication.

    `published_on` stands in where a file's name says nothing. Gives also the files in folders that no reader knows.
    Raises UnrecognisedFileError where a file named itself is not known.
    """
    found: dict[Path, Candidate] = {}
    unknown: list[Path] = []
    for path in paths:
        if path.is_dir():
            _find_in_folder(path, published_on, found, unknown)
        else:
            with telling_of(path):
                found[path] = Candidate(kind_of(path), published_on)
    return sorted(found.values(), key=_order), unknown


def _find_in_folder(folder: Path, published_on: date | None, found: dict[Path, Candidate], unknown: list[Path]) -> None:
    inside = (path.relative_to(folder).parts for path in sorted(folder.rglob("*")) if path.is_file())
    for parts in inside:
        path = folder.joinpath(*parts)
        if any(part.startswith(".") for part in parts) or is_companion(path):
            continue
        try:
            recognised = kind_of(path)
        except UnrecognisedFileError:
            unknown.append(path)
        except BadFileError as error:
            raise BadFileError(f"{path}: {error}") from None
        else:
            found[path] = Candidate(recognised, recognised.published_on or published_on)


def _order(candidate: Candidate) -> tuple[bool, date, str]:
    published_on = candidate.recognised.published_on or candidate.published_on or date.max
    return not candidate.recognised.is_geography, published_on, str(candidate.path)


@contextmanager
def telling_of(path: Path) -> Iterator[None]:
    """Name the file in what is said of it."""
    try:
        yield
    except CasemapError as error:
        raise type(error)(f"{path}: {error}") from error
