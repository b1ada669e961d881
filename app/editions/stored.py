"""Read what an edition says of its areas, its weeks, and how they are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from app.dataset import Dataset
from app.dataset.codec import dataset_of
from app.domain import Area, Cell, Level, Period, PeriodTable, Revision, Shape, Step
from app.editions.contents import Box, LevelValues, MapFile
from app.editions.contract import AREAS, BOXES, MAP, POSTCODES, PUBLISHED, RECORD, TIMELINE, WEEK
from app.editions.corrections import Corrections
from app.editions.records import areas_from_rows, cell_from_json, period_of, timeline_from_facts, week_from_values
from app.editions.stored_files import StoredFiles

WEEKS_KEPT = 8  # tables of this many weeks stay in memory


class StoredEdition(StoredFiles):
    """A stored edition: its areas, weeks and map, as its files tell them."""

    @property
    def week(self) -> Period:
        """Return the edition's week."""
        return self.period(self.facts["week_end"])

    def period(self, day: str) -> Period:
        """Return the period that ends on a day."""
        return period_of(day, self.dataset.length)

    @cached_property
    def dataset(self) -> Dataset:
        """Return the edition's dataset."""
        return dataset_of(self.facts["dataset"])

    @property
    def published_on(self) -> date:
        """Return the publication date of the finest level's counts."""
        return date.fromisoformat(self.facts["published_on"])

    @property
    def last_published_on(self) -> date:
        """Return the latest publication date of any level's counts in the edition's week."""
        days = (facts["published_on"] for facts in self.facts["levels"].values())
        return max([self.published_on, *(date.fromisoformat(day) for day in days if day)])

    def hide_up_to(self, level: Level) -> int | None:
        """Return the largest count hidden at a level, None where nothing is."""
        return self.dataset.hide_up_to.get(level)

    @cached_property
    def areas(self) -> Mapping[Level, tuple[Area, ...]]:
        """Return every level's areas, in the order of their codes."""
        return {level: areas_from_rows(level, AREAS.read(self.read, level)) for level in self.dataset.slugs}

    @cached_property
    def area_index(self) -> Mapping[tuple[Level, str], int]:
        """Return each area's place in the order of its level."""
        return {(level, area.code): place for level in self.areas for place, area in enumerate(self.areas[level])}

    def area(self, level: Level, code: str) -> Area | None:
        """Find an area by level and code."""
        place = self.area_index.get((level, code))
        return None if place is None else self.areas[level][place]

    def name(self, level: Level, code: str) -> str:
        """Return the name of the area with this code, empty where there is none."""
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
        """Return the shapes in which areas are drawn, the one that the map opens with first."""
        return tuple(Shape(shape) for shape in self.facts["shapes"])

    @cached_property
    def shape(self) -> Shape | None:
        """Return the shape that the map opens with, None where it is not known where areas are."""
        return next(iter(self.shapes), None)

    @cached_property
    def _boxes(self) -> Mapping[str, Mapping[str, Mapping[str, Box]]]:
        return BOXES.read(self.read)

    def map_parts(self, shape: Shape | None) -> MapFile:
        """Read the parts of the map that Folium composed in a shape."""
        return MAP.read(self.read, shape or Shape.MAP)

    @cached_property
    def has_postcodes(self) -> bool:
        """Return whether places can be found by postcode."""
        return any(map(POSTCODES.is_name, self.names))

    @cached_property
    def _chunks(self) -> Mapping[Shape, Mapping[str, str]]:
        chunks = {shape: self.map_parts(shape)["chunks"] for shape in self.shapes}
        return {shape: {code: name for name in named for code in named[name]} for shape, named in chunks.items()}

    def chunk_of(self, code: str, shape: Shape | None) -> str | None:
        """Name the layer file that draws the finest areas in an area of the reporting level, None where none does."""
        return self._chunks[shape].get(code) if shape else None

    def box(self, area: Area, shape: Shape | None) -> list[float] | None:
        """Return an area's west, south, east and north as it is drawn in a shape, None where it is not."""
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
        """Return the weeks that each level has on record, the earliest first."""
        days = RECORD.read(self.read)
        return {level: tuple(map(self.period, days[level])) for level in self.dataset.slugs}

    @cached_property
    def timeline(self) -> tuple[Step, ...]:
        """Return the steps from the earliest week on record to the edition's own."""
        return timeline_from_facts(TIMELINE.read(self.read), self.dataset.length)

    def history(self, area: Area) -> tuple[Cell | None, ...]:
        """Read what is known of an area at each step of the timeline, None where its level has no record."""
        place, known = self.area_index[area.level, area.code], self._known[area.level]
        weeks = (step.weeks.get(area.level) for step in self.timeline)
        return tuple(cell_from_json(known[week]["cases"][place]) if week else None for week in weeks)

    @cached_property
    def corrections(self) -> Corrections:
        """Return what the edition tells of releases and of what they revised."""
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
        """Return the day on which a week's counts of a level were published, where the week does not say it itself."""
        return self._published[level, str(week)]

    def published(self, level: Level, week: Period, values: LevelValues) -> str:
        """Return the day on which a level's values of a week were published, which up to format 3 these say."""
        return values.get("published_on") or self.day_of_publication(level, week)

    @cached_property
    def _published(self) -> Mapping[tuple[Level, str], str]:
        """Return the day on which each week was published, by level and the week's last day."""
        published = PUBLISHED.read(self.read)
        return {
            (level, week): day for level, by_day in published.items() for day, weeks in by_day.items() for week in weeks
        }
