"""The tables of docs/datasets.md: every key of a definition with its type, default and help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from typing import Any, get_args, get_origin

from app.dataset.codec import as_table, default_of, types_of
from app.dataset.kinds import headed, is_list_of_tables, kinds, without_none

_PLAIN = {
    str: ("text", "texts"),
    int: ("whole number", "whole numbers"),
    bool: ("true or false", "true or false"),
    date: ("day", "days"),
}


def as_markdown() -> str:
    """Write a heading and a table for each table of a definition."""
    return "\n\n".join("\n".join(_section(heading, kind)) for heading, kind in kinds())


def _section(heading: str, kind: Any) -> Iterator[str]:
    yield f"### {'Above the first table' if heading == headed(()) else f'`{heading}`'}"
    yield ""
    yield kind.__doc__
    yield ""
    yield "| key | is | unless said | what it says |"
    yield "| --- | --- | --- | --- |"
    for field in fields(kind):
        told = field.metadata["help"].replace("|", "\\|")
        yield f"| `{field.name}` | {_type_of(kind, field)} | {_default_of(field)} | {told} |"


def _type_of(kind: Any, field: Field[Any]) -> str:
    its, about = without_none(types_of(kind)[field.name]), field.metadata
    if about["choices"]:
        return " or ".join(f'`"{each}"`' for each in about["choices"] if each)
    if is_list_of_tables(its):
        return f"tables, each under `[[{field.name}]]`"
    if is_dataclass(its):
        return "table"
    if get_origin(its) is tuple:
        told = f"list of {_PLAIN[get_args(its)[0]][1]}"
    elif get_origin(its) is not None:
        inner = get_args(its)[1]
        told = f"table of {f'lists of {_PLAIN[get_args(inner)[0]][1]}' if get_origin(inner) else _PLAIN[inner][1]}"
    else:
        told = _PLAIN[its][0]
    least = f", {about['least']} or more" if about["least"] is not None else ""
    return f"{told}{least}{': ' + about['form'] if about['form'] else ''}"


def _default_of(field: Field[Any]) -> str:
    default = default_of(field)
    if default is MISSING:
        return "must be said"
    if default in (None, "", ()) or default == {} or (default == 0 and field.metadata["least"] == 1):
        return ""
    written = as_table(default)
    if isinstance(written, dict):
        inside = ", ".join(f"{key} = {_written(each)}" for key, each in written.items())
        return f"`{{ {inside} }}`" if inside else ""
    return f"`{_written(written)}`"


def _written(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else f"{value:_}"
