"""Every area of a level in a week, as a table to filter, sort and page through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from app.domain import Area, Level, Period
from app.editions import StoredEdition
from app.options import values
from app.options.view import read_places, write_places
from app.statistics.joined import columns, joined_rows
from app.view import codes_by_level, lies_in
from app.web.pages.card import card_of, view_of_list
from app.web.pages.hierarchy import place_groups
from app.web.pages.onward import Onward
from app.web.pages.rendering import page
from app.web.serving.site import site
from app.wording import Wording

blueprint = Blueprint("table", __name__)

ON_A_PAGE = 100
ORDERS = ("ascending", "descending")
STATUSES = ("any", "shown", "hidden", "missing", "not published")
MOST_PAGES = 1_000_000


@dataclass(frozen=True)
class Selection:
    """What an address asks for, in its normal form."""

    level: Level
    week: Period
    within: str
    name: str
    status: str
    sort: str
    order: str
    page: int

    def address(self, **changes: object) -> str:
        """Give the query of this selection, or of another that differs from it."""
        given = {**asdict(self), "week": str(self.week), **changes}
        return urlencode({key: value for key, value in given.items() if value not in ("", None)}, safe=",")


@blueprint.get("/table")
def table() -> Response:
    """Show a page of the table."""
    edition = site().current()
    places = read_places(request.args, edition)
    selection = _selection(edition, places)
    return page(edition, (selection,), "table.html", lambda: _values(edition, selection, places))


def _selection(edition: StoredEdition, places: Sequence[Area]) -> Selection:
    dataset, weeks = edition.dataset, list(map(edition.period, edition.weeks))
    return Selection(
        values.one_of(request.args, "level", dataset.slugs, dataset.finest),
        values.week(request.args, "week", weeks, edition.week, Wording(dataset).week),
        write_places(edition, places),
        values.text(request.args, "name"),
        values.one_of(request.args, "status", STATUSES, "any"),
        values.one_of(request.args, "sort", columns(dataset), "area_name"),
        values.one_of(request.args, "order", ORDERS, "ascending"),
        max(1, values.whole_number(request.args, "page", 1, MOST_PAGES)),
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
        "columns": columns(edition.dataset),
        "rows": rows[(number - 1) * ON_A_PAGE : number * ON_A_PAGE],
        "number": len(rows),
        "page_number": number,
        "pages": pages,
        "statuses": STATUSES,
        "groups": place_groups(edition),
    }


def _filtered(edition: StoredEdition, selection: Selection, places: Sequence[Area]) -> list[dict[str, Any]]:
    dataset, areas, week = edition.dataset, edition.areas[selection.level], selection.week
    table, before = (edition.tables(one).get(selection.level) for one in (week, week.before))
    rows = joined_rows(dataset, areas, week, table, before, edition.name, Wording(dataset).week)
    codes = codes_by_level(places)
    return [
        row
        for area, row in zip(areas, rows, strict=True)
        if (not places or lies_in(area, codes))
        and any(selection.name in name.casefold() for name in (area.name, area.other_name))
        and selection.status in ("any", row["status"])
    ]


def _sorted(rows: Sequence[dict[str, Any]], selection: Selection) -> list[dict[str, Any]]:
    """Sort by a column; rows without a value there come last either way, and what is equal stays by code."""
    column = selection.sort
    valued = [row for row in rows if row[column] is not None]
    valued.sort(key=lambda row: row[column], reverse=selection.order == "descending")
    return valued + [row for row in rows if row[column] is None]
