"""Compose a shape's map block and what a page needs to put round it: an edition's `map.json` and `hexes.json`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil, floor
from typing import Any

from app.dataset import Dataset
from app.domain import Level, Shape
from app.editions.contents import DrawnLevel, MapFile
from app.editions.contract import MAP
from app.geography.chunks import around, boxes_around
from app.geography.prepare import Drawing
from app.geography.zooms import Zooms
from app.pages.elements import compose
from app.publish.classes import measures
from app.publish.edition import Edition
from app.wording import Wording, capitalize_first

NOWHERE = Drawing({}, (), {})  # where it is not known where areas are, there is a map without any


def map_files(edition: Edition, drawings: Mapping[Shape, Drawing]) -> dict[str, bytes]:
    """Return the map's file in each shape, and one without areas where it is not known where they are."""
    files: dict[str, bytes] = {}
    for shape, drawing in (drawings or {Shape.MAP: NOWHERE}).items():
        files |= MAP.write(map_file(edition, shape, drawing), shape)
    return files


def map_file(edition: Edition, shape: Shape, drawing: Drawing) -> MapFile:
    """Return Folium's parts, the levels drawn, the layer that a page may hold already, and what chunks hold."""
    dataset = edition.dataset
    boxes = drawing.boxes.get(dataset.finest, {})
    zooms = Zooms.over(dataset, drawing.boxes)
    fit = _levels(dataset, drawing, zooms)
    # A hexagon stands for as many people wherever it is, so there is nothing to gain from coarser levels.
    levels = _levels_drawn(edition, fit[-1:] if shape is Shape.HEXES else fit)
    coarsest, words = dataset.drawn[0], Wording(dataset)
    options = {
        "shape": shape,
        "bounds": _corners(around(boxes.values())) if boxes else None,
        "closest": zooms.closest,
        "full": zooms.full,
        "named_from": dict(zooms.named),
        "levels": levels,
        "backdrop": coarsest if coarsest != levels[0]["level"] else None,
        "measures": measures(edition),
        "hidden": {level.slug: capitalize_first(words.hidden(level.slug)) for level in dataset.levels if level.hidden},
    }
    composed = compose(options, _layers(edition, drawing))
    return {
        "header": composed.header,
        "html": composed.html,
        "script": composed.script,
        "closest": zooms.closest,
        "full": zooms.full,
        "named_from": dict(zooms.named),
        "levels": levels,
        "first_layer": _first_layer(dataset, drawing),
        "chunks": {chunk.name: list(chunk.codes) for chunk in drawing.chunks},
    }


def _levels(dataset: Dataset, drawing: Drawing, zooms: Zooms) -> list[DrawnLevel]:
    """Return all levels that the map may draw, as they would be if all were on record."""
    return [_drawn_level(dataset, drawing, level, from_zoom) for level, from_zoom in zooms.drawn.items()]


def _drawn_level(dataset: Dataset, drawing: Drawing, level: Level, from_zoom: int) -> DrawnLevel:
    drawn: DrawnLevel = {"level": level, "from_zoom": from_zoom, "measure": _opening_measure(dataset, level)}
    if level in drawing.finer:
        drawn["finer_from"] = drawing.finer[level][0].from_zoom
    return drawn


def _opening_measure(dataset: Dataset, level: Level) -> str:
    """Return the measure that the map opens a level with: counts of areas that differ in size say little."""
    unless_said = "rate" if dataset.rate_per and level != dataset.finest else "count"
    measure = dataset.level(level).opens_with or unless_said
    return dataset.count_slug if measure == "count" else measure


def _levels_drawn(edition: Edition, fit: Iterable[DrawnLevel]) -> list[DrawnLevel]:
    """Return the levels on record, each from the zoom of the first that it stands in for."""
    levels: list[DrawnLevel] = []
    start: int | None = None
    for level in fit:
        start = level["from_zoom"] if start is None else start
        if (level["level"], edition.week) in edition.tables:
            levels.append({**level, "from_zoom": start})
            start = None
    levels = levels or list(fit)[-1:]
    levels[0]["from_zoom"] = 0
    return levels


def _layers(edition: Edition, drawing: Drawing) -> dict[str, dict[str, Any]]:
    dataset = edition.dataset
    layers: dict[str, dict[str, Any]] = {
        name: {"level": layer["level"], "href": f"layers/{name}.json"}
        for name, layer in drawing.layers.items()
        if layer["level"] != dataset.finest and layer["level"] in dataset.drawn
    }
    boxes = boxes_around(edition.areas[dataset.finest], drawing.boxes.get(dataset.finest, {}), dataset.reports_by)
    for chunk in drawing.chunks:
        layers[chunk.name] = {
            "level": dataset.finest,
            "href": f"layers/{chunk.name}.json",
            "boxes": [_rough(boxes[code]) for code in chunk.codes],
        }
    return layers


def _first_layer(dataset: Dataset, drawing: Drawing) -> str | None:
    """Name the layer of the coarsest level drawn; None where that comes in chunks."""
    coarsest = dataset.drawn[0]
    names = (name for name, layer in drawing.layers.items() if layer["level"] == coarsest)
    return next(names, None) if coarsest != dataset.finest else None


def _rough(box: Iterable[float]) -> list[float]:
    """Widen a box to hundredths of a degree: the page holds one for each area of the reporting level."""
    west, south, east, north = (100 * degrees for degrees in box)
    return [floor(west) / 100, floor(south) / 100, ceil(east) / 100, ceil(north) / 100]


def _corners(box: Iterable[float]) -> list[list[float]]:
    """Return a box's south-west and north-east corners, latitude first as Leaflet has it."""
    west, south, east, north = box
    return [[south, west], [north, east]]
