"""The first bytes of a file: its form, and the headings by which its layout is recognised."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import Enum
from itertools import chain

from app.sources.csv_tables import first_rows
from app.sources.text import NO_TEXT, decode, server_error

LENGTH = 512 * 1024  # bytes: enough for the first feature of any published layer
_KEY = re.compile(r'"((?:[^"\\]|\\.)*)"\s*:')
_SHAPEFILE = b"\x00\x00\x27\x0a"
_SQLITE = b"SQLite format 3\x00"
GZIP, ZIP, EMPTY_ZIP = b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06"
_ARCHIVES = (GZIP, ZIP, EMPTY_ZIP, b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")
_TAR_AT, _TAR = 257, b"ustar"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ROOT = re.compile(r"<([a-z][\w.:-]*)", re.IGNORECASE)  # past declarations and comments, which begin otherwise
_PAGE_ROOTS = ("html", "head", "body", "title", "meta", "script", "style", "div", "table", "p", "h1", "error")
_ARCHIVE = "It is an archive inside another, or of a sort that cannot be read. Unpack it and load what it holds."
_WEB_PAGE = "It is a web page, not data. Open the address in a browser, find the file itself and download it."
_XML = "It is XML: take the CSV edition of the same file."
_OLD_WORKBOOK = "It is an Office document of before 2007, or a locked one. Save it as .xlsx or CSV and load that."


class Form(Enum):
    """What a file is made of."""

    CSV = "CSV"
    JSON = "JSON"
    GEOPACKAGE = "GeoPackage"
    SHAPEFILE = "shapefile"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Head:
    """What the start of a file shows.

    `rows` are the rows of a CSV file that may be its headings, or one row of the names of a JSON file's fields.
    `problem` is the sentence to a person where the file is unreadable.
    """

    form: Form
    rows: tuple[tuple[str, ...], ...] = ((),)
    problem: str = ""


def head_of(start: bytes, encodings: Sequence[str] = ()) -> Head:
    """Look at a file's first bytes; a text that is in no known encoding may be in one of these."""
    if start.startswith(_SHAPEFILE):
        return Head(Form.SHAPEFILE)
    if start.startswith(_SQLITE):
        return Head(Form.GEOPACKAGE)
    if start.startswith(_ARCHIVES) or start.startswith(_TAR, _TAR_AT):
        return Head(Form.UNREADABLE, problem=_ARCHIVE)
    if start.startswith(_OLD_OFFICE):
        return Head(Form.UNREADABLE, problem=_OLD_WORKBOOK)
    try:
        text, found = decode(start, ("windows-1252", *encodings), is_start=True)
    except UnicodeError:
        return Head(Form.UNREADABLE, problem=NO_TEXT)
    head = _head_of_text(text)
    if head.form is not Form.CSV or found.startswith("UTF"):
        return head
    others = (_head_of_text(start.decode(encoding, errors="replace")).rows for encoding in encodings)
    return replace(head, rows=tuple(chain(head.rows, *others)))


def _head_of_text(text: str) -> Head:
    begin = text.lstrip()[:1]
    if not begin:
        return Head(Form.UNREADABLE, problem="The file is empty. Download it again.")
    if begin == "<":
        root = _ROOT.search(text)
        is_page = root is None or root[1].lower() in _PAGE_ROOTS
        return Head(Form.UNREADABLE, problem=_WEB_PAGE if is_page else _XML)
    if begin in "{[":
        fields = tuple(dict.fromkeys(_KEY.findall(text)))
        if "error" in fields:
            with suppress(ValueError, RecursionError):  # it is cut here, or damaged
                if problem := server_error(json.loads(text)):
                    return Head(Form.UNREADABLE, problem=problem)
        return Head(Form.JSON, (fields,))
    return Head(Form.CSV, tuple(row.values for row in first_rows(text)) or ((),))
