"""Published files, plain or packed: each is unpacked to a plain file, or read while it is unpacked."""

from __future__ import annotations

import gzip
import io
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, cast

from app.errors import BadFileError, UnrecognisedFileError
from app.sources.heads import EMPTY_ZIP, GZIP, LENGTH, ZIP, Head, head_of
from app.sources.unpacking import AT_MOST, Limited, Room, open_zip
from app.sources.workbooks import Sheet, is_workbook, sheets_of

_COMPANIONS = (".shx", ".dbf", ".prj", ".cpg", ".qpj", ".sbn", ".sbx", ".qix", ".shp.xml", ".xml")
_WORKBOOKS, _WORKBOOK_AT_MOST = (".xlsx", ".xlsm", ".ods"), 64 * 1024**2  # bytes, packed
_LONGEST_NAME = 250  # bytes: file systems know 255
_CUT_OFF = "The archive is cut off or damaged. Download it again."
_ENCRYPTED = 0x1


@dataclass(frozen=True)
class PackedFile:
    """One file that a path holds: `name` as people know it, the member's where it is in a zip, or a sheet's.

    `stream` opens it, to be unpacked as it is read; `lay_out` unpacks it, and what accompanies it, and gives its path:
    no more of it than a little over so many bytes, if they are given.
    `member` is the zip's, or blank, and `sheet` the sheet's name. A sheet that `is_hidden` is not meant to be read.
    """

    name: str
    stream: Callable[[], IO[bytes]]
    lay_out: Callable[..., Path]
    is_hidden: bool = False
    member: str = ""
    sheet: str = ""


def is_companion(path: Path) -> bool:
    """Return whether a file only accompanies the shapefile beside it."""
    return any(path.with_name(stem + ".shp").is_file() for stem in _stems(path.name))


def heads(path: Path, encodings: Sequence[str] = ()) -> list[tuple[str, Head]]:
    """Look at the head of each file that a path holds and that is not hidden, by name.

    Raises BadFileError where an archive is damaged, or a member's path points outside.
    """
    with opened(path) as files:
        return [(file.name, head_of_file(file, encodings)) for file in files if not file.is_hidden]


def head_of_file(file: PackedFile, encodings: Sequence[str] = ()) -> Head:
    """Look at the head of a file; a text that is in no known encoding may be in one of these."""
    with file.stream() as stream:
        return head_of(stream.read(LENGTH), encodings)


@contextmanager
def opened(path: Path) -> Iterator[tuple[PackedFile, ...]]:
    """Return the files that a path holds, to be read for as long as the context lasts.

    Raises BadFileError where an archive is damaged, unpacks to more than 4 GB, or a member's path points outside.
    """
    with _damage_reported(), tempfile.TemporaryDirectory(prefix="casemap-") as folder:
        start = _start_of(path)
        if _is_zip(start):
            with path.open("rb") as file, open_zip(file) as archive:
                room = Room(Path(folder))
                is_book = is_workbook(archive.namelist())
                yield tuple(_sheets(file, room) if is_book else _zipped(archive, room))
        elif start.startswith(GZIP):
            yield (_gzipped(path, Room(Path(folder))),)
        else:
            yield (PackedFile(path.name, lambda: path.open("rb"), lambda at_most=AT_MOST: path),)


def _gzipped(path: Path, room: Room) -> PackedFile:
    def stream() -> IO[bytes]:
        return io.BufferedReader(Limited(cast(IO[bytes], gzip.open(path))))

    def lay_out(at_most: int = AT_MOST) -> Path:
        return room.copy(stream(), room.folder / (path.name.removesuffix(".gz") or path.name), at_most)

    return PackedFile(path.name, stream, lay_out)


