"""Tell notes under a table from rows of data that were cut off."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.sources.pieces import TextFile

_OPENS_NOTES = re.compile(r"\W*(sources?|(foot)?notes?|caveats?|contains|copyright|\(c\)|©)(?![a-z])", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2}")
_LIKE_A_CODE = re.compile(r"\W*[A-Za-z]?[0-9]{2}")


@dataclass(frozen=True)
class _Line:
    start: int
    values: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not self.values


def without_notes(text: TextFile, delimiter: str, width: int) -> tuple[TextFile, int]:
    """Cut the notes off the end of a CSV file from its headings on, and count their rows.

    A note is narrower or wider than the table, and its values are words. It follows a blank row, where there is none
    among the data, or opens with a word such as Source; or it is a sentence where the first column never holds a
    space. Anything else may be data that was cut off, and stays.
    """
    end, lines = _under(text, delimiter, width)
    if all(line.is_blank for line in lines):
        return text, 0
    has_blank_rows = text.between(text.first, end + 1).holds(re.compile(rf"\n[{delimiter} ]*\n"))
    words = re.compile(rf"\n[^{delimiter}\n]*\S [^{delimiter}\n]*{delimiter}")
    has_spaces = text.between(text.first, end).holds(words)
    for place, line in enumerate(lines):
        follows_blank = place > 0 and lines[place - 1].is_blank and not has_blank_rows
        is_sentence = len(line.values) == 1 and " " in line.values[0] and not has_spaces
        if not line.is_blank and (follows_blank or is_sentence or _OPENS_NOTES.match(line.values[0])):
            while place and lines[place - 1].is_blank:
                place -= 1
            return text.between(text.first, lines[place].start), sum(not each.is_blank for each in lines[place:])
    return text, 0


def _under(text: TextFile, delimiter: str, width: int) -> tuple[int, Sequence[_Line]]:
    """Return the lines at the end that are blank or may be notes, and where in the file what is above them ends."""
    begins = text.last - len(text.end)
    if begins > text.first:
        end, lines = _at_the_end(text.end, begins, delimiter, width)
        if "\n" in text.end[: end - begins]:  # else there may be more of them before
            return end, lines
    return _at_the_end("".join(text.pieces()), text.first, delimiter, width)


def _at_the_end(text: str, begins: int, delimiter: str, width: int) -> tuple[int, Sequence[_Line]]:
    """Return the lines at the end of a text that are blank or may be notes, and where what is above them ends.

    The text `begins` at that character of the file.
    """
    lines = []
    end = len(text)
    while (start := text.rfind("\n", 0, end) + 1) > 0:
        values = _values(text[start:end], delimiter)
        if values and (len(values) == width or not all(map(_is_prose, values))):
            break
        lines.append(_Line(begins + start, values))
        end = start - 1
    return begins + end, lines[::-1]


def _values(line: str, delimiter: str) -> tuple[str, ...]:
    """Return a line's values up to the last that is not blank."""
    try:
        values = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        values = [line]
    while values and not values[-1].strip():
        values.pop()
    return tuple(value.strip() for value in values)


def _is_prose(value: str) -> bool:
    return not value or (_WORD.search(value) is not None and _LIKE_A_CODE.match(value) is None)
