"""The tables of geography: the hierarchy of MSOAs, their names and their populations."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from app.errors import BadFileError
from app.sources.cells import matches, numbers, texts, whole_number
from app.sources.contents import Hierarchy, Names, Populations, Reading
from app.sources.text import read_csv

_CODES = ("msoacode", "msoa11cd")
_NAMES = ("msoaname", "msoa11hclnm")  # the second is the House of Commons Library's
_HIERARCHY = ("msoa_code", "ltla_code", "ltla_name", "utla_code", "utla_name", "region_code", "region_name")
_AREA_CODE = re.compile(r"[EWSN][0-9]{8}")
_ANY = re.compile(r".+", re.DOTALL)
_MOST_PEOPLE = 1_000_000


def recognises_hierarchy(headings: frozenset[str]) -> bool:
    """Tell whether folded CSV headings are a hierarchy's."""
    return {"msoacode", "ltlacode"} <= headings


def recognises_names(headings: frozenset[str]) -> bool:
    """Tell whether folded CSV headings are those of MSOAs' names."""
    return not headings.isdisjoint(_CODES) and not headings.isdisjoint(_NAMES)


def recognises_population(headings: frozenset[str]) -> bool:
    """Tell whether folded CSV headings are those of MSOAs' populations."""
    return not headings.isdisjoint(_CODES) and "population" in headings


def read_hierarchy(path: Path) -> Reading:
    """Read a hierarchy: every code has one name and one parent; raises BadFileError with row and column."""
    table = read_csv(path)
    table.require(*_HIERARCHY)
    columns = {name: table.column(name.replace("_", "")) for name in _HIERARCHY}
    rows = pd.DataFrame(
        {name: _codes(column) if name.endswith("_code") else _filled(column) for name, column in columns.items()}
    )
    rows = _one_row_each(rows, "msoa_code")
    _refuse_two_parents(rows, ["ltla_code", "ltla_name", "utla_code"])
    _refuse_two_parents(rows, ["utla_code", "utla_name", "region_code"])
    _refuse_two_parents(rows, ["region_code", "region_name"])
    return Reading((Hierarchy(rows.reset_index(drop=True)),))


def read_names(path: Path) -> Reading:
    """Read MSOAs' names; raises BadFileError with row and column."""
    table = read_csv(path)
    rows = pd.DataFrame({"area_code": _codes(table.column(*_CODES)), "name": _filled(table.column(*_NAMES))})
    return Reading((Names(_one_row_each(rows, "area_code").reset_index(drop=True)),))


def read_population(path: Path) -> Reading:
    """Read MSOAs' populations, whole and above zero; raises BadFileError with row and column."""
    table = read_csv(path)
    people = numbers(table.column("population"), _people)
    rows = pd.DataFrame({"area_code": _codes(table.column(*_CODES)), "population": people})
    return Reading((Populations(_one_row_each(rows, "area_code").reset_index(drop=True)),))


def _people(text: str) -> int:
    number = whole_number(text)
    if not 0 < number <= _MOST_PEOPLE:
        raise ValueError(f"{text} cannot be the population of an MSOA: it must be above 0, and at most 1,000,000.")
    return number


def _codes(column: pd.Series[str]) -> pd.Series[str]:
    return _checked(column, _AREA_CODE, "is not an area's code, which is a letter and eight digits.")


def _filled(column: pd.Series[str]) -> pd.Series[str]:
    return _checked(column, _ANY, "is blank: a name must stand here.")


def _checked(column: pd.Series[str], pattern: re.Pattern[str], problem: str) -> pd.Series[str]:
    bad = column[~matches(column, pattern)]
    if not bad.empty:
        raise BadFileError(f'"{str(bad.iloc[0])[:40]}" {problem}', row=int(bad.index[0]), column=str(column.name))
    return texts(column)


def _one_row_each(rows: pd.DataFrame, key: str) -> pd.DataFrame:
    if rows.empty:
        raise BadFileError("It has no rows. Download it again.")
    again = rows.duplicated(key)
    if again.any():
        row = rows[again].iloc[0]
        raise BadFileError(f"{row[key]} stands twice. Take one out.", row=int(str(row.name)), column=key)
    return rows


def _refuse_two_parents(rows: pd.DataFrame, columns: list[str]) -> None:
    distinct = rows.drop_duplicates(columns)
    again = distinct.duplicated(columns[0])
    if again.any():
        row = distinct[again].iloc[0]
        others = " or ".join(columns[1:])
        problem = f"{row[columns[0]]} has another {others} than in a row before. Make them agree."
        raise BadFileError(problem, row=int(str(row.name)), column=columns[0])
