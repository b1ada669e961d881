"""Make the piece of HTML that shows a map in an article: choices, a preview, and what to paste."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from app.domain import Area
from app.options import values
from app.options.beside import EMBED
from app.options.places import key_of
from app.view import MapView
from app.web.pages.embed import Embed, read_embed
from app.web.pages.hierarchy import place_groups
from app.web.pages.rendering import page
from app.web.pages.snippet import HEIGHT, embed_address, snippet
from app.wording import Wording

blueprint = Blueprint("builder", __name__)

LOWEST, HIGHEST = 200, 5000  # pixels
SHORTEST = 20  # letters that the field of an area has room for, at the least


@blueprint.get("/embed/builder")
def builder() -> Response:
    """Show the choices as they are made so far, and the embed that they make."""
    embed = read_embed(request.args)
    height = values.whole_number(request.args, "height", HEIGHT, HIGHEST)
    key = (*embed.options.items(), height)
    return page(embed.view.edition, key, "builder.html", lambda: _values(embed, max(height, LOWEST)))


def _values(embed: Embed, height: int) -> dict[str, Any]:
    view, address = embed.view, embed_address(embed.options)
    edition, wording = view.edition, Wording(view.dataset)
    with_script, plain = (snippet(view, address, height=height, with_script=choice) for choice in (True, False))
    return {
        "options": embed.options,
        "fields": {option.name: option for option in EMBED},
        "choices": {option.name: list(option.choices(view, wording)) for option in EMBED if option.choices},
        "address": address,
        "height": height,
        "lowest": LOWEST,
        "highest": HIGHEST,
        "measure_otherwise": _by_zoom(view, wording),
        "example": next((_key(area) for area in edition.areas[view.dataset.finest]), ""),
        "longest_area": max(SHORTEST, *(len(_key(area)) for areas in edition.areas.values() for area in areas)),
        "within": {key_of(edition, place) for place in view.places},
        "groups": place_groups(edition),
        "with_script": str(with_script),  # to be read, not to be markup here
        "plain": str(plain),
    }


def _key(area: Area) -> str:
    return f"{area.level}.{area.code}"


def _by_zoom(view: MapView, wording: Wording) -> str:
    """Say in what measures the map draws by itself."""
    dataset = view.dataset
    if dataset.rate_per and len(dataset.drawn) > 1:
        return f"{wording.short_measure(dataset.count_slug)}, or rates by zoom"
    return wording.short_measure(view.map_parts["levels"][-1]["measure"])
