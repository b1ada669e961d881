"""Keep the areas: hierarchy, names, populations, boundaries and the topologies worked out from them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from app.domain import FINEST, Area, Level
from app.store.tables import (
    boundaries,
    hierarchy,
    names,
    points,
    populations,
    postcodes,
    stand_in_boundaries,
    topologies,
)

NATIONS = {
    "E": ("E92000001", "England"),
    "W": ("W92000004", "Wales"),
    "S": ("S92000003", "Scotland"),
    "N": ("N92000002", "Northern Ireland"),
}


@dataclass(frozen=True)
class Place:
    """Where an MSOA lies, or an authority with smaller areas that are not known: their codes are empty then."""

    msoa_code: str
    ltla_code: str
    utla_code: str
    region_code: str


def replace_hierarchy(
    connection: Connection, places: Sequence[Place], authority_names: Mapping[tuple[Level, str], str]
) -> None:
    """Put a hierarchy in the place of the one before, with the names of its authorities and regions."""
    connection.execute(delete(hierarchy))
    connection.execute(hierarchy.insert(), [vars(place) for place in places])
    write_names(connection, authority_names)


def write_names(connection: Connection, given: Mapping[tuple[Level, str], str]) -> None:
    """Write names over those known."""
    rows = [{"level": level, "area_code": code, "name": name} for (level, code), name in given.items()]
    write_over(connection, names, rows)


def write_populations(connection: Connection, given: Mapping[str, int]) -> None:
    """Write populations over those known."""
    rows = [{"area_code": code, "population": population} for code, population in given.items()]
    write_over(connection, populations, rows)


def write_points(connection: Connection, given: Mapping[str, tuple[float, float]]) -> None:
    """Write points (longitude, latitude) over those known."""
    rows = [{"area_code": code, "longitude": x, "latitude": y} for code, (x, y) in given.items()]
    write_over(connection, points, rows)


def write_boundaries(connection: Connection, given: Mapping[str, bytes]) -> None:
    """Write boundaries (WKB, EPSG:4326) over those known."""
    write_over(connection, boundaries, [{"area_code": code, "wkb": wkb} for code, wkb in given.items()])


def write_stand_in_boundaries(connection: Connection, given: Mapping[str, bytes]) -> None:
    """Put boundaries (WKB, EPSG:4326) that serve where there are no others in the place of those before."""
    connection.execute(delete(stand_in_boundaries))
    write_over(connection, stand_in_boundaries, [{"area_code": code, "wkb": wkb} for code, wkb in given.items()])


def write_over(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Write rows over those that have the same primary key."""
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table)
    keys = [column.name for column in table.primary_key]
    values = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=values), rows)


@dataclass(frozen=True)
class Geography:
    """Every area by level and code, and of the finest the boundaries (WKB) and points; all in EPSG:4326.

    `partly_known` are the codes of lower tier authorities that have areas which the hierarchy does not name.
    """

    areas: Mapping[Level, tuple[Area, ...]]
    boundaries: Mapping[str, bytes] = field(repr=False)
    points: Mapping[str, tuple[float, float]] = field(repr=False)
    partly_known: frozenset[str] = frozenset()

    @property
    def hash(self) -> str:
        """Name what shapes and topologies are worked out from: where each area is, and which authority it lies in."""
        digest = hashlib.sha256()
        for area in self.areas[FINEST]:
            place = (area.code, area.ltla_code, area.utla_code, area.region_code, self.points.get(area.code))
            digest.update(repr(place).encode())
            digest.update(self.boundaries.get(area.code, b""))
        return digest.hexdigest()


def read_areas(connection: Connection) -> dict[Level, tuple[Area, ...]]:
    """Read the areas, in the order of their codes."""
    called = {(row.level, row.area_code): row.name for row in connection.execute(select(names))}
    people = read_populations(connection)
    found: dict[Level, dict[str, Area]] = {level: {} for level in Level}
    for place in read_places(connection):
        for area in _areas_of_place(place, called):
            found[area.level].setdefault(area.code, area)
    return {level: _with_populations(level, found, people) for level in Level}


