"""The service's description of itself: landing page, conformance, collections and their schemas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.dataset.levels import LevelDefinition
from app.domain import Level, Shape
from app.web.data.downloads import path_to, whole
from app.web.data.facts import facts_of
from app.web.ogc.meeting import widened
from app.web.ogc.service import GEOJSON, HTML, JSON, OPENAPI, SCHEMA, Service, as_type, link
from app.wording import Wording, capitalize_first
from app.wording.dictionary import fields

CONFORMS_TO = tuple(
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{part}" for part in ("core", "oas30", "geojson")
)
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"


def landing(service: Service) -> dict[str, Any]:
    """Say what the service is and where all else is."""
    dataset = service.edition.dataset
    return {
        "title": dataset.title,
        "description": _meaning(service),
        "attribution": dataset.source,
        **facts_of(service.edition),
        "links": [
            link("self", service.address("landing"), JSON, "This document"),
            link("service-desc", service.address("definition"), OPENAPI, "The definition of the API"),
            link("service-doc", f"{whole(path_to('downloads.data'))}#gis", HTML, "How to connect"),
            link("conformance", service.address("conformance"), JSON, "What the service conforms to"),
            link("data", service.address("collections"), JSON, "The collections"),
            *service.licence(),
        ],
    }


def conformance() -> dict[str, Any]:
    """Say which parts of the standard the service conforms to."""
    return {"conformsTo": list(CONFORMS_TO)}


def collections(service: Service) -> dict[str, Any]:
    """Describe all collections, the finest level first."""
    return {
        "links": [link("self", service.address("collections"), JSON, "This document"), *service.licence()],
        "collections": [collection(service, level.slug) for level in reversed(service.edition.dataset.levels)],
    }


def collection(service: Service, level: Level) -> dict[str, Any]:
    """Describe a level's collection: what its features are, where, of which weeks, and where they are to be had."""
    dataset = service.edition.dataset
    definition = dataset.level(level)
    return {
        "id": level,
        "title": f"{dataset.title}: {definition.in_a_list}",
        "description": _description(service, definition),
        "attribution": dataset.source,
        **facts_of(service.edition),
        "itemType": "feature",
        "crs": [CRS84],
        "extent": {"spatial": {"bbox": [_around(service, level)], "crs": CRS84}, "temporal": _temporal(service, level)},
        "links": [
            link("self", service.address("collection", level=level), JSON, "This document"),
            link("items", service.address("items", level=level), GEOJSON, definition.in_a_list),
            link("describedby", service.address("schema", level=level), SCHEMA, "What the properties mean"),
            *service.licence(),
        ],
    }


def schema(service: Service, level: Level) -> dict[str, Any]:
    """Return the JSON Schema of a level's features.

    A property's type is that of its values: what is not among `required` can also be null, as `status` says why.
    """
    described = fields(service.edition.dataset)
    properties = {
        one.name: {**as_type(one.type), "title": one.title, "description": one.meaning, **_values(list(one.values))}
        for one in described
    }
    required = [one.name for one in described if one.is_required]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": service.address("schema", level=level),
        "title": service.edition.dataset.level(level).in_a_list,
        "type": "object",
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"type": "string"},
            "geometry": {"type": "object"},
            "properties": {"type": "object", "required": required, "properties": properties},
        },
    }


def _values(values: Sequence[str]) -> dict[str, Any]:
    return {"enum": values} if values else {}


def _meaning(service: Service) -> str:
    dataset = service.edition.dataset
    meaning = dataset.count.meaning.rstrip(".")
    return f"{f'{meaning}. ' if meaning else ''}{when(service)}"


def when(service: Service) -> str:
    """Say which periods features are of."""
    wording = Wording(service.edition.dataset)
    return f"Of {wording.days(service.edition.week)}, or of the {wording.weeks} whose last days datetime names."


def _description(service: Service, level: LevelDefinition) -> str:
    wording = Wording(service.edition.dataset)
    hidden = wording.hidden(level.slug)
    kept_back = f"{capitalize_first(hidden)} in an area are hidden: its status says so. " if hidden else ""
    return f"{level.in_a_list}, a feature an area. {kept_back}{_meaning(service)}"


def _around(service: Service, level: Level) -> list[float]:
    """Return a box that holds all of a level's areas."""
    edition = service.edition
    boxes = [box for area in edition.areas[level] if (box := edition.box(area, Shape.MAP))]
    west, south, east, north = zip(*boxes, strict=True)
    return [round(side, 4) for side in widened((min(west), min(south), max(east), max(north)))]


def _temporal(service: Service, level: Level) -> dict[str, Any]:
    """Return the first and the last of the days that name the weeks."""
    weeks = service.weeks(level)
    return {"interval": [[f"{week}T00:00:00Z" for week in (weeks[0], weeks[-1])]], "trs": GREGORIAN}
