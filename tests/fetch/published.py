"""Small files and services like the published ones."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from tests.fetch.server import Answer, Request


def archive_of(rows: int) -> bytes:
    """Make an archive like the published one, uncompressed so that it is as long as its rows."""
    heading = "area_type,area_name,area_code,date,metric,metric_name,value\n"
    row = "msoa,A,E02000001,27/10/2020,newCasesBySpecimenDateRollingSum,Cases,5\n"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("Cases/msoa_newCasesBySpecimenDateRollingSum.csv"), heading + row * rows)
    return packed.getvalue()


def areas(number: int) -> list[dict[str, Any]]:
    """Make square areas in a row."""
    return [_square(f"E0200{place:04}", -2 + place / 10) for place in range(number)]


def _square(code: str, west: float) -> dict[str, Any]:
    ring = [[west, 54.5], [west + 0.1, 54.5], [west + 0.1, 54.6], [west, 54.6], [west, 54.5]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"MSOA11CD": code}, "geometry": geometry}


def feature_server(features: list[Any], page: int = 2000, count: int | None = None, **headers: str) -> Answer:
    """Answer as ArcGIS does: the count, or a page and whether there are more."""

    def answer(request: Request) -> None:
        if request.query.get("returnCountOnly"):
            request.send(json.dumps({"count": len(features) if count is None else count}).encode())
            return
        start = int(request.query["resultOffset"])
        etag = f'"{start}-{headers["ETag"]}"' if "ETag" in headers else ""
        if etag and request.headers.get("If-None-Match") == etag:
            request.send(b"", 304, Content_Length="", ETag=etag)
            return
        more = {"properties": {"exceededTransferLimit": True}} if start + page < len(features) else {}
        collection = {"type": "FeatureCollection", **more, "features": features[start : start + page]}
        request.send(json.dumps(collection).encode(), ETag=etag)

    return answer


def error_as_200(code: int, message: str) -> Answer:
    """Answer as ArcGIS does where it cannot."""
    body = json.dumps({"error": {"code": code, "message": message, "details": []}}).encode()
    return lambda request: request.send(body)
