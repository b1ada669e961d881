"""The lists that the site has as pages: hotspots, and rises and falls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from flask import Blueprint, Response

from app.domain import Withheld
from app.editions import StoredEdition
from app.statistics.joined import compared_columns
from app.statistics.rankings import Compared
from app.statistics.rising import course_of, tally
from app.web.api.areas import rows_of, told_of
from app.web.api.listing import PREFIX, Listing, asked_edition, in_forms, listed
from app.web.pages.hotspots import read_told as read_hotspots
from app.web.pages.hotspots_told import Told as Hotspots
from app.web.pages.rises import read_told as read_rises
from app.web.pages.rises_files import values_of
from app.wording.dictionary import course_name, hotspot_fields

blueprint = Blueprint("api_lists", __name__, url_prefix=PREFIX)


@in_forms(blueprint, "/hotspots", "json", "csv", "geojson")
def hotspots(form: str) -> Response:
    """Return the areas of the list of hotspots with how each moved, and what they come to."""
    edition = asked_edition()
    return listed(edition, form, lambda: _hotspots(edition))


def _hotspots(edition: StoredEdition) -> Listing:
    told, level = read_hotspots(edition), edition.dataset.finest

    def rows(page: Sequence[Compared]) -> Iterator[dict[str, Any]]:
        for compared, row in zip(page, rows_of(edition, level, told.week, page), strict=True):
            yield {**row, "course": course_name(course_of(compared, told.whole))}

    columns = tuple(one.name for one in hotspot_fields(edition.dataset))
    return Listing("areas", columns, told.shown, rows, {"level": level, **told_of(told.week), **_tally(told)}, level)


def _tally(told: Hotspots) -> dict[str, Any]:
    of_all = tally(told.rows, told.whole)
    return {
        "tally": {
            "areas": of_all.areas,
            "shown": of_all.shown,
            **{state.slug: of_all.withheld.get(state, 0) for state in Withheld},
            "compared": of_all.compared,
            "rose": of_all.rose,
            "fell": of_all.fell,
        },
        "measure": told.measure,
        "highest": [row.area.code for row in told.highest],
        "steepest": [row.area.code for row in told.steepest],
    }


@in_forms(blueprint, "/rises", "json", "csv", "geojson")
def rises(form: str) -> Response:
    """Return the areas that can be compared with the week before, in the order asked for."""
    edition = asked_edition()
    return listed(edition, form, lambda: _rises(edition))


def _rises(edition: StoredEdition) -> Listing:
    told = read_rises(edition)
    level, found = told.ranking.level, told.changes
    columns = compared_columns(edition.dataset)
    return Listing(
        "areas",
        columns,
        told.ranking_as_one,
        lambda page: (dict(zip(columns, values_of(edition.dataset, row), strict=True)) for row in page),
        {
            "level": level,
            **told_of(told.ranking.week),
            "rose": len(found.rose),
            "fell": len(found.fell),
            "unchanged": len(found.unchanged),
            "left_out": found.left_out,
        },
        level,
    )
