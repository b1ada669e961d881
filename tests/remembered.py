"""What was worked out once in a run of tests is not worked out again for the hundreds of homes that hold the same.

All of it follows from what goes in, so that these say what the things themselves would: the reading of a file by
GDAL in a process of its own, hexagons of the same areas, land and towns in the same box, an empty store's schema. Tests
of the things themselves call them by their own names, or with limits that were not seen before.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from sqlalchemy import Connection

from app.geography import hexes
from app.load import boundaries
from app.publish import surroundings
from app.sources import gdal
from app.store import engine, schema
from app.world import Town, land_in, towns_in


def remember(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let what is worked out be remembered: what GDAL read as files of a folder."""
    patch.setattr(gdal, "_run", _reading(folder))
    patch.setattr(hexes, "lay_out", _laying_out())
    patch.setattr(boundaries, "land_in", _land_in)
    patch.setattr(surroundings, "towns_in", _towns_in)
    patch.setattr(engine, "bring_forward", _bringing_forward())


def _reading(kept: Path) -> Callable[[dict[str, Any], Path], None]:
    run = gdal._run

    def read(asked: dict[str, Any], folder: Path) -> None:
        file = Path(asked["path"])
        contents = {path.name: sha256(path.read_bytes()).digest() for path in sorted(file.parent.iterdir())}
        limits = (gdal._CHILD, gdal._SECONDS, gdal._MEMORY)
        key = sha256(repr((contents, {**asked, "path": file.name}, limits)).encode()).hexdigest()
        if not (kept / key).exists():
            run(asked, folder)
            shutil.copytree(folder, kept / key)
        shutil.copytree(kept / key, folder, dirs_exist_ok=True)

    return read


def _laying_out() -> Callable[..., hexes.Array]:
    lay_out = hexes.lay_out
    kept: dict[str, hexes.Array] = {}

    def lay_out_once(points: hexes.Array, authorities: Sequence[str], pairs: hexes.Array | None = None) -> hexes.Array:
        given = (np.asarray(points).tolist(), list(authorities), None if pairs is None else np.asarray(pairs).tolist())
        key = sha256(repr(given).encode()).hexdigest()
        if key not in kept:
            kept[key] = lay_out(points, authorities, pairs)
        return kept[key].copy()

    return lay_out_once


def _land_in(box: Sequence[float]) -> shapely.Geometry:
    return _land(tuple(box))


@cache
def _land(box: tuple[float, ...]) -> shapely.Geometry:
    return land_in(box)


def _towns_in(box: Sequence[float]) -> Iterator[Town]:
    return iter(_towns(tuple(box)))


@cache
def _towns(box: tuple[float, ...]) -> tuple[Town, ...]:
    return tuple(towns_in(box))


def _bringing_forward() -> Callable[..., None]:
    made: list[str] = []  # what SQLite was told to make of an empty store

    def bring_forward(connection: Connection, version: str = schema.VERSION) -> None:
        is_empty = connection.dialect.name == "sqlite" and not _statements(connection)
        if is_empty and made and version == schema.VERSION:
            for statement in made:
                connection.exec_driver_sql(statement)
            return
        schema.bring_forward(connection, version)
        if is_empty and version == schema.VERSION:
            made[:] = [*_statements(connection), f"INSERT INTO alembic_version VALUES ('{version}')"]

    return bring_forward


def _statements(connection: Connection) -> list[str]:
    written = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
    return [statement for (statement,) in written]
