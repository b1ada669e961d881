"""Editions at an address that fsspec supports, such as an S3 bucket, with local copies of what was read.

Files other than the pointer and the withdrawals never change, so a copy of one is as good as the file.
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cached_property
from threading import Lock
from typing import Any

from app.editions.copies import Copies
from app.editions.places import POINTER, WITHDRAWN
from app.editions.storage import Entry
from app.errors import ChangedMeanwhileError, EditionsError
from app.settings import Bucket

CHANGING = (POINTER, WITHDRAWN)  # every other file stays as it was written
CONNECT, READ, TRIES = 3, 20, 2  # seconds, and attempts: readers get local copies meanwhile
REFUSED = ("PreconditionFailed", "ConditionalRequestConflict", "412")  # S3's codes for a refused condition


class BucketStorage:
    """An address below which editions lie.

    Publishing goes by conditions instead of locks: the pointer is replaced only where it is still the one that was
    there when the change began. S3 sees to that; at other addresses one machine at a time must publish.
    """

    def __init__(self, bucket: Bucket) -> None:
        self.place = bucket
        self.address = bucket.address
        self.copies = Copies(bucket.copies / hashlib.sha256(bucket.address.encode()).hexdigest()[:12])
        self._versions: dict[str, str | None] = {}
        self._opening = Lock()

    @cached_property
    def _opened(self) -> tuple[Any, str]:
        try:
            import fsspec

            fsspec.get_filesystem_class(self.address.partition("://")[0])
        except (ImportError, ValueError) as error:
            raise EditionsError(
                f"The editions in {self.address} need a package that is not installed ({error}). For S3: "
                "`pip install --require-hashes -r requirements-s3.lock`, which is Casemap's extra `s3`."
            ) from None
        options: dict[str, Any] = {}
        if self._is_s3:
            retries = {"max_attempts": TRIES}
            config = {"connect_timeout": CONNECT, "read_timeout": READ, "retries": retries}
            options = {"config_kwargs": config, "use_listings_cache": False}
        files, root = fsspec.core.url_to_fs(self.address, **options)
        if self._is_s3:
            files.retries = TRIES
        return files, root.rstrip("/")

    @property
    def _is_s3(self) -> bool:
        return self.address.startswith(("s3://", "s3a://"))

    @contextmanager
    def _asking(self) -> Iterator[tuple[Any, str]]:
        """Return the file system and the root, and tell of what its library raises as the system tells of files."""
        with self._opening:
            opened = self._opened
        try:
            yield opened
        except (FileNotFoundError, EditionsError):
            raise
        except Exception as error:
            number = error.errno if isinstance(error, OSError) else None
            reason = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
            raise OSError(number or errno.EIO, reason) from error

    def read(self, name: str, *, again: bool = False) -> bytes:
        """Read a file, from its copy where there is one."""
        if name in CHANGING:
            return self.ask(name)
        kept = None if again else self.copies.read(name)
        if kept is not None:
            return kept
        content = self.ask(name)
        self.copies.keep(name, content)
        return content

    def ask(self, name: str) -> bytes:
        """Read a file from where it lies."""
        with self._asking() as (files, root):
            return bytes(files.cat_file(f"{root}/{name}"))

    def fetch(self, names: Iterable[str]) -> None:
        """Copy the files that exist and have no copy yet, many at once."""
        missing = [name for name in names if not self.copies.has(name)]
        if not missing:
            return
        with self._asking() as (files, root):
            found = files.cat([f"{root}/{name}" for name in missing], on_error="return")
        for name in missing:
            content = found.get(f"{root}/{name}")
            if isinstance(content, bytes):
                self.copies.keep(name, content)
            elif not isinstance(content, FileNotFoundError):
                raise OSError(errno.EIO, f"{name} did not come ({content})")

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files, many at once."""
        if not files:
            return
        with self._asking() as (there, root):
            there.pipe({f"{root}/{name}": content for name, content in files.items()})
        for name, content in files.items():
            self.copies.keep(name, content)

    def replace(self, name: str, content: bytes) -> None:
        """Put a file in the place of another by one request.

        Raises ChangedMeanwhileError where a pointer or withdrawals are not those that were there before.
        """
        condition = self._condition(name) if name in self._versions else {}
        try:
            with self._asking() as (files, root):
                files.pipe_file(f"{root}/{name}", content, **condition)
        except OSError as error:
            if condition and _is_refusal(error):
                raise ChangedMeanwhileError(self.address) from None
            raise
        if name not in CHANGING:
            self.copies.keep(name, content)

    def _condition(self, name: str) -> dict[str, str]:
        before = self._versions[name]
        if self._is_s3:
            return {"IfNoneMatch": "*"} if before is None else {"IfMatch": before}
        if self._version(name) != before:
            raise ChangedMeanwhileError(self.address)
        return {}

    def _version(self, name: str) -> str | None:
        """Return the version of a file, None where there is no file."""
        with suppress(FileNotFoundError), self._asking() as (files, root):
            told = files.info(f"{root}/{name}")
            return str(told.get("ETag") or told.get("etag") or _written_at(told))
        return None

    def remove(self, names: Iterable[str]) -> None:
        """Remove files and their copies."""
        gone = list(names)
        for name in gone:
            self.copies.forget(name)
        if gone:
            with suppress(FileNotFoundError), self._asking() as (files, root):
                files.rm([f"{root}/{name}" for name in gone])

    def entries(self, folder: str = "") -> dict[str, Entry]:
        """List every file below a folder."""
        with self._asking() as (files, root):
            found = files.find(f"{root}/{folder}".rstrip("/"), detail=True)
        return {
            name.removeprefix(f"{root}/"): Entry(int(told["size"] or 0), _written_at(told))
            for name, told in found.items()
        }

    def folders(self) -> list[str]:
        """List the folders."""
        with suppress(FileNotFoundError), self._asking() as (files, root):
            return sorted(each["name"].rstrip("/").rpartition("/")[2] for each in files.ls(root, detail=True))
        return []

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Note the present versions, so that no change of another process meanwhile is overwritten."""
        self._versions = {name: self._version(name) for name in CHANGING}
        try:
            yield
        finally:
            self._versions = {}


def _written_at(told: Mapping[str, Any]) -> datetime:
    for key in ("LastModified", "last_modified", "updated", "mtime", "created"):
        if isinstance(told.get(key), datetime):
            moment: datetime = told[key]
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return datetime.now(UTC)


def _is_refusal(error: BaseException | None) -> bool:
    """Return whether S3 refused a conditional write: botocore's error is the cause of the one that was raised."""
    while error is not None:
        told = getattr(error, "response", None)
        if isinstance(told, Mapping) and told.get("Error", {}).get("Code") in REFUSED:
            return True
        error = error.__cause__
    return False
