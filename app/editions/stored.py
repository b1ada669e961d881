"""Read an edition; every file read is checked against its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import product
from typing import Any

from app.dataset import Dataset
from app.dataset.codec import dataset_of
from app.domain import Area, Cell, Level, Period, PeriodTable, Revision, Shape, Step
from app.editions.contents import Box, Facts, LevelValues, MapFile
from app.editions.contract import (
    AREAS,
    BOXES,
    CODINGS,
    COMPRESSED,
    FORMAT,
    IN_ITS_FOLDER,
    MAP,
    POSTCODES,
    PUBLISHED,
    READABLE,
    RECORD,
    TIMELINE,
    WEEK,
)
from app.editions.corrections import Corrections
from app.editions.forms import StoredFile, as_it_was
from app.editions.places import DESCRIPTION, description_of, object_of, spare_of
from app.editions.records import areas_from_rows, cell_from_json, period_of, timeline_from_facts, week_from_values
from app.editions.storage import Storage
from app.errors import DamagedEditionError, NotServedError, OtherFormatError

WEEKS_KEPT = 8  # tables of this many weeks stay in memory


@dataclass(frozen=True)
class StoredEdition:
    """A stored edition: its facts at hand, its files read when they are asked for."""

    storage: Storage
    id: str
    facts: Facts

    @classmethod
    def open(cls, storage: Storage, edition_id: str) -> StoredEdition:
        """Read an edition's description.

        Raises FileNotFoundError where there is none, DamagedEditionError where it does not agree with the id,
        OtherFormatError where another version of Casemap wrote it.
        """

        def is_whole(content: bytes) -> bool:
            return edition_id.endswith(hashlib.sha256(content).hexdigest()[:12])

        try:
            content = read_whole(storage, [description_of(edition_id)], is_whole)
        except FileNotFoundError:
            raise
        except (OSError, ValueError) as error:
            raise _damaged(edition_id, DESCRIPTION, error) from None
        facts = json.loads(content)
        if facts.get("format") not in READABLE:
            raise OtherFormatError(edition_id, facts.get("format"), FORMAT)
        return cls(storage, edition_id, facts)

    @property
    def week(self) -> Period:
        """Give the edition's week."""
        return self.period(self.facts["week_end"])

    def period(self, day: str) -> Period:
        """Give the period that ends on a day."""
        return period_of(day, self.dataset.length)

    @cached_property
    def dataset(self) -> Dataset:
        """Give what the edition is of."""
        return dataset_of(self.facts["dataset"])

    @property
    def published_on(self) -> date:
        """Give the publication date of the finest level's counts."""
        return date.fromisoformat(self.facts["published_on"])

    @property
    def last_published_on(self) -> date:
        """Give the latest publication date of any level's counts in the edition's week."""
        days = (facts["published_on"] for facts in self.facts["levels"].values())
        return max([self.published_on, *(date.fromisoformat(day) for day in days if day)])

    def hide_up_to(self, level: Level) -> int | None:
        """Give the largest count hidden at a level, None where nothing is."""
        return self.dataset.hide_up_to.get(level)

    @property
    def names(self) -> list[str]:
        """List the edition's files by the names that they had before they were stored."""
        return list(dict.fromkeys(name.removesuffix(COMPRESSED) for name in self.facts["files"]))

    def read(self, name: str) -> bytes:
        """Read one of the edition's files, as it was before it was stored or, by the name that it has then, as stored.

        Raises NotServedError where it has none of that name, DamagedEditionError where it is not what was published.
        """
        files = self.facts["files"]
        stored = name if name in files else f"{name}{COMPRESSED}"
        if stored not in files:
            raise NotServedError(f"Edition {self.id} has no file {name}.")
        content = self._stored(stored)
        return content if stored == name else as_it_was(stored, content)

    def forms(self, name: str) -> tuple[bytes, dict[str, bytes]]:
        """Read a file as it was before it was stored, and its stored forms by their content codings.

        Raises as `read` does.
        """
        files = self.facts["files"]
        forms = {
            coding: self._stored(f"{name}{suffix}") for coding, suffix in CODINGS.items() if f"{name}{suffix}" in files
        }
        if "br" in forms and name not in files:
            return as_it_was(f"{name}{COMPRESSED}", forms["br"]), forms
        return self.read(name), forms

    def stored_as(self, name: str) -> StoredFile | None:
        """Give a file as it is stored among those that editions share, None where it is not.

        Raises DamagedEditionError where it is not what was published.
        """
        files = self.facts["files"]
        stored = next((each for each in (f"{name}{COMPRESSED}", name) if each in files), None)
        if stored is None or self.facts["format"] == IN_ITS_FOLDER:
            return None
        return StoredFile(stored, self._stored(stored))

    def _stored(self, name: str) -> bytes:
        digest = self.facts["files"][name]
        try:
            return read_whole(self.storage, self._places(name), lambda content: _digest(content) == digest)
        except (OSError, ValueError) as error:
            raise _damaged(self.id, name, error) from None

    def _places(self, name: str) -> list[str]:
        if self.facts["format"] == IN_ITS_FOLDER:
            return [f"{self.id}/{name}"]
        digest = self.facts["files"][name]
        return [object_of(digest), spare_of(digest)]

    def fetch(self) -> None:
        """Bring all files near, where they are not."""
        self.storage.fetch([self._places(name)[0] for name in self.facts["files"]])

    def check(self) -> None:
        """Read every file once.

        Raises DamagedEditionError at the first that is not what was published.
        """
        with suppress(OSError):  # which reading tells of
            self.fetch()
        for name in self.facts["files"]:
            self._stored(name)

    def has(self, name: str) -> bool:
        """Tell whether the edition has a file of this name."""
        return not self.facts["files"].keys().isdisjoint((name, f"{name}{COMPRESSED}"))

    def digest(self, name: str) -> str | None:
        """Give a hash that is the same in editions of a format whose file is the same; None where there is none."""
        files = self.facts["files"]
        return files.get(f"{name}{COMPRESSED}") or files.get(name)

    def size(self, name: str) -> int:
        """Give how many bytes one of the edition's files has.

        Raises as `read` does.
        """
        return len(self.read(name))

    @cached_property
    def areas(self) -> Mapping[Level, tuple[Area, ...]]:
        """Give every level's areas, in the order of their codes."""
        return {level: areas_from_rows(level, AREAS.read(self.read, level)) for level in self.dataset.slugs}

    @cached_property
    def area_index(self) -> Mapping[tuple[Level, str], int]:
        """Give each area's place in the order of its level."""
        return {(level, area.code): place for level in self.areas for place, area in enumerate(self.areas[level])}

    def area(self, level: Level, code: str) -> Area | None:
        """Find an area by level and code."""
        place = self.area_index.get((level, code))
        return None if place is None else self.areas[level][place]

    def name(self, level: Level, code: str) -> str:
        """Give the name of the area with this code, empty where there is none."""
        area = self.area(level, code)
        return area.name if area else ""

    def finest_in(self, level: Level, code: str) -> Sequence[Area]:
        """List the finest areas that are, or lie in, the area of a level with this code, in their order."""
        return self._finest_in.get((level, code), ())

    @cached_property
    def _finest_in(self) -> Mapping[tuple[Level, str], Sequence[Area]]:
        found: dict[tuple[Level, str], list[Area]] = {}
        for area in self.areas[self.dataset.finest]:
            for place in {**area.within, area.level: area.code}.items():
                found.setdefault(place, []).append(area)
        return found

    @cached_property
    def shapes(self) -> tuple[Shape, ...]:
        """Give the shapes in which areas are drawn, the one that the map opens with first."""
        return tuple(Shape(shape) for shape in self.facts["shapes"])

    @cached_property
    def shape(self) -> Shape | None:
        """Give the shape that the map opens with, None where it is not known where areas are."""
        return next(iter(self.shapes), None)

    @cached_property
    def _boxes(self) -> Mapping[str, Mapping[str, Mapping[str, Box]]]:
        return BOXES.read(self.read)

    def map_parts(self, shape: Shape | None) -> MapFile:
        """Read what was composed of the map in a shape."""
        return MAP.read(self.read, shape or Shape.MAP)

    @cached_property
    def has_postcodes(self) -> bool:
        """Tell whether places can be found by postcode."""
        return any(map(POSTCODES.is_name, self.names))

    @cached_property
    def _chunks(self) -> Mapping[Shape, Mapping[str, str]]:
        chunks = {shape: self.map_parts(shape)["chunks"] for shape in self.shapes}
        return {shape: {code: name for name in named for code in named[name]} for shape, named in chunks.items()}

    def chunk_of(self, code: str, shape: Shape | None) -> str | None:
        """Name the layer file that draws the finest areas in an area of the reporting level, None where none does."""
        return self._chunks[shape].get(code) if shape else None

    def box(self, area: Area, shape: Shape | None) -> list[float] | None:
        """Give an area's west, south, east and north as it is drawn in a shape, None where it is not."""
        return self._boxes.get(shape or "", {}).get(area.level, {}).get(area.code)

    def layer_of(self, area: Area, shape: Shape | None) -> str | None:
        """Name the layer file that holds an area in a shape, None where none does."""
        if self.box(area, shape) is None:
            return None
        if area.level == self.dataset.finest:
            return self.chunk_of(area.within[self.dataset.reports_by], shape)
        return area.level if shape is Shape.MAP else None

    @property
    def weeks(self) -> list[str]:
        """List the weeks on record, the earliest first."""
        return list(self.facts["weeks"])

    @cached_property
    def record(self) -> Mapping[Level, tuple[Period, ...]]:
        """Give the weeks that each level has on record, the earliest first."""
        days = RECORD.read(self.read)
        return {level: tuple(map(self.period, days[level])) for level in self.dataset.slugs}

    @cached_property
    def timeline(self) -> tuple[Step, ...]:
        """Give the steps from the earliest week on record to the edition's own."""
        return timeline_from_facts(TIMELINE.read(self.read), self.dataset.length)

    def history(self, area: Area) -> tuple[Cell | None, ...]:
        """Read what is known of an area at each step of the timeline, None where its level has no record."""
        place, known = self.area_index[area.level, area.code], self._known[area.level]
        weeks = (step.weeks.get(area.level) for step in self.timeline)
        return tuple(cell_from_json(known[week]["cases"][place]) if week else None for week in weeks)

    @cached_property
    def corrections(self) -> Corrections:
        """Give what the edition tells of releases and of what they revised."""
        return Corrections(self.read, self.has)

    def revisions(self, area: Area) -> tuple[Revision, ...]:
        """Read which of an area's figures were revised since they were first published, the earliest first."""
        return self.corrections.of(area.level, self.area_index[area.level, area.code], self.record[area.level])

    def whole_record(self, area: Area) -> tuple[PeriodTable, ...]:
        """Read what is known of an area in every week that its level has on record, in tables of that area alone."""
        place = self.area_index[area.level, area.code]
        return tuple(
            PeriodTable(
                area.level,
                week,
                date.fromisoformat(self.published(area.level, week, its)),
                (cell_from_json(its["cases"][place]),),
            )
            for week, its in self._known[area.level].items()
        )

    @cached_property
    def _known(self) -> Mapping[Level, Mapping[Period, LevelValues]]:
        """Read every week on record, by level: it stays in memory, as reading all takes longer than all else."""
        known: dict[Level, dict[Period, LevelValues]] = {level: {} for level in self.dataset.slugs}
        for week in map(self.period, self.weeks):
            for level, its in WEEK.read(self.read, week).items():
                known[level][week] = its
        return known

    @cached_property
    def tables(self) -> Any:
        """Read what is known of a week, by level; the weeks asked for last stay in memory."""
        return lru_cache(WEEKS_KEPT)(self._tables)

    def _tables(self, week: Period) -> Mapping[Level, PeriodTable]:
        if not self.has(WEEK.name(week)):
            return {}
        return week_from_values(week, WEEK.read(self.read, week), lambda level: self.day_of_publication(level, week))

    def day_of_publication(self, level: Level, week: Period) -> str:
        """Give the day on which a week's counts of a level were published, where the week does not say it itself."""
        return self._published[level, str(week)]

    def published(self, level: Level, week: Period, values: LevelValues) -> str:
        """Give the day on which a level's values of a week were published, which up to format 3 these say."""
        return values.get("published_on") or self._published[level, str(week)]

    @cached_property
    def _published(self) -> Mapping[tuple[Level, str], str]:
        """Give the day on which each week was published, by level and the week's last day."""
        published = PUBLISHED.read(self.read)
        return {
            (level, week): day for level, by_day in published.items() for day, weeks in by_day.items() for week in weeks
        }


def read_whole(storage: Storage, places: Iterable[str], is_whole: Callable[[bytes], bool]) -> bytes:
    """Read a file from the first of the places where it is whole.

    Raises FileNotFoundError where it is in none, ValueError where it is whole in none, OSError where it cannot be read.
    """
    failure: Exception = FileNotFoundError()
    for place, again in product(places, (False, True)):
        try:
            content = storage.read(place, again=again)
        except OSError as error:
            failure = error
            continue
        if is_whole(content):
            return content
        failure = ValueError(place)
    raise failure


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _damaged(edition_id: str, name: str, error: Exception) -> DamagedEditionError:
    if isinstance(error, OSError) and not isinstance(error, FileNotFoundError):
        problem = f"Edition {edition_id}: {name} cannot be read ({error.strerror})."
    else:
        plain = name.removesuffix(COMPRESSED)
        problem = f"Edition {edition_id}: {plain} is not what was published; publish again to mend it."
    return DamagedEditionError(problem, edition=edition_id)
