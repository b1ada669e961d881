"""Serve the chart of an area's weeks alone, for the map's panel."""

from __future__ import annotations

from flask import Blueprint, Response

from app.domain import Area
from app.editions import StoredEdition
from app.statistics.measures import rate_of
from app.web.pages.chart import Recorded, draw_chart
from app.web.pages.hierarchy import find_area
from app.web.pages.rendering import render
from app.web.serving.bodies import Body
from app.web.serving.site import site

LINES_AT_MOST = 3  # beside that of none: it is small

blueprint = Blueprint("trend", __name__)


@blueprint.get("/editions/<edition_id>/charts/<level>/<code>")
def trend(edition_id: str, level: str, code: str) -> Response:
    """Serve the chart of an area's counts."""
    edition = site().edition(edition_id)
    area = find_area(edition, level, code)
    body = site().body(("chart", edition.id, level, code), lambda: Body(_render(edition, area).encode()))
    return body.response("text/html", immutable=True)


def _render(edition: StoredEdition, area: Area) -> str:
    chart = draw_chart(recorded_weeks(edition, area), edition.dataset, area.level, lines_at_most=LINES_AT_MOST)
    return render("chart.html", edition=edition, area=area, chart=chart)


def recorded_weeks(edition: StoredEdition, area: Area) -> list[Recorded]:
    """List the steps that an area's level has a record of, the earliest first."""
    per = edition.dataset.rate_per
    return [
        Recorded(step.day, step.weeks[area.level], cell, rate_of(cell, area.population, per))
        for step, cell in zip(edition.timeline, edition.history(area), strict=True)
        if cell is not None
    ]
