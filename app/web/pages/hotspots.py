"""Areas by authority with their counts, as newspapers list them, and how many rose faster than the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request

from app.domain import Area, Level
from app.editions import StoredEdition
from app.options import values
from app.options.view import read_places
from app.statistics.rankings import Compared
from app.statistics.rising import Tally, is_faster, tally
from app.view import MapView, codes_by_level, lies_in, whole_area
from app.web.pages.card import card_of, view_of_list
from app.web.pages.compared import compared_areas, whole_of
from app.web.pages.hierarchy import place_groups
from app.web.pages.onward import Onward
from app.web.pages.rendering import page
from app.web.serving.bodies import Body
from app.web.serving.site import site
from app.wording import Wording, capitalize_first

blueprint = Blueprint("hotspots", __name__)

LISTED_AT_MOST = 800  # areas on a page: of more, a region or authority is to be chosen


@dataclass(frozen=True)
class Headline:
    """A place and what its areas come to."""

    place: Area
    tally: Tally


@dataclass(frozen=True)
class Listed:
    """An authority, and its areas that are shown, the most first; those that lie in none have no authority."""

    authority: Area | None
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
    record, called = edition.record[edition.dataset.finest], Wording(edition.dataset).week
    week = values.week(request.args, "week", record, edition.week, called)
    return Onward(edition, week, read_places(request.args, edition))


def _values(asked: Onward) -> dict[str, Any]:
    edition, week, places = asked.edition, asked.week, asked.places
    finest = edition.dataset.finest
    rows = compared_areas(edition, finest, week)
    whole = whole_of(edition, week)
    listed = _listed(edition, _within(rows, places))
    is_listed = sum(len(one.rows) for one in listed) <= LISTED_AT_MOST
    view = _view(asked)
    return {
        "week": week,
        "published_on": edition.tables(week)[finest].published_on,
        "places": places,
        "place_names": view.place_name,
        "onward": asked,
        "card": card_of(view, f"hotspots{asked.query('hotspots.hotspots')}"),
        "whole": whole,
        "whole_area": whole_area(edition),
        "whole_change": Wording(edition.dataset).short_change(whole.cell, whole.before) if whole else None,
        "headlines": [Headline(one, tally(_within(rows, [one]), whole)) for one in _places_told(edition, places)],
        "listed": listed if is_listed else [],
        "faster": {row.area.code for row in rows if is_faster(row, whole)},
        "groups": place_groups(edition),
        "weeks": edition.record[finest][::-1],
    }


def _places_told(edition: StoredEdition, places: Sequence[Area]) -> list[Area]:
    """Give the whole, and with it the places asked for or else those that lists are grouped by."""
    whole, level = whole_area(edition), edition.dataset.lists_by
    beside = places or (edition.areas[level] if level != edition.dataset.finest else ())
    return [*filter(None, [whole]), *(place for place in beside if place != whole)]


def _view(asked: Onward) -> MapView:
    return view_of_list(asked.edition, asked.edition.dataset.finest, asked.week, asked.places)


def _within(rows: Sequence[Compared], places: Sequence[Area]) -> Sequence[Compared]:
    """Give the rows of the areas in any of these places, all without places."""
    codes = codes_by_level(places)
    return [row for row in rows if lies_in(row.area, codes)] if places else rows


def _listed(edition: StoredEdition, rows: Sequence[Compared]) -> list[Listed]:
    level = listing_level(edition)
    by_authority: dict[str, list[Compared]] = {}
    for row in rows:
        if row.cases is not None:
            by_authority.setdefault(row.area.within.get(level, "") if level else "", []).append(row)
    authorities = [area for area in edition.areas[level] if area.code in by_authority] if level else []
    known = {authority.code for authority in authorities}
    alone = [row for code, some in by_authority.items() if code not in known for row in some]
    listed = [
        Listed(authority, _the_most_first(by_authority[authority.code]))
        for authority in sorted(authorities, key=lambda area: area.name)
    ]
    return [*listed, Listed(None, _the_most_first(alone))] if alone else listed


def _the_most_first(rows: Sequence[Compared]) -> list[Compared]:
    return sorted(rows, key=lambda row: (-(row.cases or 0), row.area.name))


def listing_level(edition: StoredEdition) -> Level | None:
    """Give the level by whose areas the finest are listed, None where they lie in none."""
    dataset = edition.dataset
    return dataset.reports_by if dataset.reports_by != dataset.finest else dataset.parent(dataset.finest)


def _text(asked: Onward) -> str:
    edition, wording = asked.edition, Wording(asked.edition.dataset)
    rows = _within(compared_areas(edition, edition.dataset.finest, asked.week), asked.places)
    blocks = (_block(one, wording) for one in _listed(edition, rows))
    names = f", {_view(asked).place_name}" if asked.places else ""
    return "\n\n".join([f"{capitalize_first(wording.period(asked.week))}{names}", *blocks]) + "\n"


def _block(listed: Listed, wording: Wording) -> str:
    name = [listed.authority.name] if listed.authority else []
    return "\n".join([*name, *(wording.listed_count(row) for row in listed.rows)])
