"""The national dashboard's API v2, as CSV or JSON: one row per area and day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from app.errors import BadFileError
from app.sources.contents import Reading
from app.sources.count_rows import LongTable
from app.sources.text import Table, fold, read_csv, read_json, table_of_records

_ROLLING, _DAILY = "newcasesbyspecimendaterollingsum", "newcasesbyspecimendate"
_COLUMNS = LongTable("areatype", "areacode", "date", whole=True)


def recognises(words: frozenset[str]) -> bool:
    """Tell whether folded CSV headings, or the words that a JSON file quotes, are this layout's."""
    folded = {fold(word) for word in words}
    return "areatype" in folded and ("date" in folded or any(word.startswith("newcases") for word in folded))


def read_as_csv(path: Path, published_on: date) -> Reading:
    """Read the CSV form; raises BadFileError with row and column."""
    return _read(read_csv(path), published_on)


def read_as_json(path: Path, published_on: date) -> Reading:
    """Read the JSON form; raises BadFileError with the record's place in the list as the row."""
    return _read(table_of_records(_records(read_json(path))), published_on)


def _records(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        value = value.get("body", value.get("data"))
    if not isinstance(value, list) or not value:
        raise BadFileError("It has no list of records under body or data. Download it again.")
    for row, record in enumerate(value, 1):
        if not isinstance(record, dict):
            raise BadFileError("The record is not an object with named fields. Download it again.", row=row)
    return value


def _read(table: Table, published_on: date) -> Reading:
    if not table.find(_ROLLING, _DAILY):
        raise BadFileError(
            "It lacks the column newCasesBySpecimenDateRollingSum, or newCasesBySpecimenDate. "
            "Ask the dashboard for one of these metrics."
        )
    table.require("areaType", "areaCode", "date")
    daily = not table.find(_ROLLING)
    return _COLUMNS.read(table, _DAILY if daily else _ROLLING, published_on, daily=daily)
