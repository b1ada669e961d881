"""CSV text as tables: find the headings, and what stands above and below the table."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from pathlib import Path

import pandas as pd

from app.errors import BadFileError
from app.sources.columns import Columns
from app.sources.headings import joined_headings
from app.sources.phrases import number_of
from app.sources.pieces import TextFile, open_text
from app.sources.spelling import plain_heading
from app.sources.tables import Table, in_plain_spelling, without_blank_rows
from app.sources.text import CORRECT
from app.sources.under_table import without_notes

DELIMITERS = ",\t;|"
_ROWS_TO_HEADINGS = 40  # at most, headings included: titles, dates and notes stand above them in workbooks
_COLUMNS_AT_MOST = 16_384  # as a sheet of a workbook may have
_START = 512 * 1024  # characters
_TOO_MANY = re.compile(r"Expected (\d+) fields in line (\d+), saw (\d+)")
_LETTER = re.compile("[A-Za-z]")
_LINES_OF_A_ROW = 1_000  # at most: a quoted value may hold line breaks


@dataclass(frozen=True)
class Row:
    """A row near the start of a CSV text: the line on which it begins, its values, and what parts them."""

    line: int
    values: tuple[str, ...]
    delimiter: str


def first_rows(text: str) -> Iterator[Row]:
    """Return the rows that may be headings, once for each possible separator."""
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(text[:_START]), delimiter=delimiter)
        line = 1
        try:
            for values in islice(reader, _ROWS_TO_HEADINGS):
                yield Row(line, tuple(map(plain_heading, values)), delimiter)
                line = reader.line_num + 1
        except csv.Error:  # a quotation mark that is never closed
            continue


def read_csv(path: Path, columns: Columns, *, headings: int = 1, encoding: str = "") -> Table:
    """Read the table that has all the needed columns, whose headings take so many rows.

    Rows above its headings and notes under it are left out and counted. Raises BadFileError where the file is not
    text, or the table has no rows, or one with fewer or more values than headings.
    """
    text = open_text(path, encoding)
    found = next(row for row in _headings(text.start, headings) if not columns.lacking(row.values))
    if len(found.values) > _COLUMNS_AT_MOST:
        problem = f"It has more than {_COLUMNS_AT_MOST:,} columns. Take out those that are not needed."
        raise BadFileError(problem, row=found.line)
    above = _above(text.start, found.line)
    text, below = without_notes(text.between(len(above), text.last), found.delimiter, len(found.values))
    frame = _frame(text, found)
    rows = without_blank_rows(frame)
    _refuse_short_rows(text, found, rows.index[rows.iloc[:, -1] == ""].tolist())
    if rows.empty:
        raise BadFileError("It has no rows below its headings. Download it again.")
    notes = text.notes + _left_out(_filled(above) - (headings - 1), "row", "above the headings")
    notes += _left_out(below, "row", "of notes under the table")
    notes += _left_out(len(frame) - len(rows), "blank row", "")
    rows, again = _without_headings(rows, found)
    notes += _left_out(again, "row", "that repeats the headings" if again == 1 else "that repeat the headings")
    rows, mended = in_plain_spelling(rows)
    return Table(found.values, rows, path.name, notes + mended, delimiter=found.delimiter)


def _headings(text: str, number: int) -> Iterator[Row]:
    """Return the rows that may be headings, each so many of them joined, at the place of the last."""
    if number == 1:
        yield from first_rows(text)
        return
    for _, rows in groupby(first_rows(text), key=lambda row: row.delimiter):
        alike = list(rows)
        for values, last in joined_headings([row.values for row in alike], number):
            yield replace(alike[last], values=tuple(values))


def _above(text: str, line: int) -> str:
    """Return what stands above this line of a text."""
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return text[:start]


def _filled(text: str) -> int:
    return sum(bool(line.strip(f'{DELIMITERS}" ')) for line in text.split("\n"))


def _left_out(number: int, noun: str, where: str) -> tuple[str, ...]:
    return (f"Left out {number_of(number, noun)} {where}".rstrip() + ".",) if number else ()


def _frame(text: TextFile, headings: Row) -> pd.DataFrame:
    """Read the rows below the headings, with which the text begins, by their numbers in the file."""
    try:
        # Each distinct text is kept once, so that cells.py can parse it once. The heading row fixes the width, and
        # keeps a column as text; not where the heading is a number, as an age is.
        kinds = {place: "category" if _LETTER.search(value) else "str" for place, value in enumerate(headings.values)}
        pieces = _Pieces(text.pieces())
        frame = pd.read_csv(
            pieces,
            sep=headings.delimiter,
            header=None,
            dtype=kinds,
            keep_default_na=False,
            skip_blank_lines=False,
        ).astype("category")
        numbers = _line_numbers(text, headings.delimiter, len(frame), pieces.lines)
    except (pd.errors.ParserError, csv.Error) as error:
        raise malformed(str(error), headings.line) from None
    return frame.set_axis(pd.Index(numbers) + headings.line - 1).iloc[1:]


def _without_headings(rows: pd.DataFrame, headings: Row) -> tuple[pd.DataFrame, int]:
    """Leave out and count rows that repeat the headings, as in files that were concatenated."""
    again = pd.Series(True, index=rows.index)
    for place, heading in enumerate(headings.values):
        column = rows.iloc[:, place]
        again &= column.isin([text for text in column.cat.categories if plain_heading(text) == heading])
        if not again.any():
            return rows, 0
    return rows[~again], int(again.sum())


class _Pieces(io.TextIOBase):
    """Pieces of a text as a stream that pandas reads, and how many lines were read of it."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = filter(None, pieces)
        self._newlines, self._last = 0, "\n"

    def read(self, size: int | None = -1, /) -> str:
        """Return the next piece, whatever its size; nothing at the end."""
        piece = next(self._pieces, "")
        self._newlines, self._last = self._newlines + piece.count("\n"), piece[-1:] or self._last
        return piece

    @property
    def lines(self) -> int:
        """Count the lines that were read, of which the last may lack its end."""
        return self._newlines + (self._last != "\n")


