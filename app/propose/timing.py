"""The result of finding periods: which columns say them, and how long they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain import Length
from app.sources.dates import end_after

_WEEK = Length(7)


@dataclass(frozen=True)
class Timing:
    """Which columns say the days of counts, and how long a period is: None where nothing tells.

    `periods` is a pattern of headings that do it in a table that is wide by period, of first days where they are
    `starts`. `why` says what told the length: a heading or a file's name, where it is `told_by_heading`, or else the
    days themselves. `unclear` says what was guessed of the days, if anything was.
    """

    end: str = ""
    start: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    periods: str = ""
    starts: bool = False
    length: Length | None = None
    every: int = 0
    is_daily: bool = False
    day_first: bool | None = None
    why: str = ""
    told_by_heading: bool = False
    last: date | None = None
    times: int = 0
    unclear: str = ""

    @property
    def day(self) -> str:
        """Return the column by which periods are told apart, blank where none has a column of its own."""
        return self.end or self.start

    @property
    def last_day(self) -> date | None:
        """Return the last day that counts are of, None where it is not known; `last` is the last that is named."""
        is_first = self.starts or (self.start and not self.end)
        return end_after(self.last, self.length or _WEEK) if self.last and is_first else self.last

    @property
    def columns(self) -> set[str]:
        """Return the columns that it takes."""
        return {self.end, self.start, *self.where} - {""}
