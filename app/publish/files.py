"""Make an edition's files: all that readers can get, worked out once."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from app.domain import FINEST, Edition, Level, Shape, Withheld
from app.editions.records import areas_to_json, to_json, week_to_json
from app.geography.prepare import Prepared
from app.pages.classes import cases_classes, rate_classes
from app.pages.elements import MapParts, compose
from app.publish.layers import compress, join_layers
from app.wording import capitalize_first, or_fewer

# The level that is drawn from each zoom on, and the measure that it opens with.
DRAWN = ((Level.UTLA, 0, "rate"), (Level.LTLA, 7, "rate"), (FINEST, 9, "cases"))


def edition_facts(edition: Edition, shape: Shape | None) -> dict[str, Any]:
    """Say what an edition is, as its `edition.json` and `casemap status` do."""
    return {
        "week_start": edition.week.start.isoformat(),
        "week_end": str(edition.week),
        "published_on": edition.published_on.isoformat(),
        "hide_up_to": {level: edition.hide_up_to.get(level) for level in Level},
        "passed_over": [
            {"week_end": str(passed.week), "authorities_missing": passed.authorities} for passed in edition.passed_over
        ],
        "levels": {level: _level_facts(edition, level) for level in Level},
        "releases": [release.id for release in edition.releases],
        "weeks": [str(week) for week in edition.weeks],
        "measures": _measures(edition),
        "shape": shape,
    }


def _level_facts(edition: Edition, level: Level) -> dict[str, Any]:
    table = edition.tables.get((level, edition.week))
    return {
        "published_on": table.published_on.isoformat() if table else None,
        "shown": len(table.shown) if table else 0,
        "hidden": table.count(Withheld.HIDDEN) if table else 0,
        "missing": table.count(Withheld.MISSING) if table else 0,
        "total_cases_shown": sum(table.shown) if table else 0,
    }


def _measures(edition: Edition) -> dict[str, Any]:
    cases = cases_classes(edition.hide_up_to.get(FINEST))
    return {
        "cases": {"classes": [one.as_json() for one in cases]},
        "rate": {"classes": [one.as_json() for one in rate_classes()]},
    }


def edition_files(edition: Edition, prepared: Prepared) -> dict[str, bytes]:
    """Give every file of an edition by its name."""
    layers = {f"layers/{name}.json": content for name, content in join_layers(edition, prepared.layers).items()}
    files = {f"areas/{level}.json": areas_to_json(edition.areas[level]) for level in Level}
    for week in edition.weeks:
        tables = [edition.tables[level, week] for level in Level if (level, week) in edition.tables]
        files[f"weeks/{week}.json"] = week_to_json(tables)
    for level in Level:
        shapes = prepared.geometries.get(level, {})
        files[f"geometry/{level}.txt"] = "\n".join(
            shapes.get(area.code, "null") for area in edition.areas[level]
        ).encode()
    files["boxes.json"] = to_json(prepared.boxes)
    files["map.json"] = to_json(_map(edition, prepared))
    return {**files, **layers, **compress(layers), **_gzipped(layers)}


def _gzipped(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{name}.gz": gzip.compress(content, mtime=0) for name, content in files.items()}


def _map(edition: Edition, prepared: Prepared) -> dict[str, Any]:
    chunks = {chunk.name: list(chunk.utla_codes) for chunk in prepared.chunks}
    return {**asdict(_compose(edition, prepared)), "chunks": chunks}


def _compose(edition: Edition, prepared: Prepared) -> MapParts:
    # A hexagon stands for as many people wherever it is, so there is nothing to gain from coarser levels.
    fit = DRAWN[-1:] if prepared.shape is Shape.HEXES else DRAWN
    levels = _levels_drawn(edition, fit)
    first = DRAWN[0][0]
    options = {
        "bounds": _around(prepared.boxes.get(Level.NATION, {}).values()),
        "levels": levels,
        "backdrop": first if first in prepared.layers and levels[0]["level"] is not first else None,
        "measures": _measures(edition),
        "hidden": {level: capitalize_first(f"{or_fewer(most)} cases") for level, most in edition.hide_up_to.items()},
    }
    return compose(options, _layers(prepared))


def _levels_drawn(edition: Edition, fit: Iterable[tuple[Level, int, str]]) -> list[dict[str, Any]]:
    """Give the levels on record, each from the zoom of the first that it stands in for."""
    levels: list[dict[str, Any]] = []
    start: int | None = None
    for level, zoom, measure in fit:
        start = zoom if start is None else start
        if (level, edition.week) in edition.tables:
            levels.append({"level": level, "from_zoom": start, "measure": measure})
            start = None
    levels[0]["from_zoom"] = 0
    return levels


def _layers(prepared: Prepared) -> dict[str, dict[str, Any]]:
    whole = [level for level, _, _ in DRAWN if level in prepared.layers]
    layers: dict[str, dict[str, Any]] = {level: {"level": level, "href": f"layers/{level}.json"} for level in whole}
    for chunk in prepared.chunks:
        layers[chunk.name] = {
            "level": FINEST,
            "href": f"layers/{chunk.name}.json",
            "boxes": [prepared.boxes[Level.UTLA][code] for code in chunk.utla_codes],
        }
    return layers


def _around(boxes: Iterable[list[float]]) -> list[list[float]] | None:
    """Give the south-west and north-east corners around boxes, latitude first as Leaflet has it."""
    sides = list(zip(*boxes, strict=True))
    if not sides:
        return None
    west, south, east, north = sides
    return [[min(south), min(west)], [max(north), max(east)]]
