"""Areas of a level by how their counts changed on the week before: those that rose, those that fell, the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, request

from app.domain import Level, Period
from app.editions import StoredEdition
from app.options import values
from app.options.tables import ORDERS
from app.options.view import asked_edition, read_places, write_places
from app.statistics.directions import is_few
from app.statistics.rankings import ranked_by
from app.web.pages.card import card_of
from app.web.pages.compared import areas_within, comparable_weeks, compared_level, opening_week
from app.web.pages.hierarchy import Group, place_groups
from app.web.pages.onward import Onward
from app.web.pages.rendering import page
from app.web.pages.rises_files import as_csv, as_text
from app.web.pages.rises_told import FALLING, Ranking, Told
from app.web.pages.since import edition_of_now, since_of
from app.web.serving.bodies import Body
from app.web.serving.site import edition_asked_for, site
from app.wording import Wording
from app.wording.rises import FEW, few

blueprint = Blueprint("rises", __name__)

MOST_CASES = 10_000_000
LISTED_AT_MOST = 200  # areas of a list on a page: text and data have all
FORMS: dict[str, tuple[str, Callable[[Told], str]]] = {"csv": ("text/csv", as_csv), "txt": ("text/plain", as_text)}


@blueprint.get("/rises")
def rises() -> Response:
    """Show the ranking."""
    told = read_told(edition_asked_for(asked_edition(request.args)))
    return page(told.edition, (told.ranking, edition_of_now()), "rises.html", lambda: _values(told))


@blueprint.get("/rises.<any(csv, txt):form>")
def rises_as(form: str) -> Response:
    """Return the whole ranking as data, or as text to paste."""
    told = read_told(edition_asked_for(asked_edition(request.args)))
    mimetype, write = FORMS[form]
    return site().body((told.edition.id, told.ranking, form), lambda: Body(write(told).encode())).response(mimetype)


def read_told(edition: StoredEdition) -> Told:
    """Read from the request what is to be told of an edition.

    Raises BadParameterError and NotServedError where an option cannot be so.
    """
    dataset, places = edition.dataset, read_places(request.args, edition)
    asked = values.one_of(request.args, "level", ["", *dataset.drawn], "")
    weeks = {week for level in ([asked] if asked else dataset.drawn) for week in comparable_weeks(edition, level)}
    week = values.week(request.args, "week", sorted(weeks), edition.week, Wording(dataset).week)
    level = asked or compared_level(edition, week, places)
    ranking = Ranking(
        level,
        opening_week(edition, level, week) or edition.week,
        asked_edition(request.args),
        write_places(edition, places),
        values.one_of(request.args, "sort", tuple(ranked_by(dataset)), "change"),
        values.one_of(request.args, "order", ORDERS, FALLING),
        values.whole_number(request.args, "least", 0, MOST_CASES),
    )
    return Told(edition, ranking, places)


def _values(told: Told) -> dict[str, Any]:
    edition, ranking, places = told.edition, told.ranking, told.places
    dataset, level, week = edition.dataset, ranking.level, ranking.week
    weeks, opening = comparable_weeks(edition, level), opening_week(edition, level, edition.week)
    return {
        "told": told,
        "ranking": ranking,
        "card": card_of(
            told.view,
            f"rises?{ranking.address()}",
            list_title=f"Rises and falls{f' in {told.view.place_name}' if places else ''}",
        ),
        "since": since_of(told.view, level),
        **_onward(told, opening),
        "places": places,
        "place_names": told.view.place_name,
        "groups": _groups(edition, level),
        "group_noun": None if level == dataset.finest else dataset.level(dataset.lists_by).in_a_sentence,
        "few": few(dataset),
        "few_mark": FEW,
        "few_codes": {row.area.code for row in (*told.changes.rose, *told.changes.fell) if is_few(row)},
        "has_areas": bool(areas_within(edition, level, places)),
        "listed_at_most": LISTED_AT_MOST,
        "opening": opening,
        "weeks": weeks,
        "levels": dataset.drawn,
        "sorts": tuple(ranked_by(dataset)),
        "previous": next((one for one in reversed(weeks) if one <= week.before), None),
        "following": next((one for one in weeks if one.before >= week), None),
    }


def _onward(told: Told, opening: Period | None) -> dict[str, Any]:
    """Return where the page leads; the level's own week, which may not be the edition's, needs no option."""
    level, week, edition = told.ranking.level, told.ranking.week, told.edition
    if told.view.is_pinned:
        onward = replace(Onward.from_view(told.view), places=told.places)
        return {"onward": onward, "area_week": onward.week_of(level)}
    onward = Onward(edition, edition.week if week == opening else week, told.places)
    return {"onward": onward, "area_week": Onward(edition, week).week_of(level)}


def _groups(edition: StoredEdition, level: Level) -> list[Group]:
    """Return the places that a level's areas may be of: for areas as large as the smaller places the larger alone."""
    dataset = edition.dataset
    if level == dataset.finest:
        return place_groups(edition)
    is_inside = dataset.lists_by in dataset.above(level) and dataset.lists_by != dataset.top
    larger = edition.areas[dataset.lists_by] if is_inside else ()
    return [Group(None, tuple(sorted(larger, key=lambda area: area.name)))] if larger else []
