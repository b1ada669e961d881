"""Restrict a store on SQLite to its owner: it holds the counts that are hidden from readers."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

_BESIDE = ("-wal", "-shm", "-journal")  # SQLite gives what it makes beside a store the store's mode
_CAREFULLY = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
_LINKS = 40  # that one path may lead over, as on Linux
_SQLITE = b"SQLite format 3\0"


def keep_private(path: Path) -> None:
    """Make a store's file where there is none, and let nobody but its owner read or write it and those beside it.

    What belongs to another user keeps its mode. SQLite must not have the file open here: to close it would end the
    locks that this process has on it. Raises OSError where it cannot be made or is no store, which SQLite would find
    out too late for what lies beside it, and where a link that another user made leads to it.
    """
    file = _followed(path)
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    _check(file)
    for ending in ("", *_BESIDE):
        _narrow(file.with_name(file.name + ending))


def _followed(path: Path) -> Path:
    """Return the file that a path leads to, which need not be there."""
    for _ in range(_LINKS):
        if not path.is_symlink():
            return path
        if path.lstat().st_uid not in (0, os.geteuid()):
            raise PermissionError(errno.EPERM, "It is a link that another user made")
        path = path.parent / path.readlink()
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _check(file: Path) -> None:
    descriptor = os.open(file, _CAREFULLY)
    try:
        if os.read(descriptor, len(_SQLITE)) not in (b"", _SQLITE):
            raise OSError(errno.EINVAL, "file is not a database")
    finally:
        os.close(descriptor)


def _narrow(file: Path) -> None:
    """Remove other users' rights on a file of ours, if it exists."""
    try:
        descriptor = os.open(file, _CAREFULLY)
    except OSError:  # it is not there, or is a link, of which SQLite makes an error
        return
    try:
        about = os.fstat(descriptor)
        if stat.S_ISREG(about.st_mode) and about.st_uid == os.geteuid() and stat.S_IMODE(about.st_mode) & ~0o600:
            with suppress(OSError):  # a disk that can only be read, or that knows no modes
                os.fchmod(descriptor, about.st_mode & 0o600)
    finally:
        os.close(descriptor)
