"""The fills of areas: the colour of the class, or a pattern that says why there is no figure.

static/js/words/measures.js and paint.js do the same in the browser.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from app.domain import Shown, Withheld
from app.editions.contents import LayerFile, MeasureClassFacts, Scheme
from app.pictures.areas import Fill
from app.statistics.measures import NotCalculable, change, rate_of

LAND, HIDDEN, HATCHED, DOTTED, STRIPED = "land", "hidden", "hatched", "dotted", "striped"


WITHHELD = {"hidden": HIDDEN, "missing": HATCHED, "withheld": STRIPED}  # what is not published is left as land


def class_by_figure(
    measure: str, classes: Sequence[MeasureClassFacts], per: int
) -> Callable[[LayerFile, int], int | str]:
    """Return each area's class as its place among the classes, or the reason why it has no figure.

    Rates are told for `per` people.
    """

    def place(layer: LayerFile, row: int) -> int | str:
        columns = layer["columns"]
        cases, before = columns["cases"][row], columns["before"][row] if columns["before"] else None
        if not isinstance(cases, int):
            return WITHHELD.get(cases, LAND)
        figure = figure_of(measure, cases, before, columns["population"][row], per)
        if figure is None:
            return DOTTED
        among = place_among(*figure, classes)
        return LAND if among is None else among

    return place


def fill_by_class(measure: str, classes: Sequence[MeasureClassFacts], per: int, scheme: Scheme = "light") -> Fill:
    """Fill areas in the colours that their classes have in a scheme, or by why there is no figure.

    Grey where it is hidden, striped where it is withheld to keep others hidden, hatched where no data came, dotted
    where there is no value.
    """
    place_of = class_by_figure(measure, classes, per)

    def fill(layer: LayerFile, row: int) -> str:
        place = place_of(layer, row)
        return place if isinstance(place, str) else classes[place][scheme]

    return fill


def plain(layer: LayerFile, row: int) -> str:
    """Leave every area as land."""
    return LAND


def figure_of(measure: str, cases: int, before: object, population: int | None, per: int) -> tuple[float, int] | None:
    """Return what decides an area's class: the size of its figure as it is printed, and its sign.

    Rates are told for `per` people. A change keeps its sign where it is printed as 0.0, and is infinite where the
    period before had none.
    """
    if measure == "rate":
        rate = rate_of(Shown(cases), population, per)
        return None if rate is None else (rate, _sign(cases))
    if measure != "change":
        return cases, _sign(cases)
    result = change(Shown(cases), Shown(before) if isinstance(before, int) else Withheld.NOT_PUBLISHED)
    if isinstance(result, NotCalculable):
        return None
    return math.inf if result.percent is None else abs(result.percent), _sign(result.difference)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def place_among(size: float, sign: int, classes: Sequence[MeasureClassFacts]) -> int | None:
    """Find the place of the class that a figure is in, None where it is in none."""
    for place, one in enumerate(classes):
        is_in = one["from"] <= size and (one["below"] is None or size < one["below"])
        if is_in and one.get("sign") in (None, sign):
            return place
    return None
