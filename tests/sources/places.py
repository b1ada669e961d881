"""A small place made up, with wards in towns of a county, and files of it written by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

import pandas as pd

from app.dataset import Dataset, Hidden, LevelDefinition
from app.dataset.definition import Finder, PeriodDefinition
from app.dataset.files import BoundaryLayer, Table, TableColumns
from app.dataset.levels import Only
from app.sources import Contents, Counts, Part

P = TypeVar("P", bound=Part)

WARD = LevelDefinition("ward", "ward", code="W[0-9]{3}", hidden=Hidden(4), people_at_most=10_000)
LEVELS = (
    LevelDefinition("county", "county", only=Only("S1", "Sunshire")),
    LevelDefinition("town", "town", code="T[0-9]{2}|[a-z-]+"),
    WARD,
)
COUNTS = Table("ward counts", "ward", columns=TableColumns(code="ward", end="week", count="cases"))


def dataset(
    *tables: Table, ward: LevelDefinition = WARD, boundaries: Sequence[BoundaryLayer] = (), **said: Any
) -> Dataset:
    """Return Sunshire's definition with these tables."""
    levels = said.pop("levels", (*LEVELS[:-1], ward))
    period = said.pop("period", PeriodDefinition(days=7))
    return Dataset(
        "Cases in Sunshire",
        "Sunshire",
        levels,
        slug="sunshire",
        period=period,
        finder=Finder("ZIP code", pattern="[0-9]{5}"),
        tables=tables,
        boundaries=tuple(boundaries),
        **said,
    )


def counts(columns: TableColumns | None = None, **said: Any) -> Table:
    """Return the definition of a table of wards' counts."""
    return replace(COUNTS, columns=columns or COUNTS.columns, **said)


def part_of(contents: Contents, kind: type[P]) -> P:
    (part,) = [part for part in contents.parts if isinstance(part, kind)]
    return part


def cells(contents: Contents, level: str = "ward") -> dict[tuple[str, str], int | None]:
    """Return a level's counts by area and day, None where they are hidden."""
    (part,) = [part for part in contents.parts if isinstance(part, Counts) and part.level == level]
    rows = zip(part.rows["area_code"], part.rows["day"], part.rows["cases"], strict=True)
    return {(code, f"{day:%Y-%m-%d}"): None if pd.isna(cases) else int(cases) for code, day, cases in rows}


def square(west: float, **properties: Any) -> dict[str, Any]:
    """Return a feature whose shape is a square of a hundredth of a degree."""
    ring = [[west, 0.0], [west + 0.01, 0.0], [west + 0.01, 0.01], [west, 0.01], [west, 0.0]]
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def layer(*features: dict[str, Any]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})
