"""The map of the current edition."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response
from markupsafe import Markup

from app.domain import Level, Shape
from app.editions import StoredEdition
from app.web.pages import page
from app.web.site import site

blueprint = Blueprint("map_page", __name__)

FIRST_LAYER = Level.UTLA


@blueprint.get("/")
def map_page() -> Response:
    """Show the map, with the first layer inside the page."""
    edition = site().current()
    return page(edition, (), "map.html", lambda: map_values(edition, [FIRST_LAYER]))


def map_values(edition: StoredEdition, inlined: Sequence[str]) -> dict[str, Any]:
    """Give what a page with a map needs: Folium's parts, and layers to be inlined as data."""
    parts = json.loads(edition.read("map.json"))
    present = [name for name in inlined if f"layers/{name}.json" in edition.facts["files"]]
    layers = {name: data_block(edition.read(f"layers/{name}.json").decode()) for name in present}
    return {
        "map_header": Markup(parts["header"]),  # noqa: S704  Folium's parts hold nothing that came from a file
        "map_html": Markup(parts["html"]),  # noqa: S704
        "map_script": Markup(parts["script"]),  # noqa: S704
        "shape": edition.facts["shape"],
        "levels": _levels(edition),
        "inlined_layers": layers,
    }


def data_block(text: str) -> Markup:
    """Make JSON safe inside a script element: without `<` it cannot end the element."""
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704


def _levels(edition: StoredEdition) -> list[dict[str, Any]]:
    """Give the levels that the map draws, with what their legends say."""
    drawn = [(Level.UTLA, "rate"), (Level.LTLA, "rate"), (Level.MSOA, "cases")]
    facts = edition.facts["levels"]
    if edition.facts["shape"] == Shape.HEXES:
        drawn = drawn[-1:]
    return [
        {"level": level, "measure": measure, **facts[level]}
        for level, measure in drawn
        if facts[level]["published_on"] is not None
    ]
