"""Write rows as GeoPackage: one week with the areas' outlines, or all weeks as a table beside the areas."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pyogrio
import shapely
from arro3.core import RecordBatchReader

from app.bulk.arrow import OUTLINES, Arrow
from app.bulk.rows import Rows
from app.statistics.joined import PERIOD_COLUMNS, columns

FIGURES = "figures"
KEY = "area_code"  # by which figures are joined to areas


def write_week(rows: Rows, outlines: Sequence[bytes], path: Path, about: Mapping[str, str]) -> None:
    """Write the rows of one week as a layer named by the level; `outlines` are the areas' as GeoJSON."""
    _settle(about)
    arrow = Arrow(rows, outlines=_as_wkb(outlines))
    _write_layer(arrow.of_rows((*columns(rows.dataset), OUTLINES)), path, about)
    _tidy(path)


def write_history(rows: Rows, outlines: Sequence[bytes], path: Path, about: Mapping[str, str]) -> None:
    """Write the areas as a layer named by the level, and all rows as the table FIGURES."""
    _settle(about)
    arrow = Arrow(rows, outlines=_as_wkb(outlines))
    _write_layer(arrow.of_areas(), path, about)
    figures = arrow.of_rows((KEY, *PERIOD_COLUMNS, *rows.figures))
    pyogrio.write_arrow(figures, path, FIGURES, driver="GPKG", layer_options=_described(FIGURES, about))
    _tidy(path)


def _settle(about: Mapping[str, str]) -> None:
    """Let the same content be the same bytes: GDAL writes the time into what it makes."""
    day = date.fromisoformat(about["published_on"])
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{day}T00:00:00.000Z", "OGR_SQLITE_SYNCHRONOUS": "OFF"})


def _write_layer(stream: RecordBatchReader, path: Path, about: Mapping[str, str]) -> None:
    pyogrio.write_arrow(
        stream,
        path,
        about["level"],
        driver="GPKG",
        geometry_name=OUTLINES,
        geometry_type="MultiPolygon",
        crs="EPSG:4326",
        dataset_metadata=dict(about),
        layer_options=_described(about["level"], about),
    )


def _described(name: str, about: Mapping[str, str]) -> dict[str, Any]:
    """Say what programs show of a layer."""
    said = filter(None, (f"{about['title']}.", about["source"], about["licence"], f"Edition {about['edition']}."))
    return {"IDENTIFIER": name, "DESCRIPTION": " ".join(said)}


def _as_wkb(outlines: Sequence[bytes]) -> Sequence[bytes | None]:
    """Turn GeoJSON into Well-Known Binary, in which a layer's outlines are all of one type."""
    shapes = shapely.from_geojson([None if line == b"null" else line.decode() for line in outlines])
    several = [shapely.MultiPolygon([shape]) if isinstance(shape, shapely.Polygon) else shape for shape in shapes]
    return list(shapely.to_wkb(several))


def _tidy(path: Path) -> None:
    """Write the file anew without what its making left unused."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM")
