"""Search by name for readers without JavaScript; with it, nothing that a reader types is sent here."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from app.editions import StoredEdition
from app.finding.places import LONGEST, find_places, finder_of
from app.web.pages.hierarchy import parents
from app.web.pages.postcodes import about_code, about_postcode, looks_like_postcode
from app.web.pages.rendering import render
from app.web.serving.site import site

blueprint = Blueprint("search", __name__)

LISTED_AT_MOST = 50


@blueprint.get("/search")
def search() -> Response:
    """List the places of a name; what was asked is kept nowhere."""
    edition = site().current()
    query = request.args.get("q", "").replace("\0", "").strip()[:LONGEST]
    response = Response(render("search.html", edition=edition, **_values(edition, query)))
    response.headers["Cache-Control"] = "no-store"
    return response


def _values(edition: StoredEdition, query: str) -> dict[str, Any]:
    finder = edition.dataset.finder
    is_kept = finder is not None and finder.is_british and looks_like_postcode(query)
    found = [] if is_kept else find_places(edition, query)
    about = about_postcode(edition, query) if is_kept else "" if found else about_code(edition, query)
    listed = found[:LISTED_AT_MOST]
    return {
        "query": "" if is_kept else query,
        "is_kept_from_us": is_kept,
        "about": about,
        "finds_by": finder_of(edition),
        "number": len(found),
        "noun": "place" if any(len(place.areas) > 1 for place in found) else "area",
        "found": [(place, [(area, parents(edition, area)) for area in place.areas]) for place in listed],
    }
