"""Find the rows of totals in tables that split counts by sex, age or the like."""

from __future__ import annotations

from collections.abc import Mapping

from app.propose.looks import Kind, words_of
from app.propose.tables import TextTable

_ALL = {"all", "total", "persons", "both", "everyone", "overall"}
_GROUPS_AT_MOST = 60
_ONE_EACH = 0.9  # of the rows: the others repeat one another


def rows_of_all(table: TextTable, key: str, day: str) -> Mapping[str, str]:
    """Return the texts with which columns begin in the rows of totals, so that each area has one row a period.

    Nothing where areas have one each already, or no such texts leave them one.
    """
    where: dict[str, str] = {}
    for heading, look in table.looks.items():
        if _has_one_each(table, key, day):
            return where
        if heading in (key, day) or look.kind is not Kind.TEXT or not 1 < len(look.texts) <= _GROUPS_AT_MOST:
            continue
        every = [text for text in look.texts if _ALL & set(words_of(text))]
        is_of_areas = all(len(texts) == 1 for texts in table.pairs(key, heading).values())
        if len(every) == 1 and not is_of_areas and sum(text.startswith(every[0]) for text in look.texts) == 1:
            where[heading] = every[0]
            table = table.where(heading, every[0])
    return where if _has_one_each(table, key, day) else {}


def _has_one_each(table: TextTable, key: str, day: str) -> bool:
    days = table.columns[day] if day else ("",) * table.rows
    return len(set(zip(table.columns[key], days, strict=True))) > _ONE_EACH * table.rows
