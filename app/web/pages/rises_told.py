"""The content of the list of rises and falls, for the page, the text and the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from app.domain import Area, Level, Period
from app.editions import StoredEdition
from app.options.tables import ORDERS
from app.statistics.directions import Changes, changes, steepness
from app.statistics.rankings import Compared, ranked, ranked_by
from app.view import MapView, codes_by_level, lies_in
from app.web.pages.card import view_of_list
from app.web.pages.columns import level_around
from app.web.pages.compared import compared_areas
from app.wording.rises import changes_sentence

FALLING = ORDERS[1]


@dataclass(frozen=True)
class Ranking:
    """What an address asks for, in its normal form."""

    level: Level
    week: Period
    edition: str
    within: str
    sort: str
    order: str
    least: int

    def address(self, **changes: object) -> str:
        """Return the query of this ranking, or of another that differs from it."""
        given = {**asdict(self), "week": str(self.week), **changes}
        return urlencode({key: value for key, value in given.items() if value != ""}, safe=",")


@dataclass(frozen=True)
class Told:
    """A ranking of an edition's areas, of those in places where there are any."""

    edition: StoredEdition
    ranking: Ranking
    places: tuple[Area, ...]

    @cached_property
    def view(self) -> MapView:
        """Return the map of the same."""
        view = view_of_list(self.edition, self.ranking.level, self.ranking.week, self.places, measure="change")
        return replace(view, is_pinned=bool(self.ranking.edition))

    @property
    def published_on(self) -> date | None:
        """Return when these figures were published, None where there are none."""
        table = self.edition.tables(self.ranking.week).get(self.ranking.level)
        return table.published_on if table else None

    @cached_property
    def rows(self) -> Sequence[Compared]:
        """Return the areas that have so many cases, or whose count is not known."""
        codes = codes_by_level(self.places)
        rows = compared_areas(self.edition, self.ranking.level, self.ranking.week)
        inside = [row for row in rows if not self.places or lies_in(row.area, codes)]
        return [row for row in inside if row.cases is None or row.cases >= self.ranking.least]

    @cached_property
    def changes(self) -> Changes:
        """Part the areas by how they changed, in the order asked for: by change the steepest first, up or down."""
        sort = self.ranking.sort
        key = steepness if sort == "change" else ranked_by(self.edition.dataset)[sort]
        return changes(ranked(self.rows, key, descending=self.ranking.order == FALLING))

    @property
    def lists(self) -> Mapping[str, Sequence[Compared]]:
        """Return the areas that changed one way by what they did, in a word."""
        lists = {"rose": self.changes.rose, "fell": self.changes.fell, "unchanged": self.changes.unchanged}
        return {name: rows for name, rows in lists.items() if rows}

    @cached_property
    def ranking_as_one(self) -> Sequence[Compared]:
        """Return all areas that can be compared in the order asked for, from the largest rise to the largest fall."""
        keys = ranked_by(self.edition.dataset)
        known = [row for row in self.rows if keys["change"](row) is not None]
        return ranked(known, keys[self.ranking.sort], descending=self.ranking.order == FALLING)

    @cached_property
    def around(self) -> Mapping[str, str]:
        """Name what the finest areas lie in, by their codes: they are known by that beside their names."""
        dataset = self.edition.dataset
        level = level_around(dataset, dataset.finest) if self.ranking.level == dataset.finest else None
        if level is None:
            return {}
        return {row.area.code: self.edition.name(level, row.area.within.get(level, "")) for row in self.rows}

    @property
    def sentence(self) -> str:
        """Say where counts rose."""
        return changes_sentence(
            self.edition.dataset,
            self.changes,
            self.ranking.level,
            self.ranking.week,
            place=self.view.place_name if self.places else "",
            least=self.ranking.least,
            name=lambda area: self.full_name(area, self.edition.dataset.the(area.name)),
        )

    def full_name(self, area: Area, name: str) -> str:
        """Return an area's name, written so, with what it lies in."""
        return ", ".join(filter(None, (name, self.around.get(area.code))))
