"""The process that runs GDAL on an untrusted file, started by gdal.py with limits.

A script that imports nothing of Casemap, so that it starts in a fraction of a second. It reads what is asked for from
its standard input, and writes layer.json and shapes.wkb into the working directory: neither can hold code.
"""

from __future__ import annotations

import json
import resource
import sqlite3
import sys
import warnings
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

_OPEN_FILES = 64
_SQLITE = b"SQLite format 3\x00"
_NOT_TABLES = "SELECT lower(name) FROM sqlite_master WHERE type = 'view' OR upper(sql) LIKE 'CREATE VIRTUAL%'"
_LAYERS = "SELECT lower(table_name) FROM gpkg_contents UNION SELECT lower(table_name) FROM gpkg_geometry_columns"


def main() -> None:
    """Read one layer; writes `problem` in place of it where the file cannot be read."""
    asked = json.load(sys.stdin)
    _limit(asked["seconds"], asked["memory"])
    for name in ("geopandas", "pandas", "pyarrow", "pyproj", "shapely"):
        sys.modules[name] = None  # type: ignore[assignment] # pyogrio would load them, and needs none here
    import pyogrio
    import pyogrio.raw

    if not set(pyogrio.list_drivers()) <= set(asked["drivers"]):
        raise SystemExit("GDAL has drivers that were to be left out.")
    warnings.simplefilter("ignore")  # what matters is checked by who asked
    try:
        layer, shapes = _layer(pyogrio, asked)
    except Exception as error:  # whatever a file brings about is said of the file
        layer, shapes = {"problem": str(error)}, []
    with Path("shapes.wkb").open("wb") as file:
        file.writelines(shapes)
    with Path("layer.json").open("w", encoding="ascii") as text:
        json.dump(layer, text)


def _limit(seconds: int, memory: int) -> None:
    limits = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_FSIZE: memory,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for limit, wanted in limits.items():
        _, most = resource.getrlimit(limit)
        value = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(limit, (value, value))


def _layer(pyogrio: Any, asked: Mapping[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    path = asked["path"]
    with Path(path).open("rb") as file:
        if file.read(len(_SQLITE)) == _SQLITE and (view := _view_for_layer(path)):
            return {"view": view}, []
    names = [str(name) for name, geometry in pyogrio.list_layers(path) if geometry is not None]
    if asked["place"] >= len(names):
        return {"layers": len(names)}, []
    about, fids, shapes, fields = pyogrio.raw.read(
        path,
        layer=names[asked["place"]],
        columns=asked["columns"],
        fids=asked["fids"],
        read_geometry=asked["shapes"],
        force_2d=True,
        return_fids=True,
        datetime_as_string=True,
        **asked["options"],
    )
    found = [] if shapes is None else [shape or b"" for shape in shapes]
    layer = {
        "layers": len(names),
        "crs": about["crs"],
        "columns": [
            [str(name), [_as_text(value) for value in values]]
            for name, values in zip(about["fields"], fields, strict=True)
        ],
        "numbers": fids.tolist(),
        "lengths": [len(shape) for shape in found],
    }
    return layer, found


def _view_for_layer(path: str) -> str:
    """Name what a GeoPackage has in the place of a table that GDAL reads: a view works out its rows for ever."""
    with closing(sqlite3.connect(f"{Path(path).as_uri()}?mode=ro", uri=True)) as connection:
        not_tables = {str(name) for (name,) in connection.execute(_NOT_TABLES)}
        own = {name for name in not_tables if name.startswith("gpkg_")}
        return min(own or not_tables.intersection(name for (name,) in connection.execute(_LAYERS)), default="")


def _as_text(value: Any) -> str:
    return "" if value is None or value != value else str(value)


if __name__ == "__main__":
    main()
