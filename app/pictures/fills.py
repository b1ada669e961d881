"""What areas are filled with: the colour of their class, or what stands for a figure that there is not.

static/js/measures.js and paint.js do the same in the browser.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from app.pictures.areas import Fill, Layer

LAND, HATCHED, DOTTED = "land", "hatched", "dotted"

Class = Mapping[str, Any]


def fill_by_class(measure: str, classes: Sequence[Class]) -> Fill:
    """Fill areas in the colours of their classes: hatched where no data came, dotted where there is no value."""

    def fill(layer: Layer, row: int) -> str:
        columns = layer["columns"]
        cases, before = columns["cases"][row], columns["before"][row] if columns["before"] else None
        if not isinstance(cases, int):
            return HATCHED if cases == "missing" else LAND
        value = _value(measure, cases, before, columns["population"][row])
        return DOTTED if value is None else _colour(value, classes)

    return fill


def plain(layer: Layer, row: int) -> str:
    """Leave every area as land."""
    return LAND


def _value(measure: str, cases: int, before: object, population: int | None) -> float | None:
    """Give what an area is classed by, unrounded; a rise from none is infinite."""
    if measure == "rate":
        return cases * 100_000 / population if population else None
    if measure == "change":
        if not isinstance(before, int):
            return None
        return 0 if cases == before else 100 * (cases - before) / before if before else math.inf
    return cases


def _colour(value: float, classes: Sequence[Class]) -> str:
    sign, size = (value > 0) - (value < 0), abs(value)
    for one in classes:
        is_in = one["from"] <= size and (one["below"] is None or size < one["below"])
        if is_in and one.get("sign") in (None, sign):
            return str(one["colour"])
    return LAND
