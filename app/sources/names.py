"""Names of areas, and tables in which each area stands once and has one parent."""

from __future__ import annotations

from unicodedata import normalize

import pandas as pd

from app.errors import BadFileError
from app.sources.cells import texts
from app.sources.text import CORRECT

_FORMULA = "=+-@"  # a spreadsheet would run a name that begins so
_LONGEST_NAME = 200  # characters
_NO_NAME = (
    f"is not a name: it is blank, longer than {_LONGEST_NAME} characters, begins with one of = + - @, or holds a "
    "character that nobody sees."
)


def is_name(text: str) -> bool:
    """Return whether a text can be an area's name, in any script, and is harmless to programs and readers."""
    narrow = normalize("NFKC", text).lstrip()  # a spreadsheet may take forms of full width for plain ones
    is_filled = any(map(str.isalnum, narrow)) and narrow[0] not in _FORMULA and text != "NA"
    return is_filled and text.isprintable() and len(text) <= _LONGEST_NAME


def filled(column: pd.Series[str], *, or_blank: bool = False) -> pd.Series[str]:
    """Return the texts; raises BadFileError where one is no name."""
    names = [text for text in column.cat.categories if is_name(text.strip()) or (or_blank and not text.strip())]
    bad = column[~column.isin(names)]
    if not bad.empty:
        said = f'"{str(bad.iloc[0])[:40]}" {_NO_NAME} {CORRECT}'
        raise BadFileError(said, row=int(bad.index[0]), column=str(column.name))
    return texts(column)


def once_each(rows: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Return the rows; raises BadFileError where two have the same key. Their index are their numbers in the file."""
    again = rows.duplicated(key)
    if again.any():
        row = rows[again].iloc[0]
        raise BadFileError(f"{row[key[0]]} stands twice. Take one out.", row=int(str(row.name)), column=key[0])
    return rows


def refuse_two_parents(rows: pd.DataFrame, columns: list[str]) -> None:
    """Raise BadFileError where one text of the first of these columns has two of the others."""
    distinct = rows.drop_duplicates(columns)
    again = distinct.duplicated(columns[0])
    if again.any():
        row = distinct[again].iloc[0]
        others = " or ".join(columns[1:])
        problem = f"{row[columns[0]]} has another {others} than in a row before. Make them agree."
        raise BadFileError(problem, row=int(str(row.name)), column=columns[0])
