"""What the figures are, where they come from, who publishes them here, and who can use the site."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from app.editions import StoredEdition
from app.web.pages.described import described
from app.web.pages.rendering import absolute_root, page
from app.web.serving.site import site

blueprint = Blueprint("about", __name__)


@blueprint.get("/about")
def about() -> Response:
    """Say what there is to know of the figures."""
    edition = site().current()
    return page(edition, (), "about.html", lambda: _values(edition))


def _values(edition: StoredEdition) -> dict[str, Any]:
    levels, passed_over = edition.dataset.levels, edition.facts["passed_over"]
    in_full = [level for level in levels if not level.hidden and edition.facts["levels"][level.slug]["shown"]]
    return {
        "described": described(edition, site().settings, absolute_root()),
        "levels": [(level, edition.facts["levels"][level.slug]) for level in levels if edition.record[level.slug]],
        "reporting": edition.dataset.level(edition.dataset.reports_by),
        "followed": list(
            dict.fromkeys(edition.dataset.level(level).in_sentences for level in edition.dataset.followed)
        ),
        "hidden": [level for level in levels if level.hidden],
        "in_full": in_full,
        "totals_are_told": edition.dataset.reports_by in {level.slug for level in in_full},
        "passed_over": [(edition.period(one["week_end"]), one["authorities_missing"]) for one in passed_over],
        "first_week": edition.period(edition.weeks[0]),
        "number_of_weeks": len(edition.weeks),
    }


@blueprint.get("/accessibility")
def accessibility() -> Response:
    """Say who can use the site, how, and what falls short."""
    return page(site().current(), (), "accessibility.html", lambda: {})
