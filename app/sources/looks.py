"""What files show of themselves, before anything says how they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

from app.errors import BadFileError
from app.sources.columns import Column, Columns
from app.sources.containers import PackedFile, head_of_file, opened
from app.sources.csv_tables import Row, first_rows, read_csv
from app.sources.gdal import vector
from app.sources.heads import Form, Head
from app.sources.layer_tables import table_of
from app.sources.records import read_records
from app.sources.spelling import fold
from app.sources.tables import Table
from app.sources.text import read_text

_NUMBER = re.compile(r"[-+]?[0-9][0-9., ]*%?")


@dataclass(frozen=True)
class Look:
    """What a file shows: its headings and rows, as text, of a layer the properties of its features.

    `name` is the file's, and `member` or `sheet` say where in it the table is. `problem` is the sentence to a person
    where it cannot be read; then there is no table.
    """

    name: str
    form: Form
    table: Table | None
    has_shapes: bool = False
    member: str = ""
    sheet: str = ""
    problem: str = ""


def looks_of(path: Path, encoding: str = "") -> tuple[Look, ...]:
    """Look at each table and layer that a path holds and that is not hidden.

    The headings of a text are the first row with most words. Raises BadFileError where an archive is damaged.
    """
    encodings = (encoding,) if encoding else ()
    with opened(path) as files:
        return tuple(
            look
            for file in files
            if not file.is_hidden
            for look in _looks(path.name, file, head_of_file(file, encodings), encoding)
        )


def _looks(name: str, file: PackedFile, head: Head, encoding: str) -> Iterator[Look]:
    problem = head.problem
    if not problem:
        try:
            for table, has_shapes in _tables(file.lay_out(), head, encoding):
                yield Look(name, head.form, table, has_shapes, file.member, file.sheet)
            return
        except BadFileError as error:
            problem = str(error)
    yield Look(name, head.form, None, member=file.member, sheet=file.sheet, problem=problem)


def _tables(path: Path, head: Head, encoding: str) -> Iterator[tuple[Table, bool]]:
    match head.form:
        case Form.CSV:
            yield read_csv(path, _headings(path, encoding), encoding=encoding), False
        case Form.JSON if not {"features", "geometry"} <= set(head.rows[0]):
            yield read_records(path), False
        case _:
            with vector(path) as file:
                for layer in file.layers(shapes=False):
                    yield table_of(layer.columns, path.name), True


def _headings(path: Path, encoding: str) -> Columns:
    """Give the headings of a text as columns that its table must have."""
    text, _ = read_text(path, encoding)
    rows = [list(alike) for _, alike in groupby(first_rows(text), key=lambda row: row.delimiter)]
    best = max((row for alike in rows for row in _may_be_headings(alike)), key=_words, default=None)
    if best is None:
        raise BadFileError("It has no rows below its headings. Download it again.")
    return Columns(tuple(Column(heading, re.escape(fold(heading))) for heading in best.values if fold(heading)))


def _may_be_headings(rows: Sequence[Row]) -> Iterator[Row]:
    """Give the rows that have another below them with no fewer columns; the first of several alike comes first."""
    for row, below in pairwise(rows):
        if len(below.values) >= len(row.values):
            yield row


def _words(row: Row) -> int:
    return len({fold(value) for value in row.values if fold(value) and not _NUMBER.fullmatch(value)})