def _zipped(archive: zipfile.ZipFile, room: Room) -> Iterator[PackedFile]:
    """Return the members; each is laid out in a folder of its own, under no path of the archive's choosing."""

    def lay_out(member: zipfile.ZipInfo, at_most: int = AT_MOST) -> Path:
        folder = Path(tempfile.mkdtemp(dir=room.folder))
        stem = _stem_of_shapefile(member.filename)
        for each in archive.infolist() if stem else [member]:
            if each is member or stem in _stems(each.filename):
                room.copy(archive.open(each), folder / PurePosixPath(each.filename).name, at_most)
        return folder / PurePosixPath(member.filename).name

    for member in _members(archive):
        sheets: list[PackedFile] = []
        if member.filename.lower().endswith(_WORKBOOKS) and member.file_size < _WORKBOOK_AT_MOST:
            with suppress(UnrecognisedFileError, zipfile.BadZipFile):
                sheets = list(_sheets(io.BytesIO(archive.read(member)), room, member.filename))
        if sheets:
            yield from sheets
        else:
            yield PackedFile(
                member.filename, partial(archive.open, member), partial(lay_out, member), member=member.filename
            )


def _sheets(workbook: IO[bytes], room: Room, member: str = "") -> Iterator[PackedFile]:
    """Return the sheets of a workbook, each as a CSV file."""

    def lay_out(sheet: Sheet, at_most: int = AT_MOST) -> Path:
        folder = Path(tempfile.mkdtemp(dir=room.folder))
        return room.copy(io.BytesIO(sheet.text), folder / f"sheet {sheet.name.replace('/', '_')}", at_most)

    for sheet in sheets_of(workbook):
        _check_name(sheet.name)
        name = f"{member}, sheet {sheet.name}" if member else f"sheet {sheet.name}"
        text = partial(io.BytesIO, sheet.text)
        yield PackedFile(name, text, partial(lay_out, sheet), sheet.is_hidden, member, sheet.name)


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """List the members that stand for themselves: no folders, no hidden files, no shapefile's companions."""
    files = [member for member in archive.infolist() if not member.is_dir()]
    names = {member.filename for member in files}
    if len(names) < len(files):
        raise BadFileError("The zip holds two files of one name. Unzip it and load the files one by one.")
    for member in files:
        _check_member(member)
    shapefiles = {_stem_of_shapefile(name) for name in names} - {None}
    return [member for member in files if not _is_hidden(member.filename) and not shapefiles & _stems(member.filename)]


def _check_member(member: zipfile.ZipInfo) -> None:
    inner = PurePosixPath(member.filename.replace("\\", "/"))
    _check_name(inner.name)
    if inner.is_absolute() or ".." in inner.parts or ":" in inner.parts[0]:
        raise BadFileError("The zip holds a file whose path points outside it. Do not trust it; download it again.")
    if member.flag_bits & _ENCRYPTED:
        raise BadFileError("The zip is locked with a password. Unlock it, and load what it holds.")


def _check_name(name: str) -> None:
    if not is_plain_name(name):
        raise BadFileError(
            f"It holds a file or sheet without a name, or of a name ({name[:20].encode('unicode_escape').decode()}) "
            f"longer than {_LONGEST_NAME} bytes or with line breaks or control characters. Rename it."
        )


def is_plain_name(name: str) -> bool:
    """Return whether a file can be called so, and a sentence name it."""
    return bool(name) and name.isprintable() and len(name.encode(errors="replace")) <= _LONGEST_NAME


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _stem_of_shapefile(name: str) -> str | None:
    return name[: -len(".shp")] if name.lower().endswith(".shp") else None


def _stems(name: str) -> set[str]:
    """Return the names, less .shp, of the shapefiles that a file of this name may accompany."""
    return {name[: -len(suffix)] for suffix in _COMPANIONS if name.lower().endswith(suffix)}


def _start_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LENGTH)


def _is_zip(start: bytes) -> bool:
    return start.startswith((ZIP, EMPTY_ZIP))


@contextmanager
def _damage_reported() -> Iterator[None]:
    try:
        yield
    except (EOFError, gzip.BadGzipFile, zipfile.BadZipFile, zlib.error):
        raise BadFileError(_CUT_OFF) from None
    except NotImplementedError:  # zipfile's, of a packing that it does not know
        raise BadFileError("The zip is packed in a way that cannot be read. Unzip it and load its files.") from None
