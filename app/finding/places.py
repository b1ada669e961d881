"""Find places by name as static/js/search does, for readers without JavaScript."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from app.dataset.definition import Finder
from app.domain import Area, Level
from app.editions import StoredEdition
from app.editions.contract import FINDER, NAMES
from app.finding.misspelt import Words, misspelt
from app.options.places import is_same_place

LONGEST = 100  # characters of a query that are read

_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_INSIDE, _NOT_FOUND = 3, 5

Also = dict[tuple[Level, str], list[str]]


@dataclass(frozen=True)
class Found:
    """A place that a text names: an area, or several under the name that is common to them."""

    name: str
    areas: tuple[Area, ...]


@dataclass(frozen=True)
class _Entry:
    """A place with its folded code, its folded names, and these with the folded names of the area around it."""

    found: Found
    key: str
    own: tuple[str, ...]
    around: str


def finder_of(edition: StoredEdition) -> Finder | None:
    """Return what places are found by beside their names, None where the edition has none of it."""
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


def find_places(edition: StoredEdition, text: str) -> list[Found]:
    """Return the places that a text names, the likeliest first.

    First those that a finder's table has for it, then those of that very name, then those whose name begins with it,
    has a word that does, or has it inside, then those that have the words in their name and in the name of the area
    they lie in; among these common names of several areas first, then the coarser. Where there are none but those that
    have it inside, those come before them whose name is the text but for slips.
    """
    spellings, by_table = _spellings(text), found_in_table(edition, text)
    entries = _entries(edition)
    by_strength: list[list[_Entry]] = [[] for _ in range(_NOT_FOUND)]
    for entry in entries if spellings else ():
        strength = min(_strength(entry, spelling) for spelling in spellings)
        if strength != _NOT_FOUND:
            by_strength[strength].append(entry)
    found = list(chain(*by_strength))
    if spellings and len(found) == len(by_strength[_INSIDE]):
        words = Words((entry.own, entry.around) for entry in entries)
        found = [*(entries[place] for place in misspelt(words, spellings)), *found]
    table = [Found(area.name, (area,)) for area in by_table]
    return list(dict.fromkeys([*table, *(entry.found for entry in found)]))


def found_in_table(edition: StoredEdition, text: str) -> list[Area]:
    """Return the areas that a finder's table has for a text, none of British postcodes: these never come here."""
    finder = edition.dataset.finder
    if finder is None or finder.is_british or finder_of(edition) is None:
        return []
    areas = edition.areas[edition.dataset.finest]
    table, sought = FINDER.read(edition.read), _plain(text)
    return [areas[place] for key, places in table.items() if sought and _plain(key) == sought for place in places]


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text[:LONGEST]).casefold()


def _spellings(text: str) -> list[str]:
    """Return a query's spellings: while it is being written its last word may be St or begin with these letters.

    A "the" before it need not be in the name.
    """
    folded = fold(text)
    if not folded:
        return []
    is_begun = f" {text.lower()}".endswith(" st")
    spellings = [folded, folded.removesuffix("saint") + "st"] if is_begun else [folded]
    return [*spellings, folded.removeprefix("the ")] if folded.startswith("the ") else spellings


def _entries(edition: StoredEdition) -> list[_Entry]:
    """Return common names of several areas, then every area once, the coarser first, each level's by name."""
    several, also = _common_names(edition)
    return [*several, *chain.from_iterable(_of_level(edition, level, also) for level in edition.dataset.slugs)]


def _common_names(edition: StoredEdition) -> tuple[list[_Entry], Also]:
    """Read the names that people use: those of several areas, and by level and code those of one."""
    several: list[_Entry] = []
    also: Also = {}
    for common in NAMES.read(edition.read).get("common_names", []):
        name, keys = common["name"], common["areas"]
        if len(keys) == 1:
            level, code = keys[0]
            also.setdefault((level, code), []).append(name)
            continue
        areas = tuple(filter(None, (edition.area(level, code) for level, code in keys)))
        several.append(_Entry(Found(name, areas), "", (fold(name),), fold(name)))
    return several, also


def _of_level(edition: StoredEdition, level: Level, also: Also) -> list[_Entry]:
    entries = (_entry(edition, area, also) for area in _once(edition, level))
    return sorted(entries, key=lambda entry: entry.own[0])


def _entry(edition: StoredEdition, area: Area, also: Also) -> _Entry:
    own = _names(area, also)
    above = edition.dataset.parent(area.level)
    parent = edition.area(above, area.within.get(above, "")) if above else None
    around = " ".join((*own, *(_names(parent, also) if parent else ())))
    return _Entry(Found(area.name, (area,)), fold(area.code), own, around)


def _names(area: Area, also: Also) -> tuple[str, ...]:
    names = (area.name, area.other_name, *also.get((area.level, area.code), ()))
    return tuple(fold(name) for name in names if name)


def _once(edition: StoredEdition, level: Level) -> Iterator[Area]:
    """Return a level's areas but those that are all of the area that they lie in: these are that area."""
    above = edition.dataset.parent(level)
    for area in edition.areas[level]:
        parent = edition.area(above, area.within.get(above, "")) if above else None
        if parent is None or not is_same_place(edition, parent, area):
            yield area


def _strength(entry: _Entry, query: str) -> int:
    if query == entry.key:
        return 0
    strength = min(_of_name(name, query) for name in entry.own)
    if strength != _NOT_FOUND:
        return strength
    words = query.split()
    has_all = _has_all(entry.around, words)
    return 4 if has_all and any(_has_all(name, [word]) for word in words for name in entry.own) else _NOT_FOUND


def _of_name(name: str, query: str) -> int:
    if name.startswith(query):
        return int(name != query)
    if f" {query}" in name:
        return 2
    return _INSIDE if query in name else _NOT_FOUND


def _has_all(names: str, words: Iterable[str]) -> bool:
    """Return whether names have words that begin with all of these."""
    return all(f" {word}" in f" {names}" for word in words)
