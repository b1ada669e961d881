"""Convert a definition to plain tables of TOML and JSON, without defaults, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from app.dataset.definition import Dataset


@cache
def types_of(kind: Any) -> dict[str, Any]:
    """Return the type of each field of one of a definition's types."""
    return get_type_hints(kind)


def as_table(value: Any) -> Any:
    """Write a definition, or a part of one."""
    if is_dataclass(value):
        said = {field.name: getattr(value, field.name) for field in fields(value)}
        return {each.name: as_table(said[each.name]) for each in fields(value) if said[each.name] != default_of(each)}
    if isinstance(value, tuple):
        return [as_table(each) for each in value]
    if isinstance(value, Mapping):
        return {key: as_table(each) for key, each in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def default_of(field: Field[Any]) -> Any:
    """Return the default of a field; MISSING where it must be given."""
    return field.default_factory() if field.default_factory is not MISSING else field.default


def dataset_of(table: Mapping[str, Any]) -> Dataset:
    """Read a definition that has been checked."""
    return cast(Dataset, _read(Dataset, table))


def _read(kind: Any, table: Mapping[str, Any]) -> Any:
    types = types_of(kind)
    return kind(**{name: _value(types[name], value) for name, value in table.items()})


def _value(kind: Any, value: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return None if value is None else _value(next(one for one in inner if one is not type(None)), value)
    if origin is tuple:
        return tuple(_value(inner[0], each) for each in value)
    if origin is not None and issubclass(origin, Mapping):
        return {key: _value(inner[1], each) for key, each in value.items()}
    if is_dataclass(kind):
        return _read(kind, value)
    return date.fromisoformat(value) if kind is date and isinstance(value, str) else value
