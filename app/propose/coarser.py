"""Find the tables of counts of coarser levels: long ones by their column of areas, wide ones by their headings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.propose.counting import count_columns, noun_of
from app.propose.joins import respelt
from app.propose.lengths import with_heading
from app.propose.looks import Kind
from app.propose.main_table import Main
from app.propose.periods import timing_of
from app.propose.tables import TextTable
from app.propose.timing import Timing

_SHARE = 0.8  # of a level's areas that a table must speak of


@dataclass(frozen=True)
class Coarser:
    """A table of counts of a coarser level, by the place of the level in the order given.

    `key` is the column of its codes, or of its names where `by_name`; `areas` are headings by code where each area has
    a column of its own.
    """

    table: TextTable
    level: int
    timing: Timing
    key: str = ""
    by_name: bool = False
    count: str = ""
    areas: Mapping[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    same_names: Mapping[str, str] = field(default_factory=dict)
    matched: int = 0
    of: int = 0


def coarser_tables(
    tables: Sequence[TextTable], main: Main, levels: Sequence[Mapping[str, str]], noun: str
) -> Iterator[Coarser]:
    """Find the tables of counts of these levels, each given as its names by code; blank names are not known.

    Of each level one table is taken, and none whose periods are of another length than the map's.
    """
    taken: set[int] = set()
    for table in tables:
        if table is main.layer or (table.files == main.table.files and table.sheet == main.table.sheet) or table.shapes:
            continue
        timing = timing_of(table)
        if timing is None or timing.periods:
            continue
        found = _long(table, timing, levels, noun) or _wide(table, timing, levels, noun)
        if found and found.level not in taken and _fits(found.timing, main.timing):
            taken.add(found.level)
            yield found


def _fits(timing: Timing, of: Timing) -> bool:
    return timing.is_daily or timing.length in (of.length, None)


def _long(table: TextTable, timing: Timing, levels: Sequence[Mapping[str, str]], noun: str) -> Coarser | None:
    for place, names in enumerate(levels):
        if len(names) < 2:
            continue
        for heading, look in table.looks.items():
            if look.kind not in (Kind.TEXT, Kind.COUNTS) or heading in timing.columns:
                continue
            for by_name, known in ((False, set(names)), (True, set(names.values()) - {""})):
                same = respelt(list(look.texts), known) if by_name and len(known & look.texts.keys()) > 1 else {}
                matched = len(known & look.texts.keys()) + len(same)
                if not known or matched < _SHARE * len(known) or matched < _SHARE * len(look.texts):
                    continue
                counts = [each for each in _counts(table, timing, heading, noun) if noun_of(each) == noun]
                if not counts or not _has_one_row_each(table, heading, timing.day):
                    continue
                others = tuple(text for text in look.texts if text not in known and text not in same)
                told = with_heading(timing, counts[0], table.files) if not timing.is_daily else timing
                return Coarser(
                    table, place, told, heading, by_name, counts[0], {}, others, same, matched, len(look.texts)
                )
    return None


def _has_one_row_each(table: TextTable, key: str, end: str) -> bool:
    pairs = list(zip(table.columns[key], table.columns[end], strict=True))
    return len(set(pairs)) > 0.9 * len(pairs)


def _counts(table: TextTable, timing: Timing, key: str, noun: str) -> list[str]:
    looks = [look for heading, look in table.looks.items() if heading not in timing.columns and heading != key]
    return count_columns(looks, noun)


def _wide(table: TextTable, timing: Timing, levels: Sequence[Mapping[str, str]], noun: str) -> Coarser | None:
    counts = [each for each in _counts(table, timing, "", noun) if noun_of(each) == noun]
    if len(set(table.columns[timing.day])) < 0.4 * table.rows:
        return None  # several rows a day: there is a column of areas, though not of these
    for place, names in enumerate(levels):
        best: dict[str, str] = {}
        for ending in dict.fromkeys(_ending(heading) for heading in counts):
            of = _areas_of([heading for heading in counts if _ending(heading) == ending], ending, names)
            best = of if len(of) > len(best) else best
        if len(names) > 1 and len(best) >= _SHARE * len(names):
            return Coarser(table, place, timing, areas=best, matched=len(best), of=len(names))
    return None


def _ending(heading: str) -> str:
    """Return a heading without its first word: _CASE_COUNT of BX_CASE_COUNT."""
    found = re.search(r"[_\s-].*", heading)
    return found[0] if found else ""


def _areas_of(headings: Sequence[str], ending: str, names: Mapping[str, str]) -> dict[str, str]:
    """Return an area's code for each heading whose first word is its code, its name or short for it."""
    of: dict[str, str] = {}
    for heading in headings:
        word = heading.removesuffix(ending) if ending else heading
        meant = [code for code, name in names.items() if word == code or is_short_for(word, name)]
        if len(meant) == 1 and meant[0] not in of.values():
            of[heading] = meant[0]
    return of


def is_short_for(word: str, name: str) -> bool:
    """Return whether a word's letters stand in a name in their order, and begin as it does: BX for Bronx."""
    letters, rest = word.lower(), name.lower()
    if not letters or not rest.startswith(letters[0]):
        return False
    for letter in letters:
        place = rest.find(letter)
        if place < 0:
            return False
        rest = rest[place + 1 :]
    return len(letters) > 1


def said_of(headings: Collection[str]) -> str:
    """Name the first and the last of some headings."""
    each = list(headings)
    return f'"{each[0]}" to "{each[-1]}"' if len(each) > 1 else f'"{each[0]}"'
