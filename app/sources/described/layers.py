"""Described layers of boundaries: a property holds the areas' codes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from app.dataset import Dataset
from app.dataset.files import BoundaryLayer
from app.errors import BadFileError
from app.sources.boundaries import rows_of
from app.sources.cells import texts
from app.sources.columns import Column, Columns
from app.sources.contents import Boundaries, Described, Names, Part, Reading, StandInBoundaries
from app.sources.described.columns import column_called, column_of
from app.sources.described.rows import checked_codes
from app.sources.gdal import Layer, Shapes, vector
from app.sources.layer_tables import table_of
from app.sources.names import filled
from app.sources.phrases import listed, number_of
from app.sources.records import cut_off_json
from app.sources.tables import Table

_OF_A_LAYER = (Column("features", "features"), Column("geometry", "geometry(type)?"))


def columns_of_layer(definition: BoundaryLayer) -> Columns:
    """Return what a layer must have: its features have shapes, and the properties that the definition names."""
    properties = filter(None, (definition.code, definition.name, *definition.where))
    return Columns((*_OF_A_LAYER, *map(column_called, properties)))


def read_boundaries(path: Path, definition: BoundaryLayer, dataset: Dataset) -> Reading:
    """Read boundaries, parts of one area as one; raises BadFileError with what to do."""
    layer = _layer(path, columns_of_layer(definition))
    table = table_of(layer.columns)
    column = column_of(table, definition.code)
    written = column.astype("str").str.strip()
    has_shape = ~(shapely.is_missing(layer.shapes) | shapely.is_empty(layer.shapes))
    others = written.isin(definition.other_codes)
    read = _where(definition, table)
    kept = read & (written != "") & ~others & has_shape
    codes, put_back = checked_codes(column[kept], dataset, definition.level, definition.digits)
    shapes, joined = _one_each(codes, layer.shapes[kept.to_numpy()])
    rows, mended = rows_of(pd.Series(list(shapes)), np.array(list(shapes.values()), dtype=object), layer.crs)
    parts: list[Part] = [Boundaries(definition.level, rows)]
    if definition.name:
        names = filled(column_of(table, definition.name)[kept])
        named = pd.DataFrame({"area_code": codes, "name": names}).drop_duplicates("area_code", ignore_index=True)
        parts.append(Names(definition.level, named))
    notes = _left_out(written[read & others], int((read & ~kept & ~others).sum())) + put_back + joined + mended
    return Reading(tuple(parts), notes, cut_off_json(path, len(rows)))


def as_stand_in(parts: Iterable[Part], dataset: Dataset) -> tuple[Part, ...]:
    """Return the parts of a layer that has counts too: its shapes and names serve for want of others.

    Its names do where the table of its properties says nothing of the areas.
    """
    parts = tuple(parts)
    described = {part.level for part in parts if isinstance(part, Described)}
    kept = [part for part in parts if not (isinstance(part, Names) and part.level in described)]
    return tuple(_as_stand_in(part, dataset) for part in kept)


def _as_stand_in(part: Part, dataset: Dataset) -> Part:
    if isinstance(part, Boundaries):
        return StandInBoundaries(part.level, part.rows)
    if isinstance(part, Names) and part.level == dataset.finest:
        called = part.rows.rename(columns={"area_code": f"{part.level}_code", "name": f"{part.level}_name"})
        for each in dataset.coarser:
            only = dataset.level(each).only
            called[f"{each}_code"], called[f"{each}_name"] = (only.code, only.name) if only else ("", "")
        return Described(part.level, called)
    return part


def _layer(path: Path, columns: Columns) -> Layer:
    """Read the first layer that has shapes and the properties."""
    with vector(path) as file:
        for layer in file.layers():
            if not columns.lacking([*map(str, layer.columns), "features", "geometry"]):
                return layer
    lacking = " and ".join(column.name for column in columns.needed[len(_OF_A_LAYER) :])
    raise BadFileError(f"No layer in it has {lacking}. A shapefile must have its .dbf beside it.")


def _where(definition: BoundaryLayer, table: Table) -> pd.Series[bool]:
    read = pd.Series(True, index=table.frame.index)
    for heading, begins in definition.where.items():
        read &= texts(column_of(table, heading)).str.startswith(begins)
    return read


def _one_each(codes: pd.Series[str], shapes: Shapes) -> tuple[dict[str, shapely.Geometry], tuple[str, ...]]:
    """Return each area's shape; one that stands several times is made of all its shapes."""
    found: dict[str, list[shapely.Geometry]] = {}
    for code, shape in zip(codes, shapes, strict=True):
        its = found.setdefault(code, [])
        if not any(shape.equals_exact(other) for other in its):
            its.append(shape)
    several = [code for code, its in found.items() if len(its) > 1]
    one = {code: its[0] if len(its) == 1 else _union(code, its) for code, its in found.items()}
    notes = (
        (f"Made one shape of the parts of {number_of(len(several), 'area')}: {listed(several)}.",) if several else ()
    )
    return one, notes


def _union(code: str, shapes: list[shapely.Geometry]) -> shapely.Geometry:
    try:
        return shapely.union_all(shapely.make_valid(np.array(shapes, dtype=object)))
    except shapely.errors.GEOSException:
        raise BadFileError(f"The boundary of {code} has points that are no numbers. Download the file again.") from None


def _left_out(others: pd.Series[str], lacking: int) -> tuple[str, ...]:
    named = listed(sorted(set(others)))
    notes = (f"Left out {number_of(len(others), 'shape')} of no area: {named}.",) if len(others) else ()
    return notes + ((f"Left out {number_of(lacking, 'feature')} with no code or no shape.",) if lacking else ())
