"""Columns by which a layout is recognised: each layout states its own once."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.sources.spelling import fold


@dataclass(frozen=True)
class Column:
    """A column of a layout: its name to people, and a pattern of the headings that it may have, folded.

    It `tells` where its layout is known by it. Where it `keeps_marks` the pattern is of headings with their spaces and
    underlines, in whatever case.
    """

    name: str
    spelling: str
    tells: bool = False
    keeps_marks: bool = False

    def is_headed(self, heading: str) -> bool:
        """Return whether a heading is this column's."""
        return _is_spelt(self, heading)


@lru_cache(maxsize=10_000)  # the first rows of a file are asked for every layout
def _is_spelt(column: Column, heading: str) -> bool:
    spelt = heading if column.keeps_marks else fold(heading)
    return re.fullmatch(column.spelling, spelt, re.IGNORECASE) is not None


@dataclass(frozen=True)
class Columns:
    """The columns that a layout needs, and the others that it is known to have, read or not.

    A table with one of the `foreign` columns is of another layout.
    """

    needed: tuple[Column, ...] = ()
    others: tuple[Column, ...] = ()
    foreign: tuple[Column, ...] = ()

    def lacking(self, headings: Collection[str]) -> tuple[str, ...]:
        """Name the needed columns that are not there: all of them, where a foreign one is."""
        is_foreign = any(column.is_headed(heading) for column in self.foreign for heading in headings)
        return tuple(column.name for column in self.needed if is_foreign or not any(map(column.is_headed, headings)))

    def are_told(self, headings: Collection[str]) -> bool:
        """Return whether half of the needed columns are there, and among them one by which the layout is known."""
        found = [column for column in self.needed if any(map(column.is_headed, headings))]
        return any(column.tells for column in found) and 2 * len(found) >= len(self.needed)

    def unknown(self, headings: Sequence[str]) -> list[int]:
        """Return the places of the headings that are none of this layout's."""
        known = (*self.needed, *self.others)
        return [
            place for place, heading in enumerate(headings) if not any(column.is_headed(heading) for column in known)
        ]
