"""Find an area by the words of an address, and those above, beside and inside it."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable

from app.domain import Area, Level
from app.editions import StoredEdition
from app.errors import NotServedError

CODES_NEAR = 12


def find_area(edition: StoredEdition, level: str, code: str) -> Area:
    """Find an area by the words of an address.

    Raises NotServedError with the choices where there is none.
    """
    if level not in list(Level):
        raise NotServedError(f"There is no level {level[:40]}.", choices=list(Level))
    found = edition.area(Level(level), code)
    if found is None:
        choices = codes_near(edition, code, [Level(level)])
        raise NotServedError(f"There is no {Level(level).words} with the code {code[:40]}.", choices=choices)
    return found


def codes_near(edition: StoredEdition, code: str, levels: Iterable[Level] = tuple(Level)) -> list[str]:
    """Give the codes of these levels that stand nearest to a code in their order: whoever mistyped one finds it."""
    codes = sorted({area.code for level in levels for area in edition.areas[level]})
    first = max(0, min(bisect(codes, code) - CODES_NEAR // 2, len(codes) - CODES_NEAR))
    return codes[first : first + CODES_NEAR]


def parents(edition: StoredEdition, area: Area) -> list[Area]:
    """Give the areas that an area lies in, the nation first; a code that two levels share stands once."""
    found: dict[str, Area] = {}
    for level in Level:
        code = getattr(area, f"{level}_code", "")
        parent = edition.area(level, code)
        if parent and code != area.code:
            found.setdefault(code, parent)
    return list(found.values())


def compared_with(edition: StoredEdition, area: Area) -> list[Area]:
    """Give the areas that an area is compared with: the smallest that it lies in, and its nation."""
    above = parents(edition, area)
    return [above[-1], above[0]] if len(above) > 1 else above


def members(edition: StoredEdition, area: Area) -> list[Area]:
    """Give an area's parts: those of the next finer level that are not the area itself, by code."""
    finer = list(Level)[list(Level).index(area.level) + 1 :]
    parts = (
        [part for part in edition.areas[level] if part.is_within(area.code) and part.code != area.code]
        for level in finer
    )
    return next(filter(None, parts), [])


def authorities_of(edition: StoredEdition, region: Area) -> list[Area]:
    """Give a region's lower tier authorities, by name."""
    inside = (area for area in edition.areas[Level.LTLA] if area.is_within(region.code))
    return sorted(inside, key=lambda area: area.name)
