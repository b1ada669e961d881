"""Find the files to load, and in which order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import shapely

from app.dataset import DEFINITION, Dataset
from app.errors import BadFileError, CasemapError, FileError, OtherNameError, UnrecognisedFileError
from app.sources import Boundaries, Recognised, is_companion, is_plain_name, kind_of, read_contents

_DATA = (".csv", ".json", ".geojson", ".zip", ".gz", ".gpkg", ".shp")
_NO_FILE = "no file but a pipe, a socket or a device"
_LOCKS = ("~$",)
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", "~")


@dataclass(frozen=True)
class Candidate:
    """A file to load: what it is, and the publication date given for it."""

    recognised: Recognised
    published_on: date | None

    @property
    def path(self) -> Path:
        """Return where it lies."""
        return self.recognised.path

    @property
    def day(self) -> date | None:
        """Return when it was published: as given, or as the definition or its name says."""
        return self.published_on or self.recognised.published_on


@dataclass(frozen=True)
class PassedOver:
    """A file in a folder that is not to be loaded, and why."""

    path: Path
    why: str


@dataclass
class Found:
    """What paths hold: the files to load, those passed over, and what is wrong with those that are not data."""

    candidates: list[Candidate] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)
    problems: list[FileError] = field(default_factory=list)


def find_files(paths: Iterable[Path], published_on: date | None, dataset: Dataset) -> Found:
    """Find the files to load, geography first and then counts in the order of their publication.

    Of several files of boundaries the finest comes last, as it is the one that then stays.
    `published_on` stands in where a file's name says nothing. A folder is taken for what it holds of data; a file named
    itself, and one in a folder whose name ends as data's does, is a problem where it is none.
    """
    found = Found()
    for path in paths:
        if path.is_dir():
            _look_into(path, published_on, dataset, found)
        else:
            _look_at(path, published_on, dataset, found)
    candidates = {each.path: each for each in found.candidates}.values()
    points = _points_of_boundaries(candidates, dataset)
    found.candidates = sorted(candidates, key=lambda each: _order(each, points.get(each.path, 0)))
    return found


def _look_at(path: Path, published_on: date | None, dataset: Dataset, found: Found) -> None:
    try:
        with telling_of(path):
            if not path.is_file():
                raise BadFileError(f"It is {_NO_FILE}. Save what it gives to a file and load that.")
            found.candidates.append(Candidate(kind_of(path, dataset), published_on))
    except FileError as error:
        found.problems.append(error)


def _look_into(folder: Path, published_on: date | None, dataset: Dataset, found: Found) -> None:
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if any(part.startswith(".") for part in inner.parts) or is_companion(path) or path.name == DEFINITION:
            continue
        if why := _unfit(path, inner, folder.resolve()):
            found.passed_over.append(PassedOver(path, why))
        elif path.is_file():
            _look_at_one_of_many(path, published_on, dataset, found)


def _unfit(path: Path, inner: Path, folder: Path) -> str:
    """Say why a file in a folder is not opened; empty where it may be."""
    if not all(map(is_plain_name, inner.parts)):
        return "as its name is too long, or has line breaks or control characters"
    if path.is_symlink() and not (path.exists() and path.resolve().is_relative_to(folder)):
        return "as it is a link that leads out of the folder, or nowhere"
    return "" if path.is_file() or path.is_dir() else f"as it is {_NO_FILE}"


def _look_at_one_of_many(path: Path, published_on: date | None, dataset: Dataset, found: Found) -> None:
    if path.name.startswith(_LOCKS) or path.name.lower().endswith(_UNFINISHED):
        found.passed_over.append(PassedOver(path, "as it is a lock, a copy or a download that is not finished"))
        return
    try:
        recognised = kind_of(path, dataset)
    except OtherNameError as error:
        found.passed_over.append(PassedOver(path, f"though {_continued(str(error))}"))
    except UnrecognisedFileError:
        found.passed_over.append(PassedOver(path, "as no reader knows its layout"))
    except BadFileError as error:
        if path.name.lower().endswith(_DATA):
            found.problems.append(BadFileError(f"{path}: {error}"))
        else:
            found.passed_over.append(PassedOver(path, "as it is not data"))
    else:
        found.candidates.append(Candidate(recognised, recognised.published_on or published_on))


def _continued(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].removesuffix(".")


def _order(candidate: Candidate, points: int) -> tuple[bool, date, int, str]:
    return not candidate.recognised.is_geography, candidate.day or date.max, points, str(candidate.path)


def _points_of_boundaries(candidates: Collection[Candidate], dataset: Dataset) -> dict[Path, int]:
    """Count the points of boundaries, where several files have some; what is wrong with one is told when it loads."""
    paths = [each.path for each in candidates if each.recognised.is_geography and each.recognised.has_boundaries]
    points: dict[Path, int] = {}
    for path in paths if len(paths) > 1 else ():
        with suppress(CasemapError):
            parts = read_contents(path, dataset).parts
            shapes = (shapely.from_wkb(part.rows["wkb"]) for part in parts if isinstance(part, Boundaries))
            points[path] = sum(int(shapely.get_num_coordinates(each).sum()) for each in shapes)
    return points


@contextmanager
def telling_of(path: Path) -> Iterator[None]:
    """Name the file in messages about it."""
    try:
        yield
    except CasemapError as error:
        raise type(error)(f"{path}: {error}") from error
