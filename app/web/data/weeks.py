"""Open data: every area of a level in a week, as CSV, JSON and GeoJSON, at plain addresses."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response

from app.domain import Area, Level, Period
from app.editions import StoredEdition
from app.editions.contract import GEOMETRY
from app.errors import NotServedError
from app.options.places import place_named
from app.statistics.joined import columns, joined_rows
from app.web.pages.hierarchy import find_level
from app.web.serving.bodies import Body
from app.web.serving.site import site
from app.wording import Wording

UNSAFE = re.compile(r"[^A-Za-z0-9._-]")  # in the name of a file: codes may have any letters

blueprint = Blueprint("data", __name__, url_prefix="/api/v1/weeks")


@dataclass(frozen=True)
class Selection:
    """The rows that an address asks for, each with its place in the order of the level's areas."""

    edition: StoredEdition
    level: Level
    week: Period
    within: Area | None

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Give the rows."""
        areas = self.edition.areas[self.level]
        table = self.edition.tables(self.week).get(self.level)
        before = self.edition.tables(self.week.before).get(self.level)
        dataset = self.edition.dataset
        rows = joined_rows(dataset, areas, self.week, table, before, self.edition.name, Wording(dataset).week)
        for place, (area, row) in enumerate(zip(areas, rows, strict=True)):
            if self.within is None or area.is_within(self.within):
                yield place, row


@blueprint.get("/<week>/<level>.<form>")
@blueprint.get("/<week>/<level>/<within>.<form>")
def week_of_level(week: str, level: str, form: str, within: str | None = None) -> Response:
    """Serve a level's areas in a week, or those within an area."""
    edition = site().current()
    if form not in FORMS:
        raise NotServedError(f"There is no format {form[:40]}.", choices=list(FORMS))
    selection = _select(edition, week, level, within)
    mimetype, write = FORMS[form]
    key = (edition.id, selection.week, level, within, form)
    give = site().costly_body if selection.level == edition.dataset.finest else site().body
    response = give(key, lambda: Body(write(selection))).response(mimetype)
    if form == "csv":
        name = UNSAFE.sub("_", "-".join(filter(None, (level, within, str(selection.week)))))
        response.headers["Content-Disposition"] = f'inline; filename="{name}.csv"'
    return response


def _select(edition: StoredEdition, week: str, level: str, within: str | None) -> Selection:
    find_level(edition, level)
    if week != "latest" and week not in edition.weeks:
        problem = f"The {Wording(edition.dataset).week} {week[:40]} is not on record."
        raise NotServedError(problem, choices=["latest", *reversed(edition.weeks)])
    place = (
        place_named(edition, within, edition.dataset.slugs, f"No area has the code {within[:40]}.") if within else None
    )
    chosen = edition.week if week == "latest" else edition.period(week)
    return Selection(edition, level, chosen, place)


def _csv(selection: Selection) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns(selection.edition.dataset), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(row for _, row in selection.rows())
    return text.getvalue().encode()


def _json(selection: Selection) -> bytes:
    facts = {
        "edition": selection.edition.id,
        "level": selection.level,
        "week_start": selection.week.start.isoformat(),
        "week_end": str(selection.week),
        "hide_up_to": selection.edition.hide_up_to(selection.level),
        "areas": [row for _, row in selection.rows()],
    }
    return json.dumps(facts, ensure_ascii=False).encode()


def _geojson(selection: Selection) -> bytes:
    shapes = GEOMETRY.lines(selection.edition.read, selection.level)
    features = ",".join(
        f'{{"type":"Feature","id":{json.dumps(row["area_code"])},"geometry":{shapes[place].decode()},'
        f'"properties":{json.dumps(row, ensure_ascii=False)}}}'
        for place, row in selection.rows()
    )
    return f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()


FORMS: dict[str, tuple[str, Callable[[Selection], bytes]]] = {
    "csv": ("text/csv", _csv),
    "json": ("application/json", _json),
    "geojson": ("application/geo+json", _geojson),
}
