"""What is shown of an edition: which place, at which level, in which measure and week."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TypedDict

from app.domain import FINEST, Area, Level, Shape, Week, WeekTable
from app.editions import StoredEdition
from app.editions.contract import LAYER, WEEK, CellValue, DrawnLevel, LayerFile, MapFile

Corners = tuple[tuple[float, float], tuple[float, float]]  # south-west and north-east, latitude first

ENGLAND: Corners = ((49.8, -6.4), (55.9, 1.8))  # for want of boundaries
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
    week: Week
    places: tuple[Area, ...] = ()
    selected: Area | None = None
    bounds: Corners | None = None
    asked_level: Level | None = None
    asked_measure: str | None = None
    asked_shape: Shape | None = None
    title: str = ""
    scheme: str = "auto"
    is_pinned: bool = False

    @property
    def options(self) -> dict[str, str]:
        """Give what an address asks for this view by, in its normal form; empty for the whole map of now."""
        selected, bounds = self.selected, self.bounds
        given = {
            "within": ",".join(place.code for place in self.places),
            "area": f"{selected.level}.{selected.code}" if selected else "",
            "bounds": ",".join(f"{side:g}" for side in (*bounds[0][::-1], *bounds[1][::-1])) if bounds else "",
            "level": self.asked_level or "",
            "measure": self.asked_measure or "",
            "shape": self.asked_shape or "",
            "week": str(self.week) if self.week != self.edition.week else "",
            "edition": self.edition.id if self.is_pinned else "",
            "title": self.title,
            "scheme": self.scheme if self.scheme != "auto" else "",
        }
        return {name: value for name, value in given.items() if value}

    @property
    def shape(self) -> Shape | None:
        """Give the shape in which areas are drawn, None where it is not known where they are."""
        return self.asked_shape or self.edition.shape

    @cached_property
    def map_parts(self) -> MapFile:
        """Read what the edition has composed of the map."""
        return self.edition.map_parts(self.shape)

    @property
    def locked(self) -> Level | None:
        """Give the only level drawn; None where it goes by the zoom."""
        if self.asked_level or not (self.places or self.selected):
            return self.asked_level
        drawn = [level["level"] for level in self.map_parts["levels"]]
        if self.places or (self.selected and self.selected.level not in drawn):
            return FINEST
        return self.selected.level if self.selected else None

    @property
    def levels(self) -> list[DrawnLevel]:
        """Give the levels drawn, with the zoom that each begins at and its measure."""
        return [
            {**drawn, "measure": self.asked_measure or drawn["measure"]}
            for drawn in self.map_parts["levels"]
            if self.locked in (None, drawn["level"])
        ]

    @cached_property
    def around(self) -> Sequence[Area]:
        """Give the areas that the view is fitted to: the places, the selected area's authority or itself, or all."""
        if self.places:
            return self.places
        if self.selected:
            authority = self.edition.area(Level.LTLA, self.selected.ltla_code)
            return [authority if authority and self.selected.level is FINEST else self.selected]
        return self.edition.areas[Level.NATION]

    @property
    def place_name(self) -> str:
        """Name what the view is fitted to."""
        names = [place.name for place in self.around]
        return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""

    @cached_property
    def corners(self) -> Corners:
        """Give the bounds that the view is fitted to."""
        return self.bounds or self._corners_of(self.around)

    @cached_property
    def reach(self) -> Corners | None:
        """Give how far the reader may go; None where that is the view's own bounds."""
        if self.places and not self.bounds:
            return None
        return self._corners_of(self.places or self.edition.areas[Level.NATION])

    @cached_property
    def authorities(self) -> tuple[str, ...] | None:
        """Give the codes of the only lower tier authorities of which anything is drawn; None for all."""
        return self._authorities(self.places) if self.places else None

    @cached_property
    def chunks(self) -> tuple[str, ...]:
        """Name the layer files that hold the small areas of the authorities drawn, or around the selected area."""
        return self._chunks(self._authorities(self.around))

    @cached_property
    def held(self) -> tuple[str, ...]:
        """Name the layer files that a page holds: of the level it opens with, or else outlines to begin with."""
        level = self.level_at(*PHONE)
        if level is FINEST:
            near = [code for code in self._authorities(self.around) if self._is_near(code, self.corners)]
            chunks = self._chunks(near)
            if self.locked or len(chunks) <= HELD_AT_MOST:
                return chunks if len(chunks) <= HELD_AT_MOST else ()
        first = level if self.edition.has(LAYER.name(level)) else self.map_parts["first_layer"]
        return (first,) if first else ()

    def layers_over(self, level: Level, corners: Corners) -> tuple[str, ...]:
        """Name the layer files that draw a level between these corners."""
        if level is not FINEST:
            return (level.value,) if self.edition.has(LAYER.name(level)) else ()
        known = [area.code for area in self.edition.areas[Level.LTLA]]
        codes = known if self.authorities is None else self.authorities
        return self._chunks([code for code in codes if self._is_near(code, corners)])

    def is_fitted_to(self, area: Area) -> bool:
        """Tell whether an area is, or lies in, what the view is fitted to."""
        if self.bounds:
            return _meet(self.edition.box(area, self.shape), self.bounds)
        return any(area.is_within(place.code) for place in self.around)

    def _authorities(self, places: Sequence[Area]) -> tuple[str, ...]:
        codes = [place.code for place in places]
        inside = (area.ltla_code for area in self.edition.areas[FINEST] if any(map(area.is_within, codes)))
        return tuple(sorted(set(inside)))

    def _chunks(self, authorities: Sequence[str]) -> tuple[str, ...]:
        chunks = (self.edition.chunk_of(code, self.shape) for code in authorities)
        return tuple(sorted({name for name in chunks if name}))

    def _is_near(self, ltla_code: str, corners: Corners) -> bool:
        authority = self.edition.area(Level.LTLA, ltla_code)
        return authority is not None and _meet(self.edition.box(authority, self.shape), corners)

    def _corners_of(self, places: Sequence[Area]) -> Corners:
        """Give the bounds around places, England's where none of them is drawn."""
        boxes = [box for place in places if (box := self.edition.box(place, self.shape))]
        if not boxes:
            return ENGLAND
        west, south, east, north = zip(*boxes, strict=True)
        return (min(south), min(west)), (max(north), max(east))

    def level_at(self, width: int, height: int) -> Level:
        """Give the level drawn where the view is fitted to a map of this size in pixels."""
        zoom = zoom_of(self.corners, width, height)
        reached = [level for level in self.levels if level["from_zoom"] <= zoom] or self.levels[:1]
        return Level(reached[-1]["level"])

    @cached_property
    def weeks(self) -> Mapping[Level, Week]:
        """Give the week that each level shows, without those that have no record to show."""
        return {level: week for level in Level if (week := shown_week(self.edition, level, self.week))}

    def table(self, level: Level) -> WeekTable | None:
        """Read what a level shows, None where it has no record to show."""
        return self.edition.tables(self.weeks[level]).get(level) if level in self.weeks else None

    @property
    def published_on(self) -> date:
        """Give when the finest counts that are shown were published."""
        tables = (self.table(level) for level in reversed(Level))
        return next((table.published_on for table in tables if table), self.edition.published_on)

    def values(self, level: Level) -> ShownValues:
        """Give a level's cells of its week and of the week before, in the order of its areas; None where unrecorded."""
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
        columns, values = layer["columns"], self.values(Level(layer["level"]))
        cases, before = values["cases"], values["before"]
        columns["cases"] = [cases[place] if cases else "not published" for place in columns["place"]]
        columns["before"] = [before[place] for place in columns["place"]] if before else None
        return {**layer, "week_end": values["weekEnd"], "before_on_record": before is not None}

    def _cells(self, week: Week | None, level: Level) -> list[CellValue] | None:
        if week is None:
            return None
        return WEEK.read(self.edition.read, week)[level]["cases"]


