"""ONS postcode lookups (NSPL, ONSPD): one row for each postcode of the United Kingdom, a gigabyte of them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import IO

import pandas as pd

from app.errors import BadFileError
from app.sources.cells import checked, matches
from app.sources.columns import Column, Columns
from app.sources.contents import Postcodes, Reading
from app.sources.csv_tables import Row, first_rows, malformed, too_short
from app.sources.phrases import number_of
from app.sources.postcode_rows import CATEGORIES, join_rows
from app.sources.spelling import fold

# The first that a file has is read. Of two vintages of MSOAs, the counts and boundaries are those of 2011.
_POSTCODES = ("pcds", "pcd", "pcd7", "pcd8", "pcd2")
_AREAS = ("msoa11", "msoa11cd", "msoa21", "msoa21cd")
_RETIRED = ("doterm",)
COLUMNS = Columns((Column("pcds", "|".join(_POSTCODES)), Column("msoa11", "|".join(_AREAS))))
_POSTCODE = re.compile(r"[A-Za-z][A-Za-z0-9]{1,3} *[0-9][A-Za-z]{2}")
_CODE_OR_BLANK = re.compile(r"([A-Z][0-9]{8})?")
_MSOA = re.compile(r"[EWSN](?!9{8})[0-9]{8}")  # the nines stand for places without MSOAs, such as the Isle of Man
_BLANK = re.compile("")
_LINES_AT_MOST = 10_000_000  # the United Kingdom has not three million postcodes, old ones included
_PIECE = 16_000_000  # characters in memory at once


def read(stream: IO[bytes]) -> Reading:
    """Read a lookup piece by piece, as it may be larger than memory; raises BadFileError with row and column.

    Postcodes in no MSOA are counted and left out.
    """
    try:
        with _as_text(stream) as text:
            columns = _columns(_headings(text))
            found = [columns.rows(*piece) for piece in _pieces(text, columns)]
    except (pd.errors.ParserError, csv.Error) as error:
        raise malformed(str(error)) from None
    tables = [rows for rows, _ in found if len(rows)]
    if not tables:
        raise BadFileError("No postcode in it has an MSOA. Download it again.")
    left_out = sum(number for _, number in found)
    notes = (f"Left out {number_of(left_out, 'postcode')} in no MSOA.",) if left_out else ()
    return Reading((Postcodes(join_rows(tables)),), notes)


def _as_text(stream: IO[bytes]) -> io.TextIOWrapper:
    """Decode as Latin-1 what is not marked: what is read of it is ASCII, so the rest may be in any encoding."""
    start = stream.read(3)
    stream.seek(0)
    encoding = "utf-8-sig" if start == b"\xef\xbb\xbf" else "latin-1"
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    return io.TextIOWrapper(stream, encoding, errors="replace")


@dataclass(frozen=True)
class _Columns:
    """What is read of each line: headings as the file has them and their places, in order, by what they hold."""

    line: int
    delimiter: str
    width: int
    names: Mapping[str, str]
    places: Mapping[str, int]

    def rows(self, text: str, line: int) -> tuple[pd.DataFrame, int]:
        """Return the postcodes in lines of text, the first of which has this number, and count those in no MSOA."""
        frame = pd.read_csv(
            io.StringIO(text),
            sep=self.delimiter,
            header=None,
            names=list(self.places),
            usecols=list(self.places.values()),
            dtype="category",
            keep_default_na=False,
            skip_blank_lines=False,
        )
        frame.index = pd.RangeIndex(line, line + len(frame))
        filled = frame["postcode"] != ""
        columns = {what: frame.loc[filled, what].rename(name) for what, name in self.names.items()}
        postcodes = checked(columns["postcode"], _POSTCODE, "is not a postcode.").str.replace(" ", "").str.upper()
        codes = checked(columns["area_code"], _CODE_OR_BLANK, "is not an area's code, a letter and eight digits.")
        inside = matches(columns["area_code"], _MSOA)
        rows = pd.DataFrame(
            {
                "outward": postcodes.str[:-3],
                "inward": postcodes.str[-3:],
                "area_code": codes,
                "is_retired": ~matches(columns["retired"], _BLANK) if "retired" in columns else False,
            }
        )[inside]
        return rows.astype(dict.fromkeys(CATEGORIES, "category")), int((~inside).sum())


def _headings(text: IO[str]) -> Row:
    """Read on to the headings, which may stand below a title."""
    for line, read in enumerate(text, 1):
        for row in first_rows(read):
            if not COLUMNS.lacking(row.values):
                return replace(row, line=line)
    raise BadFileError("It has no headings. Download it again.")


def _columns(headings: Row) -> _Columns:
    folded = [fold(heading) for heading in headings.values]
    wanted = {"postcode": _POSTCODES, "area_code": _AREAS, "retired": _RETIRED}
    found = {what: next((folded.index(key) for key in keys if key in folded), -1) for what, keys in wanted.items()}
    places = {what: place for what, place in sorted(found.items(), key=lambda item: item[1]) if place >= 0}
    names = {what: headings.values[place] for what, place in places.items()}
    return _Columns(headings.line, headings.delimiter, len(headings.values), names, places)


def _pieces(text: IO[str], columns: _Columns) -> Iterator[tuple[str, int]]:
    """Return the text below the heading in pieces of whole lines, each with the number of its first line."""
    line, rest = columns.line + 1, ""
    while read := text.read(_PIECE):
        whole, newline, rest = (rest + read).rpartition("\n")
        if len(rest) > _PIECE:
            raise BadFileError("It has a line of many megabytes. Download it again.", row=line)
        if whole:
            _check_last_row(whole, columns, line)
            yield whole, line
        line += whole.count("\n") + len(newline)
        if line > _LINES_AT_MOST:
            raise BadFileError(f"It has more than {_LINES_AT_MOST:,} lines. Check that it is the right file.")
    if rest.strip("\x1a"):  # DOS marked the end of a text so
        _check_last_row(rest, columns, line)
        yield rest, line


def _check_last_row(lines: str, columns: _Columns, first_line: int) -> None:
    """Raise BadFileError where the last of these lines has fewer values than headings."""
    whole = lines.rstrip("\n")
    line = whole[whole.rfind("\n") + 1 :]
    last = next(csv.reader([line], delimiter=columns.delimiter), [])
    if line.count('"') % 2 == 0 and 0 < len(last) < columns.width:  # else a quoted line break holds the last row
        raise too_short(first_line + whole.count("\n"), len(last), columns.width)
