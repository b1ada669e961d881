"""The embed builder: choices, a preview, and the HTML or the picture to take away."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, request

from app.domain import Area
from app.finding.places import finder_of
from app.options.beside import EMBED, SIZES
from app.options.view import AREA, WITHIN, write_places
from app.view import MapView
from app.web.pages.card import image_address
from app.web.pages.choices import BY_ZOOM, THE_LATEST, Choices, read_choices
from app.web.pages.embed import Embed
from app.web.pages.map_page import data_block
from app.web.pages.rendering import page
from app.web.pages.snippet import HEIGHT, embed_address, snippet, title_of
from app.web.serving.options import write_query
from app.web.vocabulary import vocabulary
from app.wording import Wording

blueprint = Blueprint("builder", __name__)

FORMS = ("png", "svg")  # in which pictures are offered: for pages, and to be worked on


@dataclass(frozen=True)
class Chosen:
    """A place that is chosen: what the field that it stands in has for it, and the choices without it."""

    place: Area
    value: str
    without: str


@blueprint.get("/embed/builder")
def builder() -> Response:
    """Show the choices as they are made so far, and what they make: nothing where one of them cannot be."""
    choices = read_choices(request.args)
    key = (*choices.embed.options.items(), choices.height, choices.problems)
    response = page(choices.embed.view.edition, key, "builder.html", lambda: _values(choices))
    if choices.problems and response.status_code == 200:
        response.status_code = 400
    return response


def _values(choices: Choices) -> dict[str, Any]:
    embed = choices.embed
    view, address = embed.view, embed_address(embed.options)
    edition, wording = view.edition, Wording(view.dataset)
    with_script, plain = (
        str(snippet(view, address, height=choices.height, with_script=choice)) for choice in (True, False)
    )
    return {
        "options": embed.options,
        "fields": {option.name: option for option in EMBED},
        "choices": {option.name: list(option.choices(view, wording)) for option in EMBED if option.choices},
        "by_zoom": BY_ZOOM,
        "the_latest": THE_LATEST,
        "title_otherwise": title_of(replace(view, title="")),
        "measure_otherwise": _by_zoom(view, wording),
        "chosen": {WITHIN.name: list(_places(embed, choices.height)), AREA.name: list(_area(embed, choices.height))},
        "finds_by": finder_of(edition),
        "problems": choices.problems,
        "without_problems": _address_of(embed.options, choices.height),
        "address": address,
        "height": choices.height,
        "height_otherwise": HEIGHT,
        "with_script": with_script,  # to be read, not to be markup here
        "plain": plain,
        "pictures": _pictures(view) if view.shape else [],
        "vocabulary": data_block(json.dumps(vocabulary(view.dataset), ensure_ascii=False)),
    }


def _places(embed: Embed, height: int) -> Iterator[Chosen]:
    edition, places = embed.view.edition, embed.view.places
    for place in places:
        others = write_places(edition, (other for other in places if other != place))
        without = _address_of({**embed.options, WITHIN.name: others}, height)
        yield Chosen(place, write_places(edition, [place]), without)


def _area(embed: Embed, height: int) -> Iterator[Chosen]:
    area, options = embed.view.selected, embed.options
    if area:
        yield Chosen(area, options[AREA.name], _address_of({**options, AREA.name: ""}, height))


def _address_of(options: dict[str, str], height: int) -> str:
    return f"builder{write_query({**options, 'height': str(height) if height != HEIGHT else ''})}"


def _pictures(view: MapView) -> list[dict[str, Any]]:
    return [
        {"size": size, "files": [(form, image_address(view, form, size.width, size.height)) for form in FORMS]}
        for size in SIZES
    ]


def _by_zoom(view: MapView, wording: Wording) -> str:
    """Say in what measures the map draws by itself."""
    dataset = view.dataset
    if dataset.rate_per and len(dataset.drawn) > 1:
        return f"{wording.short_measure(dataset.count_slug)}, or rates by zoom"
    return wording.short_measure(view.map_parts["levels"][-1]["measure"])
