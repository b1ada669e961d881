"""Compare two definitions key by key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.dataset.codec import as_table
from app.dataset.definition import Dataset
from app.propose.writing import toml

_KNOWN_BY = {"levels": "slug", "tables": "name", "boundaries": "level"}


def differences(before: Dataset, now: Dataset) -> list[str]:
    """List the keys in which a definition differs from the one before."""
    one, other = dict(_flat(as_table(before))), dict(_flat(as_table(now)))
    told = []
    for key in sorted(one.keys() | other.keys(), key=lambda each: _order(each, one, other)):
        if key not in other:
            told.append(f"{key}: {toml(one[key])} would be left out")
        elif key not in one:
            told.append(f"{key}: {toml(other[key])} would be new")
        elif one[key] != other[key]:
            told.append(f"{key}: {toml(one[key])} would become {toml(other[key])}")
    return told


def _order(key: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[int, int]:
    keys, others = list(one), list(other)
    return (keys.index(key) if key in one else len(keys), others.index(key) if key in other else 0)


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Return each value by the keys that lead to it; a table in a list by what it is known by."""
    for key, value in table.items():
        here = f"{before}{key}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{here}.")
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            for each in value:
                yield from _flat(each, f"{here}[{each.get(_KNOWN_BY.get(key, ''), '')}].")
        else:
            yield here, value
