"""Find which levels areas lie in: columns that depend on the finest level's code and have fewer distinct texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.propose.looks import Kind, Look
from app.propose.tables import TextTable

_NEARLY_ALL = 0.8  # a level of more areas than this share of those of the level below tells nothing of its own
_KEYS_AT_LEAST = 0.5  # share of the finest areas that a table must speak of
_NO_LEVELS = {
    "type", "class", "category", "status", "quintile", "decile", "flag", "sex", "gender", "age", "year", "date", "day",
    "rate", "per", "percent", "qf", "adequately", "note", "notes", "source", "unit", "units", "metric", "label",
    "month", "week", "period", "time", "url", "colour", "color", "lat", "long", "lon", "population",
}  # fmt: skip
_OFFICIAL = (1, 9)  # letters, and signs in all, of codes whose first two digits tell the kind of area
_ANSWERS = {"yes", "no", "true", "false", "y", "n"}


@dataclass(frozen=True)
class Column:
    """A column of a table that says something of each area: its text by the finest level's code."""

    table: TextTable
    key: str
    heading: str
    of: Mapping[str, str]

    @property
    def texts(self) -> set[str]:
        """Return its different texts."""
        return set(self.of.values())


@dataclass(frozen=True)
class Lying:
    """A level that areas lie in: all columns that part the areas so, and those of its codes or its names, or both."""

    code: Column | None
    name: Column | None
    columns: tuple[Column, ...]

    @property
    def column(self) -> Column:
        """Return the column that tells its areas apart."""
        found = self.code or self.name
        assert found is not None  # noqa: S101
        return found

    def of_table(self, table: TextTable) -> tuple[Column | None, Column | None]:
        """Return a table's columns of its codes and its names."""
        own = [column for column in self.columns if column.table is table]
        codes = [column for column in own if _looks_like_code(column.texts)]
        names = [column for column in own if column not in codes]
        return (codes[0] if codes else None, names[0] if names else None)

    @property
    def headings(self) -> tuple[str, ...]:
        """Return its columns' headings."""
        return tuple(each.heading for each in (self.code, self.name) if each)


def columns_of(table: TextTable, key: str, codes: Mapping[str, str]) -> list[Column]:
    """Find what a table says of each area once and for all; `codes` gives the code for each text of its key."""
    if len(codes.keys() & table.looks[key].texts.keys()) < 2:
        return []
    found = []
    for heading, look in table.looks.items():
        if (
            heading == key
            or look.kind not in (Kind.TEXT, Kind.COUNTS)
            or look.is_numbering
            or (look.marks and look.numbers)
        ):
            continue
        pairs = table.pairs(key, heading)
        of = {codes[text]: next(iter(its)) for text, its in pairs.items() if text in codes and len(its) == 1}
        asked = sum(text in codes for text in pairs)
        if of and len(of) == asked:
            found.append(Column(table, key, heading, of))
    return found


def is_level(column: Column, areas: int) -> bool:
    """Return whether a column may be of a level that areas lie in."""
    look = column.table.looks[column.heading]
    number = len(column.texts)
    is_of_words = look.kind is Kind.TEXT or _are_codes(look)
    return (
        is_of_words
        and 1 <= number <= max(areas * 0.6, 2)
        and number < areas
        and len(column.of) >= _KEYS_AT_LEAST * areas
        and not _NO_LEVELS & set(look.words)
        and not {text.lower() for text in column.texts} <= _ANSWERS
    )


def _are_codes(look: Look) -> bool:
    return bool({"code", "cd", "id", "fips", "geoid"} & set(look.words))


def is_of_names(column: Column, areas: int) -> bool:
    """Return whether a column may hold the areas' own names."""
    look = column.table.looks[column.heading]
    lettered = sum(any(map(str.isalpha, text)) for text in column.texts) >= 0.9 * len(column.texts)
    return look.kind is Kind.TEXT and lettered and len(column.texts) >= 0.7 * areas


