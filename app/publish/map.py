"""Compose a shape's map block and what a page needs to put round it: an edition's `map.json` and `hexes.json`."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor
from typing import Any

from app.domain import FINEST, Edition, Level, Shape
from app.editions.contract import DrawnLevel, MapFile, MeasureClassFacts
from app.geography.prepare import Drawing
from app.pages.classes import cases_classes, change_classes, rate_classes
from app.pages.elements import compose
from app.wording import capitalize_first, or_fewer

# The level that is drawn from each zoom on, and the measure that it opens with.
MEASURES = ("cases", "rate", "change")
DRAWN = ((Level.UTLA, 0, "rate"), (Level.LTLA, 7, "rate"), (FINEST, 9, "cases"))


def map_file(edition: Edition, shape: Shape, drawing: Drawing) -> MapFile:
    """Give Folium's parts, the levels drawn, the layer that a page may hold already, and the chunks' authorities."""
    # A hexagon stands for as many people wherever it is, so there is nothing to gain from coarser levels.
    levels = _levels_drawn(edition, DRAWN[-1:] if shape is Shape.HEXES else DRAWN)
    coarsest = DRAWN[0][0]
    options = {
        "shape": shape,
        "bounds": _around(drawing.boxes.get(Level.NATION, {}).values()),
        "levels": levels,
        "backdrop": coarsest if coarsest != levels[0]["level"] else None,
        "measures": measures(edition),
        "hidden": {level: capitalize_first(f"{or_fewer(most)} cases") for level, most in edition.hide_up_to.items()},
    }
    composed = compose(options, _layers(drawing))
    return {
        "header": composed.header,
        "html": composed.html,
        "script": composed.script,
        "levels": levels,
        "first_layer": next((name for name, layer in drawing.layers.items() if layer["level"] == coarsest), None),
        "chunks": {chunk.name: list(chunk.ltla_codes) for chunk in drawing.chunks},
    }


def measures(edition: Edition) -> dict[str, dict[str, list[MeasureClassFacts]]]:
    """Give each measure's classes by level, for the map and its legend alike."""
    by_level = {
        level: {
            "cases": cases_classes(level, edition.hide_up_to.get(level)),
            "rate": rate_classes(),
            "change": change_classes(),
        }
        for level, _, _ in DRAWN
    }
    return {
        measure: {level: [one.as_json() for one in classes[measure]] for level, classes in by_level.items()}
        for measure in MEASURES
    }


def _levels_drawn(edition: Edition, fit: Iterable[tuple[Level, int, str]]) -> list[DrawnLevel]:
    """Give the levels on record, each from the zoom of the first that it stands in for."""
    levels: list[DrawnLevel] = []
    start: int | None = None
    for level, zoom, measure in fit:
        start = zoom if start is None else start
        if (level, edition.week) in edition.tables:
            levels.append({"level": level, "from_zoom": start, "measure": measure})
            start = None
    levels[0]["from_zoom"] = 0
    return levels


def _layers(drawing: Drawing) -> dict[str, dict[str, Any]]:
    coarser = [level for level, _, _ in DRAWN if level is not FINEST]
    layers: dict[str, dict[str, Any]] = {
        name: {"level": layer["level"], "href": f"layers/{name}.json"}
        for name, layer in drawing.layers.items()
        if layer["level"] in coarser
    }
    for chunk in drawing.chunks:
        layers[chunk.name] = {
            "level": FINEST,
            "href": f"layers/{chunk.name}.json",
            "boxes": [_rough(drawing.boxes[Level.LTLA][code]) for code in chunk.ltla_codes],
        }
    return layers


def _rough(box: Iterable[float]) -> list[float]:
    """Widen a box to hundredths of a degree: the page holds one for each authority."""
    west, south, east, north = (100 * degrees for degrees in box)
    return [floor(west) / 100, floor(south) / 100, ceil(east) / 100, ceil(north) / 100]


def _around(boxes: Iterable[list[float]]) -> list[list[float]] | None:
    """Give the south-west and north-east corners around boxes, latitude first as Leaflet has it."""
    sides = list(zip(*boxes, strict=True))
    if not sides:
        return None
    west, south, east, north = sides
    return [[min(south), min(west)], [max(north), max(east)]]
