"""What the figures are, where they come from, who publishes them here, and who can use the site."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from app.domain import Level
from app.editions import StoredEdition
from app.web.pages import page
from app.web.site import site

blueprint = Blueprint("about", __name__)


@blueprint.get("/about")
def about() -> Response:
    """Say what there is to know of the figures."""
    edition = site().current()
    return page(edition, (), "about.html", lambda: _values(edition))


def _values(edition: StoredEdition) -> dict[str, Any]:
    return {
        "levels": [(level, edition.facts["levels"][level]) for level in Level],
        "hidden": [(level, most) for level in Level if (most := edition.hide_up_to(level)) is not None],
        "in_full": [level.words for level in Level if edition.hide_up_to(level) is None],
        "passed_over": edition.facts["passed_over"],
        "first_week": edition.weeks[0],
        "number_of_weeks": len(edition.weeks),
    }


@blueprint.get("/accessibility")
def accessibility() -> Response:
    """Say who can use the site, how, and what falls short."""
    return page(site().current(), (), "accessibility.html", lambda: {})
