"""The attributes of a layer's features, as a table."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from app.errors import BadFileError
from app.sources.columns import Columns
from app.sources.gdal import vector
from app.sources.spelling import plain_heading
from app.sources.tables import Table, in_plain_spelling


def read_layer(path: Path, columns: Columns) -> Table:
    """Read the first layer of a file that has all the needed columns; raises BadFileError where none has."""
    with vector(path) as file:
        for layer in file.layers(shapes=False):
            if not columns.lacking([*map(str, layer.columns), "features", "geometry"]):
                return table_of(layer.columns, path.name)
    raise BadFileError("No layer in it has all the columns. Check that the file is whole.")


def table_of(columns: pd.DataFrame, name: str = "") -> Table:
    """Make a table of what is said of the features, the first of them being row 1."""
    frame = columns.set_axis(range(columns.shape[1]), axis=1).set_axis(range(1, len(columns) + 1)).astype("category")
    frame, notes = in_plain_spelling(frame)
    return Table(tuple(plain_heading(str(heading)) for heading in columns), frame, name, notes)
