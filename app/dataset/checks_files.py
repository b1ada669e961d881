"""Check that files have the columns that a definition names, by their headings alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from app.dataset.definition import BoundaryLayer, Dataset, Table
from app.dataset.problems import instead

Rows = Sequence[Sequence[str]]
"""The first rows of a file, some of which are its headings, or its fields as one row; none if not known."""

_NO_SHAPES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods")


@dataclass(frozen=True)
class _Wanted:
    name: str
    files: str
    headings: int
    columns: Mapping[str, str]  # the key of the definition that names it, by the column
    pattern: str = ""  # of one heading at least
    is_layer: bool = False

    def may_be(self, name: str) -> bool:
        """Tell whether a file of this name may be such a table or layer."""
        is_named = fnmatchcase(name.lower(), self.files.lower() or "*")
        return is_named and not (self.is_layer and name.lower().endswith(_NO_SHAPES))


def file_problems(dataset: Dataset, files: Mapping[str, Rows]) -> Iterator[str]:
    """Say which tables and layers of a definition no file among these has all columns of, and what the nearest lacks.

    `files` has the first rows of each by its name.
    """
    for wanted in (*map(_of_table, dataset.tables), *map(_of_layer, dataset.boundaries)):
        named = {name: rows for name, rows in files.items() if wanted.may_be(name)}
        if not named:
            called = f'called as files = "{wanted.files}" says' if wanted.files else "of its kind"
            yield f"{wanted.name}: no file is {called}."
            continue
        lacking = {name: _least_lacking(wanted, rows) for name, rows in named.items()}
        if all(lacking.values()):
            nearest = min(lacking, key=lambda name: len(lacking[name]))
            yield f"{wanted.name}: {nearest}: {' '.join(lacking[nearest])}"


def _of_table(table: Table) -> _Wanted:
    columns = table.columns
    single = ("code", "name", "other_name", "count", "end", "start", "population", "longitude", "latitude", "finds")
    said = {getattr(columns, key): key for key in single if getattr(columns, key)}
    said |= {heading: f"parents.{slug}" for slug, heading in columns.parents.items()}
    said |= {heading: f"parent_names.{slug}" for slug, heading in columns.parent_names.items()}
    said |= dict.fromkeys(table.where, "where") | dict.fromkeys(table.wide.areas, "wide.areas")
    return _Wanted(table.name, table.files, table.headings, said, table.wide.periods)


def _of_layer(layer: BoundaryLayer) -> _Wanted:
    said = {layer.code: "code"} | ({layer.name: "name"} if layer.name else {})
    return _Wanted(f"boundaries of {layer.level}", layer.files, 1, said, is_layer=True)


def _least_lacking(wanted: _Wanted, rows: Rows) -> list[str]:
    """Say what the row lacks, or the rows one above another, that come nearest to the headings."""
    if not any(rows):
        return []
    found = [list(_lacking(wanted, headings)) for headings in _headings_of(rows, wanted.headings)]
    return min(found, key=len, default=["It has no headings."])


def _headings_of(rows: Rows, taken: int) -> Iterator[list[str]]:
    for first in range(max(len(rows) - taken + 1, 1)):
        above = rows[first : first + taken]
        width = max(map(len, above), default=0)
        filled = [[*row, *[""] * (width - len(row))] for row in above]
        yield [" ".join(filter(None, map(str.strip, stacked))) for stacked in zip(*filled, strict=True)]


def _lacking(wanted: _Wanted, headings: Iterable[str]) -> Iterator[str]:
    headings = [heading for heading in headings if heading]
    folded = {_fold(heading) for heading in headings}
    for column, key in wanted.columns.items():
        if _fold(column) not in folded:
            yield f'there is no column "{column}" ({key}){instead(column, headings)}'
    if wanted.pattern and not any(re.search(wanted.pattern, heading) for heading in headings):
        yield f"no heading matches {wanted.pattern} (wide.periods)."


def _fold(heading: str) -> str:
    return re.sub(r"[\s_-]", "", heading).lower()
