"""An area's page: its figures and weeks, and how it compares, for readers without the map too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request

from app.domain import Area, Period, Shape, Shown
from app.editions import StoredEdition
from app.options import values
from app.statistics.comparison import Figures, by_cases, by_rate, compare_rates
from app.statistics.joined import cells_of
from app.view import MapView, shown_week, whole_area
from app.web.data.origin import origin_of
from app.web.pages.card import card_of
from app.web.pages.chart import Recorded, draw_chart
from app.web.pages.hierarchy import compared_with, find_area, members, neighbours, parents
from app.web.pages.neighbour_map import draw_neighbour_map
from app.web.pages.onward import Onward
from app.web.pages.rendering import area_path, page
from app.web.pages.revised import LISTED_AT_MOST, revisions_of
from app.web.pages.taking import taking_of
from app.web.pages.trend import recorded_weeks
from app.web.serving.site import site
from app.wording import Wording

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
    """Show an area of the current edition, in its week or another that the area's level has on record."""
    edition = site().current()
    found = find_area(edition, level, code)
    weeks = sorted({*edition.record[found.level], edition.week})
    called = Wording(edition.dataset).week
    asked = Onward(edition, values.week(request.args, "week", weeks, edition.week, called))
    return page(edition, (level, code, asked.week), "area.html", lambda: _values(asked, found))


def _values(asked: Onward, area: Area) -> dict[str, Any]:
    edition, week, wording = asked.edition, asked.week, Wording(asked.edition.dataset)
    own = _figures(asked, area)
    weeks = recorded_weeks(edition, area)
    beside = next(reversed(compared_with(edition, area)), None)
    weeks_beside = recorded_weeks(edition, beside) if beside else []
    chart = draw_chart(weeks, edition.dataset, area.level, weeks_beside)
    is_beside = chart is not None and chart.beside
    table = edition.tables(week).get(area.level)
    return {
        "area": area,
        "path": area_path(area),
        "week": week,
        "onward": asked,
        "week_asked": str(week) if week != edition.week else None,
        "taking": taking_of(_view(asked, area), area),
        "card": card_of(_pictured(asked, area), f"areas/{area.level}/{area.code}{asked.query('areas.area')}"),
        "parents": parents(edition, area),
        "published_on": table.published_on if table else None,
        "origin": origin_of(edition, area, week),
        "count": wording.count(own.cell, week, area.level),
        "rate": wording.rate(own.cell, area.population),
        "change": wording.change(own.cell, own.before, area.level),
        "figure": own.cell.cases if isinstance(own.cell, Shown) else None,
        "neighbour_map": draw_neighbour_map(MapView(edition, week, asked_shape=Shape.MAP), area),
        "compared": _rows(edition, [own, *(_figures(asked, other) for other in compared_with(edition, area))]),
        "chart": chart,
        "beside": beside,
        "chart_beside": draw_chart(weeks_beside, edition.dataset, beside.level) if beside and not is_beside else None,
        "weeks": _week_rows(weeks, area, wording),
        "revisions": revisions_of(edition, area),
        "most_revisions": LISTED_AT_MOST,
        "week_of_parts": shown_week(edition, edition.dataset.finest, week),
        **_neighbours(asked, own),
        **_parts(asked, area),
    }


def _view(asked: Onward, area: Area) -> MapView:
    """Return the map of an area's parts, or of what is around it where it has none."""
    is_all_or_finest = area.level == asked.edition.dataset.finest or area == whole_area(asked.edition)
    places = () if is_all_or_finest else (area,)
    return MapView(asked.edition, asked.week, places, selected=area)


def _pictured(asked: Onward, area: Area) -> MapView:
    """Return the map that a card shows: where pictures are kept as files, the finest areas have their authority's."""
    view = _view(asked, area)
    if not site().is_static or area.level != asked.edition.dataset.finest:
        return view
    authority = view.reporting_area_of(area)
    return _view(asked, authority) if authority and authority != area else MapView(asked.edition, asked.week)


def _figures(asked: Onward, area: Area) -> Figures:
    edition = asked.edition
    place = edition.area_index[area.level, area.code]
    areas = edition.areas[area.level]
    cell, before = (
        cells_of(edition.tables(week).get(area.level), areas)[place] for week in (asked.week, asked.week.before)
    )
    return Figures(area, cell, before, edition.dataset.rate_per)


def _rows(edition: StoredEdition, figures: Iterable[Figures]) -> list[Row]:
    wording = Wording(edition.dataset)
    return [
        Row(
            one.area,
            wording.short_count(one.cell, one.area.level),
            wording.short_rate(one.cell, one.area.population),
            wording.short_change(one.cell, one.before),
        )
        for one in figures
    ]


def _neighbours(asked: Onward, own: Figures) -> dict[str, Any]:
    order = by_rate if asked.edition.dataset.rate_per else by_cases
    figures = order(_figures(asked, other) for other in neighbours(asked.edition, own.area))
    comparison = compare_rates(own, figures)
    return {
        "neighbours": _rows(asked.edition, figures),
        "neighbours_compared": Wording(asked.edition.dataset).beside_neighbours(comparison)
        if comparison and figures
        else None,
    }


def _parts(asked: Onward, area: Area) -> dict[str, Any]:
    """Return the parts of an area, or for one without parts those of what it lies in, its own self among them."""
    edition, whole = asked.edition, area
    if area.level == edition.dataset.finest:
        whole = (parents(edition, area) or [area])[-1]
    return {
        "whole": whole,
        "parts": _rows(edition, by_cases(_figures(asked, part) for part in members(edition, whole))),
    }


def _week_rows(weeks: Iterable[Recorded], area: Area, wording: Wording) -> list[tuple[Period, str, str]]:
    """Return each week with its figures in words, the latest first."""
    rows = [
        (one.week, wording.short_count(one.cell, area.level), wording.short_rate(one.cell, area.population))
        for one in weeks
    ]
    return rows[::-1]
