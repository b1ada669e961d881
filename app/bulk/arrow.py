"""Pass rows as Arrow, which the writers of Parquet and GeoPackage take batch by batch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from arro3.core import Array, ChunkedArray, DataType, Field, RecordBatch, RecordBatchReader, Schema
from numpy.typing import NDArray

from app.bulk.rows import Block, Rows
from app.wording.dictionary import fields

TEXT = DataType.utf8()
NUMBERED_TEXT = DataType.dictionary(DataType.int32(), TEXT)  # each text once: taken fast, but not known to all writers
TYPES = {
    "string": TEXT,
    "integer": DataType.int64(),
    "number": DataType.float64(),
    "date": DataType.date32(),
}
OUTLINES = "geometry"
TYPE_OF_OUTLINES = DataType.binary()  # Well-Known Binary


class Arrow:
    """A level's rows as Arrow: what rows share is converted once, and then taken for each.

    `text` is the type of texts; `outlines` are the areas' as Well-Known Binary, None where one has none.
    """

    def __init__(self, rows: Rows, text: DataType = TEXT, outlines: Sequence[bytes | None] = ()) -> None:
        self._rows = rows
        types = {**TYPES, "string": text}
        self._types = {field.name: types[field.type] for field in fields(rows.dataset)}
        self._types[OUTLINES] = TYPE_OF_OUTLINES
        self._places = self._arrays({**rows.places, OUTLINES: outlines} if outlines else rows.places)
        self._periods, self._said = self._arrays(rows.periods), self._arrays(rows.said)

    def of_rows(self, names: Sequence[str]) -> RecordBatchReader:
        """Return these columns of all rows."""
        return self._stream(names, (self._taken(block, names) for block in self._rows.blocks()))

    def of_areas(self) -> RecordBatchReader:
        """Return what is said of areas whatever the week, a row for each."""
        return self._stream(list(self._places), [list(self._places.values())])

    def _stream(self, names: Iterable[str], batches: Iterable[list[Array]]) -> RecordBatchReader:
        schema = Schema([Field(name, self._types[name]) for name in names])
        return RecordBatchReader.from_batches(
            schema, (RecordBatch.from_arrays(each, schema=schema) for each in batches)
        )

    def _taken(self, block: Block, names: Sequence[str]) -> list[Array]:
        """Return these columns of a block."""
        shared = ((self._places, block.area), (self._periods, block.week), (self._said, block.pair))
        found: dict[str, Array] = {}
        for columns, places in shared:
            at = Array.from_numpy(places.astype(np.int32))
            found |= {name: values.take(at) for name, values in columns.items() if name in names}
        found[self._rows.rate] = _where(block.rate, block.is_rated)
        return [found[name] for name in names]

    def _arrays(self, columns: Mapping[str, Sequence[Any]]) -> dict[str, Array]:
        return {name: _array(values, self._types[name]) for name, values in columns.items()}


def _array(values: Sequence[Any], kind: DataType) -> Array:
    """Convert a column; days are ISO dates."""
    return Array(values, TEXT).cast(kind) if kind in (TYPES["date"], NUMBERED_TEXT) else Array(values, kind)


def _where(numbers: NDArray[np.float64], is_told: NDArray[np.bool_]) -> Array:
    """Return numbers where they are told, and null elsewhere: what is taken from no place is null."""
    taken = np.where(is_told, np.arange(len(numbers)), len(numbers)).astype(np.int32)
    return Array.from_numpy(numbers).take(_places_and_none(len(numbers)).take(Array.from_numpy(taken)))


@lru_cache(2)  # all blocks but the last have as many rows
def _places_and_none(number: int) -> Array:
    parts = [Array.from_numpy(np.arange(number, dtype=np.int32)), Array([None], DataType.int32())]
    return ChunkedArray(parts).combine_chunks()
