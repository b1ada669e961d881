"""The tables of geography: the hierarchy of areas, their names, populations and points."""

from __future__ import annotations

import re

import pandas as pd

from app.errors import BadFileError
from app.sources.cells import checked, matches, numbers, texts, whole_number
from app.sources.columns import Column, Columns
from app.sources.contents import Hierarchy, Names, Parents, Points, Populations, Reading
from app.sources.england.levels import AREA_CODE, LTLA, MSOA, with_nations
from app.sources.names import filled, once_each, refuse_two_parents
from app.sources.phrases import listed, number_of
from app.sources.tables import Table
from app.sources.text import CORRECT

# The ONS heads its columns with the year of their boundaries: MSOA11CD, LAD20NM.
_MSOA = Column("msoa_code", "msoa(20)?([0-9]{2})?(code|cd)")
_LTLA = Column("ltla_code", "(ltla|lad)([0-9]{2})?(code|cd)", tells=True)
_LTLA_NAME = Column("ltla_name", "(ltla|lad)([0-9]{2})?(name|nm)")
_UTLA = Column("utla_code", "(utla|ctyua)([0-9]{2})?(code|cd)")
_UTLA_NAME = Column("utla_name", "(utla|ctyua)([0-9]{2})?(name|nm)")
_REGION = Column("region_code", "(region|rgn)([0-9]{2})?(code|cd)")
_REGION_NAME = Column("region_name", "(region|rgn)([0-9]{2})?(name|nm)")
_SMALLER = Column("", "(oa|lsoa)([0-9]{2})?(code|cd)")
ABOVE = (_LTLA, _LTLA_NAME, _UTLA, _UTLA_NAME, _REGION, _REGION_NAME)
HIERARCHY = Columns((_MSOA, _LTLA, _LTLA_NAME, _REGION, _REGION_NAME), (_UTLA, _UTLA_NAME, _SMALLER))
UPPER_TIERS = Columns((_LTLA, _UTLA, _UTLA_NAME), (_LTLA_NAME,), foreign=(_MSOA,))
_NAME = Column("msoa_name", "msoaname|msoa[0-9]{2}hclnm")  # the second is the House of Commons Library's
_NOT_READ = Column("", "msoa[0-9]{2}nmw?|msoa[0-9]{2}hclnmw|laname|localauthorityname")
NAMES = Columns((_MSOA, _NAME), (_NOT_READ,))
_AREA = Column("area_code", f"{_MSOA.spelling}|areacodes?")
_PEOPLE = Column("population", r"(?:total)?pop(?:ulation)?\(?(?:mid)?((?:19|20)[0-9]{2})?\)?|allages|allpersons")
_OF_YEAR = Column("year", "year")
POPULATIONS = Columns((_AREA, _PEOPLE), (_OF_YEAR,))
_LONGITUDE, _LATITUDE = Column("longitude", "longitude"), Column("latitude", "latitude")
POINTS = Columns((_AREA, _LONGITUDE, _LATITUDE))

_OR_BLANK = re.compile(r"([EWSN][0-9]{8})?")
_ONE_TIER = re.compile(r"(E0[689]|W06|S12|N09)[0-9]{6}")  # authorities that have no other above them
_NOT_AVAILABLE = re.compile("NA")
_OF_ONE_SEX = re.compile(r"(?<![a-z])(fe)?males?(?![a-z])", re.IGNORECASE)
_MOST_PEOPLE = 100_000_000
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?!-?[0-9])")
_BRITAIN = ((_LONGITUDE, -9.0, 2.1), (_LATITUDE, 49.0, 61.0))


def read_hierarchy(table: Table) -> Reading:
    """Read a hierarchy: every code has one name and one parent; raises BadFileError with row and column.

    A row without an MSOA, or without a lower tier authority too, is an authority whose smaller areas are not known. In
    a lookup of smaller areas than MSOAs rows repeat one another.
    """
    rows = pd.DataFrame(
        {
            _MSOA.name: _codes(table.column(_MSOA), _OR_BLANK),
            _LTLA.name: _codes(table.column(_LTLA), _OR_BLANK),
            _LTLA_NAME.name: filled(table.column(_LTLA_NAME), or_blank=True),
            **_upper_tier(table),
            _REGION.name: _codes(table.column(_REGION)),
            _REGION_NAME.name: filled(table.column(_REGION_NAME)),
        }
    )
    if table.find(_SMALLER):
        rows = rows.drop_duplicates()
    rows = once_each(rows, ["msoa_code", "ltla_code", "utla_code"])
    once_each(rows[rows["msoa_code"] != ""], ["msoa_code"])
    refuse_two_parents(rows[rows["ltla_code"] != ""], ["ltla_code", "ltla_name", "utla_code"])
    refuse_two_parents(rows[rows["utla_code"] != ""], ["utla_code", "utla_name", "region_code"])
    refuse_two_parents(rows, ["region_code", "region_name"])
    notes = () if table.find(_UTLA) else ("Took authorities of one tier for their own upper tier.",)
    return Reading((Hierarchy(with_nations(rows.reset_index(drop=True))),), notes)


