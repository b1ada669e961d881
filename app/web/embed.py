"""The map alone, for iframes."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response

from app.errors import BadParameterError
from app.view import MapView
from app.web import parameters
from app.web.map_page import data_block, has_postcodes, map_values
from app.web.pages import page
from app.web.security import allow_framing
from app.web.view import read_view

blueprint = Blueprint("embed", __name__)


@blueprint.get("/embed", strict_slashes=False)
def embed() -> Response:
    """Show the view of the map that the options ask for."""
    allow_framing()
    view = read_view("search")
    with_search = parameters.one_of("search", ("no", "yes"), "no") == "yes"
    if with_search and view.week != view.edition.week:
        raise BadParameterError("search=yes goes with the edition's own week alone: leave one of them out.")
    return page(view.edition, (view.key, with_search), "embed.html", lambda: _values(view, with_search))


def _values(view: MapView, with_search: bool) -> dict[str, Any]:
    return {
        **map_values(view),
        "map_view": view,
        "week": view.week,
        "view": data_block(json.dumps(_as_block(view))),
        "with_search": with_search,
        "has_postcodes": has_postcodes(view.edition),
    }


def _as_block(view: MapView) -> dict[str, Any]:
    """Give what narrows the map's element: see docs/layers.md."""
    selected = view.selected
    block: dict[str, Any] = {
        "bounds": view.corners,
        "reach": view.reach,
        "authorities": view.authorities,
        "layers": view.chunks if view.places else None,
        "locked": view.locked,
        "selected": {"level": selected.level, "code": selected.code} if selected else None,
        "levels": view.levels,
    }
    if view.week != view.edition.week:
        block["weeks"] = {level["level"]: view.values(level["level"]) for level in view.levels}
    return block
