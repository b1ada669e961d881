"""An area's past, beside that of the areas it lies in, as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response

from app.domain import Area, Cell, Period
from app.editions import StoredEdition
from app.editions.contract import to_json
from app.editions.records import cell_to_json
from app.view import whole_area
from app.web.pages.embed_options import embeds_of
from app.web.pages.hierarchy import compared_with, find_area
from app.web.serving.bodies import Body
from app.web.serving.site import site

blueprint = Blueprint("history", __name__)


@dataclass(frozen=True)
class Past:
    """An area's week and cell at each step of the timeline, None where its level has no record."""

    area: Area
    in_a_sentence: str
    weeks: Sequence[Period | None]
    cells: Sequence[Cell | None]

    def as_json(self) -> dict[str, Any]:
        """Return it as data."""
        return {
            "level": self.area.level,
            "code": self.area.code,
            "name": self.area.name,
            "in_a_sentence": self.in_a_sentence,
            "population": self.area.population,
            "weeks": [str(week) if week else None for week in self.weeks],
            "cases": [cell_to_json(cell) if cell else None for cell in self.cells],
        }


@blueprint.get("/editions/<edition_id>/areas/<level>/<code>.json")
def history(edition_id: str, level: str, code: str) -> Response:
    """Serve what an edition knows of an area's past, and of the areas that it is compared with."""
    edition = site().edition(edition_id)
    area = find_area(edition, level, code)
    body = site().body(("history", edition.id, level, code), lambda: Body(to_json(_facts(edition, area))))
    return body.response("application/json", immutable=True)


def _facts(edition: StoredEdition, area: Area) -> dict[str, Any]:
    compared = [past_of(edition, other).as_json() for other in compared_with(edition, area)]
    shapes = {
        shape: {"layer": edition.layer_of(area, shape), "box": box}
        for shape in edition.shapes
        if (box := edition.box(area, shape))
    }
    authorities = [authority.code for authority in _authorities(edition, area)]
    return {
        **past_of(edition, area).as_json(),
        "shapes": shapes,
        "compared": compared,
        "authorities": authorities,
        "embeds": embeds_of(edition, area),
    }


def _authorities(edition: StoredEdition, area: Area) -> list[Area]:
    """Return the areas of the reporting level that an area is, or that lie in it where it is not all there is."""
    level = edition.dataset.reports_by
    if level == edition.dataset.finest or area == whole_area(edition):
        return []
    return [authority for authority in edition.areas[level] if authority.is_within(area)]


def past_of(edition: StoredEdition, area: Area) -> Past:
    """Read an area's past."""
    weeks = [step.weeks.get(area.level) for step in edition.timeline]
    return Past(area, edition.dataset.the(area.name), weeks, edition.history(area))
