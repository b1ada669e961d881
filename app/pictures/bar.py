"""What a legend's bar says: a step for each class, what stands under its joints, and how many areas are in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, cast

from app.domain import Level
from app.editions.contract import LayerFile, MeasureClassFacts
from app.pictures.fills import class_by_figure
from app.view import MapView

MINUS = "\u2212"


def joints_of(classes: Sequence[MeasureClassFacts]) -> list[str]:
    """Give what stands under the left end of each step: where its class begins.

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


def _joint(left: MeasureClassFacts, right: MeasureClassFacts) -> str:
    signs = (left.get("sign", 0), right.get("sign", 0))
    return {(-1, -1): f"{MINUS}{left['from']:g}", (-1, 0): "0", (1, 1): f"+{right['from']:g}"}.get(signs, "")
