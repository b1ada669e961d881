"""Find out what a column of text holds: days, counts, decimals, marks among counts, codes or names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from app.propose.days import day_of, month_of, span_of
from app.sources.marks import is_like_a_mark

MARKS_AT_MOST = 6  # different texts among the numbers of a column, beyond which it is no column of numbers
_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:[ ,'\u2019][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_GROUPS = re.compile("[ ,'\u2019]")
_SENTINEL = re.compile(r"-(?:1|8+|9+|7+)(?:\.0+)?")  # what stands for no count where none is below zero
_LETTERED = re.compile("[A-Za-z]+[-_]?[0-9]+")  # codes, which number nothing
_MARK = re.compile(
    r"[^\w\s]{1,3}|[<>\u2264\u2265~]\s*=?\s*[0-9]+|[0-9]+\s*(?:-|\u2013|to)\s*[0-9]+|[a-z]{1,2}|na|n/a|none|nan|null"
    r"|(?:[a-z]\.\s?){1,3}|suppressed|hidden|redacted|withheld|confidential"
    r"|(?:under|less than|fewer than|below|up to)\s*[0-9]+",
    re.IGNORECASE,
)


class Kind(StrEnum):
    """What most of a column's cells are."""

    BLANK = "blank"
    DAYS = "days"
    MONTHS = "months"
    SPANS = "spans"
    COUNTS = "counts"
    DECIMALS = "decimals"
    TEXT = "text"


@dataclass(frozen=True)
class Look:
    """What a column holds: its filled texts with how often each stands there, and how many cells are blank."""

    heading: str
    texts: Mapping[str, int]
    blanks: int

    @cached_property
    def numbers(self) -> dict[str, float]:
        """Return the texts that are numbers, with what they are."""
        read = {text: number_of(text) for text in self.texts}
        numbers = {text: number for text, number in read.items() if number is not None}
        sentinel = self._sentinel(numbers)
        return {text: number for text, number in numbers.items() if text != sentinel}

    def _sentinel(self, numbers: Mapping[str, float]) -> str:
        """Find the one number below zero that means "no count"; blank if there are several, or ones are shown.

        A correction of what was counted too often is below zero too, where small counts are shown.
        """
        below = [text for text, number in numbers.items() if number < 0]
        is_it = len(below) == 1 and _SENTINEL.fullmatch(below[0]) and self.texts[below[0]] > 1
        are_whole = all(number == int(number) for number in numbers.values())
        return below[0] if is_it and are_whole and len(numbers) > 2 and 1 not in numbers.values() else ""

    @cached_property
    def bare(self) -> frozenset[str]:
        """Return the texts without the zeros before them."""
        return frozenset(text.lstrip("0") for text in self.texts)

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """Return the texts among numbers that are none, the most frequent first."""
        return tuple(text for text in self.texts if text not in self.numbers)

    @cached_property
    def kind(self) -> Kind:
        """Tell what the column is of."""
        if not self.texts:
            return Kind.BLANK
        for kind, read in ((Kind.DAYS, day_of), (Kind.MONTHS, month_of)):
            if all(read(text) for text in self.texts):
                return kind
        if self._are_numbers():
            whole = all(number == int(number) and number >= 0 for number in self.numbers.values())
            return Kind.COUNTS if whole else Kind.DECIMALS
        if any(span_of(text) for text in self.texts):
            return Kind.SPANS
        return Kind.TEXT

    def _are_numbers(self) -> bool:
        return (
            len(self.numbers) > 0
            and len(self.marks) <= MARKS_AT_MOST
            and all(_may_stand_for_none(mark) for mark in self.marks)
            and (len(self.numbers) >= len(self.marks) or len(self.marks) == 1)
        )

    @property
    def rows(self) -> int:
        """Count its cells."""
        return self.blanks + sum(self.texts.values())

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Return the words of its heading in small letters."""
        return words_of(self.heading)

    @property
    def is_numbering(self) -> bool:
        """Return whether it only numbers the rows, or is a program's own key."""
        if not self.heading or re.fullmatch(
            r"(?i)unnamed.*|_?(id|fid|index|objectid|rmapshaperid|row)_?", self.heading
        ):
            return not (self.texts and all(map(_LETTERED.fullmatch, self.texts)))
        numbers = sorted(self.numbers.values())
        first = numbers[0] if numbers else -1
        return (
            first in (0, 1)
            and not self.marks
            and not self.blanks
            and len(numbers) == self.rows > 3
            and numbers == [first + place for place in range(len(numbers))]
        )


def _may_stand_for_none(text: str) -> bool:
    return any(pattern.fullmatch(text) for pattern in (_MARK, _SENTINEL)) or is_like_a_mark(text)


def look_at(heading: str, cells: Iterable[str]) -> Look:
    """Look at a column of cells without spaces around them."""
    counted = Counter(cells)
    blanks = counted.pop("", 0)
    return Look(heading, dict(counted.most_common()), blanks)


def number_of(text: str) -> float | None:
    """Read a number, thousands grouped or not; None where it is none."""
    return float(_GROUPS.sub("", text)) if _NUMBER.fullmatch(text) else None


def words_of(heading: str) -> tuple[str, ...]:
    """Split a heading into lower-case words: Positive7Day, area_code, LA Code (2019 boundaries)."""
    return tuple(word.lower() for word in parts_of(heading))


def parts_of(heading: str) -> tuple[str, ...]:
    """Split a heading into words as they are written; numbers are words of their own."""
    return tuple(re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|[0-9]+|[^\W\d_]+", heading))
