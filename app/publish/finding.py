"""Make what readers find a place by: the names of all areas, and postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from app.domain import FINEST, Area, District, Edition, Level
from app.editions.contract import NAMES, POSTCODES, LevelNames, Names

_LETTERS = re.compile("[A-Z]+")


def names_of(edition: Edition, *, has_postcodes: bool) -> Names:
    """Give, by level, each area's code, name and place in the level above of the area that it lies in."""
    levels = list(Level)
    columns: dict[str, LevelNames] = {
        level: {
            "codes": [area.code for area in edition.areas[level]],
            "names": [area.name for area in edition.areas[level]],
            "within": _within(edition.areas[level], edition.areas[above], above) if above else None,
        }
        for above, level in zip([None, *levels], levels, strict=False)
    }
    return {"levels": columns, "postcodes": has_postcodes}


def _within(areas: Iterable[Area], parents: Iterable[Area], above: Level) -> list[int | None]:
    places = {parent.code: place for place, parent in enumerate(parents)}
    return [places.get(getattr(area, f"{above}_code")) for area in areas]


def postcode_files(districts: Iterable[tuple[str, District]], codes: Iterable[str]) -> dict[str, bytes]:
    """Pack the postcodes in the areas with these codes: a file for the letters that outward codes begin with."""
    known = frozenset(codes)
    by_letters: dict[str, dict[str, dict[str, tuple[str, str]]]] = {}
    for outward, district in districts:
        kept = {code: postcodes for code, postcodes in district.items() if code in known}
        if kept:
            by_letters.setdefault(_letters(outward), {})[outward] = kept
    files: dict[str, bytes] = {}
    for letters, packed in by_letters.items():
        files |= POSTCODES.write(packed, letters)
    return files


def _letters(outward: str) -> str:
    found = _LETTERS.match(outward)
    assert found is not None  # noqa: S101  a postcode begins with a letter
    return found[0]


def finding_files(edition: Edition, districts: Iterable[tuple[str, District]]) -> Mapping[str, bytes]:
    """Give the files that readers find a place by."""
    postcodes = postcode_files(districts, (area.code for area in edition.areas[FINEST]))
    return {**NAMES.write(names_of(edition, has_postcodes=bool(postcodes))), **postcodes}
