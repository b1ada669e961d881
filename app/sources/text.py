"""Text files as tables of text: decoding, CSV and JSON, with the row numbers that people can look up."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from app.errors import BadFileError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 with a byte order mark"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
    (b"", "utf-8", "UTF-8"),
)
_AT_MOST = 512 * 1024**2  # bytes: every published text file is smaller, and reading takes several times its size
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_TOO_MANY = re.compile(r"Expected (\d+) fields in line (\d+), saw (\d+)")
_LINES_OF_A_ROW = 1_000  # at most: a quoted value may hold line breaks
NO_TEXT = "It is not text in UTF-8, UTF-16 or Windows-1252. Save it as CSV in UTF-8, or download it again."
CORRECT = "Correct it, or download the file again."


def decode(content: bytes, *, is_start: bool = False) -> tuple[str, str]:
    r"""Decode UTF-8, UTF-16 with its mark, or else Windows-1252; give the text, lines ending in `\n`, and which it was.

    Where `is_start` the last character may be cut. Raises UnicodeError for anything else, and for binary content.
    """
    mark, encoding, name = next(each for each in _MARKS if content.startswith(each[0]))
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(content[len(mark) :], final=not is_start)
    except UnicodeDecodeError:
        if mark or _is_mostly_utf8(content):
            raise
        text, name = content.decode("windows-1252"), "Windows-1252"
    if _NOT_TEXT.search(text):
        raise UnicodeError("control characters")
    return text.replace("\r\n", "\n").replace("\r", "\n"), name


def _is_mostly_utf8(content: bytes) -> bool:
    """Tell a damaged UTF-8 text from one in Windows-1252, whose letters hardly ever make up UTF-8's."""
    text = content.decode("utf-8", errors="replace")
    return len(re.findall(r"[^\x00-\x7f\ufffd]", text)) >= text.count("\ufffd")


def fold(heading: str) -> str:
    """Spell a column's heading one way: "Area code", "area_code" and "areaCode" are all areacode."""
    return re.sub(r"[\s_-]", "", heading).lower()


@dataclass(frozen=True)
class Table:
    """A table of text.

    `frame` has one categorical column of text per heading, by position, and the row's number as its index: the line
    of a CSV file (the heading is 1), the place in a JSON list (the first is 1). Wholly blank rows are not in it.
    `notes` are sentences on what reading the text itself found.
    """

    headings: tuple[str, ...]
    frame: pd.DataFrame
    notes: tuple[str, ...] = ()

    def find(self, *keys: str) -> list[int]:
        """Give the positions of the columns so headed, in folded spelling; exact spelling goes before."""
        found = [place for place, heading in enumerate(self.headings) if fold(heading) in keys]
        return sorted(found, key=lambda place: self.headings[place].lower() not in keys)

    def column(self, *keys: str) -> pd.Series[str]:
        """Give the one column with any of these headings, named as in the file.

        Raises BadFileError where the file lacks it or has it twice.
        """
        found = self.find(*keys)
        if not found:
            raise BadFileError(f"There is no column {' or '.join(keys)}. Check that the file is whole.")
        if len(found) > 1 and self.headings[found[0]].lower() == self.headings[found[1]].lower():
            raise BadFileError("The column stands twice. Take one out.", column=self.headings[found[0]])
        return self.at(found[0])

    def at(self, place: int) -> pd.Series[str]:
        """Give the column at this position, named as in the file."""
        return self.frame.iloc[:, place].rename(self.headings[place])

    def columns(self) -> Iterator[pd.Series[str]]:
        """Give the columns in the file's order, named as in the file."""
        return (self.at(place) for place in range(len(self.headings)))

    def require(self, *keys: str) -> None:
        """Raise BadFileError that names all the columns which are missing."""
        missing = [key for key in keys if not self.find(fold(key))]
        if missing:
            columns = "column" if len(missing) == 1 else "columns"
            raise BadFileError(f"It lacks the {columns} {', '.join(missing)}. Check that the file is whole.")

    def where(self, rows: pd.Series[bool]) -> Table:
        """Give the rows that are marked, without the notes on the whole."""
        return Table(self.headings, self.frame[rows])


def first_row(text: str) -> tuple[list[str], str]:
    """Give the headings of a CSV text, and the character that parts them."""
    line = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(",\t;", key=line.count)
    try:
        row = next(csv.reader(io.StringIO(text), delimiter=delimiter), [])
    except csv.Error:
        return [], delimiter
    return [heading.strip() for heading in row], delimiter


def read_text(path: Path) -> tuple[str, tuple[str, ...]]:
    """Read a text file, and note its encoding unless it is plain UTF-8; raises BadFileError where it is no text."""
    if path.stat().st_size > _AT_MOST:
        raise BadFileError("It is a text of more than 512 MB, larger than any published file. Load it in parts.")
    try:
        text, encoding = decode(path.read_bytes())
    except UnicodeError:
        raise BadFileError(NO_TEXT) from None
    return text, () if encoding == "UTF-8" else (f"Read as {encoding}.",)


