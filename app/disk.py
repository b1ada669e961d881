"""Write files so that they survive a power failure and every user can read them."""

from __future__ import annotations

import os
from pathlib import Path


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, for us to change and everyone to read; wait until they are on the disk."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    path.mkdir(parents=True, exist_ok=True)
    for folder in missing:
        folder.chmod(0o755)
        sync(folder.parent)


def write_synced(path: Path, content: bytes) -> None:
    """Write a file for us to change and everyone to read, and the folders above it; wait until it is on the disk."""
    make_folder(path.parent)
    path.write_bytes(content)
    path.chmod(0o644)
    sync(path)


def replace_synced(path: Path, content: bytes) -> None:
    """Put a file in the place of another at once, and wait until it is on the disk."""
    writing = path.with_name(f".{path.name}")
    try:
        write_synced(writing, content)
        writing.replace(path)
    finally:
        writing.unlink(missing_ok=True)
    sync(path.parent)


def sync(path: Path) -> None:
    """Wait until a file, or what a folder lists, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
