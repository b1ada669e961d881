"""The bar of a legend: a step for each class, the texts under its joints, and how many areas each class has.

static/js/map/bar.js places marks on it and says their figures as is done here.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

from app.domain import Area, Level
from app.editions.contents import CellValue, LayerFile, MeasureClassFacts
from app.pictures.fills import class_by_figure, figure_of, place_among
from app.view import MapView, whole_area

MINUS = "\u2212"
EDGE = 0.08  # of a step, which a mark keeps from its ends: it is seen in which class it is


@dataclass(frozen=True)
class Step:
    """A class in a bar: its paint, what stands under its left end, and how many areas are in it, None if not counted.

    `height` is the share that these are of the fullest class's; what stands below is in the step's middle where
    `is_middle`.
    """

    paint: str
    label: str
    joint: str
    number: int | None
    height: float
    is_middle: bool


@dataclass(frozen=True)
class Mark:
    """A place on a bar, from 0 to 1, and what is said of it."""

    at: float
    text: str


@dataclass(frozen=True)
class WholeFigures:
    """The area in which all others lie, and its counts; `before` is None where the period before is not on record."""

    area: Area
    week_end: str
    cases: CellValue
    before: CellValue | None


def steps_of(
    classes: Sequence[MeasureClassFacts], counted: Counter[int | str] | None, paint: Callable[[MeasureClassFacts], str]
) -> Iterator[Step]:
    """Return a step for each class, with the areas that are counted in it if they are."""
    most = max((counted[place] for place in range(len(classes))), default=0) if counted else 0
    for place, (one, joint) in enumerate(zip(classes, joints_of(classes), strict=True)):
        number = counted[place] if counted is not None else None
        height = (number or 0) / most if most else 0
        yield Step(paint(one), one["label"], joint, number, height, one.get("sign") == 0)


def joints_of(classes: Sequence[MeasureClassFacts]) -> list[str]:
    """Return what stands under the left end of each step: where its class begins.

    Classes of change run from the largest fall to the largest rise: under a fall's left end stands where larger falls
    begin, and 0 under the whole step of no change. The outermost say that they are per cent.
    """
    if not any("sign" in one for one in classes):
        return [f"{one['from']:,}" for one in classes]
    joints = ["", *(_joint(*pair) for pair in pairwise(classes))]
    said = [place for place, joint in enumerate(joints) if joint]
    return [f"{joint}%" if place in (said[0], said[-1]) else joint for place, joint in enumerate(joints)]


def tally(view: MapView, level: Level, measure: str) -> Counter[int | str]:
    """Count the areas that a view is fitted to by their class's place, or by what stands for a figure there is not."""
    dataset, values = view.dataset, view.values(level)
    areas = view.edition.areas[level]
    columns: dict[str, Any] = {
        "cases": values["cases"] or ["not published"] * len(areas),
        "before": values["before"],
        "population": [area.population for area in areas],
    }
    place_of = class_by_figure(measure, view.edition.facts["measures"][measure][level], dataset.rate_per)
    layer = cast(LayerFile, {"columns": columns})
    return Counter(place_of(layer, row) for row, area in enumerate(areas) if view.is_fitted_to(area))


def whole_figures(view: MapView) -> WholeFigures | None:
    """Return the figures of the area in which all others lie; None where there is none, or it is one of those drawn."""
    whole = whole_area(view.edition)
    if whole is None or whole.level in (drawn["level"] for drawn in view.levels):
        return None
    values = view.values(whole.level)
    cases, before = (values[which] for which in ("cases", "before"))
    return WholeFigures(whole, values["weekEnd"], cases[0] if cases else "not published", before[0] if before else None)


def mark_of_whole(view: MapView, level: Level, measure: str) -> Mark | None:
    """Mark the whole on a level's bar, if its figure can be compared with those of its parts."""
    whole = whole_figures(view) if measure in ("rate", "change") else None
    return _mark(view, level, measure, whole.area, whole.cases, whole.before) if whole else None


def mark_of_selected(view: MapView, level: Level, measure: str) -> Mark | None:
    """Mark the selected area on its level's bar."""
    area, values = view.selected, view.values(level)
    if area is None or area.level != level or not values["cases"]:
        return None
    row, before = view.edition.area_index[level, area.code], values["before"]
    return _mark(view, level, measure, area, values["cases"][row], before[row] if before else None)


def place_in(size: float, sign: int, classes: Sequence[MeasureClassFacts]) -> float | None:
    """Return how far along a bar of equal steps a figure lies, from 0 to 1; None where it is in no class."""
    place = place_among(size, sign, classes)
    if place is None:
        return None
    share = min(1 - EDGE, max(EDGE, _share(size, classes[place])))
    # Falls run the other way: the largest is the first.
    return (place + (1 - share if classes[place].get("sign") == -1 else share)) / len(classes)


def figure_text(size: float, sign: int, measure: str) -> str:
    """Write a figure beside a mark: 152.3, or by how much it changed."""
    if measure != "change":
        return f"{size:,.1f}"
    if math.isinf(size):
        return "up from none"
    return f"{'+' if sign > 0 else MINUS if sign < 0 else ''}{size:,.1f}%"


def _mark(
    view: MapView, level: Level, measure: str, area: Area, cases: CellValue, before: CellValue | None
) -> Mark | None:
    if not isinstance(cases, int):
        return None
    figure = figure_of(measure, cases, before, area.population, view.dataset.rate_per)
    at = place_in(*figure, view.edition.facts["measures"][measure][level]) if figure else None
    return Mark(at, f"{area.name} {figure_text(*figure, measure)}") if figure and at is not None else None


def _share(size: float, one: MeasureClassFacts) -> float:
    """Return how far a figure lies in its class, from 0 to 1."""
    if one.get("sign") == 0:
        return 0.5
    start, below = one["from"], one["below"]
    if below is None:
        return 1 - (start or 1) / max(size, start or 1)
    return (size - start) / (below - start)


def _joint(left: MeasureClassFacts, right: MeasureClassFacts) -> str:
    signs = (left.get("sign", 0), right.get("sign", 0))
    return {(-1, -1): f"{MINUS}{left['from']:g}", (-1, 0): "0", (1, 1): f"+{right['from']:g}"}.get(signs, "")
