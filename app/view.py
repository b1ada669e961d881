"""What is shown of an edition: which place, at which level, in which measure and week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypedDict

from app.corners import WORLD, Corners, around_boxes, meets, zoom_of
from app.dataset import Dataset
from app.domain import Area, Level, Period, PeriodTable, Shape
from app.editions import StoredEdition
from app.editions.contents import Box, CellValue, DrawnLevel, LayerFile, MapFile
from app.editions.contract import LAYER, WEEK
from app.statistics.timeline import step_length, taken

CodesByLevel = Mapping[Level, AbstractSet[str]]

PHONE = (400, 300)  # pixels of a map whose opening level is to be known before its size is
HELD_AT_MOST = 3  # chunks that a page holds: more would hold up its first paint


class ShownValues(TypedDict):
    """A level's week and its cells in that and in the week before, as the browser takes them; None where unrecorded."""

    weekEnd: str
    cases: list[CellValue] | None
    before: list[CellValue] | None


@dataclass(frozen=True)
class MapView:
    """A view of an edition's map.

    `places` are the only areas whose parts are drawn, all where there are none; `selected` is the area whose count is
    told; `bounds` is where the view is fitted to, the places or the selected area without it. `asked_level` is the only
    level drawn, `asked_measure` what it is drawn in and `asked_shape` what as; the map decides where they are None.
    `edition` is one that was asked for, not just the current one, where `is_pinned`.
    """

    edition: StoredEdition
    week: Period
    places: tuple[Area, ...] = ()
    selected: Area | None = None
    bounds: Corners | None = None
    asked_level: Level | None = None
    asked_measure: str | None = None
    asked_shape: Shape | None = None
    title: str = ""
    scheme: str = "light"
    is_pinned: bool = False

    @property
    def dataset(self) -> Dataset:
        """Return what the edition is of."""
        return self.edition.dataset

    @property
    def shape(self) -> Shape | None:
        """Return the shape in which areas are drawn, None where it is not known where they are."""
        return self.asked_shape or self.edition.shape

    @cached_property
    def map_parts(self) -> MapFile:
        """Read what the edition has composed of the map."""
        return self.edition.map_parts(self.shape)

    @property
    def locked(self) -> Level | None:
        """Return the only level drawn; None where it goes by the zoom."""
        if self.asked_level or not (self.places or self.selected):
            return self.asked_level
        drawn = [level["level"] for level in self.map_parts["levels"]]
        if self.places or (self.selected and self.selected.level not in drawn):
            return self.dataset.finest
        return self.selected.level if self.selected else None

    @property
    def levels(self) -> list[DrawnLevel]:
        """Return the levels drawn, with the zoom that each begins at and its measure."""
        return [
            {**drawn, "measure": self.asked_measure or drawn["measure"]}
            for drawn in self.map_parts["levels"]
            if self.locked in (None, drawn["level"])
        ]

    @cached_property
    def around(self) -> Sequence[Area]:
        """Return the areas that the view is fitted to: the places, the selected area or what it lies in, or all."""
        if self.places:
            return self.places
        if not self.selected:
            return self.everything
        is_finest = self.selected.level == self.dataset.finest
        return [(self.reporting_area_of(self.selected) if is_finest else None) or self.selected]

    @property
    def everything(self) -> Sequence[Area]:
        """Return the areas that all lie in."""
        return self.edition.areas[self.dataset.top or self.dataset.finest]

    def reporting_area_of(self, area: Area) -> Area | None:
        """Return the area of the reporting level that an area lies in, None where it is not known."""
        level = self.dataset.reports_by
        return self.edition.area(level, area.within.get(level, ""))

    @property
    def place_name(self) -> str:
        """Return the name of what the view is fitted to, as inside a sentence."""
        if self.places or self.selected:
            *others, last = (self.dataset.the(place.name) for place in self.around)
            return " and ".join(filter(None, (", ".join(others), last)))
        return self.dataset.the(whole_name(self.edition))

    @cached_property
    def corners(self) -> Corners:
        """Return the bounds that the view is fitted to."""
        return self.bounds or self._corners_of(self.around)

    @cached_property
    def reach(self) -> Corners | None:
        """Return the bounds within which the map moves; None where they are the view's own."""
        if self.places and not self.bounds:
            return None
        return self._corners_of(self.places or self.everything)

    @cached_property
    def authorities(self) -> tuple[str, ...] | None:
        """Return the codes of the only areas coarser than the finest of which anything is drawn; None for all."""
        if not self.places:
            return None
        coarser = {drawn["level"] for drawn in self.levels} - {self.dataset.finest}
        return self._codes_over(self.places, {*coarser, self.dataset.reports_by})

    @cached_property
    def chunks(self) -> tuple[str, ...]:
        """Name the layer files that hold the finest areas of the authorities drawn, or around the selected area."""
        return self._chunks(self._authorities(self.around))

    @cached_property
    def held(self) -> tuple[str, ...]:
        """Name the layer files that a page holds: of the level it opens with, or else outlines to begin with."""
        level = self.level_at(*PHONE)
        if level == self.dataset.finest:
            near = [code for code in self._authorities(self.around) if self._is_near(code, self.corners)]
            chunks = self._chunks(near)
            if self.locked or len(chunks) <= HELD_AT_MOST:
                return chunks if len(chunks) <= HELD_AT_MOST else ()
        first = level if self.edition.has(LAYER.name(level)) else self.map_parts["first_layer"]
        return (first,) if first else ()

    def layers_over(self, level: Level, corners: Corners) -> tuple[str, ...]:
        """Name the layer files that draw a level between these corners."""
        if level != self.dataset.finest:
            return (level,) if self.edition.has(LAYER.name(level)) else ()
        known = [area.code for area in self.edition.areas[self.dataset.reports_by]]
        codes = known if self.authorities is None else self.authorities
        return self._chunks([code for code in codes if self._is_near(code, corners)])

    def is_fitted_to(self, area: Area) -> bool:
        """Return whether an area is, or lies in, what the view is fitted to."""
        if self.bounds:
            return meets(self.edition.box(area, self.shape), self.bounds)
        return lies_in(area, self._places_around)

    @cached_property
    def _places_around(self) -> CodesByLevel:
        return codes_by_level(self.around)

    def _authorities(self, places: Sequence[Area]) -> tuple[str, ...]:
        return self._codes_over(places, {self.dataset.reports_by})

    def _codes_over(self, places: Sequence[Area], levels: Iterable[Level]) -> tuple[str, ...]:
        """Return the codes of the areas of these levels that the finest areas of places lie in."""
        inside = [area for place in places for area in self.edition.finest_in(place.level, place.code)]
        return tuple(sorted({area.within.get(level, "") for area in inside for level in levels}))

    def _chunks(self, authorities: Sequence[str]) -> tuple[str, ...]:
        chunks = (self.edition.chunk_of(code, self.shape) for code in authorities)
        return tuple(sorted({name for name in chunks if name}))

    def _is_near(self, code: str, corners: Corners) -> bool:
        authority = self.edition.area(self.dataset.reports_by, code)
        return authority is not None and meets(self.edition.box(authority, self.shape), corners)

    def _corners_of(self, places: Sequence[Area]) -> Corners:
        """Return the bounds around places, around all areas where none of them is drawn."""
        return around_boxes(self._boxes(places)) or around_boxes(self._boxes_of_all()) or WORLD

    def _boxes(self, places: Iterable[Area]) -> list[Box]:
        return [box for place in places if (box := self.edition.box(place, self.shape))]

    def _boxes_of_all(self) -> list[Box]:
        return [box for level in self.dataset.slugs for box in self._boxes(self.edition.areas[level])]

    def level_at(self, width: int, height: int) -> Level:
        """Return the level drawn where the view is fitted to a map of this size in pixels."""
        zoom = zoom_of(self.corners, width, height)
        reached = [level for level in self.levels if level["from_zoom"] <= zoom] or self.levels[:1]
        return reached[-1]["level"]

    @cached_property
    def weeks(self) -> Mapping[Level, Period]:
        """Return the week that each level shows, without those that have no record to show."""
        shown = {level: shown_week(self.edition, level, self.week) for level in self.dataset.slugs}
        return {level: week for level, week in shown.items() if week}

    def table(self, level: Level) -> PeriodTable | None:
        """Read what a level shows, None where it has no record to show."""
        return self.edition.tables(self.weeks[level]).get(level) if level in self.weeks else None

    @property
    def published_on(self) -> date:
        """Return when the finest counts that are shown were published."""
        tables = (self.table(level) for level in reversed(self.dataset.slugs))
        return next((table.published_on for table in tables if table), self.edition.published_on)

    def values(self, level: Level) -> ShownValues:
        """Return a level's cells of its week and the week before, in the order of its areas; None without a record."""
        week = self.weeks.get(level)
        before = week.before if week and week.before in self.edition.record[level] else None
        return {
            "weekEnd": str(week or self.week),
            "cases": self._cells(week, level),
            "before": self._cells(before, level),
        }

    def layer(self, name: str) -> LayerFile:
        """Read a layer file with the values of the view's week."""
        layer = LAYER.read(self.edition.read, name)
        if self.week == self.edition.week:
            return layer
        columns, values = layer["columns"], self.values(layer["level"])
        cases, before = values["cases"], values["before"]
        columns["cases"] = [cases[place] if cases else "not published" for place in columns["place"]]
        columns["before"] = [before[place] for place in columns["place"]] if before else None
        return {**layer, "week_end": values["weekEnd"], "before_on_record": before is not None}

    def _cells(self, week: Period | None, level: Level) -> list[CellValue] | None:
        if week is None:
            return None
        return WEEK.read(self.edition.read, week)[level]["cases"]


def shown_week(edition: StoredEdition, level: Level, week: Period) -> Period | None:
    """Return the week that a level shows for another, as the timeline does: its own record of it or a late one."""
    return taken(edition.record[level], week, step_length(week.length, edition.dataset.period.every))


def codes_by_level(places: Iterable[Area]) -> CodesByLevel:
    """Return the codes of places by their level, to be asked for each of many areas."""
    codes: dict[Level, set[str]] = {}
    for place in places:
        codes.setdefault(place.level, set()).add(place.code)
    return codes


def lies_in(area: Area, codes: CodesByLevel) -> bool:
    """Return whether an area is, or lies in, one of these places."""
    for level, inside in codes.items():  # asked of every area for a page: any() takes twice as long
        if (area.code if level == area.level else area.within.get(level)) in inside:
            return True
    return False


def whole_area(edition: StoredEdition) -> Area | None:
    """Return the one area in which all others lie, None where there is no such area."""
    tops = edition.areas[edition.dataset.top] if edition.dataset.top else ()
    return tops[0] if len(tops) == 1 else None


def whole_name(edition: StoredEdition) -> str:
    """Return the name of the whole that an edition covers."""
    whole = whole_area(edition)
    return whole.name if whole else edition.dataset.place or edition.dataset.title