def malformed(problem: str, first_line: int = 1) -> BadFileError:
    """Make the error that says what pandas or csv found wrong in a text that begins on this line of a file."""
    if "EOF inside string" in problem:
        return BadFileError("A quotation mark is opened and never closed: the file is cut off. Download it again.")
    found = _TOO_MANY.search(problem)
    if found is None:
        return BadFileError("It cannot be read as CSV. Download it again.")
    width, row, saw = (int(number) for number in found.groups())
    return BadFileError(f"It has {saw} values where the headings are {width}. {CORRECT}", row=row + first_line - 1)


def _refuse_short_rows(text: TextFile, headings: Row, suspects: Sequence[int]) -> None:
    """Raise BadFileError where one of these rows has fewer values than headings: pandas takes those for blank."""
    width = len(headings.values)
    lines = enumerate(text.lines() if len(suspects) else (), headings.line)
    ahead = deque[tuple[int, str]]()
    for suspect in suspects:
        while ahead and ahead[0][0] < suspect:
            ahead.popleft()
        if not ahead:
            ahead.append(next(each for each in lines if each[0] == suspect))
        line = ahead[0][1]
        if '"' in line:  # the row may go on in the lines that follow
            ahead.extend(islice(lines, _LINES_OF_A_ROW + 1 - len(ahead)))
            values = len(next(csv.reader((each for _, each in ahead), delimiter=headings.delimiter)))
        else:
            values = line.count(headings.delimiter) + 1
        if values < width:
            raise too_short(suspect, values, width)


def _line_numbers(text: TextFile, delimiter: str, rows: int, lines: int) -> Sequence[int]:
    """Return the line on which each row begins: a quoted value may hold line breaks."""
    if rows == lines:
        return range(1, rows + 1)
    reader = csv.reader(text.lines(), delimiter=delimiter)
    starts = [1, *(reader.line_num + 1 for _ in reader)]
    return starts[:rows] if len(starts) > rows else range(1, rows + 1)


def too_short(row: int, saw: int, width: int) -> BadFileError:
    """Make the error that says where a file was cut off."""
    return BadFileError(f"It has {saw} of {width} values: the row is cut off. Download the file again.", row=row)
