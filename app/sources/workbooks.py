"""Workbooks (.xlsx, .ods): each sheet as the CSV text that it could be saved as, with the sheet's row numbers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import IO, Any

from python_calamine import CalamineError, CalamineSheet, SheetVisibleEnum, load_workbook

from app.errors import BadFileError, UnrecognisedFileError
from app.sources.unpacking import open_zip

_AT_MOST = 512 * 1024**2  # bytes, unpacked: as for text
_CELLS_AT_MOST = 30_000_000  # from the first to the last, filled or not: they are laid out in memory
_OPEN_DOCUMENT = ("mimetype", "content.xml")
_OFFICE, _BINARY = "[Content_Types].xml", "xl/workbook.bin"
_NO_WORKBOOK = "It is an Office document. Save the sheet as CSV and load that."
_HOLDS_CELLS = re.compile(r"xl/worksheets/[^/]+\.xml|content\.xml")
_ERROR = re.compile(rb'<(?:\w+:)?c\s[^<>]*\bt="e"|calcext:value-type="error"')
_NO_RESULT = re.compile(
    rb'<c\s(?![^<>]*\bt="str")[^<>]*>\s*+<f\b(?:[^<>]*/>|[^<>]*>[^<]*</f>)\s*+(?:<v\s*+/>|<v>\s*+</v>)?\s*+</c>'
)
_CELL = re.compile(rb'\sr="([A-Z]{1,3})([0-9]{1,7})"')


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: its rows as CSV in UTF-8, one line each."""

    name: str
    is_hidden: bool
    text: bytes


def is_workbook(names: Collection[str]) -> bool:
    """Tell by the names of a zip's members whether it is an Office document."""
    return _OFFICE in names or all(name in names for name in _OPEN_DOCUMENT)


def sheets_of(workbook: IO[bytes]) -> list[Sheet]:
    """Return the sheets that hold anything.

    Raises BadFileError where the workbook is too large or holds a formula's error, UnrecognisedFileError where it is
    another Office document.
    """
    _check(workbook)
    workbook.seek(0)
    try:
        book = load_workbook(workbook)
        sheets = [
            Sheet(its.name, its.visible is not SheetVisibleEnum.Visible, _text_of(book.get_sheet_by_name(its.name)))
            for its in book.sheets_metadata
        ]
    except CalamineError:
        raise UnrecognisedFileError(_NO_WORKBOOK) from None
    return [sheet for sheet in sheets if sheet.text]


def _text_of(sheet: CalamineSheet) -> bytes:
    target = io.StringIO()
    rows = sheet.to_python(skip_empty_area=False)
    csv.writer(target, lineterminator="\n").writerows([_as_text(cell) for cell in row] for row in rows)
    return target.getvalue().encode()


def _check(workbook: IO[bytes]) -> None:
    cells = 0
    with open_zip(workbook) as archive:
        if _BINARY in archive.namelist():
            raise BadFileError("It is a binary workbook. Save it as .xlsx or CSV and load that.")
        if sum(member.file_size for member in archive.infolist()) > _AT_MOST:
            raise BadFileError("It is a workbook of more than 512 MB, larger than any published file. Load CSV.")
        for name in filter(_HOLDS_CELLS.fullmatch, archive.namelist()):
            cells += _cells_in(name, archive.read(name), _CELLS_AT_MOST - cells)


def _cells_in(name: str, content: bytes, at_most: int) -> int:
    """Count the cells of a sheet, filled or not.

    Raises BadFileError for a formula without a number, which would be read as blank or nought, and where they are more.
    """
    for pattern, what in ((_ERROR, "a formula's error"), (_NO_RESULT, "a formula without its result")):
        if found := pattern.search(content):
            cell = _CELL.search(found[0])
            where = f" in cell {(cell[1] + cell[2]).decode()} of {name}" if cell else ""
            raise BadFileError(f"It holds {what}{where}. Correct it, or save the sheet as CSV.")
    columns, row = {b""}, 0
    for cell in _CELL.finditer(content):
        columns.add(cell[1])
        row = max(row, int(cell[2]))
    column = max(columns, key=lambda column: (len(column), column))
    cells = row * reduce(lambda number, letter: 26 * number + letter - 64, column, 0)
    if cells > at_most:
        raise BadFileError(
            f"{name} reaches to row {row:,} and column {column.decode()}. Delete what lies far from the table, or save "
            "the sheet as CSV."
        )
    return cells


def _as_text(cell: Any) -> str:
    match cell:
        case bool():
            return str(cell).upper()
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == datetime.min.time():
            return cell.date().isoformat()
        case _:
            return " ".join(str(cell).splitlines())