def read_csv(path: Path) -> Table:
    """Read a CSV file.

    Raises BadFileError where it is not text, has no rows, or one with fewer or more values than headings.
    """
    text, notes = read_text(path)
    text = text.rstrip("\x1a")  # DOS marked the end of a text so
    headings, delimiter = first_row(text)
    try:
        # Each distinct text is kept once, so that cells.py can parse it once. The heading row fixes the width.
        frame = pd.read_csv(
            io.StringIO(text),
            sep=delimiter,
            header=None,
            dtype="category",
            keep_default_na=False,
            skip_blank_lines=False,
            low_memory=False,
        )
        frame.index = pd.Index(_line_numbers(text, delimiter, len(frame)))
    except (pd.errors.ParserError, csv.Error) as error:
        raise malformed(str(error)) from None
    rows = _without_blank_rows(frame.iloc[1:])
    _refuse_short_rows(text, delimiter, len(headings), rows.index[rows.iloc[:, -1] == ""])
    if rows.empty:
        raise BadFileError("It has no rows below its headings. Download it again.")
    blank = len(frame) - 1 - len(rows)
    if blank:
        notes += (f"Left out {blank:,} blank row{'s' if blank > 1 else ''}.",)
    return Table(tuple(headings), rows, notes)


def malformed(problem: str) -> BadFileError:
    """Make the error that says what pandas or csv found wrong."""
    if "EOF inside string" in problem:
        return BadFileError("A quotation mark is opened and never closed: the file is cut off. Download it again.")
    found = _TOO_MANY.search(problem)
    if found is None:
        return BadFileError("It cannot be read as CSV. Download it again.")
    width, row, saw = (int(number) for number in found.groups())
    return BadFileError(f"It has {saw} values where the headings are {width}. {CORRECT}", row=row)


def _refuse_short_rows(text: str, delimiter: str, width: int, suspects: Iterable[int]) -> None:
    """Raise BadFileError where one of these rows has fewer values than headings: pandas takes those for blank."""
    lines = text.split("\n")
    for number in suspects:
        line = lines[number - 1]
        if '"' in line:
            values = len(next(csv.reader(lines[number - 1 : number + _LINES_OF_A_ROW], delimiter=delimiter)))
        else:
            values = line.count(delimiter) + 1
        if values < width:
            raise too_short(number, values, width)


def _line_numbers(text: str, delimiter: str, rows: int) -> Sequence[int]:
    """Give the line on which each row begins: a quoted value may hold line breaks."""
    if rows == text.count("\n") + (not text.endswith("\n")):
        return range(1, rows + 1)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    starts = [1, *(reader.line_num + 1 for _ in reader)]
    return starts[:rows] if len(starts) > rows else range(1, rows + 1)


def too_short(row: int, saw: int, width: int) -> BadFileError:
    """Make the error that says where a file was cut off."""
    return BadFileError(f"It has {saw} of {width} values: the row is cut off. Download the file again.", row=row)


def _without_blank_rows(frame: pd.DataFrame) -> pd.DataFrame:
    blank = pd.Series(True, index=frame.index)
    for place in frame:
        column = frame[place]
        blank &= column.isin([text for text in column.cat.categories if not text.strip()])
        if not blank.any():
            return frame
    return frame[~blank]


def read_json(path: Path) -> Any:
    """Read a JSON file; raises BadFileError where it is not whole, or is a server's message about an error."""
    try:
        value = json.loads(read_text(path)[0])
    except json.JSONDecodeError as error:
        raise BadFileError(f"The JSON breaks off: {error.msg}. Download it again.", row=error.lineno) from None
    except ValueError:
        raise BadFileError("The JSON holds a number of thousands of digits. Download it again.") from None
    except RecursionError:
        raise BadFileError("The JSON is nested too deeply to be a published file.") from None
    if isinstance(value, dict) and isinstance(value.get("error"), dict):
        said = str(value["error"].get("message", ""))[:200]
        raise BadFileError(f'It holds a server\'s error message ("{said}"), not data. Download it again.')
    return value


def table_of_records(records: Sequence[Mapping[str, Any]]) -> Table:
    """Make a table of JSON objects: null and absent are blank."""
    headings = tuple(dict.fromkeys(key for record in records for key in record))
    index = range(1, len(records) + 1)
    columns = (pd.Series([_as_text(record.get(key)) for record in records], index=index) for key in headings)
    frame = pd.DataFrame({place: column.astype("category") for place, column in enumerate(columns)}, index=index)
    return Table(headings, _without_blank_rows(frame))


def _as_text(value: Any) -> str:
    """Write a value as a CSV file would hold it; half a surrogate pair, which only JSON can hold, is no character."""
    return "" if value is None else str(value).encode(errors="replace").decode()
