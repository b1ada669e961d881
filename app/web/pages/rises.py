"""Areas of a level ranked by how their rate changed on the week before."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from app.dataset import Dataset
from app.domain import Level, Period
from app.editions import StoredEdition
from app.options import values
from app.statistics.rankings import Compared, ranked, ranked_by
from app.web.pages.card import card_of, view_of_list
from app.web.pages.compared import comparable_weeks, compared_areas
from app.web.pages.onward import Onward
from app.web.pages.rendering import page
from app.web.serving.bodies import Body
from app.web.serving.site import site
from app.wording import Wording, capitalize_first

blueprint = Blueprint("rises", __name__)

ORDERS = ("descending", "ascending")
MOST_CASES = 10_000_000
LISTED_AT_MOST = 300


@dataclass(frozen=True)
class Ranking:
    """What an address asks for, in its normal form."""

    level: Level
    week: Period
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
    dataset = edition.dataset
    told = (level for level in dataset.drawn if comparable_weeks(edition, level))
    level = values.one_of(request.args, "level", dataset.drawn, next(told, dataset.drawn[0]))
    weeks = comparable_weeks(edition, level)
    return Ranking(
        level,
        values.week(request.args, "week", weeks, weeks[-1] if weeks else edition.week, Wording(dataset).week),
        values.one_of(request.args, "sort", tuple(ranked_by(dataset)), "change"),
        values.one_of(request.args, "order", ORDERS, "descending"),
        values.whole_number(request.args, "least", 0, MOST_CASES),
    )


def _rows(edition: StoredEdition, ranking: Ranking) -> Sequence[Compared]:
    """List the areas that can be compared, in the order asked for; what is equal stands by code."""
    rows = compared_areas(edition, ranking.level, ranking.week)
    keys = ranked_by(edition.dataset)
    listed = [row for row in rows if keys["change"](row) is not None and (row.cases or 0) >= ranking.least]
    return ranked(listed, keys[ranking.sort], descending=ranking.order == "descending")


def _values(edition: StoredEdition, ranking: Ranking) -> dict[str, Any]:
    rows = _rows(edition, ranking)
    weeks = comparable_weeks(edition, ranking.level)
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
        "levels": edition.dataset.drawn,
        "sorts": tuple(ranked_by(edition.dataset)),
        "previous": next(
            (week for week in reversed(weeks) if week <= ranking.week.before), weeks[0] if weeks else None
        ),
        "following": next((week for week in weeks if week.before >= ranking.week), weeks[-1] if weeks else None),
    }


def _previous(weeks: Sequence[Period], week: Period) -> Period | None:
    """Give the latest week that shares no day with this one, or else the first."""
    return next((one for one in reversed(weeks) if one <= week.before), weeks[0] if weeks else None)


def _csv(edition: StoredEdition, ranking: Ranking) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    has_rates = edition.dataset.rate_per > 0
    writer.writerow(_columns(edition.dataset))
    for row in _rows(edition, ranking):
        rates = (row.rate_before, row.rate) if has_rates else ()
        percent = getattr(row.change, "percent", None)
        writer.writerow((row.area.code, row.area.name, *rates, row.cases_before, row.cases, percent))
    return text.getvalue()


def _columns(dataset: Dataset) -> list[str]:
    rates, count = ("rate_before", "rate") if dataset.rate_per else (), dataset.count_slug
    return ["area_code", "area_name", *rates, f"{count}_before", count, "change_percent"]


def _text(edition: StoredEdition, ranking: Ranking) -> str:
    wording = Wording(edition.dataset)
    measured = " ".join(filter(None, (edition.dataset.count.many, wording.per)))
    days_before = f"the {wording.length} before"
    head = f"{capitalize_first(measured)}, {wording.period(ranking.week)}, and {days_before}\n\n"
    return head + "".join(f"{wording.rise(row)}\n" for row in _rows(edition, ranking))


FORMS: dict[str, tuple[str, Callable[[StoredEdition, Ranking], str]]] = {
    "csv": ("text/csv", _csv),
    "txt": ("text/plain", _text),
}
