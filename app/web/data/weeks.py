"""Open data: every area of a level in a week, as CSV, JSON and GeoJSON, at plain addresses.

The whole levels in the edition's own week are files of the edition; all else is written when it is asked for.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response

from app.bulk.asked import forms_of_week
from app.domain import Area, Level, Period
from app.editions import StoredEdition
from app.editions.contract import CODED_DATA, DATA, GEOMETRY
from app.errors import NotServedError
from app.options.places import place_named
from app.options.values import not_on_record
from app.statistics.open_data import FORMS, OpenData, with_facts
from app.web.data.facts import description_link, facts_of
from app.web.pages.compared import rows_at
from app.web.pages.hierarchy import find_level
from app.web.serving.bodies import Body
from app.web.serving.site import site
from app.wording import Wording

UNSAFE = re.compile(r"[^A-Za-z0-9._-]")  # in the name of a file: codes may have any letters

blueprint = Blueprint("data", __name__, url_prefix="/api/v1/weeks")

LATEST = "latest"  # the word for the edition's own week in addresses
FEW, PAUSE = 25, 0.001  # after so many rows, which take a millisecond, pause for so many seconds for other threads
MIMETYPES = {"csv": "text/csv", "json": "application/json", "geojson": "application/geo+json"}


@dataclass(frozen=True)
class Selection:
    """The areas that an address asks for, and the form."""

    edition: StoredEdition
    level: Level
    week: Period
    within: Area | None
    form: str

    @property
    def is_stored(self) -> bool:
        """Return whether it is a file of the edition."""
        return self.within is None and self.week == self.edition.week

    @property
    def is_costly(self) -> bool:
        """Return whether it takes long to write or to compress: more than a page, as what lies in a part never does."""
        is_whole = self.within is None or self.within.level == self.edition.dataset.slugs[0]
        return self.form == "geojson" or (is_whole and self.level == self.edition.dataset.finest)

    def body(self) -> Body:
        """Read or write it."""
        if self.is_stored and self.form in CODED_DATA:
            return Body.stored(self.edition, DATA[self.form].name(self.level))
        content = self.edition.read(DATA[self.form].name(self.level)) if self.is_stored else self._written()
        return Body(with_facts(content, facts_of(self.edition)) if self.form == "json" else content)

    def _written(self) -> bytes:
        areas = self.edition.areas[self.level]
        places = [place for place, area in enumerate(areas) if self.within is None or area.is_within(self.within)]
        rows = rows_at(self.edition, self.level, self.week, places)

        def shapes() -> list[bytes]:
            lines = GEOMETRY.lines(self.edition.read, self.level)
            return [lines[place] for place in places]

        return FORMS[self.form](OpenData(self.edition.dataset, self.level, self.week, _giving_way(rows), shapes))


def _giving_way(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Return rows, and the interpreter to the threads that make pages after every few."""
    for number, row in enumerate(rows):
        if number % FEW == 0:
            time.sleep(PAUSE)
        yield row


@blueprint.get("/<week>/<level>.<form>")
@blueprint.get("/<week>/<level>/<within>.<form>")
def week_of_level(week: str, level: str, form: str, within: str | None = None) -> Response:
    """Serve a level's areas in a week, or those within an area."""
    edition = site().current()
    if form not in FORMS:
        raise NotServedError(
            f"There is no format {form[:40]}.", choices=[*FORMS, *([] if within else forms_of_week(edition))]
        )
    selection = _select(edition, week, level, within, form)
    key = (edition.id, selection.week, level, within, form)
    give = site().costly_body if selection.is_costly and not selection.is_stored else site().body
    response = give(key, selection.body).response(MIMETYPES[form])
    if form != "json":
        response.headers["Link"] = description_link(edition)
    if form == "csv":
        name = UNSAFE.sub("_", "-".join(filter(None, (level, within, str(selection.week)))))
        response.headers["Content-Disposition"] = f'inline; filename="{name}.csv"'
    return response


def _select(edition: StoredEdition, week: str, level: str, within: str | None, form: str) -> Selection:
    find_level(edition, level)
    chosen = week_named(edition, week)
    place = (
        place_named(edition, within, edition.dataset.slugs, f"No area has the code {within[:40]}.") if within else None
    )
    return Selection(edition, level, chosen, place, form)


def week_named(edition: StoredEdition, week: str) -> Period:
    """Find the week that an address names by its last day, or as the latest.

    Raises NotOnRecordError where there is none.
    """
    if week == LATEST:
        return edition.week
    if week not in edition.weeks:
        raise not_on_record(week, list(map(edition.period, edition.weeks)), Wording(edition.dataset).week, LATEST)
    return edition.period(week)
