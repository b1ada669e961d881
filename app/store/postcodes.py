"""Store the postcode lookup compactly: one row for each outward code, its postcodes grouped by area and compressed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator

import pandas as pd
from sqlalchemy import Connection, select

from app.domain import District
from app.store.tables import postcodes
from app.store.writing import write_over


def write_postcodes(connection: Connection, rows: pd.DataFrame) -> None:
    """Write outward codes over those known, each as a whole.

    `rows` has outward, inward, area_code and is_retired, one row per postcode.
    """
    districts = ({"outward": outward, "content": _pack(district)} for outward, district in _districts(rows))
    write_over(connection, postcodes, list(districts))


def _districts(rows: pd.DataFrame) -> Iterator[tuple[str, District]]:
    ordered = rows.sort_values(["outward", "area_code", "is_retired", "inward"])
    for outward, of_outward in ordered.groupby("outward", observed=True):
        district: dict[str, list[str]] = {}
        columns = (of_outward[name].tolist() for name in ("area_code", "is_retired", "inward"))
        for area_code, is_retired, inward in zip(*columns, strict=True):
            district.setdefault(area_code, ["", ""])[is_retired] += inward
        yield str(outward), {code: (in_use, retired) for code, (in_use, retired) in district.items()}


def read_postcodes(connection: Connection) -> Iterator[tuple[str, District]]:
    """Read each outward code's postcodes, in the order of the codes."""
    for row in connection.execute(select(postcodes).order_by(postcodes.c.outward)):
        yield row.outward, _unpack(row.content)


def _pack(district: District) -> bytes:
    return zlib.compress(json.dumps(district, separators=(",", ":")).encode())


def _unpack(content: bytes) -> District:
    return {code: (in_use, retired) for code, (in_use, retired) in json.loads(zlib.decompress(content)).items()}
