"""Where the files of stored editions lie, for tests that read or damage them."""

from __future__ import annotations

from pathlib import Path

from app.editions import EditionsFolder, StoredEdition
from app.editions.contract import COMPRESSED
from app.editions.places import OBJECTS, SPARES, description_of


def stored_files(home: Path, edition_id: str, name: str) -> list[Path]:
    """Return the file that holds an edition's file, named as before it was stored, and its spare where there is one."""
    folder = home / "editions"
    description = folder / description_of(edition_id)
    if description.name == name:
        return [description]
    files = opened(home, edition_id).facts["files"]
    digest = files.get(f"{name}{COMPRESSED}") or files[name]
    return [file for kind in (OBJECTS, SPARES) if (file := folder / kind / digest).exists()]


def opened(home: Path, edition_id: str) -> StoredEdition:
    return EditionsFolder(home / "editions").open(edition_id)


def current(home: Path) -> StoredEdition:
    return EditionsFolder(home / "editions").current()
