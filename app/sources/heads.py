"""The first bytes of a file: what form it has, and the words by which a reader recognises its layout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from app.sources.text import NO_TEXT, decode, first_row, fold

LENGTH = 512 * 1024  # bytes: enough for the first feature of any published layer
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_SHAPEFILE = b"\x00\x00\x27\x0a"
_SQLITE = b"SQLite format 3\x00"
GZIP, ZIP, EMPTY_ZIP = b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06"
_ARCHIVES = (GZIP, ZIP, EMPTY_ZIP, b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")
_TAR_AT, _TAR = 257, b"ustar"
_ARCHIVE = "It is an archive inside another, or of a sort that cannot be read. Unpack it and load what it holds."
_WEB_PAGE = "It is a web page, not data. Open the address in a browser, find the file itself and download it."


class Form(Enum):
    """Name what a file is made of."""

    CSV = "CSV"
    JSON = "JSON"
    GEOPACKAGE = "GeoPackage"
    SHAPEFILE = "shapefile"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Head:
    """What the start of a file shows.

    `words` are the folded headings of a CSV file, or the strings that stand in quotation marks in a JSON file.
    `problem` is the sentence to a person where the file is unreadable.
    """

    form: Form
    words: frozenset[str] = frozenset()
    problem: str = ""


def head_of(start: bytes) -> Head:
    """Look at a file's first bytes."""
    if start.startswith(_SHAPEFILE):
        return Head(Form.SHAPEFILE)
    if start.startswith(_SQLITE):
        return Head(Form.GEOPACKAGE)
    if start.startswith(_ARCHIVES) or start.startswith(_TAR, _TAR_AT):
        return Head(Form.UNREADABLE, problem=_ARCHIVE)
    try:
        text, _ = decode(start, is_start=True)
    except UnicodeError:
        return Head(Form.UNREADABLE, problem=NO_TEXT)
    return _head_of_text(text)


def _head_of_text(text: str) -> Head:
    begin = text.lstrip()[:1]
    if not begin:
        return Head(Form.UNREADABLE, problem="The file is empty. Download it again.")
    if begin == "<":
        return Head(Form.UNREADABLE, problem=_WEB_PAGE)
    if begin in "{[":
        return Head(Form.JSON, frozenset(_QUOTED.findall(text)))
    return Head(Form.CSV, frozenset(fold(heading) for heading in first_row(text)[0]))
