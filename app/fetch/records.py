"""Record beside a file where it came from and in which version, so that it is not downloaded twice."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import requests

from app.redact import redacted_address


@dataclass(frozen=True)
class Version:
    """What a server says by which to know a version again; empty where it says nothing."""

    etag: str = ""
    last_modified: str = ""

    @classmethod
    def of(cls, answer: requests.Response) -> Version:
        """Read it from a response's headers."""
        return cls(answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))

    @property
    def unless_same(self) -> dict[str, str]:
        """Return the headers that ask for a file unless this version is still the latest."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in headers.items() if value}

    @property
    def if_same(self) -> str:
        """Return what asks for the rest of this version; empty where nothing vouches that the bytes are the same."""
        return self.last_modified if self.etag.startswith("W/") else self.etag or self.last_modified


@dataclass(frozen=True)
class Record:
    """Where a file came from: `versions` by the offset at which each page starts, `size` None until it is whole."""

    address: str
    size: int | None = None
    versions: Mapping[int, Version] = field(default_factory=dict)


def read_record(path: Path, address: str) -> Record | None:
    """Return a file's record; None where it has none, came from elsewhere, or has been changed since."""
    try:
        kept = json.loads(_beside(path).read_bytes())
        versions = {int(offset): Version(**version) for offset, version in kept["versions"].items()}
        record = Record(address, kept["size"], versions)
        same = 0 in versions and (record.size is None or record.size == path.stat().st_size)
        same = same and kept["from"] == _from(address)
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):  # it only saves a download
        return None
    return record if same else None


def is_from_elsewhere(path: Path, address: str) -> bool:
    """Return whether a file's record says that it came from another address."""
    try:
        return bool(json.loads(_beside(path).read_bytes())["from"] != _from(address))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return False


def write_record(path: Path, record: Record) -> None:
    """Keep a file's record, hidden beside it."""
    versions = {offset: vars(version) for offset, version in record.versions.items()}
    kept = {"from": _from(record.address), "size": record.size, "versions": versions}
    _beside(path).write_text(json.dumps(kept, indent=2) + "\n")


def forget_record(path: Path) -> None:
    """Remove a file's record, if it has one."""
    _beside(path).unlink(missing_ok=True)


@cache  # made to be slow
def _from(address: str) -> dict[str, str]:
    """Return what tells an address from others without its secrets: by scrypt, since a fast hash invites guessing."""
    told = redacted_address(address)
    mark = hashlib.scrypt(os.fsencode(address), salt=os.fsencode(told), n=2**14, r=8, p=1, dklen=16)
    return {"address": told, "mark": mark.hex()}


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name.lstrip('.')}.json")