def read_places(connection: Connection) -> list[Place]:
    """Read the hierarchy."""
    return [Place(*row) for row in connection.execute(select(hierarchy).order_by(*hierarchy.primary_key))]


def read_geography(connection: Connection) -> Geography:
    """Read the areas, and where those of the finest level are."""
    areas = read_areas(connection)
    finest = {area.code for area in areas[FINEST]}
    return Geography(
        areas,
        {code: wkb for code, wkb in read_boundaries(connection).items() if code in finest},
        {code: at for code, at in read_points(connection).items() if code in finest},
        frozenset(place.ltla_code for place in read_places(connection) if place.ltla_code and not place.msoa_code),
    )


def has_boundaries(connection: Connection) -> bool:
    """Tell whether there are boundaries but those that stand in."""
    return connection.execute(select(boundaries.c.area_code).limit(1)).first() is not None


def read_boundaries(connection: Connection) -> dict[str, bytes]:
    """Read the boundaries (WKB, EPSG:4326) of all areas, known to the hierarchy or not, or else those that stand in."""
    table = boundaries if has_boundaries(connection) else stand_in_boundaries
    return {row.area_code: row.wkb for row in connection.execute(select(table))}


def read_populations(connection: Connection) -> dict[str, int]:
    """Read all populations by their areas' codes."""
    return {row.area_code: row.population for row in connection.execute(select(populations))}


def read_points(connection: Connection) -> dict[str, tuple[float, float]]:
    """Read all points (longitude, latitude), of areas that the hierarchy knows and others."""
    return {row.area_code: (row.longitude, row.latitude) for row in connection.execute(select(points))}


def read_area_codes(connection: Connection) -> dict[Level, set[str]]:
    """Read the codes that the hierarchy knows."""
    return {level: {area.code for area in areas} for level, areas in read_areas(connection).items()}


def geography_digest(connection: Connection) -> str:
    """Give a hash of all that is known of areas, to tell whether a file changed it."""
    digest = hashlib.sha256()
    for table in (hierarchy, names, populations, points, boundaries, stand_in_boundaries, postcodes):
        for row in connection.execute(select(table).order_by(*table.primary_key)):
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def _areas_of_place(place: Place, called: Mapping[tuple[str, str], str]) -> list[Area]:
    """Give an MSOA and all that it lies in; codes are those of the area itself and of what is above it."""
    nation_code, nation_name = NATIONS.get(place.utla_code[0], ("", ""))
    codes = dict(
        zip(Level, (nation_code, place.region_code, place.utla_code, place.ltla_code, place.msoa_code), strict=True)
    )
    above: dict[str, Any] = {}
    areas = []
    for level, code in codes.items():
        if level is not FINEST:
            above = {**above, f"{level}_code": code}
        name = nation_name if level is Level.NATION else called.get((level, code), code)
        if code:
            areas.append(Area(level, code, name, **above))
    return areas


def _with_populations(
    level: Level, found: Mapping[Level, Mapping[str, Area]], people: Mapping[str, int]
) -> tuple[Area, ...]:
    """Give a level's areas, each with its own population or else the sum of its MSOAs', where all are known."""
    members: dict[str, list[int | None]] = {}
    for msoa in found[FINEST].values() if level is not FINEST else ():
        members.setdefault(getattr(msoa, f"{level}_code"), []).append(people.get(msoa.code))
    sums = {code: sum(filter(None, known)) if None not in known else None for code, known in members.items()}
    ordered = (found[level][code] for code in sorted(found[level]))
    return tuple(_with_population(area, people.get(area.code, sums.get(area.code))) for area in ordered)


def _with_population(area: Area, population: int | None) -> Area:
    return Area(**{**vars(area), "population": population})


def read_topology(connection: Connection, geography: str) -> bytes | None:
    """Read what was worked out from the geography with this hash."""
    return connection.execute(select(topologies.c.content).where(topologies.c.geography == geography)).scalar()


def keep_topology(connection: Connection, geography: str, content: bytes) -> None:
    """Keep what was worked out from a geography, in the place of any other."""
    connection.execute(delete(topologies))
    connection.execute(topologies.insert().values(geography=geography, content=content))
