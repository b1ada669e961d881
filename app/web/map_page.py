"""The map of the current edition."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from markupsafe import Markup

from app.editions import StoredEdition
from app.view import MapView
from app.web.card import card_of
from app.web.pages import page
from app.web.placeholder import Placeholder, draw_placeholder
from app.web.site import site

blueprint = Blueprint("map_page", __name__)


@blueprint.get("/")
def map_page() -> Response:
    """Show the map, with the first layer inside the page."""
    edition = site().current()
    view = MapView(edition, edition.week)
    return page(edition, (), "map.html", lambda: {**map_values(view), **_tools(edition), "card": card_of(view)})


def _tools(edition: StoredEdition) -> dict[str, Any]:
    return {
        "measures": list(edition.facts["measures"]),
        "steps": len(edition.timeline),
        "has_postcodes": has_postcodes(edition),
    }


def has_postcodes(edition: StoredEdition) -> bool:
    """Tell whether places can be found by postcode."""
    return any(name.startswith("postcodes/") for name in edition.facts["files"])


def map_values(view: MapView) -> dict[str, Any]:
    """Give what a page with a map needs: Folium's parts, the layers that it holds as data, and a picture of those."""
    edition, parts = view.edition, view.map_parts
    facts = edition.facts["levels"]
    return {
        "map_header": Markup(parts["header"]),  # noqa: S704  Folium's parts hold nothing that came from a file
        "map_html": Markup(parts["html"]),  # noqa: S704
        "map_script": Markup(parts["script"]),  # noqa: S704
        "shape": view.shape,
        "levels": [{**drawn, **facts[drawn["level"]]} for drawn in view.levels],
        "inlined_layers": {name: data_block(edition.read(f"layers/{name}.json").decode()) for name in view.held},
        "placeholder": _placeholder(view),
    }


def _placeholder(view: MapView) -> Placeholder | None:
    """Draw the layers that the page holds in the measure that the map opens with."""
    if not view.held:
        return None
    layers = [view.layer(name) for name in view.held]
    level = layers[0]["level"]
    measure = {drawn["level"]: drawn["measure"] for drawn in view.levels}.get(level)
    classes = view.edition.facts["measures"][measure][level] if measure else []
    return draw_placeholder(layers, classes, measure or "", view.corners, view.authorities)


def data_block(text: str) -> Markup:
    """Make JSON safe inside a script element: without `<` it cannot end the element."""
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704
