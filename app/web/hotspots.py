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
from app.web import parameters
from app.web.bodies import Body
from app.web.card import card_of, view_of_list
from app.web.compared import compared_areas, nation_of
from app.web.hierarchy import authorities_of
from app.web.pages import page
from app.web.site import site

blueprint = Blueprint("hotspots", __name__)

PLACES = (Level.REGION, Level.UTLA, Level.LTLA)
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
    """Show the headlines, and the areas of a place."""
    edition = site().current()
    place = parameters.place(request.args, edition, "within", PLACES)
    return page(edition, (place,), "hotspots.html", lambda: _values(edition, place))


@blueprint.get("/hotspots.txt")
def hotspots_as_text() -> Response:
    """Give the whole list as text to paste."""
    edition = site().current()
    place = parameters.place(request.args, edition, "within", PLACES)
    body = site().body((edition.id, "hotspots.txt", place), lambda: Body(_text(edition, place).encode()))
    return body.response("text/plain")


def _values(edition: StoredEdition, place: Area | None) -> dict[str, Any]:
    rows = compared_areas(edition, FINEST, edition.week)
    nation = nation_of(edition, edition.week)
    listed = _listed(edition, _within(rows, place))
    query = f"?within={place.code}" if place else ""
    is_listed = sum(len(one.rows) for one in listed) <= LISTED_AT_MOST
    places = [*edition.areas[Level.NATION], *([place] if place else edition.areas[Level.REGION])]
    return {
        "place": place,
        "card": card_of(view_of_list(edition, FINEST, edition.week, place), f"hotspots{query}"),
        "nation": nation,
        "nation_change": wording.short_change(nation.cell, nation.before) if nation else None,
        "headlines": [Headline(one, tally(_within(rows, one), nation)) for one in places],
        "listed": listed if is_listed else [],
        "faster": {row.area.code for row in rows if is_faster(row, nation)},
        "regions": [(region, authorities_of(edition, region)) for region in edition.areas[Level.REGION]],
    }


def _within(rows: Sequence[Compared], place: Area | None) -> Sequence[Compared]:
    return rows if place is None else [row for row in rows if row.area.is_within(place.code)]


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


def _text(edition: StoredEdition, place: Area | None) -> str:
    listed = _listed(edition, _within(compared_areas(edition, FINEST, edition.week), place))
    blocks = ["\n".join([one.authority.name, *(wording.listed_count(row) for row in one.rows)]) for one in listed]
    head = wording.capitalize_first(wording.seven_days(edition.week))
    return "\n\n".join([head, *blocks]) + "\n"
