"""The types of a definition that say how files are read: tables and layers of boundaries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.dataset.told import told
from app.domain import Level


@dataclass(frozen=True)
class TableColumns:
    """Which column of a table is what; those that are left out it does not have."""

    code: str = told("The area's code.", "")
    name: str = told("The area's name; without `code` areas are joined by it.", "")
    other_name: str = told("The area's name in a second language, by which it is found too.", "")
    parents: Mapping[Level, str] = told("The code of the area that it lies in, for each level.", {})
    parent_names: Mapping[Level, str] = told("The name of the area that it lies in, for each level.", {})
    count: str = told("The count.", "")
    end: str = told("The period's last day, or both its ends; of daily counts the day.", "")
    start: str = told("The period's first day, where it has a column of its own.", "")
    population: str = told("The area's population.", "")
    longitude: str = told("A point in the area: degrees east.", "")
    latitude: str = told("A point in the area: degrees north.", "")
    finds: str = told("What the area is found by: a ZIP code.", "")


@dataclass(frozen=True)
class WideColumns:
    """Counts in columns of their own: a column for each period, or for each area."""

    periods: str = told(
        "A pattern of the whole headings that name a period; brackets say which part of a heading names it.", ""
    )
    starts: bool = told("Whether the headings name the first day of a period, and not the last.", False)
    areas: Mapping[str, str] = told('The area\'s code for each heading: `{ BX_CASE_COUNT = "bronx" }`.', {})


@dataclass(frozen=True)
class Table:
    """How a table is read."""

    name: str = told("What such a file is called in messages and in the list of releases.")
    level: Level = told("The level of the areas that its rows are of.")
    files: str = told("Which files are such tables, by name: `*_zones_*.csv`; without it any that has the columns.", "")
    sheet: str = told("The sheet of a workbook.", "")
    headings: int = told("How many rows its headings take; those above one another are joined by a space.", 1, least=1)
    encoding: str = told("The encoding of a text that is neither UTF-8 nor Windows-1252: `mac-roman`.", "")
    where: Mapping[str, str] = told("Rows are read where these columns begin with these texts.", {})
    whole: bool = told("Whether it speaks of all areas of its level, so that one that it lacks says something.", True)
    daily: bool = told("Whether counts are of single days, to be summed up to periods.", False)
    day_first: bool = told("Whether 3/4/2021 is the third of April.", True)
    marks: tuple[str, ...] = told("What stands for hidden counts: `0-2`.", ())
    blank: str = told("What a blank count means.", "hidden", choices=("hidden", "missing", "zero"))
    other_codes: tuple[str, ...] = told("Codes and names of rows that are no area: `Unknown`.", ())
    same_names: Mapping[str, str] = told("Names that are spelt otherwise than elsewhere, and how.", {})
    digits: int = told("Digits of its codes: zeros that a spreadsheet took away are put back.", 0, least=0)
    columns: TableColumns = told("Which column is what.", TableColumns())
    wide: WideColumns = told("Counts in columns of their own.", WideColumns())


@dataclass(frozen=True)
class BoundaryLayer:
    """How a layer of boundaries is read."""

    level: Level = told("The level whose areas it has.")
    code: str = told("The property that holds the area's code.")
    name: str = told("The property that holds its name, where it is to be taken from here.", "")
    files: str = told("Which files are such layers, by name; without it any that has the property.", "")
    where: Mapping[str, str] = told("Shapes are read where these properties begin with these texts.", {})
    other_codes: tuple[str, ...] = told("Codes of shapes that are no area.", ())
    digits: int = told("Digits of its codes: zeros that a spreadsheet took away are put back.", 0, least=0)
