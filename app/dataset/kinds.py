"""The tables of a definition's file: the heading and the type of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin

from app.dataset.codec import types_of
from app.dataset.definition import Dataset
from app.dataset.lines import Place


def kinds(kind: Any = Dataset, place: Place = ()) -> Iterator[tuple[str, Any]]:
    """Return each table's heading and type, in the order of the types."""
    yield headed(place), kind
    for field in fields(kind):
        its = without_none(types_of(kind)[field.name])
        if is_list_of_tables(its):
            yield from kinds(get_args(its)[0], (*place, field.name, 0))
        elif is_dataclass(its):
            yield from kinds(its, (*place, field.name))


def headed(place: Place) -> str:
    """Write the heading of a table as its file does: [count], [[levels]], [levels.hidden]."""
    keys = ".".join(str(each) for each in place if isinstance(each, str))
    if not keys:
        return "the file"
    return f"[[{keys}]]" if isinstance(place[-1], int) else f"[{keys}]"


def is_list_of_tables(kind: Any) -> bool:
    """Return whether a field's type is written as [[tables]]."""
    return get_origin(kind) is tuple and is_dataclass(get_args(kind)[0])


def without_none(kind: Any) -> Any:
    """Return the type of a field that may be left out as that of one that may not."""
    if get_origin(kind) in (Union, UnionType):
        return next(one for one in get_args(kind) if one is not type(None))
    return kind
