"""Areas by authority with their counts, as newspapers list them, and how many rose faster than their nation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request

from app import wording
from app.domain import FINEST, Area, Level
from app.editions import StoredEdition
from app.statistics.rankings import Compared
from app.statistics.rising import Tally, is_faster, tally
from app.view import MapView
from app.web import parameters
from app.web.bodies import Body
from app.web.card import card_of, view_of_list
from app.web.compared import compared_areas, nation_of
from app.web.hierarchy import authorities_of
from app.web.onward import Onward
from app.web.pages import page
from app.web.site import site

blueprint = Blueprint("hotspots", __name__)

LISTED_AT_MOST = 800  # areas on a page: of more, a region or authority is to be chosen


@dataclass(frozen=True)
class Headline:
    """A place and what its areas come to."""

    place: Area
    tally: Tally


@dataclass(frozen=True)
class Listed:
    """An authority, and its areas that are shown, the most cases first."""

    authority: Area
    rows: Sequence[Compared]


@blueprint.get("/hotspots")
def hotspots() -> Response:
    """Show the headlines, and the areas of the places asked for."""
    asked = _asked(site().current())
    return page(asked.edition, (asked.week, asked.places), "hotspots.html", lambda: _values(asked))


@blueprint.get("/hotspots.txt")
def hotspots_as_text() -> Response:
    """Give the whole list as text to paste."""
    asked = _asked(site().current())
    key = (asked.edition.id, "hotspots.txt", asked.week, asked.places)
    return site().body(key, lambda: Body(_text(asked).encode())).response("text/plain")


def _asked(edition: StoredEdition) -> Onward:
    week = parameters.week(request.args, "week", edition.record[FINEST], edition.week)
    return Onward(edition, week, parameters.places(request.args, edition))


def _values(asked: Onward) -> dict[str, Any]:
    edition, week, places = asked.edition, asked.week, asked.places
    rows = compared_areas(edition, FINEST, week)
    nation = nation_of(edition, week)
    listed = _listed(edition, _within(rows, places))
    is_listed = sum(len(one.rows) for one in listed) <= LISTED_AT_MOST
    nations = edition.areas[Level.NATION]
    beside = [place for place in places if place not in nations] if places else edition.areas[Level.REGION]
    view = _view(asked)
    return {
        "week": week,
        "published_on": edition.tables(week)[FINEST].published_on,
        "places": places,
        "place_names": view.place_name,
        "onward": asked,
        "card": card_of(view, f"hotspots{asked.query('hotspots.hotspots')}"),
        "nation": nation,
        "nation_change": wording.short_change(nation.cell, nation.before) if nation else None,
        "headlines": [Headline(one, tally(_within(rows, [one]), nation)) for one in (*nations, *beside)],
        "listed": listed if is_listed else [],
        "faster": {row.area.code for row in rows if is_faster(row, nation)},
        "regions": [(region, authorities_of(edition, region)) for region in edition.areas[Level.REGION]],
        "weeks": edition.record[FINEST][::-1],
    }


def _view(asked: Onward) -> MapView:
    return view_of_list(asked.edition, FINEST, asked.week, asked.places)


def _within(rows: Sequence[Compared], places: Sequence[Area]) -> Sequence[Compared]:
    """Give the rows of the areas in any of these places, all without places."""
    return [row for row in rows if any(row.area.is_within(place.code) for place in places)] if places else rows


def _listed(edition: StoredEdition, rows: Sequence[Compared]) -> list[Listed]:
    by_authority: dict[str, list[Compared]] = {}
    for row in rows:
        if row.cases is not None:
            by_authority.setdefault(row.area.ltla_code, []).append(row)
    authorities = [area for area in edition.areas[Level.LTLA] if area.code in by_authority]
    return [
        Listed(authority, sorted(by_authority[authority.code], key=lambda row: (-(row.cases or 0), row.area.name)))
        for authority in sorted(authorities, key=lambda area: area.name)
    ]


def _text(asked: Onward) -> str:
    listed = _listed(asked.edition, _within(compared_areas(asked.edition, FINEST, asked.week), asked.places))
    blocks = ["\n".join([one.authority.name, *(wording.listed_count(row) for row in one.rows)]) for one in listed]
    head = wording.capitalize_first(wording.seven_days(asked.week))
    names = f", {_view(asked).place_name}" if asked.places else ""
    return "\n\n".join([f"{head}{names}", *blocks]) + "\n"
