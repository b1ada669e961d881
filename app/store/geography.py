"""Read the areas, where they are, and the topologies worked out from them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from sqlalchemy import Connection, Table, delete, select

from app.dataset import Dataset
from app.domain import Area, Level
from app.store.areas import Called, Place
from app.store.tables import (
    boundaries,
    found_by,
    hierarchy,
    names,
    parents,
    points,
    populations,
    postcodes,
    topologies,
)

Codes = Mapping[str, Any]  # what is known of a level's areas, by their codes


@dataclass(frozen=True)
class Geography:
    """Every area by level and code, and by level those boundaries (WKB) and points that are known; all in EPSG:4326.

    `partly_known` are the codes of areas of the reporting level that have areas which the hierarchy does not name.
    """

    areas: Mapping[Level, tuple[Area, ...]]
    boundaries: Mapping[Level, Mapping[str, bytes]] = field(repr=False)
    points: Mapping[Level, Mapping[str, tuple[float, float]]] = field(repr=False)
    partly_known: frozenset[str] = frozenset()

    @cached_property
    def hash(self) -> str:
        """Return a hash of the input of shapes and topologies: where each area is, and its parents."""
        digest = hashlib.sha256()
        for level, areas in self.areas.items():
            at, shapes = self.points.get(level, {}), self.boundaries.get(level, {})
            for area in areas:
                digest.update(repr((level, area.code, sorted(area.within.items()), at.get(area.code))).encode())
                digest.update(shapes.get(area.code, b""))
        return digest.hexdigest()


def read_areas(connection: Connection, dataset: Dataset) -> dict[Level, tuple[Area, ...]]:
    """Read the areas, in the order of their codes."""
    return _areas_of(connection, dataset, read_places(connection))


def _areas_of(connection: Connection, dataset: Dataset, places: Iterable[Place]) -> dict[Level, tuple[Area, ...]]:
    """Return the areas of places and of all their parents."""
    called = {(row.level, row.area_code): Called(row.name, row.other_name) for row in connection.execute(select(names))}
    people = read_populations(connection)
    found: dict[Level, dict[str, Area]] = {level: {} for level in dataset.slugs}
    only = {level.slug: level.only.name for level in dataset.levels if level.only}
    for levels, codes in _chains(dataset, places):
        for number, level in enumerate(levels, 1):
            code = codes.get(level, "")
            if code and code not in found[level]:
                its = called.get((level, code), Called(only.get(level, code)))
                within = {each: codes[each] for each in levels[:number] if codes.get(each)}
                found[level][code] = Area(level, code, its.name, within, other_name=its.other_name)
    return {level: _with_populations(level, dataset.finest, found, people) for level in dataset.slugs}


def _chains(dataset: Dataset, places: Iterable[Place]) -> Iterator[tuple[tuple[Level, ...], dict[Level, str]]]:
    """Return the levels down to each place's, of those that the dataset has, and the codes that are known of them."""
    up_to = {level: (*dataset.above(level), level) for level in dataset.slugs}
    only = {level.slug: level.only.code for level in dataset.levels if level.only}
    for place in places:
        yield up_to.get(place.level, ()), {**only, **place.within, place.level: place.code}


def read_places(connection: Connection) -> list[Place]:
    """Read the hierarchy, completed by the parents that are stored for areas above the finest level."""
    above = {(row.level, row.area_code): json.loads(row.within) for row in connection.execute(select(parents))}
    rows = connection.execute(select(hierarchy).order_by(hierarchy.c.level, hierarchy.c.area_code))
    within = cache(lambda text: _completed(json.loads(text), above))  # many lie in the same
    return [Place(row.level, row.area_code, within(row.within)) for row in rows]


def _completed(within: Mapping[Level, str], above: Mapping[tuple[Level, str], Mapping[Level, str]]) -> dict[Level, str]:
    codes = dict(within)
    waiting = list(within.items())
    while waiting:
        for level, code in above.get(waiting.pop(), {}).items():
            if level not in codes:
                codes[level] = code
                waiting.append((level, code))
    return codes


