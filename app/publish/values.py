"""Put an edition's values into layers whose shapes are kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from app.cells import Cells
from app.domain import PeriodTable, Withheld
from app.editions.contents import CellValue, Columns, LayerFile
from app.editions.contract import LEVEL, to_json
from app.publish.edition import Edition


def layers_again(edition: Edition, layers: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return layer files, by their names, with an edition's values instead of their own."""
    return {name: _again(edition, layer) for name, layer in layers.items()}


def _again(edition: Edition, layer: bytes) -> bytes:
    """Return a layer with an edition's values; its shapes, which come first and are most of it, are not touched."""
    place = layer.rindex(LEVEL)
    return layer[:place] + b"," + to_json(with_values(edition, json.loads(b"{" + layer[place + 1 :])))[1:]


def with_values(edition: Edition, layer: LayerFile) -> LayerFile:
    """Return a layer with an edition's values."""
    level, drawn = layer["level"], layer["columns"]["place"]
    table, before = (edition.tables.get((level, week)) for week in (edition.week, edition.week.before))
    values = _values(table, drawn) or [Withheld.NOT_PUBLISHED.value] * len(drawn)
    columns: Columns = {**layer["columns"], "cases": values, "before": _values(before, drawn)}
    return {**layer, "columns": columns, "week_end": str(edition.week), "before_on_record": before is not None}


def _values(table: PeriodTable | None, drawn: Sequence[int]) -> list[CellValue] | None:
    return Cells(Cells.of(table.cells).numbers[drawn]).as_json() if table else None
