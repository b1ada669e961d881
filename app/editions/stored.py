"""Read an edition from its folder; every file read is checked against its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from app.dataset import Dataset
from app.dataset.codec import dataset_of
from app.domain import Area, Cell, Level, Period, PeriodTable, Shape, Step
from app.editions.contract import (
    AREAS,
    BOXES,
    DESCRIPTION,
    FORMAT,
    HISTORY,
    MAP,
    POSTCODES,
    RECORD,
    TIMELINE,
    WEEK,
    Box,
    Facts,
    MapFile,
)
from app.editions.records import areas_from_rows, cell_from_json, period_of, timeline_from_facts, week_from_values
from app.errors import DamagedEditionError, NotServedError, OtherFormatError

WEEKS_KEPT = 8  # tables of this many weeks stay in memory


@dataclass(frozen=True)
class StoredEdition:
    """An edition on disk: its facts at hand, its files read when they are asked for."""

    path: Path
    facts: Facts

    @classmethod
    def open(cls, path: Path) -> StoredEdition:
        """Read an edition's description.

        Raises DamagedEditionError where it does not agree with the id, OtherFormatError where another version of
        Casemap wrote it.
        """
        content = _read(path / DESCRIPTION)
        if not path.name.endswith(hashlib.sha256(content).hexdigest()[:12]):
            raise _damaged(path.name, DESCRIPTION)
        facts = json.loads(content)
        if facts.get("format") != FORMAT:
            raise OtherFormatError(path.name, facts.get("format"), FORMAT)
        return cls(path, facts)

    @property
    def id(self) -> str:
        """Give the edition's id."""
        return self.path.name

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

    def read(self, name: str) -> bytes:
        """Read one of the edition's files.

        Raises NotServedError where it has none of that name, DamagedEditionError where it is not what was published.
        """
        expected = self.facts["files"].get(name)
        if expected is None:
            raise NotServedError(f"Edition {self.id} has no file {name}.")
        content = _read(self.path / name)
        if hashlib.sha256(content).hexdigest() != expected:
            raise _damaged(self.id, name)
        return content

    def check(self) -> None:
        """Read every file once.

        Raises DamagedEditionError at the first that is not what was published.
        """
        for name in self.facts["files"]:
            self.read(name)

    def has(self, name: str) -> bool:
        """Tell whether the edition has a file of this name."""
        return name in self.facts["files"]

    def size(self, name: str) -> int:
        """Give how many bytes one of the edition's files has.

        Raises DamagedEditionError where it is gone.
        """
        try:
            return (self.path / name).stat().st_size
        except OSError:
            raise _damaged(self.id, name) from None

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

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """Give the shapes in which areas are drawn, the one that the map opens with first."""
        return tuple(Shape(shape) for shape in self.facts["shapes"])

    @property
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
        return any(map(POSTCODES.is_name, self.facts["files"]))

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
        values = HISTORY.read(self.read, area.level, self.area_index[area.level, area.code])
        return tuple(None if value is None else cell_from_json(value) for value in values)

    @cached_property
    def tables(self) -> Any:
        """Read what is known of a week, by level; the weeks asked for last stay in memory."""
        return lru_cache(WEEKS_KEPT)(self._tables)

    def _tables(self, week: Period) -> Mapping[Level, PeriodTable]:
        return week_from_values(week, WEEK.read(self.read, week)) if self.has(WEEK.name(week)) else {}


def _read(file: Path) -> bytes:
    """Read a file; one that is gone or that the disk does not give back is as good as empty."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _damaged(edition_id: str, name: str) -> DamagedEditionError:
    problem = f"Edition {edition_id}: {name} is not what was published; publish again to mend it."
    return DamagedEditionError(problem, edition=edition_id)
