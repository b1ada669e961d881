"""The map of the current edition."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, request
from markupsafe import Markup

from app.domain import Step
from app.editions.contract import LAYER
from app.editions.records import step_to_facts
from app.finding.places import finder_of
from app.options.view import view_options
from app.pictures.fills import fill_by_class, plain
from app.view import MapView, whole_area
from app.web.pages.card import card_of
from app.web.pages.headline import headline_of
from app.web.pages.legend import legend_of, whole_of
from app.web.pages.onward import Onward
from app.web.pages.placeholder import Placeholder, draw_placeholder
from app.web.pages.rendering import page
from app.web.pages.since import edition_of_now, since_of
from app.web.pages.snippet import title_of
from app.web.pages.state import MapState, read_state
from app.web.pages.surroundings import surroundings_of
from app.web.serving.options import write_query
from app.web.vocabulary import vocabulary

blueprint = Blueprint("map_page", __name__)


@blueprint.get("/")
def map_page() -> Response:
    """Show the map as its address asks, with the first layer inside the page."""
    state = read_state(request.args)
    key = (*state.options.items(), edition_of_now())
    return page(state.view.edition, key, "map.html", lambda: _values(state))


def _values(state: MapState) -> dict[str, Any]:
    view = state.view
    edition = view.edition
    query = write_query(state.options)
    # The page holds what the map opens with, whatever else of it the script is to show.
    opening = MapView(edition, view.week, asked_measure=view.asked_measure)
    measures = list(edition.facts["measures"])
    return {
        **map_values(opening),
        "view": None if view.week == edition.week else data_block(json.dumps({"step": step_to_facts(_step(view))})),
        "title": title_of(view),
        "state": query,
        "week": view.week,
        "example": view.selected or whole_area(edition) or next(iter(view.everything), None),
        "headline": headline_of(MapView(edition, view.week)),
        "onward": Onward.from_view(view),
        "since": since_of(view),
        "pinned": edition.id if view.is_pinned else None,
        "builder_query": write_query(view_options(view)),
        "measures": measures,
        "legend": {**legend_of(opening, measures), "whole": whole_of(MapView(edition, edition.week))},
        "steps": len(edition.timeline),
        "step": _place(view),
        "finds_by": finder_of(edition),
        "card": card_of(view, query),
    }


def _step(view: MapView) -> Step:
    """Return a week as a step of the week slider, whether or not it is one of the timeline's."""
    record = view.edition.record
    before = tuple(level for level, week in view.weeks.items() if week.before in record[level])
    return Step(view.week, view.weeks, before)


def _place(view: MapView) -> int:
    """Return the place of a week on the slider: where it lies between two steps, that of the later."""
    steps = view.edition.timeline
    return next((place for place, step in enumerate(steps) if step.day >= view.week), len(steps) - 1)


def map_values(view: MapView) -> dict[str, Any]:
    """Return what a page with a map needs: Folium's parts, the layers that it holds as data, and a picture of those."""
    edition, parts = view.edition, view.map_parts
    around = surroundings_of(view)
    return {
        "map_header": Markup(parts["header"]),  # noqa: S704  Folium's parts hold nothing that came from a file
        "map_html": Markup(parts["html"]),  # noqa: S704
        "map_script": Markup(_elements(view)),  # noqa: S704
        "shape": view.shape,
        "published_on": view.published_on,
        "levels": view.levels,
        "inlined_layers": {name: data_block(edition.read(LAYER.name(name)).decode()) for name in view.held},
        "placeholder": _placeholder(view),
        "ground": around.ground if around else "",
        "surroundings": data_block(around.data) if around else None,
        "vocabulary": data_block(json.dumps(vocabulary(edition.dataset), ensure_ascii=False)),
    }


def _elements(view: MapView) -> str:
    """Return the map's elements as lines of JSON; a view of some places has only the chunks with areas of these."""
    script: str = view.map_parts["script"]
    chunks = set(view.map_parts["chunks"])
    if not view.places:
        return script
    left_out = chunks - set(view.chunks)
    return "\n".join(
        line for line in script.splitlines() if line.strip() and json.loads(line).get("name") not in left_out
    )


def _placeholder(view: MapView) -> Placeholder | None:
    """Draw the layers that the page holds in the measure that the map opens with."""
    if not view.held:
        return None
    layers = [view.layer(name) for name in view.held]
    level = layers[0]["level"]
    measure = {drawn["level"]: drawn["measure"] for drawn in view.levels}.get(level)
    classes = view.edition.facts["measures"][measure][level] if measure else []
    fill = fill_by_class(measure, classes, view.dataset.rate_per) if measure else plain
    return draw_placeholder(layers, fill, view.corners, view.authorities, classes=classes)


def data_block(text: str) -> Markup:
    """Make JSON safe inside a script element: without `<` it cannot end the element."""
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704
