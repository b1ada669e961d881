"""JSON records as tables: a list of objects, a server's answer that holds one, or the features of a map layer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from app.errors import BadFileError
from app.sources.contents import Page
from app.sources.phrases import number_of
from app.sources.spelling import plain_heading
from app.sources.tables import Table, in_plain_spelling, without_blank_rows
from app.sources.text import read_json

_CUT_OFF = re.compile(rb'"exceededTransferLimit"\s*:\s*true')
_LISTS = ("body", "data", "results", "records", "value")  # of UKHSA, PHE, many an API, CKAN and OData


def read_records(path: Path, *, with_shapes: bool = False) -> Table:
    """Read a JSON file's records; null and absent are blank.

    Shapes are noted as left out, unless they are read too. Raises BadFileError with the record's place in the list as
    the row.
    """
    value = read_json(path)
    is_layer = isinstance(value, dict) and "features" in value
    records = _features(value["features"]) if is_layer else _records(value)
    headings = tuple(dict.fromkeys(key for record in records for key in record))
    index = range(1, len(records) + 1)
    columns = (pd.Series([_as_text(record.get(key)) for record in records], index=index) for key in headings)
    frame = pd.DataFrame({place: column.astype("category") for place, column in enumerate(columns)}, index=index)
    frame, notes = in_plain_spelling(without_blank_rows(frame))
    if is_layer and not with_shapes and any(feature.get("geometry") for feature in value["features"]):
        notes += ("Left out the areas' shapes: a file of counts is read for its counts alone.",)
    warnings = cut_off_warnings(len(records)) if is_layer and says_cut_off(value) else ()
    return Table(tuple(map(plain_heading, headings)), frame, path.name, notes, warnings, page=_page(value, records))


def says_cut_off(layer: Any) -> bool:
    """Return whether an ArcGIS server's answer says that there is more."""
    properties = layer.get("properties")
    inner = properties if isinstance(properties, dict) else {}
    return layer.get("exceededTransferLimit") is True or inner.get("exceededTransferLimit") is True


def cut_off_json(path: Path, areas: int) -> tuple[str, ...]:
    """Say how many areas a map layer holds if it is JSON that says that it was cut off."""
    with path.open("rb") as file:
        is_json = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"
    return cut_off_warnings(areas) if is_json and _CUT_OFF.search(path.read_bytes()) else ()


def cut_off_warnings(areas: int) -> tuple[str, ...]:
    """Say how many areas an answer holds that says it was cut off."""
    held = f"It was cut off by the server's transfer limit and holds {number_of(areas, 'area')}"
    return (f"{held}. Check that this is all, or download the rest too.",)


def _features(features: Any) -> list[Mapping[str, Any]]:
    if not isinstance(features, list) or not features:
        raise BadFileError("It has no list of features. Download it again.")
    return [_fields(feature, row) for row, feature in enumerate(features, 1)]


def _fields(feature: Any, row: int) -> Mapping[str, Any]:
    fields = feature.get("attributes", feature.get("properties")) if isinstance(feature, dict) else None
    if not isinstance(fields, dict):
        raise BadFileError("The feature has no attributes or properties. Download it again.", row=row)
    return fields


def _records(value: Any) -> list[Mapping[str, Any]]:
    if isinstance(value, dict):
        inner = value.get("result")  # of CKAN
        found = (its.get(key) for its in (value, inner) if isinstance(its, dict) for key in _LISTS)
        value = next((each for each in found if isinstance(each, list)), None)
    if not isinstance(value, list) or not value:
        raise BadFileError(f"It has no list of records under {', '.join(_LISTS)}. Take the CSV of it.")
    for row, record in enumerate(value, 1):
        if not isinstance(record, dict):
            raise BadFileError("The record is not an object with named fields. Take the CSV of it.", row=row)
    return value


def _page(value: Any, records: Sequence[Any]) -> Page | None:
    """Say which part of a server's answer this is; None where nothing tells that there are parts."""
    if not isinstance(value, dict):
        return None
    of = next((value[key] for key in ("count", "totalRecords") if isinstance(value.get(key), int)), None)
    pagination = value.get("pagination")
    follows = value.get("next") or (pagination.get("next") if isinstance(pagination, dict) else None)
    return Page(len(records), of) if (of or 0) > len(records) or (of is None and follows) else None


def _as_text(value: Any) -> str:
    """Write a value as a CSV file would hold it; half a surrogate pair, which only JSON can hold, is no character."""
    return "" if value is None else str(value).encode(errors="replace").decode()
