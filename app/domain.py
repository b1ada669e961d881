"""The field's nouns: levels, areas, weeks, what may be shown of a count, and an edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, StrEnum
from functools import cached_property


class Level(StrEnum):
    """Name a kind of area, from the coarsest to the finest."""

    NATION = "nation"
    REGION = "region"
    UTLA = "utla"
    LTLA = "ltla"
    MSOA = "msoa"

    @property
    def words(self) -> str:
        """Say what an area of this level is called."""
        return _LEVEL_WORDS[self]


_LEVEL_WORDS = {
    Level.NATION: "nation",
    Level.REGION: "region",
    Level.UTLA: "upper tier local authority",
    Level.LTLA: "lower tier local authority",
    Level.MSOA: "Middle layer Super Output Area (MSOA)",
}
FINEST = Level.MSOA


class Shape(StrEnum):
    """Name what areas are drawn as."""

    MAP = "map"
    HEXES = "hexes"


@dataclass(frozen=True, order=True)
class Week:
    """Seven days, named by the last."""

    end: date

    @property
    def start(self) -> date:
        """Give the first of the seven days."""
        return self.end - timedelta(days=6)

    @property
    def before(self) -> Week:
        """Give the week exactly seven days earlier."""
        return Week(self.end - timedelta(days=7))

    def __str__(self) -> str:
        """Give the ISO date of the last day, as addresses have it."""
        return self.end.isoformat()


@dataclass(frozen=True)
class Area:
    """An area, known by level and code together.

    A parent's code is empty where the area has none: an area of a level is its own parent at that level.
    """

    level: Level
    code: str
    name: str
    ltla_code: str = ""
    utla_code: str = ""
    region_code: str = ""
    nation_code: str = ""
    population: int | None = None

    def is_within(self, code: str) -> bool:
        """Tell whether the area is, or lies in, the area with this code."""
        return code in (self.code, self.ltla_code, self.utla_code, self.region_code, self.nation_code)


# The postcodes of one outward code, by the code of the MSOA that they lie in: the inward halves in use, and those no
# longer in use, each run together ("1AA1AB").
District = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Shown:
    """A count that may be shown."""

    cases: int


class Withheld(Enum):
    """Say why an area has no count to show, without holding one."""

    HIDDEN = "hidden"
    MISSING = "missing"
    NOT_PUBLISHED = "not published"


Cell = Shown | Withheld


@dataclass(frozen=True)
class Release:
    """One published file of counts; `number` tells those of one layout and day apart, in the order of loading."""

    layout: str
    published_on: date
    number: int = 1

    @property
    def id(self) -> str:
        """Give a name that tells nothing of the file's content."""
        again = f"-{self.number}" if self.number > 1 else ""
        return f"{self.layout.replace(' ', '-')}-{self.published_on}{again}"


@dataclass(frozen=True)
class WeekTable:
    """What readers may know of one level in one week, in the order of the edition's areas.

    `published_on` is that of the release which gave the counts.
    """

    level: Level
    week: Week
    published_on: date
    cells: tuple[Cell, ...]

    def of(self, places: Iterable[int]) -> WeekTable:
        """Give the table of the areas in these places alone, in their order."""
        return replace(self, cells=tuple(self.cells[place] for place in places))

    def count(self, state: Withheld) -> int:
        """Count the areas in this state."""
        return sum(cell is state for cell in self.cells)

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """List the counts that are shown."""
        return tuple(cell.cases for cell in self.cells if isinstance(cell, Shown))


@dataclass(frozen=True)
class PassedOver:
    """A later week that was not taken, and how many authorities it lacks."""

    week: Week
    authorities: int


@dataclass(frozen=True)
class Step:
    """A step of the timeline: which week each level takes at it.

    `day` names the step by its last day; `before` are the levels whose week seven days before is on record too.
    """

    day: Week
    weeks: Mapping[Level, Week]
    before: tuple[Level, ...]


@dataclass(frozen=True)
class Edition:
    """All that readers may know, as of a day: a hidden count has no place in it.

    Raises ValueError where a shown count is not above its level's threshold or a table does not fit its areas.
    """

    week: Week
    hide_up_to: Mapping[Level, int]
    areas: Mapping[Level, tuple[Area, ...]]
    tables: Mapping[tuple[Level, Week], WeekTable]
    passed_over: tuple[PassedOver, ...]
    releases: tuple[Release, ...]

    def __post_init__(self) -> None:
        """Refuse what disclosure would never give."""
        for table in self.tables.values():
            if len(table.cells) != len(self.areas[table.level]):
                raise ValueError(f"{table.level} {table.week}: {len(table.cells)} cells do not fit its areas")
            if min(table.shown, default=0) < 0 or any(
                cases <= self.hide_up_to.get(table.level, -1) for cases in table.shown
            ):
                raise ValueError(f"{table.level} {table.week}: a count that must be hidden is shown")

    @property
    def published_on(self) -> date:
        """Give the publication date of the release which gave the finest level's counts."""
        return self.tables[FINEST, self.week].published_on

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        """List the weeks on record, the earliest first."""
        return tuple(sorted({week for _, week in self.tables}))
