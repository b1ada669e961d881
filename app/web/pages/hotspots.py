"""Areas by authority with their counts, as newspapers list them, and sentences on how many rose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, request

from app.domain import Area
from app.editions import StoredEdition
from app.options import values
from app.options.hotspots import ORDER, orders, read_order, write_order
from app.options.view import EDITION, asked_edition, read_places
from app.statistics.rising import Course, Tally, course_of
from app.view import whole_area
from app.web.pages.card import card_of
from app.web.pages.hierarchy import place_groups
from app.web.pages.hotspots_text import text_of
from app.web.pages.hotspots_told import Told
from app.web.pages.onward import Onward
from app.web.pages.phrases import Phrases
from app.web.pages.rendering import page
from app.web.pages.since import edition_of_now, since_of
from app.web.serving.bodies import Body
from app.web.serving.site import edition_asked_for, site
from app.wording import Wording

blueprint = Blueprint("hotspots", __name__)

LISTED_AT_MOST = 800  # areas on a page: of more, a region or authority is to be chosen
TAGS = {Course.ROSE_FASTER: "rose faster", Course.ROSE: "rose", Course.FELL_LESS: "fell less"}


@dataclass(frozen=True)
class Headline:
    """A place and what its areas come to."""

    place: Area
    tally: Tally


@blueprint.get("/hotspots")
def hotspots() -> Response:
    """Show the sentences, the highest, and the areas of the places asked for."""
    told = read_told(edition_asked_for(asked_edition(request.args)))
    return page(told.edition, _key(told), "hotspots.html", lambda: _values(told))


@blueprint.get("/hotspots.txt")
def hotspots_as_text() -> Response:
    """Return the whole list as text to paste."""
    told = read_told(edition_asked_for(asked_edition(request.args)))
    key = (told.edition.id, "hotspots.txt", *_key(told))
    return site().body(key, lambda: Body(text_of(told).encode())).response("text/plain")


def read_told(edition: StoredEdition) -> Told:
    """Read from the request what is to be told of an edition.

    Raises BadParameterError and NotServedError where an option cannot be so.
    """
    record, called = edition.record[edition.dataset.finest], Wording(edition.dataset).week
    week = values.week(request.args, "week", record, edition.week, called)
    asked = Onward(edition, week, read_places(request.args, edition))
    return Told(asked, read_order(request.args), asked_edition(request.args))


def _key(told: Told) -> tuple[object, ...]:
    return told.week, told.asked.places, told.order, told.pinned, edition_of_now()


def _values(told: Told) -> dict[str, Any]:
    edition, places = told.edition, told.asked.places
    beside = _beside(told)
    courses = {row.area.code: course_of(row, told.whole) for row in told.rows}
    return {
        "told": told,
        "week": told.week,
        "places": places,
        "place_names": told.view.place_name,
        "onward": replace(Onward.from_view(told.view), places=places) if told.pinned else told.asked,
        "since": since_of(told.view, edition.dataset.finest),
        "order": ORDER,
        "orders": orders(edition.dataset),
        "own": _own(told),
        "card": card_of(
            told.view,
            f"hotspots{told.asked.query('hotspots.hotspots', **_own(told))}",
            list_title=f"Hotspots{f' in {told.view.place_name}' if places else ''}",
        ),
        "sentences": told.sentences(Phrases(edition).the_area),
        "whole_area": whole_area(edition),
        "headlines": [Headline(one, told.tally_of(one)) for one in _places_told(edition, places)],
        "beside": beside,
        "faster": TAGS[beside] if beside else None,
        "listed": told.listed if sum(len(one.rows) for one in told.listed) <= LISTED_AT_MOST else [],
        "tags": {code: TAGS[course] for code, course in courses.items() if course in TAGS},
        "groups": place_groups(edition),
        "weeks": edition.record[edition.dataset.finest][::-1],
    }


def _own(told: Told) -> dict[str, str]:
    """Return what this page alone is asked for."""
    return {ORDER.name: write_order(told.order), EDITION.name: told.pinned}


def _beside(told: Told) -> Course | None:
    """Return which course is counted against that of the whole; none where the whole did not move, or is not known."""
    ratio = told.whole.ratio if told.whole else None
    if ratio is None or ratio == 1:
        return None
    return Course.ROSE_FASTER if ratio > 1 else Course.FELL_LESS


def _places_told(edition: StoredEdition, places: Sequence[Area]) -> list[Area]:
    """Return the whole, and with it the places asked for or else those that lists are grouped by."""
    whole, level = whole_area(edition), edition.dataset.lists_by
    beside = places or (edition.areas[level] if level != edition.dataset.finest else ())
    return [*filter(None, [whole]), *(place for place in beside if place != whole)]
