"""Make the piece of HTML that shows a map in an article: choices, a preview, and what to paste."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from app.domain import Level
from app.web import parameters
from app.web.embed import Embed, read_embed
from app.web.hierarchy import authorities_of
from app.web.pages import page
from app.web.snippet import HEIGHT, embed_address, snippet

blueprint = Blueprint("builder", __name__)

LOWEST, HIGHEST = 200, 5000  # pixels


@blueprint.get("/embed/builder")
def builder() -> Response:
    """Show the choices as they are made so far, and the embed that they make."""
    embed = read_embed(request.args)
    height = parameters.whole_number(request.args, "height", HEIGHT, HIGHEST)
    key = (*embed.options.items(), height)
    return page(embed.view.edition, key, "builder.html", lambda: _values(embed, max(height, LOWEST)))


def _values(embed: Embed, height: int) -> dict[str, Any]:
    view, address = embed.view, embed_address(embed.options)
    edition = view.edition
    return {
        "options": embed.options,
        "address": address,
        "height": height,
        "within_codes": {place.code for place in view.places},
        "regions": [(region, authorities_of(edition, region)) for region in edition.areas[Level.REGION]],
        "levels": [drawn["level"] for drawn in view.map_parts["levels"]],
        "measures": list(edition.facts["measures"]),
        "weeks": sorted({view.week, *(step.day for step in edition.timeline)}, reverse=True),
        "with_script": str(
            snippet(view, address, height=height, with_script=True)
        ),  # to be read, not to be markup here
        "plain": str(snippet(view, address, height=height, with_script=False)),
    }
