"""The map of the current edition."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, Response
from markupsafe import Markup

from app.editions import StoredEdition
from app.web.pages import page
from app.web.placeholder import Placeholder, draw_placeholder
from app.web.site import site

blueprint = Blueprint("map_page", __name__)


@blueprint.get("/")
def map_page() -> Response:
    """Show the map, with the first layer inside the page."""
    edition = site().current()
    return page(edition, (), "map.html", lambda: {**map_values(edition), **_tools(edition)})


def _tools(edition: StoredEdition) -> dict[str, Any]:
    return {
        "measures": list(edition.facts["measures"]),
        "steps": len(edition.timeline),
        "has_postcodes": any(name.startswith("postcodes/") for name in edition.facts["files"]),
    }


def map_values(
    edition: StoredEdition, *, chunks: Sequence[str] | None = None, view: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Give what a page with a map needs: Folium's parts, the layers to be held as data, and a picture of those.

    The layers are the first, or for an embed's `view` these chunks.
    """
    parts = json.loads(edition.read("map.json"))
    held = chunks if chunks is not None else filter(None, [parts["first_layer"]])
    layers = {name: edition.read(f"layers/{name}.json").decode() for name in held}
    facts = edition.facts["levels"]
    return {
        "map_header": Markup(parts["header"]),  # noqa: S704  Folium's parts hold nothing that came from a file
        "map_html": Markup(parts["html"]),  # noqa: S704
        "map_script": Markup(parts["script"]),  # noqa: S704
        "shape": edition.facts["shape"],
        "levels": [{**drawn, **facts[drawn["level"]]} for drawn in parts["levels"]],
        "inlined_layers": {name: data_block(layer) for name, layer in layers.items()},
        "placeholder": _placeholder(edition, parts, [json.loads(layer) for layer in layers.values()], view or {}),
    }


def _placeholder(
    edition: StoredEdition, parts: Mapping[str, Any], layers: Sequence[Any], view: Mapping[str, Any]
) -> Placeholder | None:
    """Draw the layers that the page holds in the measure that the map opens with."""
    options = json.loads(parts["script"].strip().split("\n")[0])
    corners = view.get("bounds") or options["bounds"]
    if not corners or not layers:
        return None
    measure = {drawn["level"]: drawn["measure"] for drawn in parts["levels"]}.get(layers[0]["level"])
    classes = edition.facts["measures"][measure][layers[0]["level"]] if measure else []
    return draw_placeholder(layers, classes, measure or "", corners, view.get("authorities"))


def data_block(text: str) -> Markup:
    """Make JSON safe inside a script element: without `<` it cannot end the element."""
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704
