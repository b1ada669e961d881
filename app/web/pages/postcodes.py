"""Say whether a postcode that was not found may be right or is wrong."""

from __future__ import annotations

import re

from app.dataset.definition import Finder
from app.editions import StoredEdition
from app.editions.contract import FINDER
from app.finding.postcodes import WHOLE, is_loaded, letters_of, readings
from app.web.pages.phrases import Phrases
from app.wording import capitalize_first

_CHECK = "Check it, or search by name."


def looks_like_postcode(text: str) -> bool:
    """Return whether a text is a British postcode or the beginning of one, from the outward code on."""
    return bool(readings(text))


def about_postcode(edition: StoredEdition, text: str) -> str:
    """Say what is wrong with a British postcode, or why it is not known here; nothing where it may be.

    Of one that may be known no more is told than that: it is looked up on the reader's device.
    """
    finder, halves = edition.dataset.finder, readings(text)
    if finder is None or any(is_loaded(edition, outward) for outward, _ in halves):
        return ""
    outward, inward = halves[0]
    written = f"{outward} {inward}".strip()
    if finder.letters and letters_of(outward) not in finder.letters:
        return wrong(written, finder) if len(inward) == WHOLE else _none(written, finder)
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
