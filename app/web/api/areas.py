"""Areas in a week, filtered and sorted, and one area in every week on record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from flask import Blueprint, Response, request

from app.domain import Area, Level, Period
from app.editions import StoredEdition
from app.editions.contract import to_json
from app.options import values
from app.options.api import LEVEL, MEASURE, NAME, ORDER, SORT, STATUS, WEEK, read_range
from app.options.tables import ORDERS, STATUSES
from app.options.view import read_places
from app.statistics.joined import columns, joined_rows, status_of
from app.statistics.open_data import as_csv
from app.statistics.rankings import Compared, column_of, figures_by_column, ranked
from app.view import codes_by_level, lies_in
from app.web.api.listing import FIRST_OF_A_WEEK, PREFIX, Listing, address_in, answer, asked_edition, in_forms, listed
from app.web.data.facts import facts_of
from app.web.data.origin import as_json, origin_of
from app.web.pages.compared import compared_areas, rows_at
from app.web.pages.hierarchy import find_area
from app.web.pages.rendering import absolute_root, area_path
from app.web.serving.bodies import Body
from app.wording import Wording

blueprint = Blueprint("api_areas", __name__, url_prefix=PREFIX)

ASCENDING, DESCENDING = ORDERS


@in_forms(blueprint, "/areas", "json", "csv", "geojson")
def areas(form: str) -> Response:
    """Return the areas that are asked for, in the order asked for."""
    edition = asked_edition()
    return listed(edition, form, lambda: _listing(edition))


def _listing(edition: StoredEdition) -> Listing:
    given, dataset = request.args, edition.dataset
    weeks, called = list(map(edition.period, edition.weeks)), Wording(dataset).week
    level = values.one_of(given, LEVEL.name, dataset.slugs, dataset.finest)
    week = values.week(given, WEEK.name, weeks, edition.week, called)
    figures = figures_by_column(dataset)
    sort = values.one_of(given, SORT.name, tuple(figures), "area_code")
    order = values.one_of(given, ORDER.name, ORDERS, ASCENDING)
    is_asked = _filter(edition)
    rows = [row for row in compared_areas(edition, level, week) if is_asked(row)]
    return Listing(
        "areas",
        columns(dataset),
        ranked(rows, figures[sort], descending=order == DESCENDING),
        lambda page: rows_of(edition, level, week, page),
        {"level": level, **told_of(week)},
        level,
    )


def rows_of(edition: StoredEdition, level: Level, week: Period, areas: Sequence[Compared]) -> Iterator[dict[str, Any]]:
    """Return the open data's rows of areas."""
    return rows_at(edition, level, week, [row.place for row in areas])


def told_of(week: Period) -> dict[str, str]:
    """Say which days figures are of."""
    return {"week_start": week.start.isoformat(), "week_end": str(week)}


def _filter(edition: StoredEdition) -> Callable[[Compared], bool]:
    """Read which areas are asked for; raises BadParameterError and NotServedError where an option cannot be so."""
    given, dataset = request.args, edition.dataset
    places = read_places(given, edition)
    codes, name = codes_by_level(places), values.text(given, NAME.name)
    status = values.one_of(given, STATUS.name, STATUSES, STATUSES[0])
    measure, bounds = values.one_of(given, MEASURE.name, ["", *dataset.measures], ""), read_range(given)
    figure = figures_by_column(dataset)[column_of(dataset, measure or dataset.count_slug)]
    is_by_figure = bool(measure) or bounds.is_asked

    def has_figure(row: Compared) -> bool:
        value = figure(row)
        return value is not None and bounds.holds(value)

    def is_asked(row: Compared) -> bool:
        return (
            (not places or lies_in(row.area, codes))
            and (not name or any(name in one.casefold() for one in (row.area.name, row.area.other_name)))
            and status in (STATUSES[0], status_of(row.cell))
            and (not is_by_figure or has_figure(row))
        )

    return is_asked


@in_forms(blueprint, "/areas/<level>/<code>", "json", "csv")
def area(level: str, code: str, form: str) -> Response:
    """Return an area and its figures in every week on record."""
    edition = asked_edition()
    found = find_area(edition, level, code)
    return answer(edition, form, lambda: Body(_written(edition, found, form)))


def _written(edition: StoredEdition, area: Area, form: str) -> bytes:
    names, rows = columns(edition.dataset), list(_series(edition, area))
    if form == "csv":
        return as_csv(names, rows)
    split = names.index(FIRST_OF_A_WEEK)
    place = next(rows_at(edition, area.level, edition.week, [edition.area_index[area.level, area.code]]))
    return to_json(
        {
            **facts_of(edition),
            **{name: place[name] for name in names[:split]},
            "origin": as_json(origin_of(edition, area, edition.week)),
            "links": {"self": address_in(edition), "alternate": f"{absolute_root()}{area_path(area)}"},
            "series": [{name: row[name] for name in names[split:]} for row in rows],
        }
    )


def _series(edition: StoredEdition, area: Area) -> Iterator[dict[str, Any]]:
    """Return the open data's row of an area for each week that its level has on record, the earliest first."""
    dataset, called = edition.dataset, Wording(edition.dataset).week
    tables = {table.week: table for table in edition.whole_record(area)}
    for week, table in tables.items():
        yield from joined_rows(dataset, [area], week, table, tables.get(week.before), edition.name, called)
