"""Every area of a level in a week, as a table to filter, sort and page through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from app.domain import Area, Level, Week
from app.editions import StoredEdition
from app.statistics.joined import COLUMNS, joined_rows
from app.web import parameters
from app.web.card import card_of, view_of_list
from app.web.hierarchy import authorities_of
from app.web.onward import Onward
from app.web.pages import page
from app.web.site import site

blueprint = Blueprint("table", __name__)

ON_A_PAGE = 100
ORDERS = ("ascending", "descending")
STATUSES = ("any", "shown", "hidden", "missing", "not published")
MOST_PAGES = 1_000_000


@dataclass(frozen=True)
class Selection:
    """What an address asks for, in its normal form."""

    level: Level
    week: Week
    within: str
    name: str
    status: str
    sort: str
    order: str
    page: int

    def address(self, **changes: object) -> str:
        """Give the query of this selection, or of another that differs from it."""
        values = {**asdict(self), "week": str(self.week), **changes}
        return urlencode({key: value for key, value in values.items() if value not in ("", None)}, safe=",")


@blueprint.get("/table")
def table() -> Response:
    """Show a page of the table."""
    edition = site().current()
    places = parameters.places(request.args, edition)
    selection = _selection(edition, places)
    return page(edition, (selection,), "table.html", lambda: _values(edition, selection, places))


def _selection(edition: StoredEdition, places: Sequence[Area]) -> Selection:
    weeks = [Week(date.fromisoformat(day)) for day in edition.weeks]
    return Selection(
        Level(parameters.one_of(request.args, "level", list(Level), Level.MSOA)),
        parameters.week(request.args, "week", weeks, edition.week),
        ",".join(place.code for place in places),
        parameters.text(request.args, "name"),
        parameters.one_of(request.args, "status", STATUSES, "any"),
        parameters.one_of(request.args, "sort", COLUMNS, "area_name"),
        parameters.one_of(request.args, "order", ORDERS, "ascending"),
        max(1, parameters.whole_number(request.args, "page", 1, MOST_PAGES)),
    )


def _values(edition: StoredEdition, selection: Selection, places: tuple[Area, ...]) -> dict[str, Any]:
    rows = _sorted(_filtered(edition, selection, places), selection)
    pages = max(1, -(-len(rows) // ON_A_PAGE))
    number = min(selection.page, pages)
    view = view_of_list(edition, selection.level, selection.week, places)
    return {
        "selection": selection,
        "card": card_of(view, f"table?{selection.address()}"),
        "onward": Onward(edition, selection.week, places),
        "places": places,
        "place_names": view.place_name,
        "columns": COLUMNS,
        "rows": rows[(number - 1) * ON_A_PAGE : number * ON_A_PAGE],
        "number": len(rows),
        "page_number": number,
        "pages": pages,
        "statuses": STATUSES,
        "regions": [(region, authorities_of(edition, region)) for region in edition.areas[Level.REGION]],
    }


def _filtered(edition: StoredEdition, selection: Selection, places: Sequence[Area]) -> list[dict[str, Any]]:
    areas = edition.areas[selection.level]
    week = selection.week
    before = edition.tables(week.before).get(selection.level)
    rows = joined_rows(areas, week, edition.tables(week).get(selection.level), before, edition.name)
    return [
        row
        for area, row in zip(areas, rows, strict=True)
        if (not places or any(area.is_within(place.code) for place in places))
        and selection.name in area.name.casefold()
        and selection.status in ("any", row["status"])
    ]


def _sorted(rows: Sequence[dict[str, Any]], selection: Selection) -> list[dict[str, Any]]:
    """Sort by a column; rows without a value there come last either way, and what is equal stays by code."""
    column = selection.sort
    valued = [row for row in rows if row[column] is not None]
    valued.sort(key=lambda row: row[column], reverse=selection.order == "descending")
    return valued + [row for row in rows if row[column] is None]
