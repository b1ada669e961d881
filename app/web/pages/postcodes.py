"""Say of a text that places are found by, and that none was found by here, whether it may be right or is wrong."""

from __future__ import annotations

import re

from app.dataset.definition import Finder
from app.editions import StoredEdition
from app.editions.contract import FINDER, POSTCODES
from app.finding.places import LONGEST
from app.web.pages.phrases import Phrases
from app.wording import capitalize_first

_CHECK = "Check it, or search by name."
_READINGS = (
    re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{0,2})?"),
    re.compile("([A-Z]{1,2}[0-9])([0-9])"),  # SR11 is an outward half, or the beginning of SR1 1AA
)
_LETTERS = re.compile("[A-Z]+")
_WHOLE = 3  # characters of a whole inward half


def looks_like_postcode(text: str) -> bool:
    """Tell whether a text is a British postcode or the beginning of one, from the outward code on."""
    return bool(_readings(text))


def about_postcode(edition: StoredEdition, text: str) -> str:
    """Say what is wrong with a British postcode, or why it is not known here; nothing where it may be.

    Of one that may be known no more is told than that: it is looked up on the reader's device.
    """
    finder, readings = edition.dataset.finder, _readings(text)
    if finder is None or any(_is_loaded(edition, outward) for outward, _ in readings):
        return ""
    outward, inward = readings[0]
    written = f"{outward} {inward}".strip()
    if finder.letters and _letters(outward) not in finder.letters:
        return wrong(written, finder) if len(inward) == _WHOLE else _none(written, finder)
    several = capitalize_first(Phrases.several(finder))
    return not_loaded(outward, finder) if edition.has_postcodes else f"{several} are not known here. Search by name."


def about_code(edition: StoredEdition, text: str) -> str:
    """Say why a ZIP code, or the like, finds nothing here; nothing of a text that is none."""
    finder = edition.dataset.finder
    if finder is None or finder.is_british or not edition.has(FINDER.name()):
        return ""
    typed = " ".join(text.split()).upper()
    if not any(re.fullmatch(finder.pattern, one) for one in (text.strip(), typed)):
        return ""
    start = typed[: finder.stem]
    if finder.stem and not any(key.upper().startswith(start) for key in FINDER.read(edition.read)):
        return not_loaded(start, finder)
    finest = edition.dataset.level(edition.dataset.finest)
    return f"The {finder.name} {typed} has no {finest.in_a_sentence} here. {_CHECK}"


def wrong(text: str, finder: Finder) -> str:
    """Say that a text is none of what it has the form of."""
    return f"{text} is not {Phrases.an(finder.name)}. {_CHECK}"


def not_loaded(start: str, finder: Finder) -> str:
    """Say that what begins so may well be right, but is not known here."""
    several = capitalize_first(Phrases.several(finder))
    return f"{several} that begin with {start} are not among those loaded here: search for a place's name instead."


def _none(text: str, finder: Finder) -> str:
    return f"No {finder.name} known here begins with {text}. {_CHECK}"


def _readings(text: str) -> list[tuple[str, str]]:
    """Read a postcode, or the beginning of one, in two halves: the likeliest reading first."""
    given = text[:LONGEST].strip().upper()
    found = (pattern.fullmatch(given) for pattern in _READINGS)
    return [(match[1], match[2] or "") for match in found if match]


def _letters(outward: str) -> str:
    match = _LETTERS.match(outward)
    return match[0] if match else ""


def _is_loaded(edition: StoredEdition, outward: str) -> bool:
    letters = _letters(outward)
    return edition.has(POSTCODES.name(letters)) and outward in POSTCODES.read(edition.read, letters)