def read_geography(connection: Connection, dataset: Dataset) -> Geography:
    """Read the areas, and where they are."""
    places = read_places(connection)
    areas = _areas_of(connection, dataset, places)
    known = {level: {area.code for area in its} for level, its in areas.items()}
    return Geography(
        areas,
        _of_known(read_boundaries(connection), known),
        _of_known(read_points(connection), known),
        frozenset(place.code for place in places if place.level == dataset.reports_by != dataset.finest),
    )


def _of_known(given: Mapping[Level, Codes], known: Mapping[Level, set[str]]) -> dict[Level, dict[str, Any]]:
    return {
        level: {code: value for code, value in its.items() if code in known[level]}
        for level, its in given.items()
        if level in known
    }


def read_boundaries(connection: Connection) -> dict[Level, dict[str, bytes]]:
    """Read the boundaries (WKB, EPSG:4326) of all areas, known to the hierarchy or not."""
    return _by_level((row.level, row.area_code, row.wkb) for row in connection.execute(select(boundaries)))


def read_populations(connection: Connection) -> dict[Level, dict[str, int]]:
    """Read all populations by level and code; those of whichever level has the code are of none."""
    rows = connection.execute(select(populations))
    return _by_level((row.level, row.area_code, row.population) for row in rows)


def read_points(connection: Connection) -> dict[Level, dict[str, tuple[float, float]]]:
    """Read all points (longitude, latitude), of areas that the hierarchy knows and others."""
    rows = connection.execute(select(points))
    return _by_level((row.level, row.area_code, (row.longitude, row.latitude)) for row in rows)


def read_found_by(connection: Connection) -> dict[str, list[str]]:
    """Read the codes of the finest areas by the texts that they are found by, in order."""
    found: dict[str, list[str]] = {}
    for text, code in connection.execute(select(found_by).order_by(*found_by.primary_key)):
        found.setdefault(text, []).append(code)
    return found


def _by_level(rows: Iterable[tuple[Any, ...]]) -> dict[Level, dict[str, Any]]:
    found: dict[Level, dict[str, Any]] = {}
    for level, code, value in rows:
        found.setdefault(level, {})[code] = value
    return found


def read_area_codes(connection: Connection, dataset: Dataset) -> dict[Level, set[str]]:
    """Read the codes that the hierarchy knows."""
    found: dict[Level, set[str]] = {level: set() for level in dataset.slugs}
    for levels, codes in _chains(dataset, read_places(connection)):
        for level in levels:
            if codes.get(level):
                found[level].add(codes[level])
    return found


def geography_digest(connection: Connection) -> str:
    """Return a hash of all that is known of areas, to tell whether a file changed it."""
    return _digest_of(connection, (hierarchy, parents, names, populations, points, boundaries, found_by, postcodes))


def finding_digest(connection: Connection) -> str:
    """Return a hash of what places are found by beside their names."""
    return _digest_of(connection, (found_by, postcodes))


def _digest_of(connection: Connection, tables: Iterable[Table]) -> str:
    digest = hashlib.sha256()
    for table in tables:
        for row in connection.execute(select(table).order_by(*table.primary_key)):
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def _with_populations(
    level: Level, finest: Level, found: Mapping[Level, Mapping[str, Area]], people: Mapping[Level, Mapping[str, int]]
) -> tuple[Area, ...]:
    """Return a level's areas, each with its population or else the sum of its finest areas', if all are known."""
    own, by_code = people.get(level, {}), people.get("", {})
    of_finest = {**by_code, **people.get(finest, {})}
    members: dict[str, list[int | None]] = {}
    for area in found[finest].values() if level != finest else ():
        members.setdefault(area.within.get(level, ""), []).append(of_finest.get(area.code))
    sums = {code: sum(filter(None, known)) if None not in known else None for code, known in members.items()}
    return tuple(
        Area(level, code, area.name, area.within, own.get(code, by_code.get(code, sums.get(code))), area.other_name)
        for code, area in sorted(found[level].items())
    )


def read_topology(connection: Connection, geography: str) -> bytes | None:
    """Read what was worked out from the geography with this hash."""
    return connection.execute(select(topologies.c.content).where(topologies.c.geography == geography)).scalar()


def keep_topology(connection: Connection, geography: str, content: bytes) -> None:
    """Keep what was worked out from a geography, in the place of any other."""
    connection.execute(delete(topologies))
    connection.execute(topologies.insert().values(geography=geography, content=content))
