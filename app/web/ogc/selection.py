"""Find the features that match a query, and write them as GeoJSON.

A feature is an area in a week. Its id is the area's code in the edition's own week, and code and week in any other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from app.domain import Area, Cell, Level, Period, Shape, Shown
from app.editions import StoredEdition
from app.editions.contract import GEOMETRY
from app.statistics.joined import cells_of, said_of_area
from app.statistics.open_data import as_feature
from app.web.data.facts import facts_of
from app.web.ogc.meeting import boxes_in, meets
from app.web.ogc.query import Bounds, Query
from app.web.ogc.service import GEOJSON, JSON, Link, Service, link
from app.web.pages.compared import rows_at
from app.web.pages.hierarchy import find_area
from app.wording.dictionary import SHOWN

Found = Sequence[tuple[Period, Sequence[int]]]  # the places of areas in their level, by week


def collection_of_features(service: Service, level: Level, query: Query) -> bytes:
    """Write the part of a level's features that is asked for.

    The link to the next part is to this very edition's, so that all parts are of one.
    """
    found = _found(service, level, query)
    matched = sum(len(places) for _, places in found)
    features = [
        feature
        for week, places in _part(found, query.offset, query.limit)
        for feature in _features(service.edition, level, week, places)
    ]
    links = [
        link("self", service.address("items", query.options, level=level), GEOJSON, "This document"),
        link("collection", service.address("collection", level=level), JSON, "What these are"),
    ]
    if query.offset + len(features) < matched and features:
        following = service.pinned.address("items", query.next.options, level=level)
        links.append(link("next", following, GEOJSON, "The next part"))
    head = {
        "type": "FeatureCollection",
        **facts_of(service.edition),
        "numberMatched": matched,
        "numberReturned": len(features),
        "links": links,
    }
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "features": [{",".join(features)}]}}'.encode()


def one_feature(service: Service, level: Level, feature_id: str) -> bytes:
    """Write a feature with its links.

    Raises NotServedError where there is none of this id.
    """
    edition = service.edition
    area, week = _named(service, level, feature_id)
    (feature,) = _features(edition, level, week, [edition.area_index[level, area.code]])
    address = service.address("item", level=level, code=_id(edition, area.code, week))
    links: list[Link] = [
        link("self", address, GEOJSON, "This document"),
        link("collection", service.address("collection", level=level), JSON, "What this is one of"),
    ]
    told = json.dumps({**facts_of(edition), "links": links}, ensure_ascii=False)
    return f"{feature[:-1]},{told[1:]}".encode()


def _named(service: Service, level: Level, feature_id: str) -> tuple[Area, Period]:
    code, _, day = feature_id.rpartition(".")
    week = next((week for week in service.weeks(level) if str(week) == day), None)
    if week and (area := service.edition.area(level, code)):
        return area, week
    return find_area(service.edition, level, feature_id), service.edition.week


def _id(edition: StoredEdition, code: str, week: Period) -> str:
    return code if week == edition.week else f"{code}.{week}"


def _found(service: Service, level: Level, query: Query) -> Found:
    edition = service.edition
    weeks = [edition.week]
    if query.days:
        weeks = [week for week in service.weeks(level) if query.days.holds(week)]
    places = _places(edition, level, query)
    of_cells = {name: value for name, value in query.properties if name in _cell_values(edition)}
    if not of_cells:
        return [(week, places) for week in weeks]
    return [(week, list(_of_cells(edition, level, week, places, of_cells))) for week in weeks]


def _places(edition: StoredEdition, level: Level, query: Query) -> Sequence[int]:
    """Find the places of the areas that lie in the bounds and are called as is asked for."""
    areas = edition.areas[level]
    chosen: Iterable[int] = range(len(areas))
    named = {name: value for name, value in query.properties if name not in _cell_values(edition)}
    if named:
        values = (said_of_area(edition.dataset, area, edition.name) for area in areas)
        chosen = [place for place, of_area in enumerate(values) if named.items() <= of_area.items()]
    return list(_within(edition, level, chosen, query.bounds) if query.bounds else chosen)


def _within(edition: StoredEdition, level: Level, places: Iterable[int], bounds: Bounds) -> Iterator[int]:
    shapes, boxes = GEOMETRY.lines(edition.read, level), boxes_in(bounds)
    for place in places:
        around = edition.box(edition.areas[level][place], Shape.MAP)
        if any(meets(shapes[place], around, box) for box in boxes):
            yield place


def _cell_values(edition: StoredEdition) -> dict[str, Callable[[Cell], str]]:
    """Return how the properties are read that differ from week to week."""
    return {
        "status": lambda cell: SHOWN if isinstance(cell, Shown) else cell.value,
        edition.dataset.count_slug: lambda cell: str(cell.cases) if isinstance(cell, Shown) else "",
    }


def _of_cells(
    edition: StoredEdition, level: Level, week: Period, places: Sequence[int], wanted: dict[str, str]
) -> Iterator[int]:
    read, cells = _cell_values(edition), cells_of(edition.tables(week).get(level), edition.areas[level])
    return (place for place in places if all(read[name](cells[place]) == value for name, value in wanted.items()))


def _part(found: Found, offset: int, limit: int) -> Iterator[tuple[Period, Sequence[int]]]:
    for week, places in found:
        taken = places[offset : offset + limit]
        offset, limit = max(0, offset - len(places)), limit - len(taken)
        if taken:
            yield week, taken


def _features(edition: StoredEdition, level: Level, week: Period, places: Sequence[int]) -> Iterator[str]:
    shapes = GEOMETRY.lines(edition.read, level)
    for place, row in zip(places, rows_at(edition, level, week, places), strict=True):
        yield as_feature(_id(edition, row["area_code"], week), row, shapes[place])
