"""The nouns of the field: levels, areas, periods, and what may be shown of a count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum, StrEnum
from functools import cached_property
from typing import NamedTuple

Level = str
"""A kind of area, by its slug in the dataset: codes are unique within a level alone."""


class Shape(StrEnum):
    """What areas are drawn as."""

    MAP = "map"
    HEXES = "hexes"


class Length(NamedTuple):
    """How long a period is: so many days, or a number of calendar months."""

    days: int
    months: int = 0


@dataclass(frozen=True, order=True)
class Period:
    """The days that a count is of, named by the last."""

    end: date
    length: Length

    @property
    def start(self) -> date:
        """Return the first of its days."""
        if not self.length.months:
            return self.end - timedelta(days=self.length.days - 1)
        months = self.end.year * 12 + self.end.month - self.length.months
        return date(months // 12, months % 12 + 1, 1)

    @property
    def before(self) -> Period:
        """Return the period that ends where this begins."""
        return Period(self.start - timedelta(days=1), self.length)

    def __str__(self) -> str:
        """Return the ISO date of the last day, as addresses have it."""
        return self.end.isoformat()


@dataclass(frozen=True)
class Area:
    """An area, known by level and code together.

    `within` holds the codes of the areas that it lies in, by level, and its own: an area of a level is its own parent
    at that level.
    """

    level: Level
    code: str
    name: str
    within: Mapping[Level, str] = field(default_factory=dict)
    population: int | None = None
    other_name: str = ""

    def is_within(self, place: Area) -> bool:
        """Return whether the area is, or lies in, another."""
        return place.code == (self.code if place.level == self.level else self.within.get(place.level))

    def __hash__(self) -> int:
        """Tell areas apart by level and code."""
        return hash((self.level, self.code))


# The postcodes of one outward code, by the code of the area that they lie in: the inward halves in use, and those no
# longer in use, each run together ("1AA1AB").
District = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Shown:
    """A count that may be shown."""

    cases: int


class Withheld(Enum):
    """Why an area has no count to show, without the count.

    PROTECTING is a count that is not small, withheld so that a hidden one does not follow from a total.
    """

    HIDDEN = "hidden"
    MISSING = "missing"
    NOT_PUBLISHED = "not published"
    PROTECTING = "withheld"

    @property
    def slug(self) -> str:
        """Return its name in columns: not_published."""
        return self.value.replace(" ", "_")


Cell = Shown | Withheld


@dataclass(frozen=True)
class Release:
    """One published file of counts; `number` tells those of one layout and day apart, in the order of loading."""

    layout: str
    published_on: date
    number: int = 1

    @property
    def id(self) -> str:
        """Return a name that tells nothing of the file's content."""
        again = f"-{self.number}" if self.number > 1 else ""
        return f"{self.layout.replace(' ', '-')}-{self.published_on}{again}"


@dataclass(frozen=True)
class PeriodTable:
    """What readers may know of one level in one period, in the order of the edition's areas.

    `published_on` is that of the release which gave the counts.
    """

    level: Level
    week: Period
    published_on: date
    cells: Sequence[Cell]

    def of(self, places: Iterable[int]) -> PeriodTable:
        """Return the table of the areas in these places alone, in their order."""
        return replace(self, cells=tuple(self.cells[place] for place in places))

    def count(self, state: Withheld) -> int:
        """Count the areas in this state."""
        return sum(cell is state for cell in self.cells)

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """List the counts that are shown."""
        return tuple(cell.cases for cell in self.cells if isinstance(cell, Shown))


@dataclass(frozen=True)
class Revision:
    """A figure that was revised: what it was as first published, and what it is now.

    `first` is None where it is not told what it was, as it is hidden or withheld now.
    """

    week: Period
    first: Cell | None
    now: Cell
    published_on: date
    revised_on: date


@dataclass(frozen=True)
class PassedOver:
    """A later period that was not taken, and how many authorities it lacks."""

    week: Period
    authorities: int


@dataclass(frozen=True)
class Step:
    """A step of the timeline: which period each level takes at it.

    `day` names the step by its last day; `before` are the levels whose period before is on record too.
    """

    day: Period
    weeks: Mapping[Level, Period]
    before: tuple[Level, ...]