def chain(columns: Iterable[Column], areas: int) -> tuple[list[Lying], list[tuple[Lying, str]]]:
    """Order levels that lie in one another, the coarsest first; gives also those left out, and why."""
    columns = list(columns)
    names = repeated_names(columns, areas)
    levels = _paired(column for column in columns if is_level(column, areas) and column not in names)
    levels.sort(key=lambda level: -len(level.column.texts))
    taken: list[Lying] = []
    left_out: list[tuple[Lying, str]] = []
    for level in levels:
        below = len(taken[-1].column.texts) if taken else areas
        number = len(level.column.texts)
        if number > max(_NEARLY_ALL * below, 1) or (taken and number == below):
            nearly = taken[-1].headings[0] if taken else "the finest"
            left_out.append((level, f"its {number:,} areas are nearly those of {nearly}"))
        elif taken and not _follows(taken[-1].column, level.column):
            left_out.append((level, f"areas of {taken[-1].headings[0]} lie in several of its areas"))
        else:
            taken.append(level)
    return taken[::-1], left_out


def repeated_names(columns: Sequence[Column], areas: int) -> list[Column]:
    """Find columns of the areas' own names, of which some stand twice, but once within what areas lie in."""
    coarse = [column for column in columns if is_level(column, areas)]
    return [
        name
        for name in coarse
        if not any(_looks_like_code(each.texts) for each in coarse if _same(each, name))
        and any(len(each.texts) < len(name.texts) and _are_names_within(name, each, areas) for each in coarse)
    ]


def _are_names_within(name: Column, other: Column, areas: int) -> bool:
    """Return whether names that occur in several of a coarser column's areas are nearly always unique within one."""
    pairs = {(name.of[code], other.of[code]) for code in name.of.keys() & other.of.keys()}
    return len(pairs) >= 0.95 * areas and not _follows(name, other)


def _paired(columns: Iterable[Column]) -> list[Lying]:
    """Group columns that divide the areas alike: codes and names of one level."""
    found: list[Lying] = []
    for column in columns:
        is_code = _looks_like_code(column.texts)
        for place, level in enumerate(found):
            if _same(level.column, column):
                level = replace(level, columns=(*level.columns, column))
                found[place] = level
                if is_code and not level.code:
                    found[place] = replace(level, code=column)
                elif not is_code and (not level.name or _goes_better(column, level)):
                    found[place] = replace(level, name=column)
                break
        else:
            found.append(Lying(column if is_code else None, None if is_code else column, (column,)))
    return found


def _goes_better(name: Column, level: Lying) -> bool:
    """Return whether names are in the codes' table, and the present ones are not."""
    home = level.code.table if level.code else None
    return name.table is home and (level.name is None or level.name.table is not home)


def _same(one: Column, other: Column) -> bool:
    return _follows(one, other) and _follows(other, one)


def _follows(finer: Column, coarser: Column) -> bool:
    """Return whether nearly all areas that share a text of one column share one of the other."""
    of: dict[str, set[str]] = {}
    for code in finer.of.keys() & coarser.of.keys():
        of.setdefault(finer.of[code], set()).add(coarser.of[code])
    return bool(of) and all(len(texts) == 1 for texts in of.values())


def _looks_like_code(texts: Iterable[str]) -> bool:
    each = list(texts)
    return all(" " not in text and any(map(str.isdigit, text)) and len(text) <= 14 for text in each) or (
        all(text.isupper() and len(text) <= 4 for text in each)
    )


def code_pattern(codes: Sequence[str]) -> str:
    """Make a pattern of codes of letters and then digits, all of one length; empty where they are no such codes."""
    shapes = {re.sub("[0-9]", "9", re.sub("[A-Za-z]", "A", code)) for code in codes}
    if len(shapes) != 1 or not re.fullmatch("A*9+", shape := shapes.pop()):
        return ""
    letters = shape.count("A")
    kept = letters + 2 if (letters, len(shape)) == _OFFICIAL and len({code[1:3] for code in codes}) == 1 else letters
    begins = "".join(_one_of({code[place] for code in codes}) for place in range(kept))
    return f"{begins}[0-9]{{{len(shape) - kept}}}"


def _one_of(signs: set[str]) -> str:
    return signs.pop() if len(signs) == 1 else f"[{''.join(sorted(signs))}]"


def telling_apart(codes: Sequence[str], others: Iterable[str]) -> str:
    """Return the shortest common beginning of codes that none of the others has; empty where there is none."""
    others = list(others)
    begins = common_beginning(codes)
    lengths = range(1, len(begins) + 1)
    return next((begins[:n] for n in lengths if not any(each.startswith(begins[:n]) for each in others)), "")


def common_beginning(texts: Sequence[str]) -> str:
    """Return the text with which all of these begin."""
    first, last = min(texts), max(texts)
    return next((first[:place] for place, sign in enumerate(first) if last[place : place + 1] != sign), first)
