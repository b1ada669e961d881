"""The paths of everything that editions consist of, below their folder or address."""

from __future__ import annotations

import re

POINTER = "current"
WITHDRAWN = "withdrawn"
DESCRIPTION = "edition.json"  # in a folder of the edition's id
SERVED = "served"  # beside it, empty: readers have seen the edition, which may be pinned anywhere since
OBJECTS, SPARES = "objects", "spares"
EDITION_ID = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{12}")


def description_of(edition_id: str) -> str:
    """Return the name of an edition's description."""
    return f"{edition_id}/{DESCRIPTION}"


def served_mark_of(edition_id: str) -> str:
    """Return the name of the file that marks an edition as seen by readers."""
    return f"{edition_id}/{SERVED}"


def object_of(digest: str) -> str:
    """Return the name of the file with this SHA-256, which all editions share."""
    return f"{OBJECTS}/{digest}"


def spare_of(digest: str) -> str:
    """Return the name of the second copy of a shared file: damage to one file never affects two editions."""
    return f"{SPARES}/{digest}"
