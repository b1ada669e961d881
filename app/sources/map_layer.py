"""The PHE map layer of October 2020 (an ArcGIS FeatureServer's answer): one feature per MSOA, fields wkNN_D."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from app.domain import Level
from app.errors import BadFileError
from app.sources.cells import HIDDEN, counts, number_of
from app.sources.contents import Counts, Reading
from app.sources.count_rows import read_wide
from app.sources.text import read_json, table_of_records
from app.sources.weeks import day_of_week

_FIELD = re.compile(r"wk([0-9]{1,2})_([1-7])", re.IGNORECASE)  # ISO week and weekday of the last of the seven days


def recognises(words: frozenset[str]) -> bool:
    """Tell whether the words that a JSON file quotes are this layout's."""
    return "features" in words and any(_FIELD.fullmatch(word) for word in words)


def read(path: Path, published_on: date) -> Reading:
    """Read Esri JSON or GeoJSON: null and -99 are hidden; a wholly null field says nothing.

    Raises BadFileError with the feature's place in the list as the row.
    """
    layer = read_json(path)
    records = [_fields(feature, row) for row, feature in enumerate(_features(layer), 1)]
    table = table_of_records(records)
    codes = table.column("msoa11cd")
    columns = [column for column in table.columns() if _FIELD.fullmatch(str(column.name))]
    columns = [column for column in columns if counts(column, Level.MSOA, hidden=HIDDEN).notna().any()]
    if not columns:
        raise BadFileError("No feature in it has a count in a field like wk41_5. Download it again.")
    rows, notes = read_wide(codes, [(_week_end(str(column.name), published_on), column) for column in columns])
    warnings = cut_off_warnings(rows["area_code"].nunique()) if says_cut_off(layer) else ()
    return Reading((Counts(Level.MSOA, rows, daily=False, whole=True),), notes, warnings)


def says_cut_off(layer: Any) -> bool:
    """Tell whether an ArcGIS server's answer says that there is more."""
    properties = layer.get("properties")
    inner = properties if isinstance(properties, dict) else {}
    return layer.get("exceededTransferLimit") is True or inner.get("exceededTransferLimit") is True


def cut_off_warnings(areas: int) -> tuple[str, ...]:
    """Say how many areas an answer holds that says it was cut off."""
    held = f"It was cut off by the server's transfer limit and holds {number_of(areas, 'area')}"
    return (f"{held}. Check that this is all, or download the rest too.",)


def _features(layer: Any) -> list[Any]:
    features = layer.get("features") if isinstance(layer, dict) else None
    if not isinstance(features, list) or not features:
        raise BadFileError("It has no list of features. Download it again.")
    return features


def _fields(feature: Any, row: int) -> Mapping[str, Any]:
    fields = feature.get("attributes", feature.get("properties")) if isinstance(feature, dict) else None
    if not isinstance(fields, dict):
        raise BadFileError("The feature has no attributes or properties. Download it again.", row=row)
    return fields


def _week_end(field: str, published_on: date) -> date:
    found = _FIELD.fullmatch(field)
    week, weekday = (int(found[1]), int(found[2])) if found else (0, 0)
    return day_of_week(week, weekday, published_on, field)
