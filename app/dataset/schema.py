"""The JSON Schema of definitions, made from their types, for editors that check and complete."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from typing import Any, get_args, get_origin

from app.dataset.codec import as_table, default_of, types_of
from app.dataset.definition import Dataset
from app.dataset.kinds import without_none

_PLAIN = {str: {"type": "string"}, int: {"type": "integer"}, bool: {"type": "boolean"}}
_DAY = {"type": "string", "format": "date"}  # as editors hand on the days of TOML


def schema() -> dict[str, Any]:
    """Return the schema of a definition."""
    tables: dict[str, Any] = {}
    whole = _of_table(Dataset, tables)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "casemap.toml",
        **whole,
        "$defs": dict(sorted(tables.items())),
    }


def _of_table(kind: Any, tables: dict[str, Any]) -> dict[str, Any]:
    said = fields(kind)
    return {
        "type": "object",
        "description": kind.__doc__,
        "properties": {field.name: _of_field(kind, field, tables) for field in said},
        "required": [field.name for field in said if default_of(field) is MISSING],
        "additionalProperties": False,
    }


def _of_field(kind: Any, field: Field[Any], tables: dict[str, Any]) -> dict[str, Any]:
    about = field.metadata
    its = _of_type(without_none(types_of(kind)[field.name]), tables)
    holder = its["items"] if about["least"] is not None and "items" in its else its
    if about["least"] is not None:
        holder["minimum"] = about["least"]
    if about["choices"]:
        its["enum"] = [each for each in about["choices"] if each or default_of(field) == ""]
    if about["pattern"]:
        its["pattern"] = f"^({about['pattern']})$"
    elif its.get("type") == "string" and default_of(field) is MISSING:
        its["minLength"] = 1
    default = default_of(field)
    has_default = default is not MISSING and default is not None and "$ref" not in its
    if has_default and about["least"] and default == 0:  # which stands for nothing said
        has_default = False
    if default is MISSING and its["type"] == "array":
        its["minItems"] = 1
    return {"description": about["help"], **its, **({"default": as_table(default)} if has_default else {})}


def _of_type(kind: Any, tables: dict[str, Any]) -> dict[str, Any]:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return {"type": "array", "items": _of_type(inner[0], tables)}
    if origin is not None:
        return {"type": "object", "additionalProperties": _of_type(inner[1], tables)}
    if is_dataclass(kind) and isinstance(kind, type):
        if kind.__name__ not in tables:
            tables[kind.__name__] = {}  # so that it is asked for once
            tables[kind.__name__] = _of_table(kind, tables)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    return dict(_DAY if kind is date else _PLAIN[kind])
