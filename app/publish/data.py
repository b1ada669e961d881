"""Write the open data of an edition's own week, which most ask for: all else is written when it is asked for."""

from __future__ import annotations

from app.domain import Edition, Level
from app.editions.contract import CODED_DATA, DATA, GEOMETRY, Read
from app.publish.layers import compress, gzipped
from app.statistics.joined import joined_rows
from app.statistics.open_data import FORMS, OpenData

# The smallest forms are a third smaller and take half a minute; the next best within 2 %, and twice the time of these.
BROTLI, GZIP = 6, 6


def data_files(edition: Edition, read: Read) -> dict[str, bytes]:
    """Give the whole levels' files by their names; `read` gives the edition's geometries."""
    given = {level: _open_data(edition, level, read) for level in Level}
    files = {DATA[form].name(level): write(given[level]) for form, write in FORMS.items() for level in Level}
    coded = {name: files[name] for name in files if any(DATA[form].is_name(name) for form in CODED_DATA)}
    return {**files, **compress(coded, BROTLI), **gzipped(coded, GZIP)}


def _open_data(edition: Edition, level: Level, read: Read) -> OpenData:
    names = {(area.level, area.code): area.name for areas in edition.areas.values() for area in areas}
    table, before = (edition.tables.get((level, week)) for week in (edition.week, edition.week.before))
    rows = joined_rows(edition.areas[level], edition.week, table, before, lambda *place: names.get(place, ""))
    shapes = GEOMETRY.lines(read, level)
    return OpenData(level, edition.week, edition.hide_up_to.get(level), list(rows), lambda: shapes)
