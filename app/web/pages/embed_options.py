"""The options of an embed's address as data: where embeds are files, the script reads their addresses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response

from app.domain import Area
from app.editions import StoredEdition
from app.editions.contract import to_json
from app.options.places import key_of
from app.options.values import LONGEST_LINE
from app.options.view import EDITION, LEVEL, MEASURE, PLACES_AT_MOST, SHAPE, WEEK
from app.view import MapView
from app.web.pages.embed import SCHEMES
from app.web.pages.snippet import title_of
from app.web.serving.bodies import Body
from app.web.serving.site import site
from app.wording import Wording

blueprint = Blueprint("embed_options", __name__)


@blueprint.get("/editions/<edition_id>/embed.json")
def options(edition_id: str) -> Response:
    """Serve the values that each option may have, and what an embed says of them."""
    edition = site().edition(edition_id)
    body = site().body(("embed", edition.id), lambda: Body(to_json(_options(edition))))
    return body.response("application/json", immutable=True)


def _options(edition: StoredEdition) -> dict[str, Any]:
    view, wording = MapView(edition, edition.week), Wording(edition.dataset)
    chosen = (LEVEL, MEASURE, SHAPE, WEEK)
    values = {one.name: [value for value, _ in one.choices(view, wording)] for one in chosen if one.choices}
    return {
        "values": {**values, EDITION.name: [edition.id], "scheme": list(SCHEMES)},
        "schemes": SCHEMES,
        "title": wording.title("{}"),
        "longest": LONGEST_LINE,
        "most": PLACES_AT_MOST,
        "places": {
            level: [key_of(edition, area) for area in edition.areas[level]] for level in edition.dataset.coarser
        },
    }


def embeds_of(edition: StoredEdition, area: Area) -> dict[str, Any]:
    """Return what narrows the map to an area, by the option that names it and the shape drawn: see docs/layers.md."""
    named = {"area": MapView(edition, edition.week, selected=area)}
    if area.level in edition.dataset.coarser:
        named["within"] = MapView(edition, edition.week, (area,))
    return {
        option: {shape: _block(replace(view, asked_shape=shape)) for shape in edition.shapes}
        for option, view in named.items()
    }


def _block(view: MapView) -> dict[str, Any]:
    block: dict[str, Any] = {"bounds": view.corners, "locked": view.locked}
    if view.selected:
        block["title"] = title_of(view)
    if view.places:
        drawn = (replace(view, asked_level=level["level"]) for level in view.map_parts["levels"])
        block["authorities"] = sorted({code for one in drawn for code in one.authorities or ()})
    return block
