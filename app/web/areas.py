"""An area's page: its figures and weeks, and how it compares, for readers without the map too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response

from app import wording
from app.domain import FINEST, Area, Level
from app.editions import StoredEdition
from app.statistics.comparison import Figures, by_cases, by_rate, compare_rates
from app.statistics.joined import cells_of
from app.view import MapView
from app.web.card import card_of
from app.web.chart import Recorded, draw_chart
from app.web.hierarchy import compared_with, find_area, members, parents
from app.web.locator import draw_locator
from app.web.pages import page
from app.web.site import site

blueprint = Blueprint("areas", __name__)


@dataclass(frozen=True)
class Row:
    """A row of a table of areas, in words."""

    area: Area
    cases: str
    rate: str
    change: str


@blueprint.get("/areas/<level>/<code>")
def area(level: str, code: str) -> Response:
    """Show an area of the current edition."""
    edition = site().current()
    found = find_area(edition, level, code)
    return page(edition, (level, code), "area.html", lambda: _values(edition, found))


def _values(edition: StoredEdition, area: Area) -> dict[str, Any]:
    threshold = edition.hide_up_to(area.level)
    own = _figures(edition, area)
    weeks = list(_weeks(edition, area))
    return {
        "area": area,
        "card": card_of(_view(edition, area), f"areas/{area.level}/{area.code}"),
        "parents": parents(edition, area),
        "facts": edition.facts["levels"][area.level],
        "count": wording.count(own.cell, edition.week, threshold),
        "rate": wording.rate(own.cell, area.population),
        "change": wording.change_on_week_before(own.cell, own.before, threshold),
        "locator": draw_locator(edition, area),
        "compared": _rows(edition, [own, *(_figures(edition, other) for other in compared_with(edition, area))]),
        "chart": draw_chart(weeks, threshold),
        "weeks": _week_rows(weeks, area, threshold),
        **_neighbours(edition, own),
        **_parts(edition, area),
    }


def _view(edition: StoredEdition, area: Area) -> MapView:
    """Give the map of an area's parts, or of what is around it where it has none."""
    places = () if area.level in (FINEST, Level.NATION) else (area,)
    return MapView(edition, edition.week, places, selected=area)


def _figures(edition: StoredEdition, area: Area) -> Figures:
    place = edition.area_index[area.level, area.code]
    areas = edition.areas[area.level]
    cell, before = (
        cells_of(edition.tables(week).get(area.level), areas)[place] for week in (edition.week, edition.week.before)
    )
    return Figures(area, cell, before)


def _rows(edition: StoredEdition, figures: Iterable[Figures]) -> list[Row]:
    return [
        Row(
            one.area,
            wording.short_count(one.cell, edition.hide_up_to(one.area.level)),
            wording.short_rate(one.cell, one.area.population),
            wording.short_change(one.cell, one.before),
        )
        for one in figures
    ]


def _neighbours(edition: StoredEdition, own: Figures) -> dict[str, Any]:
    figures = by_rate(_figures(edition, other) for other in edition.neighbours(own.area))
    comparison = compare_rates(own, figures)
    return {
        "neighbours": _rows(edition, figures),
        "neighbours_compared": wording.beside_neighbours(comparison) if comparison and figures else None,
    }


def _parts(edition: StoredEdition, area: Area) -> dict[str, Any]:
    """Give the parts of an area, or for one without parts those of what it lies in, its own self among them."""
    whole = area
    if area.level is FINEST:
        whole = (parents(edition, area) or [area])[-1]
    return {
        "whole": whole,
        "parts": _rows(edition, by_cases(_figures(edition, part) for part in members(edition, whole))),
    }


def _weeks(edition: StoredEdition, area: Area) -> Iterator[Recorded]:
    """Give the steps that the area's level has a record of."""
    for step, cell in zip(edition.timeline, edition.history(area), strict=True):
        if cell is not None:
            yield Recorded(step.day, step.weeks[area.level], cell)


def _week_rows(weeks: Iterable[Recorded], area: Area, threshold: int | None) -> list[tuple[str, str, str]]:
    """Give each week in words, the latest first."""
    rows = [
        (
            wording.day(one.week.end),
            wording.short_count(one.cell, threshold),
            wording.short_rate(one.cell, area.population),
        )
        for one in weeks
    ]
    return rows[::-1]
