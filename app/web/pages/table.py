"""Every area of a level in a week, as a table to filter, sort and page through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from app.domain import Area, Cell, Level, Period, Withheld
from app.editions import StoredEdition
from app.options import values
from app.options.tables import COLUMN_SETS, ORDERS, STATUSES
from app.options.view import asked_edition, read_places, write_places
from app.statistics.joined import cells_of, columns, joined_rows
from app.view import codes_by_level, lies_in
from app.web.pages.card import card_of, view_of_list
from app.web.pages.columns import Column, level_around, main_columns, other_columns
from app.web.pages.hierarchy import place_groups
from app.web.pages.onward import Onward
from app.web.pages.rendering import page
from app.web.pages.since import Since, edition_of_now, since_of
from app.web.pages.snippet import title_of
from app.web.serving.site import edition_asked_for
from app.wording import Wording, capitalize_first

blueprint = Blueprint("table", __name__)

ON_A_PAGE = 100
MOST_PAGES = 1_000_000
RISING, FALLING = ORDERS


@dataclass(frozen=True)
class Selection:
    """What an address asks for, in its normal form."""

    level: Level
    week: Period
    edition: str
    within: str
    name: str
    status: str
    sort: str
    order: str
    columns: str
    page: int

    def address(self, **changes: object) -> str:
        """Return the query of this selection, or of another that differs from it."""
        given = {**asdict(self), "week": str(self.week), **changes}
        return urlencode({key: value for key, value in given.items() if value not in ("", None)}, safe=",")

    def sorted_by(self, column: Column) -> str:
        """Return the query of the same areas by a column, names from the first and numbers from the largest."""
        first, then = (FALLING, RISING) if column.is_number else (RISING, FALLING)
        is_turned = self.sort == column.name and self.order == first
        return self.address(sort=column.name, order=then if is_turned else first, page=1)


class Row(NamedTuple):
    """An area with its count in the week and in the week before, and the values of the open data's columns."""

    area: Area
    cell: Cell
    before: Cell
    values: Mapping[str, Any]


@dataclass(frozen=True)
class ToldRow:
    """A row in words: what its area lies in, and its figures, or why its count is withheld.

    `now` is its count as readers see it now, where the table is of an earlier edition.
    """

    area: Area
    around: str
    withheld: str
    figures: tuple[str, ...]
    values: Mapping[str, Any]
    now: str = ""


@blueprint.get("/table")
def table() -> Response:
    """Show a page of the table."""
    asked = asked_edition(request.args)
    edition = edition_asked_for(asked)
    places = read_places(request.args, edition)
    selection = _selection(edition, places, asked)
    key = (selection, edition_of_now())
    return page(edition, key, "table.html", lambda: _values(edition, selection, places))


def _selection(edition: StoredEdition, places: Sequence[Area], asked: str) -> Selection:
    dataset, weeks = edition.dataset, list(map(edition.period, edition.weeks))
    return Selection(
        values.one_of(request.args, "level", dataset.slugs, dataset.finest),
        values.week(request.args, "week", weeks, edition.week, Wording(dataset).week),
        asked,
        write_places(edition, places),
        values.text(request.args, "name"),
        values.one_of(request.args, "status", STATUSES, STATUSES[0]),
        values.one_of(request.args, "sort", columns(dataset), "area_name"),
        values.one_of(request.args, "order", ORDERS, RISING),
        values.one_of(request.args, "columns", COLUMN_SETS, COLUMN_SETS[0]),
        max(1, values.whole_number(request.args, "page", 1, MOST_PAGES)),
    )


def _values(edition: StoredEdition, selection: Selection, places: tuple[Area, ...]) -> dict[str, Any]:
    rows = _sorted(_filtered(edition, selection, places), selection)
    pages = max(1, -(-len(rows) // ON_A_PAGE))
    number = min(selection.page, pages)
    view = replace(view_of_list(edition, selection.level, selection.week, places), is_pinned=bool(selection.edition))
    since = since_of(view, selection.level)
    main = main_columns(edition.dataset, selection.level)
    return {
        "selection": selection,
        "card": card_of(view, f"table?{selection.address()}", list_title=title_of(view)),
        "onward": replace(Onward.from_view(view), places=places),
        "since": since,
        "pinned": selection.edition,
        "places": places,
        "place_names": view.place_name,
        "main": main,
        "others": other_columns(edition.dataset, main) if selection.columns != COLUMN_SETS[0] else (),
        "other_set": next(one for one in COLUMN_SETS if one != selection.columns),
        "rows": [
            _told(edition, row, since, selection.week) for row in rows[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
        ],
        "number": len(rows),
        "page_number": number,
        "pages": pages,
        "statuses": _statuses(edition, selection),
        "groups": place_groups(edition),
    }


def _statuses(edition: StoredEdition, selection: Selection) -> Mapping[str, str]:
    """Return the statuses to choose from in words: the hidden and the withheld only where there may be some."""
    wording = Wording(edition.dataset)
    words = {state.value: wording.short_count(state, selection.level) for state in Withheld}
    said = {status: words.get(status, capitalize_first(status)) for status in STATUSES}
    is_hiding = bool(wording.hidden(selection.level))
    can_be = {Withheld.HIDDEN: is_hiding, Withheld.PROTECTING: is_hiding and edition.dataset.protects}
    without = {state.value for state, may_be in can_be.items() if not may_be} - {selection.status}
    return {status: word for status, word in said.items() if status not in without}


def _filtered(edition: StoredEdition, selection: Selection, places: Sequence[Area]) -> list[Row]:
    dataset, areas, week = edition.dataset, edition.areas[selection.level], selection.week
    table, before = (edition.tables(one).get(selection.level) for one in (week, week.before))
    joined = joined_rows(dataset, areas, week, table, before, edition.name, Wording(dataset).week)
    codes = codes_by_level(places)
    return [
        row
        for row in map(Row, areas, cells_of(table, areas), cells_of(before, areas), joined)
        if (not places or lies_in(row.area, codes))
        and any(selection.name in name.casefold() for name in (row.area.name, row.area.other_name))
        and selection.status in (STATUSES[0], row.values["status"])
    ]


def _told(edition: StoredEdition, row: Row, since: Since | None, week: Period) -> ToldRow:
    now = since.now_of(row.area, week) if since else ""
    area, dataset, wording = row.area, edition.dataset, Wording(edition.dataset)
    level = level_around(dataset, area.level)
    around = edition.name(level, area.within.get(level, "")) if level else ""
    count = wording.short_count(row.cell, area.level)
    if isinstance(row.cell, Withheld):
        return ToldRow(area, around, count, (), row.values, now)
    rate = (wording.short_rate(row.cell, area.population),) if dataset.rate_per else ()
    change = row.values["change_reason"] or wording.short_change(row.cell, row.before)
    return ToldRow(area, around, "", (count, *rate, change), row.values, now)


def _sorted(rows: Sequence[Row], selection: Selection) -> list[Row]:
    """Sort by a column; rows without a value there come last either way, and what is equal stays by code."""
    column = selection.sort
    valued = [row for row in rows if row.values[column] is not None]
    valued.sort(key=lambda row: row.values[column], reverse=selection.order == FALLING)
    return valued + [row for row in rows if row.values[column] is None]