def _upper_tier(table: Table) -> dict[str, pd.Series[str]]:
    """Return the upper tier's codes and names; in a table without them single-tier authorities' own, else blanks."""
    if table.find(_UTLA):
        return {_UTLA.name: _codes(table.column(_UTLA)), _UTLA_NAME.name: filled(table.column(_UTLA_NAME))}
    is_its_own = matches(table.column(_LTLA), _ONE_TIER)
    columns = {_UTLA.name: table.column(_LTLA), _UTLA_NAME.name: table.column(_LTLA_NAME)}
    return {name: texts(column).where(is_its_own, "") for name, column in columns.items()}


def read_upper_tiers(table: Table) -> Reading:
    """Read the upper tier of lower tier authorities; raises BadFileError with row and column."""
    codes = table.column(_LTLA)
    rows = pd.DataFrame(
        {
            _LTLA.name: _codes(codes),
            _UTLA.name: _codes(table.column(_UTLA)),
            _UTLA_NAME.name: filled(table.column(_UTLA_NAME)),
        }
    )
    return Reading((Parents(LTLA, once_each(rows, [_LTLA.name]).reset_index(drop=True)),))


def check_upper_tiers(hierarchy: pd.DataFrame) -> None:
    """Raise BadFileError where an authority's upper tier is not known, or lies in two regions."""
    blank = (hierarchy["utla_code"] == "") & (hierarchy["ltla_code"] != "")
    lacking = sorted(set(hierarchy.loc[blank, "ltla_code"]))
    if lacking:
        raise BadFileError(
            f"It lacks the upper tier of {number_of(len(lacking), 'district')} ({listed(lacking, 3)}). Put the ONS's "
            "lookup of lower to upper tier authorities (LTLA20CD, UTLA20CD, UTLA20NM) into one zip with it."
        )
    refuse_two_parents(hierarchy[hierarchy["utla_code"] != ""], ["utla_code", "utla_name", "region_code"])


def read_names(table: Table) -> Reading:
    """Read MSOAs' names; raises BadFileError with row and column."""
    codes = table.column(_MSOA)
    rows = pd.DataFrame({"area_code": _codes(codes), "name": filled(table.column(_NAME))})
    return Reading((Names(MSOA, _one_row_per_area(rows, codes)),))


def read_population(table: Table) -> Reading:
    """Read areas' populations, whole and above zero; raises BadFileError with row and column.

    The year is in a column of that name, or the one that the heading or the table's name holds. A table of one sex
    has no parts.
    """
    sexes = {found[0].lower().rstrip("s") for found in _OF_ONE_SEX.finditer(table.name)}
    if len(sexes) == 1:
        return Reading((), (f"It counts {sexes.pop()}s alone, and is left out.",))
    are_known = ~matches(table.figures(_PEOPLE), _NOT_AVAILABLE)
    unknown = int((~are_known).sum())
    notes = (f"Left out {number_of(unknown, 'area')} whose population is NA.",) if unknown else ()
    known = table.where(are_known)
    codes, people = known.column(_AREA), known.column(_PEOPLE)
    rows = pd.DataFrame({"area_code": _codes(codes), "population": numbers(people, _number_of_people)})
    return Reading((Populations("", _one_row_per_area(rows, codes), _year(table)),), notes)


def _year(table: Table) -> int | None:
    if not table.find(_OF_YEAR):
        heading = str(table.column(_PEOPLE).name)
        named = set(_YEAR.findall(heading)) or set(_YEAR.findall(table.name))
        return int(named.pop()) if len(named) == 1 else None
    years = checked(table.column(_OF_YEAR), _YEAR, "is not a year.")
    others = years[years != years.iloc[0]]
    if not others.empty:
        problem = f"{others.iloc[0]} is another year than {years.iloc[0]} above. Load the years' files one by one."
        raise BadFileError(problem, row=int(others.index[0]), column="year")
    return int(years.iloc[0])


def read_points(table: Table) -> Reading:
    """Read a point inside each area, in degrees (WGS 84); raises BadFileError with row and column."""
    codes = table.column(_AREA)
    degrees = {axis.name: _degrees(table.column(axis), least, most) for axis, least, most in _BRITAIN}
    rows = pd.DataFrame({"area_code": _codes(codes), **degrees})
    return Reading((Points("", _one_row_per_area(rows, codes)),))


def _degrees(column: pd.Series[str], least: float, most: float) -> pd.Series[float]:
    degrees = pd.to_numeric(texts(column), errors="coerce")
    bad = column[~degrees.between(least, most)]
    if not bad.empty:
        problem = f'"{str(bad.iloc[0])[:40]}" is not a {column.name} of Britain in degrees. {CORRECT}'
        raise BadFileError(problem, row=int(bad.index[0]), column=str(column.name))
    return degrees


def _number_of_people(text: str) -> int:
    number = whole_number(text)
    if not 0 < number <= _MOST_PEOPLE:
        raise ValueError(f"{text} cannot be an area's population: it must be above 0, and at most 100,000,000.")
    return number


def _codes(column: pd.Series[str], pattern: re.Pattern[str] = AREA_CODE) -> pd.Series[str]:
    return checked(column, pattern, "is not an area's code, a letter and eight digits.")


def _one_row_per_area(rows: pd.DataFrame, codes: pd.Series[str]) -> pd.DataFrame:
    heading = str(codes.name)
    kept = once_each(rows.rename(columns={"area_code": heading}), [heading])
    return kept.set_axis(rows.columns, axis=1).reset_index(drop=True)
