"""Find areas by name as static/js/search does, for readers without JavaScript."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from app.dataset.definition import Finder
from app.domain import Area
from app.editions import StoredEdition
from app.editions.contract import FINDER
from app.options.places import is_same_place

LONGEST = 100  # characters of a query that are read

_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_POSTCODE = re.compile("[A-Z]{1,2}[0-9][A-Z0-9]?([0-9][A-Z]{0,2})?")


def finder_of(edition: StoredEdition) -> Finder | None:
    """Give what places are found by beside their names, None where the edition has none of it."""
    finder = edition.dataset.finder
    if finder is None:
        return None
    is_there = edition.has_postcodes if finder.is_british else edition.has(FINDER.name())
    return finder if is_there else None


def fold(text: str) -> str:
    """Spell a name one way: without accents, case or punctuation, `&` and St written out."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text[:LONGEST]) if not unicodedata.combining(each))
    words = _BETWEEN_WORDS.sub(" ", _APOSTROPHES.sub("", plain.lower()).replace("&", " and ")).split()
    return " ".join("saint" if word == "st" else word for word in words)


def looks_like_postcode(text: str) -> bool:
    """Tell whether a text is a British postcode or the beginning of one, from the outward code on."""
    return _POSTCODE.fullmatch(re.sub(r"\s", "", text[:LONGEST]).upper()) is not None


def find_areas(edition: StoredEdition, text: str) -> list[Area]:
    """Give the areas that a text names, the likeliest first.

    First those that a finder's table has for it, then those of that very name, then those whose name begins with it,
    has a word that does, or has it inside, then those that have the words in their name and in the name of the area
    they lie in; among these the coarser first.
    """
    spellings, by_table = _spellings(text), _by_table(edition, text)
    levels = {level: place for place, level in enumerate(edition.dataset.slugs)}
    found = []
    for place, area in enumerate(_areas(edition)):
        if area in by_table:
            continue
        above = _above(edition, area)
        names = filter(None, (area.name, area.other_name))
        strengths = [_strength(name, area.code, above, spelling) for name in names for spelling in spellings]
        strength = min((one for one in strengths if one is not None), default=None)
        if strength is not None:
            found.append((strength, levels[area.level], fold(area.name), place, area))
    return [*by_table, *(area for *_, area in sorted(found, key=lambda one: one[:-1]))]


def _by_table(edition: StoredEdition, text: str) -> list[Area]:
    finder = edition.dataset.finder
    if finder is None or finder.is_british or finder_of(edition) is None:
        return []
    areas = edition.areas[edition.dataset.finest]
    table, sought = FINDER.read(edition.read), _plain(text)
    return [areas[place] for key, places in table.items() if sought and _plain(key) == sought for place in places]


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text[:LONGEST]).casefold()


def _spellings(text: str) -> list[str]:
    """Give a query's spellings: while it is being written its last word may be St or begin with these letters."""
    folded = fold(text)
    if not folded:
        return []
    return [folded, folded.removesuffix("saint") + "st"] if f" {text.lower()}".endswith(" st") else [folded]


def _areas(edition: StoredEdition) -> Iterator[Area]:
    """Give every area once: one that is all of the area that it lies in is that area."""
    for level in edition.dataset.slugs:
        above = edition.dataset.parent(level)
        for area in edition.areas[level]:
            parent = edition.area(above, area.within.get(above, "")) if above else None
            if parent is None or not is_same_place(edition, parent, area):
                yield area


def _above(edition: StoredEdition, area: Area) -> str:
    above = edition.dataset.parent(area.level)
    return edition.name(above, area.within.get(above, "")) if above else ""


def _strength(own_name: str, code: str, above: str, query: str) -> int | None:
    name = fold(own_name)
    if query in (name, code.lower()):
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
