"""Run GDAL safely: it reads a copy of a file in a process of its own, with few drivers, no network and limits.

GDAL knows forms that name other files and addresses, and goes there. Here it cannot: the drivers that would are left
out, and its proxy is one that curl refuses before it connects.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess  # the script beside this one
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from glob import escape
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyogrio
import shapely

from app.errors import BadFileError
from app.sources.heads import LENGTH, Form, head_of

Shapes = np.ndarray[Any, np.dtype[np.object_]]

DRIVERS = ("ESRI Shapefile", "GPKG", "GeoJSON", "ESRIJSON")
DAMAGED = "The boundaries cannot be read: the file is cut off or damaged. Download it again."
_SECONDS = 300  # a layer of 7,201 areas takes less than one
_MEMORY = 4 * 1024**3
_CHILD = Path(__file__).with_name("gdal_child.py")
_SUFFIXES = {Form.JSON: ".json", Form.GEOPACKAGE: ".gpkg", Form.SHAPEFILE: ".shp"}
_COMPANIONS = (".shx", ".dbf", ".prj", ".cpg")
_KEPT = ("LD_LIBRARY_PATH", "PYTHONPATH", "GDAL_DATA", "PROJ_DATA")  # of the environment: where libraries lie
_NO_PROXY_AT_ALL = "none://none"
_NO_NETWORK = {
    "GDAL_DRIVER_PATH": "disable",
    "CPL_VSIL_CURL_ALLOWED_FILENAME": "none",
    "PROJ_NETWORK": "OFF",
    **dict.fromkeys(("GDAL_HTTP_PROXY", "GDAL_HTTPS_PROXY", "all_proxy"), _NO_PROXY_AT_ALL),
}
_CRS = re.compile(rb'"(?:c|\\u0063)(?:r|\\u0072)(?:s|\\u0073)"\s*:\s*(?=\{)', re.IGNORECASE)
_CRS_AT_MOST = 10_000  # bytes
_CRS_TYPES = ("name", "epsg")  # the others are links
GRIDS = re.compile(r"grids\W+(?!\W*@null)|PARAMETERFILE", re.IGNORECASE)  # files that a coordinate system names
UNREAD_CRS = "Its coordinate system is not one that can be read. Save it in EPSG:4326."
_PRJ_AT_MOST = 100_000  # bytes
_LINKED_CRS = (
    'Its "crs" is not a name but a link, which is not followed. Save it again in EPSG:4326, or put a name such as '
    "urn:ogc:def:crs:EPSG::27700 there."
)


@dataclass(frozen=True)
class Layer:
    """What a layer's features say, as text, with blanks for what is missing; `numbers` are those GDAL gives them.

    `crs` is the coordinate system, if it says one. `shapes` hold None for a feature without a shape, and are empty
    where none were asked for.
    """

    columns: pd.DataFrame
    shapes: Shapes
    crs: str | None
    numbers: Sequence[int]


@dataclass(frozen=True)
class Vector:
    """A file of features that lies under a name of our own, to be read with GDAL."""

    path: Path

    def layers(self, *, shapes: bool = True) -> Iterator[Layer]:
        """Return the layers that have shapes, one by one; raises BadFileError where they cannot be read."""
        place, number = 0, 1
        while place < number:
            answer, layer = self._read(place=place, shapes=shapes)
            number = answer["layers"]
            if layer is not None:
                yield layer
            place += 1

    def first_layer(
        self, columns: Sequence[str], *, numbers: Sequence[int] | None = None, shapes: bool = True
    ) -> Layer:
        """Return these columns of the first layer: all features, or those of these numbers; raises BadFileError."""
        _, layer = self._read(columns=columns, fids=numbers, shapes=shapes, options={"DATE_AS_STRING": "YES"})
        if layer is None:
            raise BadFileError(DAMAGED)
        return layer

    def _read(self, **asked: Any) -> tuple[dict[str, Any], Layer | None]:
        whole = {"path": str(self.path), "place": 0, "columns": None, "fids": None, "shapes": True, "options": {}}
        with tempfile.TemporaryDirectory(prefix="casemap-") as folder:
            _run({**whole, **asked}, Path(folder))
            answer = json.loads((Path(folder) / "layer.json").read_bytes())
            if "view" in answer:
                raise BadFileError(
                    f"{answer['view'][:40]} in it is a view or a virtual table, which is worked out as it is read. "
                    "Save it as a table."
                )
            if "problem" in answer:
                raise BadFileError(_cannot_open(self.path, answer["problem"]))
            if "columns" not in answer:
                return answer, None
            return answer, _layer(answer, (Path(folder) / "shapes.wkb").read_bytes())


def fields_of(path: Path) -> tuple[tuple[str, ...], ...]:
    """Return the names of the fields of each layer; raises BadFileError where they cannot be read."""
    with vector(path) as file:
        return tuple(tuple(map(str, layer.columns)) for layer in file.layers(shapes=False))


@contextmanager
def vector(path: Path) -> Iterator[Vector]:
    """Copy a file, and what belongs to it, under a name of our own that ends as its content does: GDAL judges by both.

    Raises BadFileError where a shapefile is cut off, or GeoJSON has a link for its coordinate system,
    or a GeoPackage is open.
    """
    with path.open("rb") as file:
        form = head_of(file.read(LENGTH)).form
    if form is Form.SHAPEFILE and path.suffix.lower() != ".shp":
        raise BadFileError("A shapefile's name must end in .shp, with its .shx, .dbf and .prj beside it. Rename it.")
    with tempfile.TemporaryDirectory(prefix="casemap-") as folder:
        copy = Path(shutil.copyfile(path, Path(folder).resolve() / f"boundaries{_SUFFIXES[form]}"))
        if form is Form.SHAPEFILE:
            _copy_companions(path, copy)
            _refuse_grids(copy.with_suffix(".prj"))
            if copy.stat().st_size < _length_of_shapefile(copy):
                raise BadFileError(DAMAGED)
        elif form is Form.JSON:
            _refuse_linked_crs(copy)
        else:
            _refuse_open(path)
        yield Vector(copy)


def _copy_companions(path: Path, copy: Path) -> None:
    home = path.resolve().parent
    for companion in path.parent.glob(f"{escape(path.stem)}.*"):
        is_here = companion.is_file() and companion.resolve().is_relative_to(home)  # no link to another folder's file
        if companion.suffix.lower() in _COMPANIONS and is_here:
            shutil.copyfile(companion, copy.with_suffix(companion.suffix.lower()))


def _refuse_grids(projection: Path) -> None:
    """Raise BadFileError where a coordinate system names other files, which would be opened."""
    if projection.exists():
        with projection.open("rb") as file:
            said = file.read(_PRJ_AT_MOST + 1).decode(errors="replace")
        if len(said) > _PRJ_AT_MOST or GRIDS.search(said):
            raise BadFileError(UNREAD_CRS)


def _length_of_shapefile(path: Path) -> int:
    """Return the length that a shapefile says it has: GDAL reads one that is cut off without a word."""
    with path.open("rb") as file:
        return 2 * int.from_bytes(file.read(28)[24:], "big")  # the header counts words of two bytes


def _refuse_open(path: Path) -> None:
    """Raise BadFileError where a part of a GeoPackage is in a file beside it."""
    for beside in (path.with_name(f"{path.name}{end}") for end in ("-wal", "-journal")):
        if beside.is_file() and beside.stat().st_size:
            raise BadFileError(f"A part of it stands in {beside.name}: close the program that has it open.")


def _refuse_linked_crs(path: Path) -> None:
    """Raise BadFileError where a coordinate system is a link: GDAL would take degrees for it."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        for found in _CRS.finditer(content):
            written = content[found.end() : found.end() + _CRS_AT_MOST].decode(errors="replace")
            try:
                crs, _ = json.JSONDecoder().raw_decode(written)
            except (ValueError, RecursionError):
                raise BadFileError(_LINKED_CRS) from None
            if str(crs.get("type")).lower() not in _CRS_TYPES:
                raise BadFileError(_LINKED_CRS)


