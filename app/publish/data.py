"""Write the open data of an edition's own week: other weeks are written on request."""

from __future__ import annotations

from app.domain import Level
from app.editions.contract import DATA, GEOMETRY, Read
from app.publish.edition import Edition
from app.statistics.joined import joined_rows
from app.statistics.open_data import FORMS, OpenData
from app.wording import Wording


def data_files(edition: Edition, read: Read) -> dict[str, bytes]:
    """Return the whole levels' files by their names; `read` gives the edition's geometries."""
    levels = edition.dataset.slugs
    given = {level: _open_data(edition, level, read) for level in levels}
    return {DATA[form].name(level): write(given[level]) for form, write in FORMS.items() for level in levels}


def _open_data(edition: Edition, level: Level, read: Read) -> OpenData:
    dataset, areas = edition.dataset, edition.areas[level]
    names = {(area.level, area.code): area.name for its in edition.areas.values() for area in its}
    table, before = (edition.tables.get((level, week)) for week in (edition.week, edition.week.before))
    name, word = (lambda *place: names.get(place, "")), Wording(dataset).week
    rows = joined_rows(dataset, areas, edition.week, table, before, name, word)
    shapes = GEOMETRY.lines(read, level)
    return OpenData(dataset, level, edition.week, list(rows), lambda: shapes)
