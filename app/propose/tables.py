"""The tables and layers of a folder as text; files of one layout are one table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from app.propose.days import day_of, month_of, span_of
from app.propose.looks import Kind, Look, look_at, number_of
from app.sources.headings import joined_headings
from app.sources.spelling import plain_heading

_YEAR = re.compile("(?:19|20)[0-9]{2}")


@dataclass(frozen=True)
class TextTable:
    """A table of text: the files it was found in, by name, and its columns by heading.

    `shapes` says what a layer draws, empty where it is no layer; `others` are the layers that came after it, alike.
    """

    files: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    sheet: str = ""
    headings: int = 1
    encoding: str = ""
    shapes: str = ""
    notes: tuple[str, ...] = ()
    others: tuple[TextTable, ...] = ()

    @cached_property
    def looks(self) -> dict[str, Look]:
        """Look at each column."""
        return {heading: look_at(heading, cells) for heading, cells in self.columns.items()}

    @property
    def rows(self) -> int:
        """Count its rows."""
        return len(next(iter(self.columns.values()), ()))

    @property
    def called(self) -> str:
        """Return what people know it by."""
        more = f" and {len(self.files) - 1} more" if len(self.files) > 1 else ""
        return f"{self.files[0]}{more}{f', sheet {self.sheet}' if self.sheet else ''}"

    def pairs(self, key: str, value: str) -> dict[str, set[str]]:
        """Return what stands in a column beside each text of another, where both are filled."""
        found: dict[str, set[str]] = {}
        for one, other in set(zip(self.columns[key], self.columns[value], strict=True)):
            if one and other:
                found.setdefault(one, set()).add(other)
        return found

    def where(self, heading: str, begins: str) -> TextTable:
        """Return the rows in which a column begins with this text."""
        kept = [place for place, cell in enumerate(self.columns[heading]) if cell.startswith(begins)]
        columns = {each: tuple(cells[place] for place in kept) for each, cells in self.columns.items()}
        return TextTable(self.files, columns, self.sheet, self.headings, self.encoding, self.shapes, self.notes)


def table_of(rows: Sequence[Sequence[str]]) -> tuple[dict[str, tuple[str, ...]], int] | None:
    """Find the table in rows of text: its columns by heading, and how many rows the headings take; None without one."""
    starts = _first_of_figures(rows)
    filled = [[place for place, cell in enumerate(row) if cell.strip()] for row in rows]
    widest = max((len(places) for places in filled[:200]), default=0)
    if widest < 2:
        return None
    if starts is None:
        starts = next((n for n, places in enumerate(filled) if len(places) >= 0.6 * widest), 0) + 1
    last = starts - 1
    while last >= 0 and not filled[last]:
        last -= 1
    if last < 0 or len(filled[last]) < 2:
        return None
    first = last
    while first > 0 and last - first < 2 and _is_heading(rows[first - 1]) and starts - last == 1:
        first -= 1
    columns = _columns(rows[first : last + 1], rows[starts:])
    return (columns, last - first + 1) if columns and any(columns.values()) else None


def _first_of_figures(rows: Sequence[Sequence[str]]) -> int | None:
    """Find the first row below the headings, by what most rows hold in columns that are not of words; None without."""
    body = rows[len(rows) // 2 :][:200]
    width = max(map(len, rows), default=0)
    usual = {
        place: sort for place in range(width) if (sort := _usual([row[place] for row in body if place < len(row)]))
    }
    for number, row in enumerate(rows[:60]):
        filled = [(place, row[place].strip()) for place in usual if place < len(row) and row[place].strip()]
        alike = sum(_sort(cell) == usual[place] for place, cell in filled)
        are_years = len(usual) > 1 and all(_YEAR.fullmatch(cell) for _, cell in filled)
        if alike > len(filled) / 2 and not are_years:
            return number
    return None


def _is_heading(row: Sequence[str]) -> bool:
    """Return whether a row is one of headings, and no title: several of its cells are filled, or one with a year."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return len(filled) > 1 or (len(filled) == 1 and _YEAR.fullmatch(filled[0]) is not None)


def _usual(cells: Sequence[str]) -> str:
    """Return the sort of most of a column's cells, blank where they are words."""
    sorts = Counter(_sort(cell.strip()) for cell in cells if cell.strip())
    sort, times = sorts.most_common(1)[0] if sorts else ("", 0)
    return sort if times >= 0.5 * sorts.total() else ""


def _sort(cell: str) -> str:
    """Return the kind of a text: numbers, days and each shape of code differ; words are blank."""
    if number_of(cell) is not None:
        return "number"
    if day_of(cell) or month_of(cell) or span_of(cell):
        return "days"
    return re.sub("[0-9]+", "9", re.sub("[A-Za-z]+", "A", cell)) if re.search("[0-9]", cell) else ""


def _columns(headings: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    plain = [[plain_heading(cell) for cell in row] for row in headings]
    ways = [list(names) for names, _ in joined_headings(plain, len(plain))]
    names = next((way for way in ways if len(set(way)) == len(way) and all(way)), ways[-1])
    width = len(names)
    last = list(plain[-1])
    kept = [
        row if len(row) >= width else [*row, *[""] * (width - len(row))]
        for row in rows
        if _is_filled(row) and (row[0] != headings[-1][0] or list(map(plain_heading, row)) != last)
    ]
    columns = list(zip(*(row[:width] for row in kept), strict=True)) or [()] * width
    return {
        name: tuple(map(str.strip, columns[place]))
        for place, name in enumerate(names)
        if name and names.index(name) == place
    }


def _is_filled(row: Sequence[str]) -> bool:
    """Return whether a row has more than one filled cell: what has fewer is a note."""
    return len(row) - list(row).count("") > 1


def together(tables: Sequence[TextTable]) -> list[TextTable]:
    """Join tables of the same headings, sheet and shapes, as a publisher's releases have them."""
    alike: dict[tuple[object, ...], list[TextTable]] = {}
    for table in tables:
        alike.setdefault((tuple(table.columns), table.sheet, table.shapes, table.headings), []).append(table)
    return [_joined(each) for each in alike.values()]


def _joined(tables: Sequence[TextTable]) -> TextTable:
    first = tables[0]
    if len(tables) == 1 or first.shapes:
        return replace(first, others=tuple(tables[1:]))
    columns = {name: tuple(cell for each in tables for cell in each.columns[name]) for name in first.columns}
    files = tuple(dict.fromkeys(name for each in tables for name in each.files))
    encoding = next((each.encoding for each in tables if each.encoding), "")
    return TextTable(files, columns, first.sheet, first.headings, encoding)


def has_figures(table: TextTable) -> bool:
    """Return whether any column holds counts or decimals."""
    return any(look.kind in (Kind.COUNTS, Kind.DECIMALS) for look in table.looks.values())
