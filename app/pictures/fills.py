"""What areas are filled with: the colour of their class, or what stands for a figure that there is not.

static/js/measures.js and paint.js do the same in the browser.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.domain import Shown, Withheld
from app.editions.contract import LayerFile, MeasureClassFacts
from app.pictures.areas import Fill
from app.statistics.measures import NotCalculable, change, rate_of

LAND, HATCHED, DOTTED = "land", "hatched", "dotted"


def fill_by_class(measure: str, classes: Sequence[MeasureClassFacts], per: int) -> Fill:
    """Fill areas in the colours of their classes: hatched where no data came, dotted where there is no value.

    Rates are told for `per` people.
    """

    def fill(layer: LayerFile, row: int) -> str:
        columns = layer["columns"]
        cases, before = columns["cases"][row], columns["before"][row] if columns["before"] else None
        if not isinstance(cases, int):
            return HATCHED if cases == "missing" else LAND
        figure = _figure(measure, cases, before, rate_of(Shown(cases), columns["population"][row], per))
        return DOTTED if figure is None else _colour(*figure, classes)

    return fill


def plain(layer: LayerFile, row: int) -> str:
    """Leave every area as land."""
    return LAND


def _figure(measure: str, cases: int, before: object, rate: float | None) -> tuple[float, int] | None:
    """Give what an area is classed by: the size of its figure as it is printed, and its sign.

    A change keeps its sign where it is printed as 0.0, and is infinite where the period before had none.
    """
    if measure == "rate":
        return None if rate is None else (rate, _sign(cases))
    if measure != "change":
        return cases, _sign(cases)
    result = change(Shown(cases), Shown(before) if isinstance(before, int) else Withheld.NOT_PUBLISHED)
    if isinstance(result, NotCalculable):
        return None
    return math.inf if result.percent is None else abs(result.percent), _sign(result.difference)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _colour(size: float, sign: int, classes: Sequence[MeasureClassFacts]) -> str:
    for one in classes:
        is_in = one["from"] <= size and (one["below"] is None or size < one["below"])
        if is_in and one.get("sign") in (None, sign):
            return str(one["colour"])
    return LAND
