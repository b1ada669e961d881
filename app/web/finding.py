"""Find areas by name as static/js/search does, for readers without JavaScript."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from app.domain import Area, Level
from app.editions import StoredEdition

LONGEST = 100  # characters of a query that are read

_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_POSTCODE = re.compile("[A-Z]{1,2}[0-9][A-Z0-9]?([0-9][A-Z]{0,2})?")
_ABOVE = {Level.REGION: "nation", Level.UTLA: "region", Level.LTLA: "utla", Level.MSOA: "ltla"}


def fold(text: str) -> str:
    """Spell a name one way: without accents, case or punctuation, `&` and St written out."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text[:LONGEST]) if not unicodedata.combining(each))
    words = _BETWEEN_WORDS.sub(" ", _APOSTROPHES.sub("", plain.lower()).replace("&", " and ")).split()
    return " ".join("saint" if word == "st" else word for word in words)


def looks_like_postcode(text: str) -> bool:
    """Tell whether a text is a postcode or the beginning of one, from the outward code on."""
    return _POSTCODE.fullmatch(re.sub(r"\s", "", text[:LONGEST]).upper()) is not None


def find_areas(edition: StoredEdition, text: str) -> list[Area]:
    """Give the areas that a text names, the likeliest first.

    First those of that very name, then those whose name begins with it, has a word that does, or has it inside, then
    those that have the words in their name and in the name of the area they lie in; among these the coarser first.
    """
    spellings = _spellings(text)
    found = []
    for place, area in enumerate(_areas(edition)):
        strengths = [_strength(area, _above(edition, area), spelling) for spelling in spellings]
        strength = min((one for one in strengths if one is not None), default=None)
        if strength is not None:
            found.append((strength, list(Level).index(area.level), fold(area.name), place, area))
    return [area for *_, area in sorted(found, key=lambda one: one[:-1])]


def _spellings(text: str) -> list[str]:
    """Give a query's spellings: while it is being written its last word may be St or begin with these letters."""
    folded = fold(text)
    if not folded:
        return []
    return [folded, folded.removesuffix("saint") + "st"] if f" {text.lower()}".endswith(" st") else [folded]


def _areas(edition: StoredEdition) -> Iterator[Area]:
    """Give every area once: an authority of both tiers has one code."""
    for level in Level:
        yield from (area for area in edition.areas[level] if level is not Level.LTLA or area.code != area.utla_code)


def _above(edition: StoredEdition, area: Area) -> str:
    above = _ABOVE.get(area.level)
    return edition.name(Level(above), getattr(area, f"{above}_code")) if above else ""


def _strength(area: Area, above: str, query: str) -> int | None:
    name = fold(area.name)
    if query in (name, area.code.lower()):
        return 0
    if name.startswith(query):
        return 1
    if f" {query}" in name:
        return 2
    if query in name:
        return 3
    own, around = f" {name}", f" {name} {fold(above)}"
    words = query.split()
    has_all = all(f" {word}" in around for word in words)
    return 4 if has_all and any(f" {word}" in own for word in words) else None
