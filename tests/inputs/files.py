"""Files of the small place as they might be published, written by hand."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import shapely

COUNTS = "msoa_2020-11-09.csv"  # published a week after those that the place has
DASHBOARD = "areaType,areaCode,areaName,date,newCasesBySpecimenDateRollingSum"
WEEKLY = "msoa11_cd,msoa11_hclnm,wk_43,wk_44"
ARCHIVE = "area_type,area_name,area_code,date,metric,metric_name,value"


def dashboard(*rows: str) -> str:
    """Write a dashboard's file: a good row, and these below it."""
    return "\n".join([DASHBOARD, "msoa,E02000001,Old Quay,2020-11-03,1304", *rows, ""])


def row(count: str = "21", day: str = "2020-11-03", code: str = "E02000002") -> str:
    """Write a row of a dashboard's file."""
    return f"msoa,{code},Second,{day},{count}"


def archive(*rows: tuple[str, str, str]) -> str:
    """Write a file of the archive: code, day and count of each row."""
    metric = "newCasesBySpecimenDateRollingSum"
    return "\n".join([ARCHIVE, *(f"msoa,A,{code},{day},{metric},Cases,{count}" for code, day, count in rows), ""])


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Pack files into a zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return packed.getvalue()


def square(place: int) -> shapely.Polygon:
    """Draw the square of the area so numbered."""
    return shapely.box(-1.6 + place / 10, 54.5, -1.5 + place / 10, 54.6)


def boundaries(places: Sequence[int], shapes: Mapping[int, Any] = {}, **more: Any) -> str:
    """Write GeoJSON of the areas so numbered: squares, unless another shape is given."""
    features = [
        {
            "type": "Feature",
            "properties": {"MSOA11CD": f"E0200000{place}"},
            "geometry": shapes.get(place) or shapely.geometry.mapping(square(place)),
        }
        for place in places
    ]
    return json.dumps({"type": "FeatureCollection", "features": features, **more})


def official_map(*rows: tuple[Any, Any, Any], shapes: Mapping[Any, Any] = {}) -> str:
    """Write the official map's file: code, last day and rate of each feature, and its square or another shape."""
    features = [
        {
            "id": number,
            "type": "Feature",
            "properties": {"code": code, "date": day, "value": value},
            "geometry": shapes[code] if code in shapes else shapely.geometry.mapping(square(int(code[-1]))),
        }
        for number, (code, day, value) in enumerate(rows)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})
