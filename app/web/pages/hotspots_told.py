"""The content of the list of hotspots, for the page and the text: areas by authority, rises, and the highest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from app.domain import Area, Level, Period, PeriodTable
from app.editions import StoredEdition
from app.statistics.rankings import Compared, highest
from app.statistics.rising import Tally, steepest, tally
from app.view import MapView, codes_by_level, lies_in, whole_area
from app.web.pages.card import view_of_list
from app.web.pages.compared import compared_areas, whole_of
from app.web.pages.headline import measure_of_highest
from app.web.pages.hierarchy import parents
from app.web.pages.onward import Onward
from app.wording.rising import Rising

HIGHEST, STEEPEST = 10, 5


@dataclass(frozen=True)
class Listed:
    """An authority, what it lies in where that is worth saying, and its areas that are shown.

    Those that lie in none have no authority.
    """

    authority: Area | None
    around: Area | None
    rows: Sequence[Compared]


@dataclass(frozen=True)
class Told:
    """What is told of an edition's finest areas in the week and the places that are asked for, in an order.

    `pinned` is the id of the edition where one was asked for.
    """

    asked: Onward
    order: str
    pinned: str = ""

    @property
    def edition(self) -> StoredEdition:
        """Return the edition that is told of."""
        return self.asked.edition

    @property
    def week(self) -> Period:
        """Return the week that is told of."""
        return self.asked.week

    @property
    def published_on(self) -> date:
        """Return when these figures were published."""
        table: PeriodTable = self.edition.tables(self.week)[self.edition.dataset.finest]
        return table.published_on

    @cached_property
    def view(self) -> MapView:
        """Return the map of the same."""
        view = view_of_list(self.edition, self.edition.dataset.finest, self.week, self.asked.places)
        return replace(view, is_pinned=bool(self.pinned))

    @cached_property
    def rising(self) -> Rising:
        """Return the words for it."""
        return Rising(self.edition.dataset)

    @cached_property
    def all_rows(self) -> Sequence[Compared]:
        """Return every finest area, by code."""
        return compared_areas(self.edition, self.edition.dataset.finest, self.week)

    @cached_property
    def rows(self) -> Sequence[Compared]:
        """Return the areas in the places that are asked for, all without places."""
        return self.within(self.asked.places) if self.asked.places else self.all_rows

    def within(self, places: Sequence[Area]) -> Sequence[Compared]:
        """Return the areas in any of these places."""
        codes = codes_by_level(places)
        return [row for row in self.all_rows if lies_in(row.area, codes)]

    @cached_property
    def whole(self) -> Compared | None:
        """Return the area in which all others lie, None where there is none or it has no figure."""
        return whole_of(self.edition, self.week)

    @cached_property
    def place(self) -> str:
        """Name what is told of inside a sentence; nothing where that is all of a sample, which has but a part."""
        edition = self.edition
        is_named = whole_area(edition) or edition.dataset.place
        return self.view.place_name if self.asked.places or (is_named and not edition.facts["is_sample"]) else ""

    def sentences(self, name: Callable[[Area], str]) -> list[str]:
        """Say how many areas are shown and how many rose, with the name of the whole as it is to be written."""
        named = name(self.whole.area) if self.whole else ""
        return self.rising.sentences(tally(self.rows, self.whole), self.week, self.place, self.whole, named)

    def tally_of(self, place: Area) -> Tally:
        """Count the areas of a place."""
        return tally(self.within([place]), self.whole)

    @cached_property
    def measure(self) -> str:
        """Return the measure in which the highest are told."""
        return measure_of_highest(self.view)

    @cached_property
    def _by_height(self) -> list[Compared]:
        return highest(self.rows, self.edition.dataset, self.measure)

    @property
    def highest(self) -> Sequence[Compared]:
        """Return the highest areas."""
        return self._by_height[:HIGHEST]

    @property
    def as_high(self) -> int:
        """Count the areas that are not among the highest though their figure is that of the last."""
        figures = [row.rate if self.measure == "rate" else row.cases for row in self._by_height]
        return figures[HIGHEST:].count(figures[HIGHEST - 1]) if len(figures) > HIGHEST else 0

    @cached_property
    def steepest(self) -> Sequence[Compared]:
        """Return the areas that rose most from enough cases."""
        return steepest(self.rows)[:STEEPEST]

    @cached_property
    def shown(self) -> Sequence[Compared]:
        """Return the areas that are shown, in the order asked for."""
        return [row for row in sorted(self.rows, key=_ORDERS[self.order]) if row.cases is not None]

    @cached_property
    def listed(self) -> list[Listed]:
        """Return the shown areas by authority, both in the requested order; authorities have no counts here."""
        level = listing_level(self.edition)
        by_authority: dict[str, list[Compared]] = {}
        for row in self.shown:
            by_authority.setdefault(row.area.within.get(level, "") if level else "", []).append(row)
        known = {area.code: area for area in self.edition.areas[level]} if level else {}
        authorities = [known[code] for code in by_authority if code in known]
        authorities.sort(key=lambda area: area.code if self.order == "code" else area.name)
        listed = [Listed(area, around(self.edition, area), by_authority.pop(area.code)) for area in authorities]
        alone = [row for some in by_authority.values() for row in some]
        return [*listed, Listed(None, None, sorted(alone, key=_ORDERS[self.order]))] if alone else listed

    def authority_of(self, area: Area) -> Area | None:
        """Return the authority that an area is listed under, None where that is called the same or it lies in none."""
        level = listing_level(self.edition)
        authority = self.edition.area(level, area.within.get(level, "")) if level else None
        return authority if authority and authority.name != area.name else None


_ORDERS: Mapping[str, Callable[[Compared], tuple[int | str, ...]]] = {
    "count": lambda row: (-(row.cases or 0), row.area.name),
    "name": lambda row: (row.area.name, row.area.code),
    "code": lambda row: (row.area.code,),
}


def listing_level(edition: StoredEdition) -> Level | None:
    """Return the level by whose areas the finest are listed, None where they lie in none."""
    dataset = edition.dataset
    return dataset.reports_by if dataset.reports_by != dataset.finest else dataset.parent(dataset.finest)


def around(edition: StoredEdition, authority: Area) -> Area | None:
    """Return the area that tells where an authority is, as a county does: smaller than what lists are grouped by."""
    levels = edition.dataset.slugs
    grouping = levels.index(edition.dataset.lists_by)
    between = [area for area in parents(edition, authority) if levels.index(area.level) > grouping]
    return between[-1] if between else None
