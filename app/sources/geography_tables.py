"""The tables of geography: the hierarchy of areas, their names, populations and points."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from app.errors import BadFileError
from app.sources.cells import checked, numbers, texts, whole_number
from app.sources.contents import Hierarchy, Names, Points, Populations, Reading
from app.sources.text import CORRECT, Table, read_csv

_CODES = ("msoacode", "msoa11cd")
_CODES_OF_ANY_LEVEL = (*_CODES, "areacode")
_NAMES = ("msoaname", "msoa11hclnm")  # the second is the House of Commons Library's
_HIERARCHY = ("msoa_code", "ltla_code", "ltla_name", "utla_code", "utla_name", "region_code", "region_name")
_AREA_CODE = re.compile(r"[EWSN][0-9]{8}")
# A spreadsheet would run a name that begins like a formula; control characters would turn the text around it.
_CONTROL = r"\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069"
_NAME = re.compile(rf"[^{_CONTROL}=+@-][^{_CONTROL}]*")
_OR_BLANK = re.compile(r"([EWSN][0-9]{8})?")
_OPTIONAL = ("msoa_code", "ltla_code", "ltla_name")  # an authority may stand without its smaller areas
_MOST_PEOPLE = 100_000_000
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?!-?[0-9])")
_BRITAIN = {"longitude": (-9.0, 2.1), "latitude": (49.0, 61.0)}


def recognises_hierarchy(headings: frozenset[str]) -> bool:
    """Tell whether folded CSV headings are a hierarchy's."""
    return {"msoacode", "ltlacode"} <= headings


def recognises_names(headings: frozenset[str]) -> bool:
    """Tell whether folded CSV headings are those of MSOAs' names."""
    return not headings.isdisjoint(_CODES) and not headings.isdisjoint(_NAMES)


def recognises_population(headings: frozenset[str]) -> bool:
    """Tell whether folded CSV headings are those of areas' populations."""
    return not headings.isdisjoint(_CODES_OF_ANY_LEVEL) and "population" in headings


def recognises_points(headings: frozenset[str]) -> bool:
    """Tell whether folded CSV headings are those of points inside areas."""
    return not headings.isdisjoint(_CODES_OF_ANY_LEVEL) and {"longitude", "latitude"} <= headings


def read_hierarchy(path: Path) -> Reading:
    """Read a hierarchy: every code has one name and one parent; raises BadFileError with row and column.

    A row without an MSOA, or without a lower tier authority too, is an authority whose smaller areas are not known.
    """
    table = read_csv(path)
    table.require(*_HIERARCHY)
    rows = pd.DataFrame({name: _hierarchy_column(table.column(name.replace("_", "")), name) for name in _HIERARCHY})
    rows = _one_row_each(rows, ["msoa_code", "ltla_code", "utla_code"])
    _one_row_each(rows[rows["msoa_code"] != ""], ["msoa_code"])
    _refuse_two_parents(rows[rows["ltla_code"] != ""], ["ltla_code", "ltla_name", "utla_code"])
    _refuse_two_parents(rows, ["utla_code", "utla_name", "region_code"])
    _refuse_two_parents(rows, ["region_code", "region_name"])
    return Reading((Hierarchy(rows.reset_index(drop=True)),), table.notes)


def _hierarchy_column(column: pd.Series[str], name: str) -> pd.Series[str]:
    is_optional = name in _OPTIONAL
    if name.endswith("_code"):
        return _codes(column, _OR_BLANK if is_optional else _AREA_CODE)
    return _filled(column, re.compile(rf"({_NAME.pattern})?") if is_optional else _NAME)


def read_names(path: Path) -> Reading:
    """Read MSOAs' names; raises BadFileError with row and column."""
    table = read_csv(path)
    codes = table.column(*_CODES)
    rows = pd.DataFrame({"area_code": _codes(codes), "name": _filled(table.column(*_NAMES))})
    return Reading((Names(_one_row_per_area(rows, codes)),), table.notes)


def read_population(path: Path) -> Reading:
    """Read areas' populations, whole and above zero; raises BadFileError with row and column.

    The year is in a column of that name, or the one that the file's name holds.
    """
    table = read_csv(path)
    codes = table.column(*_CODES_OF_ANY_LEVEL)
    rows = pd.DataFrame({"area_code": _codes(codes), "population": numbers(table.column("population"), _people)})
    return Reading((Populations(_one_row_per_area(rows, codes), _year(table, path.name)),), table.notes)


def _year(table: Table, file_name: str) -> int | None:
    if not table.find("year"):
        named = set(_YEAR.findall(file_name))
        return int(named.pop()) if len(named) == 1 else None
    years = checked(table.column("year"), _YEAR, "is not a year.")
    others = years[years != years.iloc[0]]
    if not others.empty:
        problem = f"{others.iloc[0]} is another year than {years.iloc[0]} above. Load the years' files one by one."
        raise BadFileError(problem, row=int(others.index[0]), column="year")
    return int(years.iloc[0])


def read_points(path: Path) -> Reading:
    """Read a point inside each area, in degrees (WGS 84); raises BadFileError with row and column."""
    table = read_csv(path)
    codes = table.column(*_CODES_OF_ANY_LEVEL)
    degrees = {axis: _degrees(table.column(axis), *_BRITAIN[axis]) for axis in _BRITAIN}
    rows = pd.DataFrame({"area_code": _codes(codes), **degrees})
    return Reading((Points(_one_row_per_area(rows, codes)),), table.notes)


def _degrees(column: pd.Series[str], least: float, most: float) -> pd.Series[float]:
    degrees = pd.to_numeric(texts(column), errors="coerce")
    bad = column[~degrees.between(least, most)]
    if not bad.empty:
        problem = f'"{str(bad.iloc[0])[:40]}" is not a {column.name} of Britain in degrees. {CORRECT}'
        raise BadFileError(problem, row=int(bad.index[0]), column=str(column.name))
    return degrees


def _people(text: str) -> int:
    number = whole_number(text)
    if not 0 < number <= _MOST_PEOPLE:
        raise ValueError(f"{text} cannot be an area's population: it must be above 0, and at most 100,000,000.")
    return number


def _codes(column: pd.Series[str], pattern: re.Pattern[str] = _AREA_CODE) -> pd.Series[str]:
    return checked(column, pattern, "is not an area's code, a letter and eight digits.")


def _filled(column: pd.Series[str], pattern: re.Pattern[str] = _NAME) -> pd.Series[str]:
    problem = "is not a name: it is blank, begins with one of = + - @, or holds a control character."
    return checked(column, pattern, problem)


def _one_row_per_area(rows: pd.DataFrame, codes: pd.Series[str]) -> pd.DataFrame:
    heading = str(codes.name)
    kept = _one_row_each(rows.rename(columns={"area_code": heading}), [heading])
    return kept.set_axis(rows.columns, axis=1).reset_index(drop=True)


def _one_row_each(rows: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    again = rows.duplicated(key)
    if again.any():
        row = rows[again].iloc[0]
        raise BadFileError(f"{row[key[0]]} stands twice. Take one out.", row=int(str(row.name)), column=key[0])
    return rows


def _refuse_two_parents(rows: pd.DataFrame, columns: list[str]) -> None:
    distinct = rows.drop_duplicates(columns)
    again = distinct.duplicated(columns[0])
    if again.any():
        row = distinct[again].iloc[0]
        others = " or ".join(columns[1:])
        problem = f"{row[columns[0]]} has another {others} than in a row before. Make them agree."
        raise BadFileError(problem, row=int(str(row.name)), column=columns[0])