def _run(asked: dict[str, Any], folder: Path) -> None:
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    limits = {"seconds": _SECONDS, "memory": _MEMORY, "drivers": DRIVERS}
    try:
        done = subprocess.run(  # noqa: S603 # the script beside this one
            [sys.executable, "-P", str(_CHILD)],
            input=json.dumps({**asked, **limits}).encode(),
            cwd=folder,
            env=environment | _NO_NETWORK | {"GDAL_SKIP": _skipped(), "OPENBLAS_NUM_THREADS": "1"},
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_much() from None
    if done.returncode < 0:
        raise _too_much()
    if done.returncode:
        raise RuntimeError(f"The reading of boundaries did not start: {done.stderr.decode(errors='replace')[-2000:]}")


@cache
def _skipped() -> str:
    """List all of GDAL's drivers but those in use."""
    return ",".join(sorted(set(pyogrio.list_drivers()) - set(DRIVERS)))


def _too_much() -> BadFileError:
    return BadFileError(
        f"Reading its boundaries broke off, or took more than {_SECONDS} seconds or {_MEMORY // 1024**3} GB of memory, "
        "as no published file does. Do not trust it; download it again."
    )


def _cannot_open(path: Path, problem: str) -> str:
    alone = path.suffix == ".shp" and not path.with_suffix(".shx").exists()
    if alone or ".shx" in problem:
        return "A shapefile must have its .shx, .dbf and .prj beside it. Add them, or zip them together."
    return DAMAGED


def _layer(answer: dict[str, Any], content: bytes) -> Layer:
    ends = np.cumsum(answer["lengths"], dtype=np.int64).tolist()
    parts = [content[start:end] or None for start, end in zip([0, *ends], ends, strict=False)]
    try:
        with np.errstate(invalid="ignore"):  # points that are no numbers are found later, by area
            shapes = shapely.from_wkb(np.array(parts, dtype=object))
    except shapely.errors.GEOSException:
        raise BadFileError(
            "A shape in it is no polygon: a ring is not closed, or no numbers. Download it again."
        ) from None
    columns = pd.DataFrame(dict(answer["columns"]), index=range(len(answer["numbers"])), dtype="str")
    return Layer(columns, shapes, answer["crs"], answer["numbers"])
