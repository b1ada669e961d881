"""Every area of a level in a week, as a table to filter, sort and page through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from app.web.pages import page
from app.web.site import site

blueprint = Blueprint("table", __name__)

ON_A_PAGE = 100
ORDERS = ("ascending", "descending")
STATUSES = ("any", "shown", "hidden", "missing", "not published")
ABOVE = (Level.NATION, Level.REGION, Level.UTLA, Level.LTLA)
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
        return urlencode({key: value for key, value in values.items() if value not in ("", None)})


@blueprint.get("/table")
def table() -> Response:
    """Show a page of the table."""
    edition = site().current()
    place = parameters.place(request.args, edition, "within", ABOVE)
    selection = _selection(edition, place)
    return page(edition, (selection,), "table.html", lambda: _values(edition, selection, place))


def _selection(edition: StoredEdition, place: Area | None) -> Selection:
    weeks = [Week(date.fromisoformat(day)) for day in edition.weeks]
    return Selection(
        Level(parameters.one_of(request.args, "level", list(Level), Level.MSOA)),
        parameters.week(request.args, "week", weeks, edition.week),
        place.code if place else "",
        parameters.text(request.args, "name"),
        parameters.one_of(request.args, "status", STATUSES, "any"),
        parameters.one_of(request.args, "sort", COLUMNS, "area_name"),
        parameters.one_of(request.args, "order", ORDERS, "ascending"),
        max(1, parameters.whole_number(request.args, "page", 1, MOST_PAGES)),
    )


def _values(edition: StoredEdition, selection: Selection, place: Area | None) -> dict[str, Any]:
    rows = _sorted(_filtered(edition, selection, place), selection)
    pages = max(1, -(-len(rows) // ON_A_PAGE))
    number = min(selection.page, pages)
    return {
        "selection": selection,
        "card": card_of(view_of_list(edition, selection.level, selection.week, place), f"table?{selection.address()}"),
        "place": place,
        "columns": COLUMNS,
        "rows": rows[(number - 1) * ON_A_PAGE : number * ON_A_PAGE],
        "number": len(rows),
        "page_number": number,
        "pages": pages,
        "statuses": STATUSES,
        "places": [area for level in (Level.REGION, Level.LTLA) for area in _by_name(edition.areas[level])],
    }


def _by_name(areas: Iterable[Area]) -> list[Area]:
    return sorted(areas, key=lambda area: area.name)


def _filtered(edition: StoredEdition, selection: Selection, place: Area | None) -> list[dict[str, Any]]:
    areas = edition.areas[selection.level]
    week = selection.week
    before = edition.tables(week.before).get(selection.level)
    rows = joined_rows(areas, week, edition.tables(week).get(selection.level), before, edition.name)
    return [
        row
        for area, row in zip(areas, rows, strict=True)
        if (place is None or area.is_within(place.code))
        and selection.name in area.name.casefold()
        and selection.status in ("any", row["status"])
    ]


def _sorted(rows: Sequence[dict[str, Any]], selection: Selection) -> list[dict[str, Any]]:
    """Sort by a column; rows without a value there come last either way, and what is equal stays by code."""
    column = selection.sort
    valued = [row for row in rows if row[column] is not None]
    valued.sort(key=lambda row: row[column], reverse=selection.order == "descending")
    return valued + [row for row in rows if row[column] is None]