def shown_week(edition: StoredEdition, level: Level, week: Week) -> Week | None:
    """Give the week that a level shows for another: its own record of it, or else the latest of six days before."""
    days = (Week(week.end - timedelta(days=number)) for number in range(7))
    return next((day for day in days if day in edition.record[level]), None)


def bounds_of(latitude: float, longitude: float, zoom: float, width: int, height: int) -> Corners:
    """Give the bounds that a map of this size in pixels shows around a place."""
    radians = 2 * math.pi / (256 * 2**zoom)  # a pixel
    middle = math.asinh(math.tan(math.radians(latitude)))
    south, north = (math.degrees(math.atan(math.sinh(middle + side * height * radians / 2))) for side in (-1, 1))
    reach = math.degrees(width * radians / 2)
    return (south, longitude - reach), (north, longitude + reach)


def _meet(box: Sequence[float] | None, corners: Corners) -> bool:
    (south, west), (north, east) = corners
    return box is not None and box[0] <= east and west <= box[2] and box[1] <= north and south <= box[3]


def zoom_of(corners: Corners, width: int, height: int) -> float:
    """Give the zoom at which a map of this size in pixels just holds the bounds."""
    (south, west), (north, east) = corners
    tall = math.asinh(math.tan(math.radians(north))) - math.asinh(math.tan(math.radians(south)))
    scale = min(width / math.radians(east - west), height / tall)  # pixels a radian, of which the world has 2 pi
    return math.log2(scale * 2 * math.pi / 256)
