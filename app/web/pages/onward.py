"""Links to other pages that keep the week and the places of the present one, as far as the other page knows them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain import Area, Level, Period
from app.editions import StoredEdition
from app.options.view import write_places
from app.view import MapView, shown_week
from app.web.pages.compared import compared_level, compared_week
from app.web.serving.options import OPTIONS, write_query
from app.web.serving.site import site


@dataclass(frozen=True)
class Onward:
    """The week and the places that a page shows, all where there are none."""

    edition: StoredEdition
    week: Period
    places: tuple[Area, ...] = ()

    @classmethod
    def from_view(cls, view: MapView) -> Onward:
        """Lead on from a map; from that of an earlier edition to pages of now, in its week where they have it."""
        if not view.is_pinned:
            return cls(view.edition, view.week)
        now = site().current()
        return cls(now, view.week if str(view.week) in now.weeks else now.week)

    def of(self, *places: Area) -> Onward:
        """Return the same week of other places."""
        return replace(self, places=places)

    @property
    def latest(self) -> Onward:
        """Return the same places in the edition's own week."""
        return replace(self, week=self.edition.week)

    @property
    def within(self) -> str:
        """Name the places as an address does."""
        return write_places(self.edition, self.places)

    def week_of(self, level: Level) -> str | None:
        """Return the week in which an area of this level is to be shown, None where it is the edition's own or none."""
        week = shown_week(self.edition, level, self.week)
        return str(week) if week and self.week != self.edition.week else None

    def query(self, endpoint: str, **own: str) -> str:
        """Return the query with which a page of the site shows the same, with its question mark, or nothing.

        `own` is what that page alone is asked for.
        """
        given = {"within": self.within, "week": self._week_on(endpoint), **own}
        return write_query({name: given[name] for name in given if name in OPTIONS.get(endpoint, ())})

    def _week_on(self, endpoint: str) -> str | None:
        """Return the week that a page shows for this one: lists begin with a level of their own."""
        if self.week == self.edition.week:
            return None
        if endpoint in ("hotspots.hotspots", "table.table"):
            return self.week_of(self.edition.dataset.finest)
        if endpoint == "rises.rises":
            level = compared_level(self.edition, self.week, self.places)
            week = compared_week(self.edition, level, self.week)
            return str(week) if week else None
        return str(self.week)
