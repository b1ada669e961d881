"""Text files that are read piece by piece, as often as needed, so that a large one never fills the memory."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.errors import BadFileError
from app.sources.text import MARKS, NO_TEXT, NOT_TEXT, is_mostly_utf8, named, refuse_large

_PIECE = 512 * 1024  # bytes
_LONGEST_LINE = 1_000_000  # characters: more than a piece, so that no line within one is longer
_START = 512 * 1024  # characters, within which headings stand
_END = 64 * 1024  # characters


@dataclass(frozen=True)
class TextFile:
    r"""A text file, or a part of it: its lines end in `\n`, and DOS's mark of the end is left off.

    `start` is what the file begins with, and `end` what it ends with. The part is of the characters
    from `first` up to `last`. `notes` say in which encoding it is, unless that is UTF-8.
    """

    path: Path
    encoding: str
    notes: tuple[str, ...]
    start: str
    end: str
    first: int
    last: int

    def between(self, first: int, last: int) -> TextFile:
        """Return the part from one character of the file up to another."""
        return replace(self, first=first, last=last)

    def pieces(self) -> Iterator[str]:
        """Read it piece by piece."""
        at = 0
        for piece in _pieces(self.path, self.encoding):
            yield piece[max(self.first - at, 0) : max(self.last - at, 0)]
            at += len(piece)
            if at >= self.last:
                return

    def lines(self) -> Iterator[str]:
        """Read its lines."""
        rest = ""
        for piece in self.pieces():
            *whole, rest = (rest + piece).split("\n")
            yield from whole
        if rest:
            yield rest

    def holds(self, within_a_line: re.Pattern[str]) -> bool:
        r"""Return whether a pattern is found that begins with `\n` and has no other but as its end."""
        rest = ""
        for piece in self.pieces():
            text = rest + piece
            if within_a_line.search(text):
                return True
            rest = text[max(text.rfind("\n"), 0) :]
        return False


def open_text(path: Path, encoding: str = "") -> TextFile:
    """Look a text file through; raises BadFileError where it is no text, or has a line that is no row of a table."""
    refuse_large(path)
    with path.open("rb") as file:
        begins = file.read(max(len(mark) for mark, _, _ in MARKS))
    mark, _, called = next(each for each in MARKS if begins.startswith(each[0]))
    python_name = {codecs.BOM_UTF8: "utf-8-sig", b"": "utf-8"}.get(mark, "utf-16")
    try:
        try:
            return _looked_through(path, python_name, called)
        except UnicodeDecodeError:
            if mark or is_mostly_utf8(_pieces(path, "utf-8", "replace")):
                raise
            return _in_another(path, (encoding,) if encoding else ("windows-1252",))
    except UnicodeError:
        raise BadFileError(NO_TEXT) from None


def _in_another(path: Path, encodings: Sequence[str]) -> TextFile:
    for encoding in encodings:
        try:
            return _looked_through(path, encoding, named(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    raise UnicodeError("no encoding")


def _pieces(path: Path, encoding: str, errors: str = "strict") -> Iterator[str]:
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(errors), translate=True)
    with path.open("rb") as file:
        while content := file.read(_PIECE):
            yield decoder.decode(content)
    yield decoder.decode(b"", final=True)


def _looked_through(path: Path, encoding: str, called: str) -> TextFile:
    start = end = ""
    length = last = lines = line_starts = 0
    long: tuple[int, int] | None = None  # where the first line that is too long begins, and its number
    for piece in _pieces(path, encoding):
        if any(character in piece for character in NOT_TEXT):  # ten times as quick as a pattern
            raise UnicodeError("control characters")
        start = start if len(start) >= _START else start + piece
        end = (end if len(piece) < _END else "") + piece[-_END:]
        newline = piece.find("\n")
        if long is None and length + (newline if newline >= 0 else len(piece)) - line_starts > _LONGEST_LINE:
            long = line_starts, lines + 1
        if newline >= 0:
            lines, line_starts = lines + piece.count("\n"), length + piece.rindex("\n") + 1
        filled = len(piece.rstrip("\x1a"))
        last = length + filled if filled else last
        length += len(piece)
    if long is not None and long[0] + _LONGEST_LINE < last:
        problem = f"The line is longer than {_LONGEST_LINE:,} characters. Download the file again."
        raise BadFileError(problem, row=long[1])
    notes = () if called == "UTF-8" else (f"Read as {called}.",)
    end = end[: max(len(end) - (length - last), 0)]
    return TextFile(path, encoding, notes, start[:last], end, 0, last)
