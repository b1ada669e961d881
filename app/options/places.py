"""Write areas in addresses, and read them: as a code alone, or as a level and a code."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence

from app.domain import Area, Level
from app.editions import StoredEdition
from app.errors import NotServedError

CODES_NEAR = 12


def key_of(edition: StoredEdition, place: Area, levels: Sequence[Level] = ()) -> str:
    """Write a place of these levels (by default all but the finest): as its code alone where that is unique."""
    named = places_named(edition, place.code, levels or edition.dataset.coarser)
    is_plain = len(named) == 1 and is_same_place(edition, named[0], place)
    return place.code if is_plain else f"{place.level}.{place.code}"


def place_named(edition: StoredEdition, key: str, levels: Sequence[Level], problem: str) -> Area:
    """Find the place of these levels that a key names.

    Raises NotServedError with the choices: with this problem where there is none, with another where there are several.
    """
    found = places_named(edition, key, levels)
    if len(found) == 1:
        return found[0]
    if found:
        choices = [f"{place.level}.{place.code}" for place in found]
        raise NotServedError(f"Areas of several levels have the code {key[:40]}: say which.", choices=choices)
    level, dot, code = key.partition(".")
    is_of_level = dot and level in levels
    near = codes_near(edition, code, [level]) if is_of_level else codes_near(edition, key, levels)
    raise NotServedError(problem, choices=near)


def places_named(edition: StoredEdition, key: str, levels: Sequence[Level]) -> list[Area]:
    """Return the places of these levels that a key names; one that several levels share once, at the coarsest."""
    level, dot, code = key.partition(".")
    whole = (edition.area(each, key) for each in levels)
    of_level = edition.area(level, code) if dot and level in levels else None
    found: list[Area] = []
    for area in filter(None, (*whole, of_level)):
        if not any(is_same_place(edition, other, area) for other in found):
            found.append(area)
    return found


def is_same_place(edition: StoredEdition, coarser: Area, finer: Area) -> bool:
    """Return whether two levels' areas are one place: of one code, and of one name or the only part of the other."""
    if coarser.code != finer.code or not finer.is_within(coarser):
        return False
    if coarser.level == finer.level or coarser.name == finer.name:
        return True
    return sum(area.is_within(coarser) for area in edition.areas[finer.level]) == 1


def codes_near(edition: StoredEdition, code: str, levels: Iterable[Level] | None = None) -> list[str]:
    """Return the codes of these levels that stand nearest to a code in their order: whoever mistyped one finds it."""
    codes = sorted({area.code for level in levels or edition.dataset.slugs for area in edition.areas[level]})
    first = max(0, min(bisect(codes, code) - CODES_NEAR // 2, len(codes) - CODES_NEAR))
    return codes[first : first + CODES_NEAR]


def nouns_of(edition: StoredEdition, levels: Iterable[Level]) -> Iterator[str]:
    """Return what areas of these levels are called in a sentence, each noun once."""
    yield from dict.fromkeys(edition.dataset.level(level).in_a_sentence for level in levels)
