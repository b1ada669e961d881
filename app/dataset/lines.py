"""Find the line of each key and value in a TOML document, which tomllib does not tell."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from contextlib import suppress

Place = tuple[str | int, ...]
"""A way into a document: keys, and places in lists. `("levels", 0, "slug")`."""

_BLANK = re.compile(r"(?:\s|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_TEXT = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:\\.|[^"\\\n])*"' r"|'[^'\n]*'",
    re.DOTALL,
)
_OTHER = re.compile(r"[^,\]}\n#]+")  # numbers, days, true and false


def lines_of(text: str) -> dict[Place, int]:
    """Return the line, from 1, on which each key, list's value and table first stands; the text must be right TOML."""
    scanner = _Scanner(text.replace("\r\n", "\n"))
    with suppress(_LostError):  # then what follows has the line of what it lies in
        scanner.read_document()
    return scanner.lines


def line_of(lines: Mapping[Place, int], place: Place) -> int:
    """Return the line of a place, or else of the nearest place around it."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


class _LostError(Exception):
    """The document has syntax that this scanner does not know, as a later TOML may."""


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.breaks = [found.start() for found in re.finditer("\n", text)]
        self.lengths: dict[Place, int] = {}  # of the lists of tables
        self.lines: dict[Place, int] = {}

    def read_document(self) -> None:
        table: Place = ()
        while self._next(_BLANK) is not None and self.at < len(self.text):
            if self.text.startswith("[", self.at):
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Place:
        brackets = 2 if self.text.startswith("[[", self.at) else 1
        start, self.at = self.at, self.at + brackets
        *above, last = self._keys()
        self.at += brackets
        place: Place = ()
        for key in above:
            place = self._last_of((*place, key))
            self._note(place, start)
        place = (*place, last)
        self._note(place, start)
        if brackets == 2:
            self.lengths[place] = self.lengths.get(place, 0) + 1
        place = self._last_of(place)
        self._note(place, start)
        return place

    def _last_of(self, place: Place) -> Place:
        """Return the last table of a list of tables, and any other place itself."""
        return (*place, self.lengths[place] - 1) if place in self.lengths else place

    def _pair(self, table: Place) -> None:
        start = self.at
        place = table
        for key in self._keys():
            place = (*place, key)
            self._note(place, start)
        self.at += 1  # the sign =
        self._next(_SPACE)
        self._value(place)

    def _keys(self) -> list[str]:
        keys = []
        while True:
            self._next(_SPACE)
            if written := self._next(_TEXT):
                keys.append(next(iter(tomllib.loads(f"{written} = 0"))))
            else:
                keys.append(self._must(_BARE_KEY))
            self._next(_SPACE)
            if not self.text.startswith(".", self.at):
                return keys
            self.at += 1

    def _value(self, place: Place) -> None:
        if self.text.startswith("[", self.at):
            self._list(place)
        elif self.text.startswith("{", self.at):
            self._inline_table(place)
        elif self._next(_TEXT) is None:
            self._must(_OTHER)

    def _list(self, place: Place) -> None:
        self.at += 1
        number = 0
        while not self._closes("]"):
            self._note((*place, number), self.at)
            self._value((*place, number))
            number += 1

    def _inline_table(self, place: Place) -> None:
        self.at += 1
        while not self._closes("}"):
            self._pair(place)

    def _closes(self, bracket: str) -> bool:
        """Go past what parts values; tell whether the bracket closed."""
        self._next(_BLANK)
        if self.text.startswith(",", self.at):
            self.at += 1
            self._next(_BLANK)
        if not self.text.startswith(bracket, self.at):
            return False
        self.at += 1
        return True

    def _next(self, pattern: re.Pattern[str]) -> str | None:
        """Go past what matches here, if anything does, and give it."""
        found = pattern.match(self.text, self.at)
        if found is None:
            return None
        self.at = found.end()
        return found[0]

    def _must(self, pattern: re.Pattern[str]) -> str:
        if (found := self._next(pattern)) is None:
            raise _LostError
        return found

    def _note(self, place: Place, at: int) -> None:
        self.lines.setdefault(place, bisect_right(self.breaks, at - 1) + 1)
