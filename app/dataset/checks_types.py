"""Check each key and value of a definition against its type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, cast, get_args, get_origin

from app.dataset.codec import default_of, types_of
from app.dataset.definition import Dataset
from app.dataset.kinds import headed, is_list_of_tables, kinds, without_none
from app.dataset.lines import Place
from app.dataset.problems import Problem, instead, nearest

_WRONG = object()  # stands for a value that cannot be used
_PLAIN = {
    str: ("a text in quotes", "texts in quotes"),
    int: ("a whole number", "whole numbers"),
    bool: ("true or false", "true or false"),
    date: ("a day, such as 2021-07-12", "days, such as 2021-07-12"),
}
_EMPTY: dict[Any, Any] = {str: "", int: 0, bool: False, tuple: ()}


def checked(table: Mapping[str, Any]) -> tuple[Dataset, list[Problem]]:
    """Return the valid part of a definition with defaults for the rest, and what is wrong."""
    reader = _Reader([])
    return cast(Dataset, reader.table(Dataset, table, ())), reader.problems


def key_of(place: Place) -> str:
    """Return the key that a place is at or in."""
    return next((each for each in reversed(place) if isinstance(each, str)), "the file")


@dataclass
class _Reader:
    problems: list[Problem]

    def table(self, kind: Any, table: Mapping[str, Any], place: Place) -> Any:
        """Read a table into its type."""
        known = {field.name: field for field in fields(kind)}
        for key in table.keys() - known.keys():
            self._say((*place, key), _unknown(kind, key, place))
        values = {name: self._field(kind, field, table, place) for name, field in known.items()}
        return kind(**values)

    def _field(self, kind: Any, field: Field[Any], table: Mapping[str, Any], place: Place) -> Any:
        its_type, here = types_of(kind)[field.name], (*place, field.name)
        value = _WRONG
        if field.name in table:
            value = self._value(its_type, table[field.name], here)
            if value is not _WRONG:
                self._bounds(field, value, here)
        elif default_of(field) is MISSING:
            self._say(here, _lacks(field, place, is_list=is_list_of_tables(its_type)))
        if value is not _WRONG:
            return value
        return _empty(its_type) if default_of(field) is MISSING else default_of(field)

    def _value(self, kind: Any, value: Any, place: Place) -> Any:
        """Read a value of any type."""
        kind = without_none(kind)
        origin, inner = get_origin(kind), get_args(kind)
        if origin is tuple:
            return self._list(inner[0], value, place)
        if origin is not None:
            return self._mapping(inner[1], value, place)
        if is_dataclass(kind):
            if isinstance(value, Mapping):
                return self.table(kind, value, place)
            example = fields(kind)[0].name
            return self._wrong(place, f"{key_of(place)} must be a table, such as {{ {example} = ... }}, not", value)
        return self._plain(kind, value, place)

    def _list(self, kind: Any, value: Any, place: Place) -> Any:
        if not isinstance(value, list):
            if is_dataclass(kind):
                return self._wrong(place, f"{key_of(place)} must be tables, each under [[{key_of(place)}]], not", value)
            told = f"{key_of(place)} must be a list, such as [{_written(value)}], not"
            return self._wrong(place, told, value)
        read = [self._value(kind, each, (*place, number)) for number, each in enumerate(value)]
        if is_dataclass(kind):  # so that each stays in its place
            return tuple(_empty(kind) if each is _WRONG else each for each in read)
        return tuple(each for each in read if each is not _WRONG)

    def _mapping(self, kind: Any, value: Any, place: Place) -> Any:
        if not isinstance(value, Mapping):
            is_of_lists = get_origin(kind) is tuple
            told = f"lists of {_PLAIN[get_args(kind)[0]][1]}" if is_of_lists else _PLAIN[kind][1]
            return self._wrong(place, f"{key_of(place)} must be a table of {told}, not", value)
        read = {key: self._entry(kind, each, (*place, key)) for key, each in value.items()}
        return {key: each for key, each in read.items() if each is not _WRONG}

    def _entry(self, kind: Any, value: Any, place: Place) -> Any:
        if isinstance(value, Mapping):  # for TOML, a.csv is csv in a
            return self._wrong(place, f"{place[-1]}: put a name that has dots in quotes. This is", value)
        return self._value(kind, value, place)

    def _plain(self, kind: Any, value: Any, place: Place) -> Any:
        if kind is date and isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                return self._wrong(place, f"{key_of(place)} must be {_PLAIN[date][0]}, not", value)
        if type(value) is kind:
            return value
        told = f"each of {key_of(place)} must be" if isinstance(place[-1], int) else f"{key_of(place)} must be"
        is_quoted = kind is not str and isinstance(value, str) and re.fullmatch("[0-9]+|true|false", value.strip())
        mend = ": leave the quotes out" if is_quoted else ""
        return self._wrong(place, f"{told} {_PLAIN[kind][0]}, not", value, mend)

    def _bounds(self, field: Field[Any], value: Any, place: Place) -> None:
        """Check a value against what its field says of it."""
        about, name = field.metadata, field.name
        if value == "" and default_of(field) is MISSING:
            self._say(place, f"{name} must not be empty. {about['help']}")
        elif about["choices"] and value not in about["choices"]:
            choices = [each for each in about["choices"] if each]
            self._say(place, f"{name} cannot be {_written(value)}{instead(value, choices)}")
        elif about["pattern"] and not re.fullmatch(about["pattern"], value):
            self._say(place, f"{name} cannot be {_written(value)}: it must be {about['form']}.")
        if about["least"] is not None:
            for number in value if isinstance(value, tuple) else (value,):
                if number is not None and number < about["least"]:
                    self._say(place, f"{name} must be {about['least']} or more, not {number}.")

    def _wrong(self, place: Place, must: str, value: Any, mend: str = "") -> Any:
        self._say(place, f"{must} {_written(value)}{mend}.")
        return _WRONG

    def _say(self, place: Place, sentence: str) -> None:
        self.problems.append(Problem(place, sentence))


def _empty(kind: Any) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        types = types_of(kind)
        return kind(
            **{
                field.name: _empty(types[field.name]) if default_of(field) is MISSING else default_of(field)
                for field in fields(kind)
            }
        )
    return _EMPTY[get_origin(kind) or kind]


def _lacks(field: Field[Any], place: Place, *, is_list: bool) -> str:
    if is_list:
        return f"[[{field.name}]] is missing. {field.metadata['help']}"
    return f"{field.name} is missing in {headed(place)}. {field.metadata['help']}"


def _unknown(kind: Any, key: str, place: Place) -> str:
    names = [field.name for field in fields(kind)]
    there_is_no = f"{key}: there is no such key in {headed(place)}"
    if place and key in types_of(Dataset):
        return f"{there_is_no}: it stands above the first [table], since what is below one belongs to it."
    if meant := nearest(key, names):
        return f"{there_is_no}; did you mean {meant}?"
    owners = [table for table, its in kinds() if key in types_of(its)]
    if owners:
        return f"{there_is_no}: it belongs to {' or '.join(owners)}."
    return f"{there_is_no}{instead(key, names)}"


def _written(value: Any) -> str:
    """Write a value as TOML does, a long one cut."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value[:40]}"'
    if isinstance(value, (list, Mapping)):
        return "a list" if isinstance(value, list) else "a table"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)[:40]
