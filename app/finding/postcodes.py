"""Read British postcodes, and find the areas that have them."""

from __future__ import annotations

import re

from app.domain import Area
from app.editions import StoredEdition
from app.editions.contract import POSTCODES
from app.finding.places import LONGEST

_READINGS = (
    re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{0,2})?"),
    re.compile("([A-Z]{1,2}[0-9])([0-9])"),  # SR11 is an outward half, or the beginning of SR1 1AA
)
_LETTERS = re.compile("[A-Z]+")
WHOLE = 3  # characters of a whole inward half


def readings(text: str) -> list[tuple[str, str]]:
    """Read a postcode, or the beginning of one, in two halves: the likeliest reading first, none of other texts."""
    given = text[:LONGEST].strip().upper()
    found = (pattern.fullmatch(given) for pattern in _READINGS)
    return [(match[1], match[2] or "") for match in found if match]


def letters_of(outward: str) -> str:
    """Return the letters that an outward half begins with."""
    match = _LETTERS.match(outward)
    return match[0] if match else ""


def is_loaded(edition: StoredEdition, outward: str) -> bool:
    """Return whether an edition knows postcodes of this outward half."""
    letters = letters_of(outward)
    return edition.has(POSTCODES.name(letters)) and outward in POSTCODES.read(edition.read, letters)


def areas_of_postcode(edition: StoredEdition, text: str) -> list[Area]:
    """Return the areas with postcodes that begin with a text of at least an outward half; none for other texts."""
    for outward, inward in readings(text):
        if is_loaded(edition, outward):
            by_area = POSTCODES.read(edition.read, letters_of(outward))[outward]
            codes = [code for code, runs in by_area.items() if any(_has(run, inward) for run in runs)]
            return [area for code in codes if (area := edition.area(edition.dataset.finest, code))]
    return []


def _has(run: str, inward: str) -> bool:
    """Return whether any of the inward halves that are run together begins so."""
    return any(run.startswith(inward, place) for place in range(0, len(run), WHOLE))
