"""England's levels as published files of Britain name them, and the codes of their areas."""

from __future__ import annotations

import re

import pandas as pd

from app.domain import Level
from app.errors import BadFileError
from app.sources.cells import matches, respelt
from app.sources.phrases import listed, number_of
from app.sources.spelling import fold
from app.sources.tables import Table
from app.sources.text import CORRECT

NATION, REGION, UTLA, LTLA, MSOA = LEVELS = ("nation", "region", "utla", "ltla", "msoa")  # the coarsest first
NATIONS = {  # by the first letter of their areas' codes
    "E": ("E92000001", "England"),
    "W": ("W92000004", "Wales"),
    "S": ("S92000003", "Scotland"),
    "N": ("N92000002", "Northern Ireland"),
}
MSOA_CODE = re.compile(r"[EW]02[0-9]{6}")
AREA_CODE = re.compile(r"[EWSN][0-9]{8}")
_NEARLY_A_CODE = re.compile(r"(?![A-Z][0-9]{8}$)(?=(?:\D*\d){5}).*", re.DOTALL)
_SPELT = {
    **{level: level for level in LEVELS},
    "uppertierlocalauthority": UTLA,
    "lowertierlocalauthority": LTLA,
    "governmentofficeregion": REGION,
}


def are_area_codes(column: pd.Series[str]) -> pd.Series[bool]:
    """Mark the cells that are codes of areas: a letter for the country and eight digits.

    Raises BadFileError where a cell is nearly one: its row may be an area's.
    """
    nearly = column[matches(column, _NEARLY_A_CODE)]
    if not nearly.empty:
        problem = f'"{str(nearly.iloc[0])[:40]}" is not an area\'s code, a letter and eight digits. {CORRECT}'
        raise BadFileError(problem, row=int(nearly.index[0]), column=str(column.name))
    return matches(column, AREA_CODE)


def levels_of(table: Table, column: pd.Series[str]) -> tuple[dict[Level, Table], tuple[str, ...]]:
    """Part a table by the level that its column of area types names; notes say which other types were left out."""
    by_text = {text: _SPELT.get(fold(str(text))) for text in column.unique()}
    parted = {
        level: table.where(column.isin([text for text, its in by_text.items() if its == level]))
        for level in LEVELS
        if level in by_text.values()
    }
    others = sorted(str(text).strip() or "blank" for text, its in by_text.items() if its is None)
    if not others:
        return parted, ()
    left_out = len(table.frame) - sum(len(part.frame) for part in parted.values())
    return parted, (f"Left out {number_of(left_out, 'row')} of other area types: {listed(others)}.",)


def with_nations(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a hierarchy with its nations, which a code's first letter tells."""
    codes = rows["region_code"]
    for level in (UTLA, LTLA, MSOA):
        codes = rows[f"{level}_code"].where(rows[f"{level}_code"] != "", codes)
    letters = codes.str[:1]
    codes, names = respelt(letters, lambda each: NATIONS[each][0]), respelt(letters, lambda each: NATIONS[each][1])
    return rows.assign(nation_code=codes, nation_name=names)
