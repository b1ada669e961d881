"""JSON Schemas (2020-12) of what the API answers, made from the columns of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.dataset import Dataset
from app.options.option import Schema
from app.web.api.listing import FIRST_OF_A_WEEK, LINKS
from app.wording.dictionary import Field

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer", "minimum": 0}
DAY: Schema = {"type": "string", "format": "date"}
ADDRESS: Schema = {"type": "string", "format": "uri"}
TYPES: Mapping[str, Schema] = {
    "string": TEXT,
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "date": DAY,
}
PROBLEM = {
    "type": "object",
    "description": "A problem (RFC 9457), with what could have been asked for instead.",
    "properties": {
        "type": {"const": "about:blank"},
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
        "choices": {"type": "array", "items": TEXT},
        "nearest": {"type": "array", "items": DAY, "description": "The last days on record before and after."},
    },
    "required": ["type", "title", "status", "detail"],
}


def record(properties: Mapping[str, Schema]) -> Schema:
    """Describe an object that has all of these members and no other."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def named(name: str) -> Schema:
    """Lead to what is described by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def several(items: Schema) -> Schema:
    """Describe a list."""
    return {"type": "array", "items": items}


def or_null(schema: Schema) -> Schema:
    """Let a value of one type be null."""
    return {**schema, "type": [schema["type"], "null"]}


def row(fields: Iterable[Field]) -> Schema:
    """Describe a row: null stands where it has no value in a column."""
    return record({field.name: _column(field) for field in fields})


def _column(field: Field) -> Schema:
    schema: Schema = {"title": field.title, "description": field.meaning, **TYPES[field.type]}
    if field.values:
        schema["enum"] = list(field.values)
    if field.is_required:
        return schema
    return or_null({**schema, "enum": [*schema["enum"], None]} if field.values else schema)


def facts(dataset: Dataset) -> dict[str, Schema]:
    """Describe what every answer says of its figures."""
    hidden = record({"least": NUMBER, "most": NUMBER})
    return {
        "edition": TEXT,
        "source": TEXT,
        "licence": or_null(TEXT),
        "hidden": {
            "type": "object",
            "description": "By level, the counts that are hidden, both ends included.",
            "properties": {level.slug: hidden for level in dataset.levels if level.hidden},
            "additionalProperties": False,
        },
    }


def paged(dataset: Dataset, told: Mapping[str, Schema]) -> dict[str, Schema]:
    """Describe what a page of a list has beside its rows."""
    return {
        **facts(dataset),
        **told,
        "matched": {**NUMBER, "description": "The rows of all pages."},
        "page": NUMBER,
        "pages": NUMBER,
        "links": record({name: ADDRESS if name == "self" else or_null(ADDRESS) for name in LINKS}),
    }


def features(properties: Schema, told: Mapping[str, Schema]) -> Schema:
    """Describe a GeoJSON FeatureCollection, whose geometries are null where it is not known where areas are."""
    geometry = {
        "type": ["object", "null"],
        "properties": {"type": TEXT, "coordinates": {"type": "array"}},
        "required": ["type", "coordinates"],
    }
    feature = record({"type": {"const": "Feature"}, "id": TEXT, "geometry": geometry, "properties": properties})
    return record({"type": {"const": "FeatureCollection"}, **told, "features": several(feature)})


def split(fields: Iterable[Field]) -> tuple[list[Field], list[Field]]:
    """Part the columns that say which area it is from those on a week."""
    all_of_them = list(fields)
    first = [field.name for field in all_of_them].index(FIRST_OF_A_WEEK)
    return all_of_them[:first], all_of_them[first:]


def any_of(values: Iterable[Any]) -> Schema:
    """Describe a value that is one of a few words."""
    return {"type": "string", "enum": list(values)}
