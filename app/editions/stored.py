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

from app.domain import FINEST, Area, Cell, Level, Shape, Step, Week, WeekTable
from app.editions.records import areas_from_json, cell_from_json, timeline_from_json, week_from_json
from app.errors import DamagedEditionError, NotServedError

DESCRIPTION = "edition.json"
WEEKS_KEPT = 8  # tables of this many weeks stay in memory


@dataclass(frozen=True)
class StoredEdition:
    """An edition on disk: its facts at hand, its files read when they are asked for."""

    path: Path
    facts: Mapping[str, Any]

    @classmethod
    def open(cls, path: Path) -> StoredEdition:
        """Read an edition's description.

        Raises DamagedEditionError where it does not agree with the id.
        """
        content = _read(path / DESCRIPTION)
        if not path.name.endswith(hashlib.sha256(content).hexdigest()[:12]):
            raise _damaged(path.name, DESCRIPTION)
        return cls(path, json.loads(content))

    @property
    def id(self) -> str:
        """Give the edition's id."""
        return self.path.name

    @property
    def week(self) -> Week:
        """Give the edition's week."""
        return Week(date.fromisoformat(self.facts["week_end"]))

    @property
    def published_on(self) -> date:
        """Give the publication date of the finest level's counts."""
        return date.fromisoformat(self.facts["published_on"])

    def hide_up_to(self, level: Level) -> int | None:
        """Give the largest count hidden at a level, None where nothing is."""
        threshold: int | None = self.facts["hide_up_to"][level]
        return threshold

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

    @cached_property
    def areas(self) -> Mapping[Level, tuple[Area, ...]]:
        """Give every level's areas, in the order of their codes."""
        return {level: areas_from_json(self.read(f"areas/{level}.json")) for level in Level}

    @cached_property
    def area_index(self) -> Mapping[tuple[Level, str], int]:
        """Give each area's place in the order of its level."""
        return {(level, area.code): place for level in Level for place, area in enumerate(self.areas[level])}

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
    def _boxes(self) -> Mapping[str, Mapping[str, Mapping[str, list[float]]]]:
        boxes: Mapping[str, Mapping[str, Mapping[str, list[float]]]] = json.loads(self.read("boxes.json"))
        return boxes

    def map_parts(self, shape: Shape | None) -> Mapping[str, Any]:
        """Read what was composed of the map in a shape."""
        parts: Mapping[str, Any] = json.loads(self.read(f"{shape or Shape.MAP}.json"))
        return parts

    @cached_property
    def _chunks(self) -> Mapping[Shape, Mapping[str, str]]:
        chunks = {shape: self.map_parts(shape)["chunks"] for shape in self.shapes}
        return {shape: {code: name for name in named for code in named[name]} for shape, named in chunks.items()}

    def chunk_of(self, ltla_code: str, shape: Shape | None) -> str | None:
        """Name the layer file that draws the MSOAs of a lower tier authority, None where they are not drawn."""
        return self._chunks[shape].get(ltla_code) if shape else None

    def box(self, area: Area, shape: Shape | None) -> list[float] | None:
        """Give an area's west, south, east and north as it is drawn in a shape, None where it is not."""
        return self._boxes.get(shape or "", {}).get(area.level, {}).get(area.code)

    def layer_of(self, area: Area, shape: Shape | None) -> str | None:
        """Name the layer file that holds an area in a shape, None where none does."""
        if self.box(area, shape) is None:
            return None
        if area.level is FINEST:
            return self.chunk_of(area.ltla_code, shape)
        return area.level.value if shape is Shape.MAP else None

    def neighbours(self, area: Area) -> list[Area]:
        """Read which areas share a border with an area; none where true boundaries are not known."""
        name = f"neighbours/{area.level}.json"
        if name not in self.facts["files"]:
            return []
        places = json.loads(self.read(name))[self.area_index[area.level, area.code]]
        return [self.areas[area.level][place] for place in places]

    @property
    def weeks(self) -> list[str]:
        """List the weeks on record, the earliest first."""
        return list(self.facts["weeks"])

    @cached_property
    def record(self) -> Mapping[Level, tuple[Week, ...]]:
        """Give the weeks that each level has on record, the earliest first."""
        days = json.loads(self.read("record.json"))
        return {level: tuple(Week(date.fromisoformat(day)) for day in days[level]) for level in Level}

    @cached_property
    def timeline(self) -> tuple[Step, ...]:
        """Give the steps from the earliest week on record to the edition's own."""
        return timeline_from_json(self.read("timeline.json"))

    def history(self, area: Area) -> tuple[Cell | None, ...]:
        """Read what is known of an area at each step of the timeline, None where its level has no record."""
        line = self.read(f"history/{area.level}.txt").split(b"\n")[self.area_index[area.level, area.code]]
        return tuple(None if value is None else cell_from_json(value) for value in json.loads(line))

    @cached_property
    def tables(self) -> Any:
        """Read what is known of a week, by level; the weeks asked for last stay in memory."""
        return lru_cache(WEEKS_KEPT)(self._tables)

    def _tables(self, week: Week) -> Mapping[Level, WeekTable]:
        name = f"weeks/{week}.json"
        return week_from_json(week, self.read(name)) if name in self.facts["files"] else {}


def _read(file: Path) -> bytes:
    """Read a file; one that is gone or that the disk does not give back is as good as empty."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _damaged(edition_id: str, name: str) -> DamagedEditionError:
    problem = f"Edition {edition_id}: {name} is not what was published; publish again to mend it."
    return DamagedEditionError(problem, edition=edition_id)
