"""Write what is known of areas: hierarchy, names, populations, points, boundaries, and what they are found by.

A stand-in (`stands_in`) came with counts or is otherwise second best: it holds until a file of areas says it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, literal, select

from app.domain import Level
from app.store.tables import boundaries, found_by, hierarchy, names, parents, points, populations
from app.store.writing import write_over


@dataclass(frozen=True)
class Place:
    """An area of the finest level or, if its smaller areas are not known, of another, and its parents."""

    level: Level
    code: str
    within: Mapping[Level, str]


@dataclass(frozen=True)
class Called:
    """An area's name, and that in the place's other language."""

    name: str
    other_name: str = ""


def has_hierarchy(connection: Connection) -> bool:
    """Return whether there is a hierarchy other than a stand-in."""
    return _has(connection, hierarchy.c.stands_in.is_(False))


def has_boundaries(connection: Connection, level: Level) -> bool:
    """Return whether a level has boundaries other than stand-ins."""
    return _has(connection, (boundaries.c.level == level) & boundaries.c.stands_in.is_(False))


def replace_hierarchy(connection: Connection, places: Iterable[Place], *, stands_in: bool = False) -> None:
    """Replace the hierarchy; a stand-in does not replace a proper one."""
    if stands_in and has_hierarchy(connection):
        return
    connection.execute(delete(hierarchy))
    rows = [{**_as_row(each), "stands_in": stands_in} for each in places]
    if rows:
        connection.execute(hierarchy.insert(), rows)


def write_parents(connection: Connection, places: Iterable[Place]) -> None:
    """Write the parents of areas above the finest level, replacing those known."""
    write_over(connection, parents, [_as_row(each) for each in places])


def _as_row(place: Place) -> dict[str, str]:
    return {"level": place.level, "area_code": place.code, "within": json.dumps(dict(place.within))}


def write_names(connection: Connection, called: Mapping[tuple[Level, str], Called], *, stands_in: bool = False) -> None:
    """Write names, replacing those known."""
    for level in {level for level, _ in called}:
        rows = {code: vars(its) for (of, code), its in called.items() if of == level}
        _write_level(connection, names, level, rows, stands_in=stands_in)


def write_populations(
    connection: Connection, level: Level, given: Mapping[str, int], *, stands_in: bool = False
) -> None:
    """Write populations, replacing those known; without a level, of whichever areas have the codes."""
    rows = {code: {"population": number} for code, number in given.items()}
    _write_level(connection, populations, level, rows, stands_in=stands_in)


def write_points(
    connection: Connection, level: Level, given: Mapping[str, tuple[float, float]], *, stands_in: bool = False
) -> None:
    """Write points (longitude, latitude), replacing those known."""
    rows = {code: {"longitude": x, "latitude": y} for code, (x, y) in given.items()}
    _write_level(connection, points, level, rows, stands_in=stands_in)


def write_boundaries(
    connection: Connection, level: Level, given: Mapping[str, bytes], *, stands_in: bool = False
) -> None:
    """Write boundaries (WKB, EPSG:4326), replacing those known; stand-ins replace a level's earlier ones."""
    if stands_in:
        connection.execute(delete(boundaries).where(boundaries.c.level == level, boundaries.c.stands_in))
    _write_level(
        connection, boundaries, level, {code: {"wkb": wkb} for code, wkb in given.items()}, stands_in=stands_in
    )


def write_found_by(connection: Connection, given: Iterable[tuple[str, str]]) -> None:
    """Replace the keys by which the finest areas are found (text, code)."""
    connection.execute(delete(found_by))
    rows = [{"text": text, "area_code": code} for text, code in dict.fromkeys(given)]
    if rows:
        connection.execute(found_by.insert(), rows)


def _write_level(
    connection: Connection, table: Table, level: Level, given: Mapping[str, dict[str, Any]], *, stands_in: bool
) -> None:
    """Write facts about a level's areas; stand-ins give way to proper facts and never replace them."""
    of_level = table.c.level == level
    if stands_in and _has(connection, of_level & table.c.stands_in.is_(False)):
        return
    if not stands_in:
        connection.execute(delete(table).where(of_level, table.c.stands_in))
    rows = [{"level": level, "area_code": code, "stands_in": stands_in, **its} for code, its in given.items()]
    write_over(connection, table, rows)


def _has(connection: Connection, condition: ColumnElement[bool]) -> bool:
    return connection.execute(select(literal(1)).where(condition).limit(1)).first() is not None
