"""The types of a definition: everything that a `casemap.toml` may say.

The reader, the checks, the JSON Schema and docs/datasets.md are made from these types: a field's `help` is what people
read of it, its default what holds where the file says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from app.dataset.files import BoundaryLayer, Table
from app.dataset.levels import LevelDefinition
from app.dataset.told import told
from app.domain import Length, Level

PROTECT = "protect"  # what may be done about totals
LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]+)*"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Counted:
    """What is counted, in words."""

    one: str = told("What one is called: `case`.", "case")
    many: str = told("What several are called: `cases`.", "cases")
    slug: str = told(
        "Its name in addresses and columns: `cases`; what several are called unless said.",
        "",
        pattern=r"([a-z][a-z0-9_]{0,39})?",
        form="40 small letters, digits and underlines at most, the first a letter",
    )
    meaning: str = told("What is counted and by which day, in a sentence, for the about page.", "")
    hiding: str = told("Whose rule it is that small counts are hidden, in a sentence, for the about page.", "")


@dataclass(frozen=True)
class PeriodDefinition:
    """How long a period is: so many days, or a number of calendar months."""

    days: int = told("Its number of days.", 0, least=1)
    months: int = told("Its number of calendar months, where it is months.", 0, least=1)
    every: int = told(
        "Days from the end of one to the end of the next on the slider; its own length unless said.", 0, least=1
    )
    one: str = told("What one is called: `week`, `fortnight`, `month`.", "")
    many: str = told("What several are called.", "")
    complete_after_days: int = told("Days before publication up to which daily counts are complete.", 5, least=0)


@dataclass(frozen=True)
class Due:
    """When new figures are to be here: readers are told where they are late."""

    days: tuple[str, ...] = told("The days of the week on which figures are published.", WEEKDAYS[:5])
    by: str = told(
        "By when they are here, in the publisher's time zone: some time after it publishes them, as `16:45`.",
        "18:00",
        pattern=r"([01][0-9]|2[0-3]):[0-5][0-9]",
        form="hours and minutes, such as 16:45",
    )
    except_on: tuple[date, ...] = told("Days on which none are published all the same, such as bank holidays.", ())


@dataclass(frozen=True)
class Finder:
    """What places are found by beside their names."""

    name: str = told("What one is called: `postcode`, `ZIP code`.")
    names: str = told("What several are called.", "")
    is_british: bool = told("Whether these are British postcodes, of which only the outward half is ever sent.", False)
    pattern: str = told("A pattern (a regular expression) of what a reader may type.", "[0-9]{5}")
    digits: int = told("Digits of each: zeros that a spreadsheet took away are put back.", 0, least=0)
    letters: tuple[str, ...] = told(
        "The letters with which British ones begin: `NE`, `SR`. What begins with others is told to be none.", ()
    )
    stem: int = told(
        "Of others, with how many characters those of one neighbourhood begin: where none that begins so is loaded, "
        "that is told; 3 of a ZIP code.",
        0,
        least=0,
    )


@dataclass(frozen=True)
class Sample:
    """The built-in sample: what is shown of a place until its data is loaded."""

    title: str = told("The title of its map and embeds.")
    notice: str = told("What it is, in a short sentence beside its map.")
    meaning: str = told("Where its figures come from, in sentences, for the about page.", "")
    zooms_earlier: int = told(
        "By how many zooms its levels are drawn earlier: it is smaller than the place.", 0, least=0
    )


@dataclass(frozen=True)
class Dataset:
    """What a map is of."""

    title: str = told("The title of the map and its embeds.")
    source: str = told("The line under every map that says where the data comes from.")
    levels: tuple[LevelDefinition, ...] = told("The kinds of areas, the coarsest first and the finest last.")
    slug: str = told(
        "Its short name; the file's own unless said.",
        "",
        pattern=r"([a-z][a-z0-9-]{0,39})?",
        form="40 small letters, digits and hyphens at most, the first a letter",
    )
    place: str = told("What all of it is called: `Scotland`.", "")
    with_the: str = told(
        "A pattern (a regular expression) of the names that take *the* in a sentence: `Isles? of .*`.", ""
    )
    licence: str = told("Under which licence the data is, in a sentence, for the about page.", "")
    language: str = told(
        "The language of its areas' names: `en`.", "en", pattern=LANGUAGE, form="a language tag such as en or pt-BR"
    )
    other_language: str = told(
        "The language of their second names: `cy`.",
        "",
        pattern=f"({LANGUAGE})?",
        form="a language tag such as cy or pt-BR",
    )
    geography: str = told("Which areas these are, for the about page.", "")
    population: str = told("Which populations rates are worked out on, for the about page.", "")
    sample: Sample | None = told("The built-in sample, where this is its definition.", None)
    rate_per: int = told("People that rates are told for; 0: there are no rates.", 100_000, least=0)
    grouped_by: Level = told("The level by which lists of the reporting level's areas are grouped.", "")
    reporting: Level = told("The level by which data comes in late; the one above the finest unless said.", "")
    totals: str = told(
        "What holds where hidden counts follow from totals: `report` says so and withholds nothing, which holds unless "
        "said as long as all that is loaded is public; `protect` withholds one more count beside few hidden ones, and "
        "periods that share days.",
        "",
        choices=("", "report", PROTECT),
    )
    count: Counted = told("What is counted.", Counted())
    period: PeriodDefinition = told("The period that counts are of.", PeriodDefinition(days=7))
    time_zone: str = told("The publisher's time zone: `Europe/London`.", "UTC")
    due: Due | None = told("When new figures are due; without it none are ever late.", None)
    finder: Finder | None = told("What places are found by beside their names.", None)
    common_names: Mapping[str, tuple[str, ...]] = told(
        "Names that people use and files do not, and the codes of the areas that each means: "
        '`"Tyne and Wear" = ["E08000021", "E08000022"]`.',
        {},
    )
    tables: tuple[Table, ...] = told("How its tables are read.", ())
    boundaries: tuple[BoundaryLayer, ...] = told("How its boundaries are read.", ())
    published: Mapping[str, date] = told(
        "Files by name, or patterns of names, and when they were published where their names do not say it. "
        "A later file of the same name has its day from `--published`, or in an update from its server.",
        {},
    )
    readers: str = told("Readers of published layouts that Casemap has ready.", "", choices=("", "england"))

    @property
    def of_the_sample(self) -> Dataset:
        """Return the definition under which the built-in sample is published."""
        if self.sample is None:
            return self
        earlier = self.sample.zooms_earlier
        levels = tuple(
            level if level.from_zoom is None else replace(level, from_zoom=max(0, level.from_zoom - earlier))
            for level in self.levels
        )
        return replace(self, title=self.sample.title, levels=levels)

    @cached_property
    def slugs(self) -> tuple[Level, ...]:
        """Return the levels' slugs, the coarsest first."""
        return tuple(level.slug for level in self.levels)

    def level(self, slug: Level) -> LevelDefinition:
        """Find a level; raises KeyError where there is none."""
        return {level.slug: level for level in self.levels}[slug]

    def the(self, name: str) -> str:
        """Say an area's name inside a sentence: the North East, London."""
        return f"the {name}" if self.with_the and re.fullmatch(self.with_the, name) else name

    @property
    def finest(self) -> Level:
        """Return the finest level: areas of all others are made up of its areas."""
        return self.slugs[-1]

    @property
    def top(self) -> Level | None:
        """Return the level of the whole, None where there is but one level."""
        return self.slugs[0] if len(self.slugs) > 1 else None

    @property
    def coarser(self) -> tuple[Level, ...]:
        """Return all levels but the finest, the coarsest first."""
        return self.slugs[:-1]

    def parent(self, slug: Level) -> Level | None:
        """Return the level that a level's areas lie in, None where they lie in none."""
        place = self.slugs.index(slug)
        return self.level(slug).parent or (self.slugs[place - 1] if place else None)

    def above(self, slug: Level) -> tuple[Level, ...]:
        """Return the levels that a level's areas lie in, the coarsest first."""
        parent = self.parent(slug)
        return (*self.above(parent), parent) if parent else ()

    @property
    def reports_by(self) -> Level:
        """Return the level by which data comes in late."""
        return self.reporting or self.parent(self.finest) or self.finest

    @property
    def lists_by(self) -> Level:
        """Return the level that groups lists of the reporting level's areas: its own where there is no other."""
        return self.grouped_by or self.parent(self.reports_by) or self.reports_by

    def gives_breaks(self, slug: Level) -> bool:
        """Return whether all class breaks of a level are said, so that no figure moves them."""
        breaks = self.level(slug).breaks
        return bool(breaks.count and (breaks.rate or not self.rate_per))

    @property
    def drawn(self) -> tuple[Level, ...]:
        """Return the levels that the map draws, the coarsest first."""
        return tuple(level.slug for level in self.levels if level.drawn)

    @property
    def followed(self) -> tuple[Level, ...]:
        """Return the levels whose areas have feeds: all but the finest, unless data comes in by that."""
        return tuple(dict.fromkeys((*self.coarser, self.reports_by)))

    @property
    def hide_up_to(self) -> dict[Level, int]:
        """Return the largest count that is hidden, of the levels that hide any."""
        return {level.slug: level.hidden.most for level in self.levels if level.hidden}

    @property
    def protects(self) -> bool:
        """Return whether counts are withheld so that hidden ones do not follow from totals."""
        return self.totals == PROTECT

    @property
    def count_slug(self) -> str:
        """Return the name of the count in addresses and columns: `cases`."""
        return self.count.slug or self.count.many.lower().replace(" ", "_")

    @property
    def measures(self) -> tuple[str, ...]:
        """Return the measures that areas are drawn in, the count first."""
        return (self.count_slug, *(("rate",) if self.rate_per else ()), "change")

    @property
    def zone(self) -> ZoneInfo:
        """Return the publisher's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def length(self) -> Length:
        """Return how long a period is."""
        return Length(self.period.days, self.period.months)
