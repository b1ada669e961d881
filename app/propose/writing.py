"""Write a definition as TOML in which each choice has a comment that says why."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from app.dataset.codec import as_table
from app.dataset.definition import Counted, Dataset
from app.dataset.levels import Breaks, Hidden, Only
from app.dataset.lines import Place

_INLINE = (Hidden, Only, Breaks)
_WIDTH = 118
_ALWAYS = {Dataset: ("count", "period"), Counted: ("one", "many")}  # said though they are as usual


def written(dataset: Dataset, reasons: Mapping[Place, str], head: str = "") -> str:
    """Write a definition; `reasons` are by the place of what they are of."""
    parts = [_comment(head), "", *_table(dataset, (), reasons, "")]
    return re.sub("\n{3,}", "\n\n", "\n".join(parts)).strip() + "\n"


def _table(value: Any, place: Place, reasons: Mapping[Place, str], heading: str) -> Iterator[str]:
    """Write a table: first what stands under its own heading, then the tables in it."""
    always = {name: as_table(getattr(value, name)) for name in _ALWAYS.get(type(value), ())}
    said = {**always, **as_table(value)}
    inner: list[tuple[str, Any]] = []
    for field in fields(value):
        if field.name not in said:
            continue
        its = getattr(value, field.name)
        if _is_section(its):
            inner.append((field.name, its))
        else:
            yield from _pair(field.name, said[field.name], (*place, field.name), reasons)
    for name, its in inner:
        here = (*place, name)
        path = f"{heading}.{name}" if heading else name
        if isinstance(its, tuple):
            for number, each in enumerate(its):
                yield from _section(f"[[{path}]]", each, (*here, number), reasons, path)
        else:
            yield from _section(f"[{path}]", its, here, reasons, path)


def _section(header: str, value: Any, place: Place, reasons: Mapping[Place, str], path: str) -> Iterator[str]:
    yield ""
    if place in reasons:
        yield _comment(reasons[place])
    yield header
    if is_dataclass(value):
        yield from _table(value, place, reasons, path)
    else:
        for key, each in value.items():
            yield from _pair(key, each, (*place, key), reasons)


def _pair(key: str, value: Any, place: Place, reasons: Mapping[Place, str]) -> Iterator[str]:
    if place in reasons:
        yield _comment(reasons[place])
    yield f"{_key(key)} = {toml(value, is_day=place[0] == 'published')}"


def _is_section(value: Any) -> bool:
    if isinstance(value, tuple):
        return bool(value) and is_dataclass(value[0])
    if isinstance(value, Mapping):
        return bool(value) and any(isinstance(each, date) for each in value.values())
    return is_dataclass(value) and not isinstance(value, _INLINE)


def toml(value: Any, *, is_day: bool = False) -> str:
    """Write a value as TOML does."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value if is_day else _text(value)
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_key(key)} = {toml(each)}' for key, each in value.items())} }}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(toml, value))}]"
    return str(value)


def _text(text: str) -> str:
    if "\\" in text and "'" not in text and text.isprintable():
        return f"'{text}'"  # patterns are plainer so
    escaped = json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
    return re.sub(r"[\x80-\x9f\ud800-\udfff]", "\ufffd", escaped)


def _key(key: str) -> str:
    return key if re.fullmatch("[A-Za-z0-9_-]+", key) else _text(key)


def _comment(text: str) -> str:
    """Write a comment, long ones on several lines; what a file says cannot end it."""
    lines = [
        line
        for each in text.splitlines()
        for line in textwrap.wrap(_printable(each), _WIDTH, break_long_words=False, break_on_hyphens=False)
    ]
    return "\n".join(f"# {line}" for line in lines)


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)
