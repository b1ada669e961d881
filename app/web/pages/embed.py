"""The map alone, for iframes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request

from app.errors import BadParameterError
from app.finding.places import finder_of
from app.options.beside import EMBED, INTERACTIVE, SEARCH, read_yes
from app.options.values import Options
from app.options.view import read_view, view_options
from app.view import MapView
from app.web.pages.card import pictures_of
from app.web.pages.legend import legend_of
from app.web.pages.map_page import data_block, map_values
from app.web.pages.rendering import page
from app.web.pages.since import edition_of_now, since_of
from app.web.pages.snippet import embed_address, title_of
from app.web.pages.taking import taking_of
from app.web.serving.options import write_query
from app.web.serving.site import edition_asked_for, site
from app.wording import Wording

blueprint = Blueprint("embed", __name__)

# When the dark scheme holds, as a media query: never where there is none.
SCHEMES = {"light": "", "dark": "screen and (forced-colors: none)", "auto": "screen and (prefers-color-scheme: dark)"}


@dataclass(frozen=True)
class Embed:
    """What an embed shows, whether places can be searched for in it, and whether it is but a picture."""

    view: MapView
    with_search: bool = False
    is_still: bool = False

    @property
    def options(self) -> dict[str, str]:
        """Return what its address asks for it by, in its normal form."""
        search = {SEARCH.name: "yes"} if self.with_search else {}
        return {**view_options(self.view), **search, **({INTERACTIVE.name: "no"} if self.is_still else {})}


@blueprint.get("/embed", strict_slashes=False)
def embed() -> Response:
    """Show the view of the map that the options ask for."""
    asked = read_embed(request.args)
    template = "still.html" if asked.is_still else "embed.html"
    key = (*asked.options.items(), edition_of_now())
    return page(asked.view.edition, key, template, lambda: _values(asked))


def read_embed(given: Options) -> Embed:
    """Read what these options ask for.

    Raises BadParameterError and NotServedError as `read_view` does.
    """
    view = read_view(given, edition_asked_for)
    with_search, is_still = read_yes(given, SEARCH), read_yes(given, INTERACTIVE)
    if with_search and view.week != view.edition.week:
        raise BadParameterError(
            f"search=yes goes with the edition's own {Wording(view.dataset).week} alone: leave one of them out."
        )
    if with_search and is_still:
        raise BadParameterError("search=yes cannot be in a picture: leave it or interactive=no out.")
    return Embed(view, with_search, is_still)


def _values(embed: Embed) -> dict[str, Any]:
    view = embed.view
    return {
        **({} if embed.is_still else _map_values(embed)),
        "map_view": view,
        "title": title_of(view),
        "week": view.week,
        "address": embed_address(embed.options),
        "picture": None if site().is_static else pictures_of(view),
        "schemes": SCHEMES,
        "own": write_query(embed.options),
        "options": [option.name for option in EMBED if option is not INTERACTIVE],
        "taking": taking_of(view),
        "since": since_of(view),
    }


def _map_values(embed: Embed) -> dict[str, Any]:
    view = embed.view
    measures = list(view.edition.facts["measures"]) if site().is_static else ()  # the script reads which is asked for
    return {
        **map_values(view),
        "view": data_block(json.dumps(_as_block(view))),
        "legend": legend_of(view, measures),
        "with_search": embed.with_search,
        "finds_by": finder_of(view.edition),
    }


def _as_block(view: MapView) -> dict[str, Any]:
    """Return what narrows the map's element: see docs/layers.md."""
    selected = view.selected
    block: dict[str, Any] = {
        "bounds": view.corners,
        "reach": view.reach,
        "authorities": view.authorities,
        "locked": view.locked,
        "selected": {"level": selected.level, "code": selected.code} if selected else None,
        "levels": view.levels,
    }
    if view.week != view.edition.week:
        block["weeks"] = {level["level"]: view.values(level["level"]) for level in view.levels}
    return block
