"""Find what tables say of areas beside counts: names, populations, points, and keys such as postcodes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.propose.joins import join
from app.propose.levels import Column, columns_of, is_of_names, repeated_names
from app.propose.looks import Kind, Look
from app.propose.main_table import Main
from app.propose.tables import TextTable

_NAME_WORDS = {"name", "nm", "names", "nmw"}
_PEOPLE = {"pop", "population", "populations", "denominator", "residents", "inhabitants"}
_LATITUDE, _LONGITUDE = {"lat", "latitude"}, {"lon", "lng", "long", "longitude"}
_FINDS = {"zip": "ZIP code", "zcta": "ZIP code", "zipcode": "ZIP code", "postcode": "postcode", "postal": "postal code"}
_LANGUAGES = {
    "en": "en",
    "cy": "cy",
    "fr": "fr",
    "de": "de",
    "ga": "ga",
    "gd": "gd",
    "es": "es",
    "it": "it",
    "nl": "nl",
}


@dataclass(frozen=True)
class Told:
    """A table that speaks of the finest areas: the column of their codes, the code for each text, and the rest."""

    table: TextTable
    key: str
    codes: Mapping[str, str]
    columns: tuple[Column, ...]
    digits: int = 0


@dataclass(frozen=True)
class Naming:
    """The columns of names: in the dataset's language, and in a second one; blank languages are not told."""

    name: Column | None
    other: Column | None
    language: str = ""
    other_language: str = ""


def tables_of_areas(tables: Sequence[TextTable], main: Main) -> list[Told]:
    """Find the tables that speak of the finest areas by their codes, the table of counts first."""
    digits = main.join.digits if main.join and main.join.fills_column else 0
    told = [Told(main.table, main.key, main.codes, tuple(columns_of(main.table, main.key, main.codes)), digits)]
    for table in tables:
        if table.files == main.table.files and table.sheet == main.table.sheet:
            continue
        if table is main.layer:
            key, codes, filled = main.code_property, {code: code for code in main.areas}, 0
            if main.join and main.join.digits and not main.join.fills_column:
                filled = main.join.digits
                codes = {
                    text: text.zfill(filled) for text in table.looks[key].texts if text.zfill(filled) in main.areas
                }
        else:
            key, codes, filled = _key(table, main.areas)
        if key:
            told.append(Told(table, key, codes, tuple(columns_of(table, key, codes)), filled))
    return told


def _key(table: TextTable, areas: Collection[str]) -> tuple[str, dict[str, str], int]:
    """Find a table's column of the finest areas' codes; blank where it speaks of less than half of them."""
    looks = [its for its in table.looks.values() if its.kind in (Kind.TEXT, Kind.COUNTS) and not its.is_numbering]
    joins = [join(look.heading, look.texts, "", areas) for look in looks if len(look.texts) > 1]
    fit = [each for each in joins if each.matched >= 0.5 * len(areas) and (each.share > 0.02)]
    if not fit:
        return "", {}, 0
    best = max(fit, key=lambda each: (each.matched, len(table.looks[each.column].texts) <= len(areas), each.share))
    digits = best.digits if best.fills_column else 0
    texts = table.looks[best.column].texts
    codes = {text: text.zfill(digits) if text.isdigit() and digits else text for text in texts}
    return best.column, {text: code for text, code in codes.items() if code in areas}, digits


def naming(told: Sequence[Told], main: Main, taken: Collection[str]) -> Naming:
    """Find the areas' names: in tables before layers, since those of layers are more often made up."""
    areas, every = len(main.areas), [column for each in told for column in each.columns]
    found = [
        column
        for each in sorted(told, key=lambda each: bool(each.table.shapes) and each.table is not main.table)
        for column in each.columns
        if (is_of_names(column, areas) or column in repeated_names(every, areas)) and not _holds_lists(column)
    ]
    found = [column for column in found if column.heading not in taken or column.table is not main.table]
    if not found:
        return Naming(None, None)
    best = max(found, key=lambda each: (_is_said(each), -found.index(each)))
    home = [each for each in found if each.table is best.table and _is_said(each)]
    tongues = {_language(each.heading): each for each in home if _language(each.heading)}
    if len(tongues) < 2:
        return Naming(best, None)
    first = "en" if "en" in tongues else next(iter(tongues))
    second = next(each for each in tongues if each != first)
    return Naming(tongues[first], tongues[second], first, second)


def _is_said(column: Column) -> bool:
    return bool(_NAME_WORDS & set(column.table.looks[column.heading].words))


def _holds_lists(column: Column) -> bool:
    return sum(bool(re.search("[0-9]{4}, ?[0-9]", text)) for text in column.texts) > 0


def _language(heading: str) -> str:
    found = re.search(r"(?:[(\[_ ])(en|cy|fr|de|ga|gd|es|it|nl)[)\]]?$", heading, re.IGNORECASE)
    return _LANGUAGES[found[1].lower()] if found else ""


def population(told: Sequence[Told]) -> tuple[Told, str] | None:
    """Find the column of the areas' populations."""
    for each in told:
        for look in each.table.looks.values():
            if _PEOPLE & set(look.words) and "per" not in look.words and look.kind in (Kind.COUNTS, Kind.DECIMALS):
                return each, look.heading
    return None


def points(told: Sequence[Told]) -> tuple[Told, str, str] | None:
    """Find the columns of a point in each area: degrees east, degrees north."""
    for each in told:
        if each.table.shapes:
            continue
        east = _degrees(each.table, _LONGITUDE, 180)
        north = _degrees(each.table, _LATITUDE, 90)
        if east and north:
            return each, east, north
    return None


def _degrees(table: TextTable, words: set[str], at_most: int) -> str:
    for look in table.looks.values():
        is_it = words & set(look.words) and look.kind in (Kind.DECIMALS, Kind.COUNTS)
        if is_it and not look.blanks and all(abs(number) <= at_most for number in look.numbers.values()):
            return look.heading
    return ""


def finder(told: Sequence[Told], main: Main) -> tuple[Told, str, str, str] | None:
    """Find a table by which areas are found: its column, what one is called, and a pattern of what is typed."""
    for each in told:
        for look in each.table.looks.values():
            noun = next((_FINDS[word] for word in look.words if word in _FINDS), "")
            is_it = noun and look.heading != each.key and each.table is not main.table and not each.table.shapes
            if is_it and len(look.texts) > len(main.areas) / 2 and _finds_one(each, look):
                return each, look.heading, noun, _pattern(look)
    return None


def _finds_one(told: Told, look: Look) -> bool:
    pairs = told.table.pairs(look.heading, told.key)
    return all(len(areas) == 1 for areas in pairs.values())


def _pattern(look: Look) -> str:
    shapes = {re.sub("[A-Za-z]", "A", re.sub("[0-9]", "9", text)) for text in look.texts}
    if shapes and all(set(shape) == {"9"} for shape in shapes):
        lengths = sorted({len(shape) for shape in shapes})
        low, high = lengths[0], lengths[-1]
        return f"[0-9]{{{low}}}" if low == high else f"[0-9]{{{low},{high}}}"
    return "[A-Za-z0-9 -]{2,12}"
