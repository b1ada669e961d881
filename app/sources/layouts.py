"""What a layout is, how a file's layout is recognised, and which layout is nearest to an unknown file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import IO

from app.domain import Level
from app.sources.columns import Columns
from app.sources.contents import Reading
from app.sources.given import Given, Publication
from app.sources.headings import joined_headings
from app.sources.heads import Form, Head
from app.sources.marks import Marks
from app.sources.phrases import joined
from app.sources.tables import Table


@dataclass(frozen=True)
class Layout:
    """A layout: the forms that it comes in, and the columns by which it is recognised.

    `files` is a pattern of its files' names, and `sheet` the sheet of a workbook, where they are known by these; its
    headings take so many rows, and `encoding` is its texts' where it is neither UTF-8 nor Windows-1252. `named` says
    what a file of some levels is called, and `alone` what to do with one that says nothing alone. A file may be of
    several layouts that are `shared`.
    """

    name: str
    forms: tuple[Form, ...]
    columns: Columns
    files: str = field(default="", kw_only=True)
    sheet: str = field(default="", kw_only=True)
    headings: int = field(default=1, kw_only=True)
    encoding: str = field(default="", kw_only=True)
    named: Callable[[Collection[Level]], str] | None = field(default=None, kw_only=True)
    alone: str = field(default="", kw_only=True)
    is_shared: bool = field(default=False, kw_only=True)

    @property
    def is_of_counts(self) -> bool:
        """Return whether its files hold counts, which mean nothing without their publication date."""
        return isinstance(self, CountsLayout | ShapedCountsLayout)


@dataclass(frozen=True)
class ShapesLayout(Layout):
    """A layout of areas' shapes."""

    read: Callable[[Path], Reading]


@dataclass(frozen=True)
class StreamedLayout(Layout):
    """A layout of areas whose files are so large that they are read as they are unpacked."""

    read: Callable[[IO[bytes]], Reading]


@dataclass(frozen=True)
class AreasLayout(Layout):
    """A layout of tables of areas; where it has no figures of its own, a file that has some is something else."""

    read: Callable[[Table, Given], Reading]
    has_figures: bool = True


@dataclass(frozen=True)
class CountsLayout(Layout):
    """A layout of tables of counts; `marks` stand for hidden ones."""

    read: Callable[[Table, Publication], Reading]
    marks: Marks = field(default_factory=dict)


@dataclass(frozen=True)
class ShapedCountsLayout(Layout):
    """A layout of counts with the shapes of their areas."""

    read: Callable[[Path, Publication], Reading]


def recognise(head: Head, layouts: Iterable[Layout]) -> Layout | None:
    """Return the first layout of counts, or else of areas, whose columns stand in one row, or enough to tell it.

    A count that a file lacks a column for is no reason to take it for something else.
    """
    alike = [layout for layout in layouts if head.form in layout.forms]
    for are_counts in (True, False):
        of_kind = [layout for layout in alike if layout.is_of_counts is are_counts]
        for fits in (_has_all, _has_enough):
            for layout in of_kind:
                if any(fits(layout.columns, row) for row in head.rows):
                    return layout
    return None


def _has_all(columns: Columns, row: Sequence[str]) -> bool:
    return not columns.lacking(row)


def _has_enough(columns: Columns, row: Sequence[str]) -> bool:
    return columns.are_told(row)


def lacking(head: Head, layout: Layout) -> tuple[str, ...]:
    """Name the columns that a file lacks of a layout, in the row that has most of them."""
    return layout.columns.lacking(headings_of(head, layout))


def headings_of(head: Head, layout: Layout) -> Sequence[str]:
    """Return the row of headings that has most columns of a layout."""
    rows = [row for row, _ in joined_headings(head.rows, layout.headings)]
    return min(rows, key=lambda row: len(layout.columns.lacking(row)), default=())


def nearest(heads: Iterable[Head], layouts: Sequence[Layout]) -> str:
    """Say which layout files that are not recognised come nearest to, and what they lack; empty where it is none."""
    best, share = "", 0.0
    for head in heads:
        for layout in layouts:
            if head.form in layout.forms and layout.columns.needed:
                missing = lacking(head, layout)
                found = 1 - len(missing) / len(layout.columns.needed)
                if found > share:
                    best, share = comes_nearest(layout, head), found
    return best


def comes_nearest(layout: Layout, head: Head) -> str:
    """Say what a file lacks of the layout that it comes nearest to."""
    name = f"the {layout.name}" if layout.name[0].isupper() else layout.name
    missing = lacking(head, layout)
    if not missing:
        return f"It has all columns of {name}, whose files are called {layout.files}: name it so, or change `files`."
    if layout.is_shared:
        headings = headings_of(head, layout)
        missing = tuple(f'"{column}"{_like(column, headings)}' for column in missing)
    return f"It comes nearest to {name}, and lacks {joined(missing)}."


def _like(column: str, headings: Sequence[str]) -> str:
    spelt = {heading.lower(): heading for heading in headings if heading}
    found = get_close_matches(column.lower(), spelt, n=1)
    return f' (it has "{spelt[found[0]][:40]}")' if found else ""
