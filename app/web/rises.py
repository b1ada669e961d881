"""Authorities, or areas, ranked by how their rate changed on the week before."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from app import wording
from app.domain import Level, Week
from app.editions import StoredEdition
from app.statistics.rankings import RANKED_BY, Compared, ranked
from app.web import parameters
from app.web.bodies import Body
from app.web.card import card_of, view_of_list
from app.web.compared import comparable_weeks, compared_areas
from app.web.onward import Onward
from app.web.pages import page
from app.web.site import site

blueprint = Blueprint("rises", __name__)

LEVELS = (Level.UTLA, Level.LTLA, Level.MSOA)
ORDERS = ("descending", "ascending")
MOST_CASES = 10_000_000
LISTED_AT_MOST = 300
COLUMNS = ("area_code", "area_name", "rate_before", "rate", "cases_before", "cases", "change_percent")


@dataclass(frozen=True)
class Ranking:
    """What an address asks for, in its normal form."""

    level: Level
    week: Week
    sort: str
    order: str
    least: int

    def address(self, **changes: object) -> str:
        """Give the query of this ranking, or of another that differs from it."""
        return urlencode({**asdict(self), "week": str(self.week), **changes})


@blueprint.get("/rises")
def rises() -> Response:
    """Show the ranking."""
    edition = site().current()
    ranking = _ranking(edition)
    return page(edition, (ranking,), "rises.html", lambda: _values(edition, ranking))


@blueprint.get("/rises.<any(csv, txt):form>")
def rises_as(form: str) -> Response:
    """Give the whole ranking as data, or as text to paste."""
    edition = site().current()
    ranking = _ranking(edition)
    mimetype, write = FORMS[form]
    return site().body((edition.id, ranking, form), lambda: Body(write(edition, ranking).encode())).response(mimetype)


def _ranking(edition: StoredEdition) -> Ranking:
    level = Level(parameters.one_of(request.args, "level", LEVELS, Level.UTLA))
    weeks = comparable_weeks(edition, level)
    return Ranking(
        level,
        parameters.week(request.args, "week", weeks, weeks[-1] if weeks else edition.week),
        parameters.one_of(request.args, "sort", tuple(RANKED_BY), "change"),
        parameters.one_of(request.args, "order", ORDERS, "descending"),
        parameters.whole_number(request.args, "least", 0, MOST_CASES),
    )


def _rows(edition: StoredEdition, ranking: Ranking) -> Sequence[Compared]:
    """List the areas that can be compared, in the order asked for; what is equal stands by code."""
    rows = compared_areas(edition, ranking.level, ranking.week)
    key = RANKED_BY[ranking.sort]
    listed = [row for row in rows if RANKED_BY["change"](row) is not None and (row.cases or 0) >= ranking.least]
    return ranked(listed, key, descending=ranking.order == "descending")


def _values(edition: StoredEdition, ranking: Ranking) -> dict[str, Any]:
    rows = _rows(edition, ranking)
    weeks = comparable_weeks(edition, ranking.level)
    place = weeks.index(ranking.week) if ranking.week in weeks else 0
    return {
        "ranking": ranking,
        "card": card_of(
            view_of_list(edition, ranking.level, ranking.week, measure="change"), f"rises?{ranking.address()}"
        ),
        # The level's latest week, which may be another than the edition's, is asked for by nobody.
        "onward": Onward(edition, edition.week if ranking.week in weeks[-1:] else ranking.week),
        "area_week": Onward(edition, ranking.week).week_of(ranking.level),
        "rows": rows[:LISTED_AT_MOST],
        "number": len(rows),
        "left_out": len(edition.areas[ranking.level]) - len(rows),
        "weeks": weeks,
        "levels": LEVELS,
        "previous": weeks[max(0, place - 7)] if weeks else None,
        "following": weeks[min(len(weeks) - 1, place + 7)] if weeks else None,
    }


def _csv(edition: StoredEdition, ranking: Ranking) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(edition, ranking):
        percent = getattr(row.change, "percent", None)
        figures = (row.rate_before, row.rate, row.cases_before, row.cases, percent)
        writer.writerow((row.area.code, row.area.name, *figures))
    return text.getvalue()


def _text(edition: StoredEdition, ranking: Ranking) -> str:
    head = f"Cases per 100,000 people, {wording.seven_days(ranking.week)}, and the seven days before\n\n"
    return head + "".join(f"{wording.rise(row)}\n" for row in _rows(edition, ranking))


FORMS: dict[str, tuple[str, Callable[[StoredEdition, Ranking], str]]] = {
    "csv": ("text/csv", _csv),
    "txt": ("text/plain", _text),
}
