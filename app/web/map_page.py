"""The map of the current edition."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response
from markupsafe import Markup

from app.editions import StoredEdition
from app.web.pages import page
from app.web.site import site

blueprint = Blueprint("map_page", __name__)


@blueprint.get("/")
def map_page() -> Response:
    """Show the map, with the first layer inside the page."""
    edition = site().current()
    return page(edition, (), "map.html", lambda: {**map_values(edition), "measures": list(edition.facts["measures"])})


def map_values(edition: StoredEdition, chunks: Sequence[str] | None = None) -> dict[str, Any]:
    """Give what a page with a map needs: Folium's parts, and the first layer or these chunks to be held as data."""
    parts = json.loads(edition.read("map.json"))
    held = chunks if chunks is not None else filter(None, [parts["first_layer"]])
    facts = edition.facts["levels"]
    return {
        "map_header": Markup(parts["header"]),  # noqa: S704  Folium's parts hold nothing that came from a file
        "map_html": Markup(parts["html"]),  # noqa: S704
        "map_script": Markup(parts["script"]),  # noqa: S704
        "shape": edition.facts["shape"],
        "levels": [{**drawn, **facts[drawn["level"]]} for drawn in parts["levels"]],
        "inlined_layers": {name: data_block(edition.read(f"layers/{name}.json").decode()) for name in held},
    }


def data_block(text: str) -> Markup:
    """Make JSON safe inside a script element: without `<` it cannot end the element."""
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704
