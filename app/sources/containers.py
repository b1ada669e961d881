"""Files as published, plain or packed: each is laid out as plain files before it is read."""

from __future__ import annotations

import gzip
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from app.errors import BadFileError
from app.sources.heads import LENGTH, Head, head_of

AT_MOST = 4 * 1024**3  # bytes, unpacked: the whole UKHSA archive is about a quarter of it
_GZIP, _ZIP, _EMPTY_ZIP = b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06"
_COMPANIONS = (".shx", ".dbf", ".prj", ".cpg", ".qpj", ".sbn", ".sbx", ".qix", ".shp.xml", ".xml")
_PIECE = 1024 * 1024
_CUT_OFF = "The archive is cut off or damaged. Download it again."
_ENCRYPTED = 0x1


@dataclass(frozen=True)
class PlainFile:
    """One plain file: `name` as people know it, the member's where it came from a zip."""

    name: str
    path: Path


def is_companion(path: Path) -> bool:
    """Tell whether a file only accompanies the shapefile beside it."""
    return any(path.with_name(stem + ".shp").is_file() for stem in _stems(path.name))


def heads(path: Path) -> list[tuple[str, Head]]:
    """Look at the head of each file that a path holds, by name, without unpacking.

    Raises BadFileError where an archive is damaged, or a member's path points outside.
    """
    with _damage_reported():
        start = _start_of(path)
        if _is_zip(start):
            with zipfile.ZipFile(path) as archive:
                return [(member.filename, head_of(_read_start(archive, member))) for member in _members(archive)]
        if start.startswith(_GZIP):
            with gzip.open(path) as packed:
                return [(path.name, head_of(packed.read(LENGTH)))]
        return [(path.name, head_of(start))]


@contextmanager
def unpacked(path: Path) -> Iterator[tuple[PlainFile, ...]]:
    """Lay a path's files out as plain files, for as long as the context lasts.

    Raises BadFileError where an archive is damaged, is larger than 4 GB, or a member's path points outside.
    """
    with tempfile.TemporaryDirectory(prefix="casemap-") as folder:
        with _damage_reported():
            files = _unpack(path, Path(folder))
        yield files


def _unpack(path: Path, folder: Path) -> tuple[PlainFile, ...]:
    start = _start_of(path)
    if _is_zip(start):
        with zipfile.ZipFile(path) as archive:
            return tuple(_extract(archive, folder))
    if start.startswith(_GZIP):
        target = folder / path.name.removesuffix(".gz")
        with gzip.open(path) as packed:
            _copy(packed, target)
        return (PlainFile(path.name, target),)
    return (PlainFile(path.name, path),)


def _extract(archive: zipfile.ZipFile, folder: Path) -> Iterator[PlainFile]:
    """Extract every member, those of one folder together and under no path of the archive's choosing."""
    members = _members(archive)
    if sum(member.file_size for member in archive.infolist()) > AT_MOST:
        raise _too_large()
    parents: dict[str, Path] = {}
    names = {member.filename for member in members}
    for member in archive.infolist():
        inner = PurePosixPath(member.filename)
        if member.is_dir():
            continue
        parent = parents.setdefault(str(inner.parent), folder / str(len(parents)))
        parent.mkdir(exist_ok=True)
        with archive.open(member) as packed:
            _copy(packed, parent / inner.name)
        if member.filename in names:
            yield PlainFile(member.filename, parent / inner.name)


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """List the members that stand for themselves: no folders, no hidden files, no shapefile's companions."""
    files = [member for member in archive.infolist() if not member.is_dir()]
    names = {member.filename for member in files}
    if "[Content_Types].xml" in names:
        raise BadFileError("It is an Office document. Save the sheet as CSV and load that.")
    if len(names) < len(files):
        raise BadFileError("The zip holds two files of one name. Unzip it and load the files one by one.")
    for member in files:
        _check_member(member)
    shapefiles = {name[: -len(".shp")] for name in names if name.lower().endswith(".shp")}
    return [member for member in files if not _is_hidden(member.filename) and not shapefiles & _stems(member.filename)]


def _check_member(member: zipfile.ZipInfo) -> None:
    inner = PurePosixPath(member.filename.replace("\\", "/"))
    if inner.is_absolute() or ".." in inner.parts or ":" in inner.parts[0]:
        raise BadFileError("The zip holds a file whose path points outside it. Do not trust it; download it again.")
    if member.flag_bits & _ENCRYPTED:
        raise BadFileError("The zip is locked with a password. Unlock it, and load what it holds.")


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _stems(name: str) -> set[str]:
    """Give the names, less .shp, of the shapefiles that a file of this name may accompany."""
    return {name[: -len(suffix)] for suffix in _COMPANIONS if name.lower().endswith(suffix)}


def _start_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LENGTH)


def _read_start(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as file:
        return file.read(LENGTH)


def _is_zip(start: bytes) -> bool:
    return start.startswith((_ZIP, _EMPTY_ZIP))


def _copy(source: IO[bytes] | gzip.GzipFile, target: Path) -> None:
    left = AT_MOST
    with target.open("xb") as file:
        while piece := source.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise _too_large()
            file.write(piece)


def _too_large() -> BadFileError:
    return BadFileError("Unpacked it is larger than 4 GB, more than any published file. Unpack it and load the parts.")


@contextmanager
def _damage_reported() -> Iterator[None]:
    try:
        yield
    except (EOFError, gzip.BadGzipFile, zipfile.BadZipFile, zlib.error):
        raise BadFileError(_CUT_OFF) from None
    except NotImplementedError:
        raise BadFileError("The zip is packed in a way that cannot be read. Unzip it and load its files.") from None
