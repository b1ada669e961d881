"""An area's facts, for readers without the map."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from app import wording
from app.domain import Area, Level
from app.editions import StoredEdition
from app.errors import NotServedError
from app.statistics.joined import cells_of
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
        "parents": _parents(edition, area),
        "facts": edition.facts["levels"][area.level],
        **_sentences(edition, area),
    }


def find_area(edition: StoredEdition, level: str, code: str) -> Area:
    """Find an area by the words of an address.

    Raises NotServedError with the choices where there is none.
    """
    if level not in list(Level):
        raise NotServedError(f"There is no level {level[:40]}.", choices=list(Level))
    found = edition.area(Level(level), code)
    if found is None:
        raise NotServedError(f"There is no {Level(level).words} with the code {code[:40]}.")
    return found


def _parents(edition: StoredEdition, area: Area) -> list[Area]:
    codes = ((level, getattr(area, f"{level}_code")) for level in Level if level not in (area.level, Level.MSOA))
    parents = [parent for level, code in codes if (parent := edition.area(level, code))]
    return [parent for place, parent in enumerate(parents) if parent.code not in {p.code for p in parents[:place]}]


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
