"""The definition of the service for programs, as OpenAPI 3.0, which the standard and GIS programs require."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.web.ogc.collections import schema, when
from app.web.ogc.query import FEATURES, MOST, MOST_FEATURES, filters
from app.web.ogc.service import GEOJSON, JSON, OPENAPI, SCHEMA, Service, as_type
from app.web.serving.errors import PROBLEM
from app.wording import Wording
from app.wording.dictionary import Field

VERSION = "1.0.0"  # of the API
ERRORS = {
    "400": "An option cannot be understood, or there is none of its name.",
    "404": "There is no such collection or feature.",
    "410": "The edition was withdrawn.",
    "503": "Much is asked for just now, or nothing is published.",
}
DAYS = "A day, or days from one to another, as in 2020-10-01/2020-10-31 or 2020-10-01/.. (RFC 3339)."
PARAMETERS: dict[str, Any] = {
    "f": ("The form; there is one.", {"type": "string", "enum": ["json"], "default": "json"}),
    "bbox": (
        "West, south, east and north in degrees (CRS84): only areas that have a point there.",
        {
            "type": "array",
            "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
            "items": {"type": "number"},
        },
    ),
    "limit": (
        "The most features in an answer; more than the maximum is taken for the maximum.",
        {"type": "integer", "minimum": 1, "maximum": MOST_FEATURES, "default": FEATURES},
    ),
    "offset": (
        "How many features to pass over; the link to the next part says it.",
        {"type": "integer", "minimum": 0, "maximum": MOST, "default": 0},
    ),
}


def definition(service: Service) -> dict[str, Any]:
    """Define the API of an edition's service."""
    dataset = service.edition.dataset
    return {
        "openapi": "3.0.3",
        "info": {
            "title": dataset.title,
            "description": dataset.source,
            "version": VERSION,
        },
        "servers": [{"url": service.address("landing")}],
        "paths": {**_of_the_service(), **_of_collections(service)},
        "components": {
            "parameters": {
                **{name: _parameter(name, *of) for name, of in PARAMETERS.items()},
                "datetime": _parameter("datetime", f"{DAYS} {when(service)}", {"type": "string"}),
                "featureId": {
                    "name": "featureId",
                    "in": "path",
                    "required": True,
                    "description": "An area's code, or its code, a dot and the last day of another "
                    f"{Wording(dataset).week}.",
                    "schema": {"type": "string"},
                },
                **{one.name: _filter(one) for one in filters(dataset)},
            },
            "schemas": {**_SCHEMAS, "feature": _feature(service)},
            "responses": {
                status: {"description": why, "content": _content(PROBLEM, {"type": "object"})}
                for status, why in ERRORS.items()
            },
        },
    }


def _of_the_service() -> dict[str, Any]:
    about = {
        "/": ("getLandingPage", "What the service is", JSON, _LINKED),
        "/api": ("getApiDefinition", "This definition", OPENAPI, {"type": "object"}),
        "/conformance": ("getConformanceDeclaration", "What it conforms to", JSON, _ref("schemas", "conformance")),
        "/collections": ("describeCollections", "All collections", JSON, _ref("schemas", "collections")),
    }
    return {path: _get(*of, ("f",), ("400", "410", "503")) for path, of in about.items()}


def _of_collections(service: Service) -> dict[str, Any]:
    dataset = service.edition.dataset
    asked = ("f", "bbox", "datetime", "limit", "offset", *(one.name for one in filters(dataset)))
    paths: dict[str, Any] = {}
    for level in reversed(dataset.levels):
        path, called = f"/collections/{level.slug}", level.in_a_list
        paths |= {
            path: _get(f"describe_{level.slug}", called, JSON, _ref("schemas", "collection"), ("f",)),
            f"{path}/schema": _get(f"schema_{level.slug}", f"{called}: properties", SCHEMA, {"type": "object"}, ("f",)),
            f"{path}/items": _get(
                f"items_{level.slug}", f"{called}: features", GEOJSON, _ref("schemas", "featureCollection"), asked
            ),
            f"{path}/items/{{featureId}}": _get(
                f"item_{level.slug}", f"{called}: a feature", GEOJSON, _ref("schemas", "feature"), ("featureId", "f")
            ),
        }
    return paths


def _get(
    name: str, summary: str, form: str, schema_: dict[str, Any], asked: Iterable[str], errors: Iterable[str] = ERRORS
) -> dict[str, Any]:
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": [_ref("parameters", one) for one in asked],
            "responses": {
                "200": {"description": summary, "content": _content(form, schema_)},
                **{status: _ref("responses", status) for status in errors},
            },
        }
    }


def _content(form: str, schema_: dict[str, Any]) -> dict[str, Any]:
    return {form: {"schema": schema_}}


def _ref(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


def _parameter(name: str, description: str, schema_: dict[str, Any]) -> dict[str, Any]:
    """Define an option with all that QGIS looks for."""
    return {
        "name": name,
        "in": "query",
        "required": False,
        "style": "form",
        "explode": False,
        "description": description,
        "schema": schema_,
    }


def _filter(field: Field) -> dict[str, Any]:
    bounds = {"minimum": 0, "maximum": MOST} if field.is_number else {"pattern": "[^ ]"}
    values = {"enum": list(field.values)} if field.values else bounds
    return _parameter(field.name, f"Only areas with this value. {field.meaning}", {**as_type(field.type), **values})


def _feature(service: Service) -> dict[str, Any]:
    """Return the schema of features as OpenAPI 3.0 has it, where what can be null is said to be nullable."""
    of_level = schema(service, service.edition.dataset.finest)["properties"]["properties"]
    required = of_level["required"]
    properties = {name: one if name in required else _nullable(one) for name, one in of_level["properties"].items()}
    return {
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"type": "string"},
            "geometry": {"type": "object", "nullable": True},
            "properties": {"type": "object", "required": required, "properties": properties},
        },
    }


def _nullable(schema_: dict[str, Any]) -> dict[str, Any]:
    values = {"enum": [*schema_["enum"], None]} if "enum" in schema_ else {}
    return {**schema_, **values, "nullable": True}


_LINKS: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["href", "rel"],
        "properties": {name: {"type": "string"} for name in ("href", "rel", "type", "title")},
    },
}
_LINKED: dict[str, Any] = {"type": "object", "required": ["links"], "properties": {"links": _LINKS}}
_SCHEMAS: dict[str, Any] = {
    "conformance": {
        "type": "object",
        "required": ["conformsTo"],
        "properties": {"conformsTo": {"type": "array", "items": {"type": "string"}}},
    },
    "collections": {
        "type": "object",
        "required": ["links", "collections"],
        "properties": {"links": _LINKS, "collections": {"type": "array", "items": _ref("schemas", "collection")}},
    },
    "collection": {
        "type": "object",
        "required": ["id", "title", "description", "extent", "links"],
        "properties": {
            **{name: {"type": "string"} for name in ("id", "title", "description", "attribution", "itemType")},
            "extent": {"type": "object"},
            "crs": {"type": "array", "items": {"type": "string"}},
            "links": _LINKS,
        },
    },
    "featureCollection": {
        "type": "object",
        "required": ["type", "features", "numberMatched", "numberReturned", "links"],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "numberMatched": {"type": "integer", "minimum": 0},
            "numberReturned": {"type": "integer", "minimum": 0},
            "links": _LINKS,
            "features": {"type": "array", "items": _ref("schemas", "feature")},
        },
    },
}
