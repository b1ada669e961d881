"""An area's facts, for readers without the map."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from app import wording
from app.domain import Area
from app.editions import StoredEdition
from app.statistics.joined import cells_of
from app.web.hierarchy import find_area, parents
from app.web.pages import page
from app.web.site import site

blueprint = Blueprint("areas", __name__)


@blueprint.get("/areas/<level>/<code>")
def area(level: str, code: str) -> Response:
    """Show an area of the current edition."""
    edition = site().current()
    found = find_area(edition, level, code)
    return page(edition, (level, code), "area.html", lambda: _values(edition, found))


def _values(edition: StoredEdition, area: Area) -> dict[str, Any]:
    return {
        "area": area,
        "parents": parents(edition, area),
        "facts": edition.facts["levels"][area.level],
        **_sentences(edition, area),
    }


def _sentences(edition: StoredEdition, area: Area) -> dict[str, str | None]:
    place = edition.area_index[area.level, area.code]
    areas = edition.areas[area.level]
    cell = cells_of(edition.tables(edition.week).get(area.level), areas)[place]
    before = cells_of(edition.tables(edition.week.before).get(area.level), areas)[place]
    threshold = edition.hide_up_to(area.level)
    return {
        "count": wording.count(cell, edition.week, threshold),
        "rate": wording.rate(cell, area.population),
        "change": wording.change_on_week_before(cell, before, threshold),
    }
