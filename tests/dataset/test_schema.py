"""The JSON Schema says what the types and checks do, for editors."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.dataset.schema import schema

ROOT = Path(__file__).parent.parent.parent
SCHEMA = ROOT / "docs" / "casemap.schema.json"
SHIPPED = sorted((ROOT / "geodata").glob("*.toml"))
TYPES: dict[str, Any] = {"object": dict, "array": list, "string": (str, date), "integer": int, "boolean": bool}


def test_the_schema_in_the_documents_is_up_to_date() -> None:
    """After a change: casemap check --schema > docs/casemap.schema.json."""
    assert SCHEMA.read_text() == json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def faults(value: Any, its: dict[str, Any], tables: dict[str, Any], where: str = "") -> Iterator[str]:
    """Find where a document is not as a schema of this kind says."""
    if "$ref" in its:
        its = tables[its["$ref"].removeprefix("#/$defs/")]
    if not isinstance(value, TYPES[its["type"]]) or (isinstance(value, bool) and its["type"] != "boolean"):
        yield f"{where} is no {its['type']}"
        return
    if "enum" in its and value not in its["enum"]:
        yield f"{where} is none of its choices"
    if "pattern" in its and not re.search(its["pattern"], value):
        yield f"{where} does not match"
    if value in range(its.get("minimum", 0)):
        yield f"{where} is too small"
    if isinstance(value, str) and len(value) < its.get("minLength", 0):
        yield f"{where} is empty"
    if isinstance(value, list):
        if len(value) < its.get("minItems", 0):
            yield f"{where} is empty"
        for each in value:
            yield from faults(each, its["items"], tables, f"{where}[]")
    if isinstance(value, dict):
        properties, others = its.get("properties", {}), its["additionalProperties"]
        yield from (f"{where}.{key} is missing" for key in its.get("required", ()) if key not in value)
        for key, each in value.items():
            if key not in properties and others is False:
                yield f"{where}.{key} is not known"
            else:
                yield from faults(each, properties.get(key, others), tables, f"{where}.{key}")


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_each_definition_that_is_shipped_is_as_the_schema_says(file: Path) -> None:
    whole = schema()

    assert list(faults(tomllib.loads(file.read_text()), whole, whole["$defs"])) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('title = ""', ".title is empty"),
        ("hiden = 1", ".hiden is not known"),
        ('slug = "A b"', ".slug does not match"),
        ("levels = []", ".levels is empty"),
        ("[[levels]]\nhidden = { }", ".levels[].hidden.most is missing"),
        ('[[levels]]\nabsent = "gone"', ".levels[].absent is none of its choices"),
        ('[period]\ndays = "7"', ".period.days is no integer"),
        ("[period]\ndays = 0", ".period.days is too small"),
        ("[[tables]]\ncolumns.parents = { a = 1 }", ".tables[].columns.parents.a is no string"),
    ],
)
def test_the_schema_finds_mistakes(text: str, fault: str) -> None:
    whole = schema()

    assert fault in list(faults(tomllib.loads(text), whole, whole["$defs"]))
