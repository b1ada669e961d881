"""Limits on unpacking: on the bytes as they come, whatever an archive declares, and on the length of its list."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import IO

from app.errors import BadFileError

AT_MOST = 4 * 1024**3  # bytes, unpacked: the whole UKHSA archive is about a quarter of it
_MEMBERS_AT_MOST = 2_000
_LIST_AT_MOST = 1024**2  # bytes: a member takes a hundred or two
_PIECE = 1024 * 1024
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x06"  # of a zip; a large one has both
_END_LENGTH = 22 + 65_535 + 76  # bytes at most, with a comment and what a large zip has before it


class Room:
    """A folder for unpacked files, with room for AT_MOST bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._left = AT_MOST

    def copy(self, source: IO[bytes], target: Path, at_most: int = AT_MOST) -> Path:
        """Unpack a file and return its path; it is cut off soon after `at_most` bytes."""
        written = 0
        with source, target.open("xb") as file:
            while written <= at_most and (piece := source.read(_PIECE)):
                self._left -= len(piece)
                if self._left < 0:
                    raise _too_large()
                written += file.write(piece)
        return target


class Limited(io.RawIOBase):
    """A stream that raises BadFileError when it goes on after AT_MOST bytes."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._left = AT_MOST

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def seekable(self) -> bool:
        """Tell that it can begin again."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to another place."""
        return self._source.seek(offset, whence)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # any buffer, says the base
        """Read what fits into a buffer."""
        piece = self._source.read(len(buffer))
        self._left -= len(piece)
        if self._left < 0:
            raise _too_large()
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        """Close what is under it too."""
        self._source.close()
        super().close()


def open_zip(file: IO[bytes]) -> zipfile.ZipFile:
    """Open a zip; raises BadFileError where it lists more members, or larger ones, than any published one does."""
    if _length_of_list(file) > _LIST_AT_MOST:
        raise _too_many()
    archive = zipfile.ZipFile(file)
    if len(archive.infolist()) > _MEMBERS_AT_MOST:
        raise _too_many()
    if sum(member.file_size for member in archive.infolist()) > AT_MOST:
        raise _too_large()
    return archive


def _length_of_list(file: IO[bytes]) -> int:
    """Return the length in bytes that the end of a zip says its list of members has."""
    file.seek(max(0, file.seek(0, io.SEEK_END) - _END_LENGTH))
    end = file.read()
    large, small = end.rfind(_END_64), end.rfind(_END)
    said = int.from_bytes(end[small + 12 : small + 16], "little") if small >= 0 else 0
    return max(said, int.from_bytes(end[large + 40 : large + 48], "little")) if large >= 0 else said


def _too_many() -> BadFileError:
    return BadFileError(f"The zip lists more than {_MEMBERS_AT_MOST:,} files. Unzip it and load those that are needed.")


def _too_large() -> BadFileError:
    return BadFileError("Unpacked it is larger than 4 GB, as no published file is. Do not trust it; download it again.")
