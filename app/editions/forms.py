"""Compress files for storage: the form that most readers receive is the only one that is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import brotli

from app.editions.contract import CASES, COMPRESSED, DATA, LAYER, OUTLINES, SURROUNDINGS
from app.editions.ending import begun, ended

SMALLEST, SMALLER, SMALL = 11, 10, 9  # brotli's qualities for different files
QUICK = 5  # a tenth larger than the smallest form, in a thirtieth of the time: for open data, the largest files
QUICKEST = 3  # 8 per cent larger again, in a third of that time: for GeoJSON, the largest of these
SENT_FIRST = (OUTLINES, SURROUNDINGS)
WORTH_IT = 0.95  # of a file's size: if compression does not save this much, the file is stored as it is


@dataclass(frozen=True)
class StoredFile:
    """A file as it is stored: its name in the edition, its bytes and their SHA-256."""

    name: str
    content: bytes

    @property
    def digest(self) -> str:
        """Return the SHA-256."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def before(self) -> bytes:
        """Return what it held before it was stored."""
        return as_it_was(self.name, self.content)


def to_store(files: Mapping[str, bytes], before: Mapping[str, StoredFile]) -> list[StoredFile]:
    """Return files as they are stored, compressed on all cores; `before` are others under the same names."""
    with ThreadPoolExecutor() as threads:
        return list(threads.map(_stored, files, files.values(), map(before.get, files)))


def _stored(name: str, content: bytes, before: StoredFile | None) -> StoredFile:
    if LAYER.is_name(name):
        return StoredFile(f"{name}{COMPRESSED}", _layer(content, before))
    return _compressed(name, content)


def _layer(content: bytes, before: StoredFile | None) -> bytes:
    """Compress a layer: the part that no count changes as small as possible, and only once, as that takes long."""
    lasting, changing = _parted(content)
    if before:
        its_lasting, its_changing = _parted(before.before)
        end = ended(its_changing)
        if its_lasting == lasting and before.content.endswith(end):
            return before.content[: -len(end)] + ended(changing)
    return begun(lasting, SMALLEST) + ended(changing)


def _parted(layer: bytes) -> tuple[bytes, bytes]:
    """Split a layer into the part that lasts and the part that counts change."""
    place = layer.rindex(CASES)
    return layer[:place], layer[place:]


def _quality(name: str, size: int) -> int:
    if any(sort.is_name(name) for sort in SENT_FIRST):
        return SMALLEST
    if DATA["geojson"].is_name(name):
        return QUICKEST
    if any(sort.is_name(name) for sort in DATA.values()):
        return QUICK
    return SMALLER if 100_000 <= size < 300_000 else SMALL


def _compressed(name: str, content: bytes) -> StoredFile:
    compressed = brotli.compress(content, quality=_quality(name, len(content)))
    if len(compressed) < WORTH_IT * len(content):
        return StoredFile(f"{name}{COMPRESSED}", compressed)
    return StoredFile(name, content)


def as_it_was(name: str, content: bytes) -> bytes:
    """Return a file's content from its stored form, which its name tells."""
    return bytes(brotli.decompress(content)) if name.endswith(COMPRESSED) else content
