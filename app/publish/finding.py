"""Write the files that places are found by: the names of all areas, and postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from app.domain import Area, District, Level, Shape
from app.editions.contents import Box, CommonName, LevelNames, Names
from app.editions.contract import FINDER, NAMES, POSTCODES
from app.geography.prepare import Drawing
from app.publish.edition import Edition

_LETTERS = re.compile("[A-Z]+")


def names_of(edition: Edition, drawings: Mapping[Shape, Drawing], *, has_postcodes: bool) -> Names:
    """Return, by level, each area's code, names and place in its parent level of the area that it lies in.

    Beside these stand the names that people use, and what tells a text that is not known here from a wrong one.
    """
    finder = edition.dataset.finder
    names: Names = {
        "levels": {level: _names_of(edition, level) for level in edition.dataset.slugs},
        "postcodes": has_postcodes,
        "common_names": _common_names(edition, drawings),
    }
    if finder and finder.letters:
        names["letters"] = list(finder.letters)
    if finder and finder.stem:
        names["stem"] = finder.stem
    return names


def _common_names(edition: Edition, drawings: Mapping[Shape, Drawing]) -> list[CommonName]:
    """Return the common names of which the edition has every area, each at the coarsest level with its code."""
    level_of = {area.code: level for level in reversed(edition.dataset.slugs) for area in edition.areas[level]}
    named = {
        name: [(level_of[code], code) for code in codes]
        for name, codes in edition.dataset.common_names.items()
        if level_of.keys() >= set(codes)
    }
    return [{"name": name, "areas": areas, "boxes": _boxes(areas, drawings)} for name, areas in named.items()]


def _boxes(areas: Sequence[tuple[Level, str]], drawings: Mapping[Shape, Drawing]) -> dict[str, Box]:
    """Return the box around several areas in each shape that draws them all; one area's own box is known elsewhere."""
    if len(areas) == 1:
        return {}
    boxes = {
        shape: [box for level, code in areas if (box := drawing.boxes.get(level, {}).get(code))]
        for shape, drawing in drawings.items()
    }
    return {shape: _around(its) for shape, its in boxes.items() if len(its) == len(areas)}


def _around(boxes: Sequence[Box]) -> Box:
    west, south, east, north = zip(*boxes, strict=True)
    return [min(west), min(south), max(east), max(north)]


def _names_of(edition: Edition, level: Level) -> LevelNames:
    areas, parent = edition.areas[level], edition.dataset.parent(level)
    others = [area.other_name for area in areas]
    return {
        "codes": [area.code for area in areas],
        "names": [area.name for area in areas],
        "other_names": others if any(others) else None,
        "within": _within(areas, edition.areas[parent], parent) if parent else None,
    }


def _within(areas: Iterable[Area], parents: Iterable[Area], parent: Level) -> list[int | None]:
    places = {area.code: place for place, area in enumerate(parents)}
    return [places.get(area.within.get(parent, "")) for area in areas]


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


def finder_file(found_by: Mapping[str, Iterable[str]], finest: Iterable[Area]) -> dict[str, bytes]:
    """Return the places of the finest areas by the texts that they are found by; nothing where there are none."""
    places = {area.code: place for place, area in enumerate(finest)}
    found = {text: sorted(places[code] for code in codes if code in places) for text, codes in found_by.items()}
    known = {text: its for text, its in found.items() if its}
    return FINDER.write(known) if known else {}


def finding_files(
    edition: Edition,
    drawings: Mapping[Shape, Drawing],
    districts: Iterable[tuple[str, District]],
    found_by: Mapping[str, Iterable[str]],
) -> Mapping[str, bytes]:
    """Return the files that readers find a place by."""
    finest = edition.areas[edition.dataset.finest]
    postcodes = postcode_files(districts, (area.code for area in finest))
    names = NAMES.write(names_of(edition, drawings, has_postcodes=bool(postcodes)))
    return {**names, **postcodes, **finder_file(found_by, finest)}
