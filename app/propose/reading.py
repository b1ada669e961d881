"""Read the data files of a folder as tables of text, whatever form and container they come in."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any
from unicodedata import category

import shapely

from app.dataset import DEFINITION
from app.errors import FileError
from app.propose.tables import TextTable, table_of, together
from app.sources.containers import PackedFile, is_companion, opened
from app.sources.csv_tables import DELIMITERS
from app.sources.gdal import Layer, vector
from app.sources.heads import LENGTH, Form, head_of
from app.sources.records import read_records
from app.sources.spelling import has_unseen, plain
from app.sources.text import read_text

_ROWS_AT_MOST = 300_000  # of a table: more of them tell nothing more
_LOCKS, _UNFINISHED = ("~$",), (".part", ".partial", ".crdownload", ".download", ".tmp", "~")
_DOCUMENTS = (".md", ".txt", ".pdf", ".html", ".toml", ".xml", ".prj", ".py", ".log")
_SHEET = re.compile("(?:^|, )sheet ")
_POLYGONS = (3, 6)  # GEOS's types
_OTHER_ENCODINGS = ("mac-roman", "cp850")


def read_folder(folder: Path) -> tuple[list[TextTable], list[str]]:
    """Read the tables and layers of a folder; gives sentences on the files that could not be read."""
    tables: list[TextTable] = []
    unread: list[str] = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and _is_data(path, path.relative_to(folder)):
            try:
                found = _tables_in(path)
                tables += found
                if not found:
                    unread.append(f"{path.name} was left out: {_nothing_in(path)}.")
            except FileError as error:
                unread.append(f"{path.name} could not be read: {error}")
    return together(tables), unread


def _nothing_in(path: Path) -> str:
    if path.name.lower().removesuffix(".gz").endswith("json"):
        return "it has no records or areas that can be read, as it is cut off, or of another form, such as TopoJSON"
    return "it has no table with headings above its figures"


def _is_data(path: Path, inner: Path) -> bool:
    if any(part.startswith(".") for part in inner.parts) or path.name == DEFINITION or is_companion(path):
        return False
    name = path.name.lower()
    return not (name.startswith(_LOCKS) or name.endswith((*_UNFINISHED, *_DOCUMENTS)))


def _tables_in(path: Path) -> list[TextTable]:
    found: list[TextTable] = []
    with opened(path) as files:
        for file in files:
            if not file.is_hidden:
                found += _tables_of(path, file)
    return found


def _tables_of(path: Path, file: PackedFile) -> Iterator[TextTable]:
    with file.stream() as stream:
        form = head_of(stream.read(LENGTH)).form
    if form is Form.UNREADABLE:
        return
    is_sheet = _SHEET.search(file.name)
    names = (path.name,)
    laid_out = file.lay_out()
    if form is Form.CSV:
        yield from _of_text(laid_out, names, file.name[is_sheet.end() :] if is_sheet else "")
        return
    with suppress(FileError):
        layers = [] if form is Form.JSON and not _has_features(laid_out) else list(_layers(laid_out, names))
        if layers:
            yield from layers
            return
    if form is Form.JSON:
        with suppress(FileError):
            table = read_records(laid_out)
            cells = {
                heading: tuple(str(cell).strip() for cell in column)
                for heading, column in zip(table.headings, table.columns(), strict=True)
            }
            yield TextTable(names, cells)


def _of_text(path: Path, names: tuple[str, ...], sheet: str) -> Iterator[TextTable]:
    text, notes = read_text(path)
    encoding = ""
    if any("Windows-1252" in note for note in notes):
        text, encoding = decoded_otherwise(path.read_bytes(), text)
    found = table_of(_rows(text))
    if found is not None:
        yield TextTable(names, found[0], sheet, found[1], encoding)


def decoded_otherwise(content: bytes, text: str) -> tuple[str, str]:
    """Decode a text again if another encoding than Windows-1252 turns signs inside words into letters."""
    best, fewest, encoding = text, _signs_in_words(text), ""
    for other in _OTHER_ENCODINGS:
        with suppress(UnicodeDecodeError):
            read = content.decode(other).replace("\r\n", "\n")
            if _signs_in_words(read) < fewest:
                best, fewest, encoding = read, _signs_in_words(read), other
    return best, encoding


def _signs_in_words(text: str) -> int:
    """Count signs of other than ASCII that stand between two letters, the apostrophe left out."""
    inside = re.findall(r"(?<=[A-Za-z])([^\x00-\x7f\u2019])(?=[A-Za-z])", text)
    return sum(not category(each).startswith("L") for each in inside)


def _rows(text: str) -> list[list[str]]:
    delimiter = max(DELIMITERS, key=lambda sign: _parts(text[:20_000], sign))
    with suppress(csv.Error):
        rows = csv.reader(io.StringIO(text), delimiter=delimiter)
        return [[plain(cell) if has_unseen(cell) else cell for cell in row] for row in islice(rows, _ROWS_AT_MOST)]
    return []


def _parts(text: str, sign: str) -> int:
    """Count the rows that a separator splits into as many values as most rows."""
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(text), delimiter=sign)]
    except csv.Error:
        return 0
    usual = max(set(widths), key=widths.count, default=1)
    return widths.count(usual) * min(usual, 3) if usual > 1 else 0


def _has_features(path: Path) -> bool:
    with path.open("rb") as file:
        return b'"geometry"' in file.read(LENGTH)


def _layers(path: Path, names: tuple[str, ...]) -> Iterator[TextTable]:
    with vector(path) as file:
        for layer in file.layers():
            kinds = set(shapely.get_type_id(layer.shapes[~shapely.is_missing(layer.shapes)]).tolist())
            shapes = "areas" if kinds & set(_POLYGONS) else "points"
            notes = () if shapes == "areas" else _points(layer)
            yield TextTable(names, _cells(layer), shapes=shapes, notes=notes)


def _points(layer: Layer) -> tuple[str, ...]:
    return (f"It has {len(layer.shapes):,} points, and no areas.",)


def _cells(layer: Layer) -> dict[str, tuple[str, ...]]:
    columns: Any = layer.columns
    return {str(name): tuple(_plain(cell) for cell in columns[name]) for name in columns}


def _plain(cell: Any) -> str:
    """Return a property's text; whole numbers that GDAL read as decimals lose their ".0"."""
    text = "" if cell is None or cell != cell else str(cell).strip()
    text = plain(text) if has_unseen(text) else text
    return text[:-2] if re.fullmatch(r"-?[0-9]+\.0", text) else text


def dates_named(names: Sequence[str]) -> list[str]:
    """List the files whose names do not say when they were published."""
    return [name for name in names if not re.search(r"(?<![0-9])20[0-9]{2}(-?)[01][0-9]\1[0-3][0-9](?![0-9])", name)]
