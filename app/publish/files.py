"""Make an edition's files: all that readers can get, worked out once."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from typing import Any

from app.domain import Edition, Level, Shape, Withheld
from app.editions.records import areas_to_json, timeline_to_json, to_json, week_to_json
from app.geography.prepare import Drawing, Prepared
from app.publish.history import history_files
from app.publish.layers import compress, join_layers
from app.publish.map import map_file, measures
from app.statistics.timeline import timeline


def edition_facts(edition: Edition, shapes: Iterable[Shape]) -> dict[str, Any]:
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
        "measures": measures(edition),
        "shapes": list(shapes),
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


def edition_files(edition: Edition, prepared: Prepared) -> dict[str, bytes]:
    """Give every file of an edition by its name."""
    drawings = prepared.drawings or {Shape.MAP: Drawing({}, (), {})}
    topologies = {name: layer for drawing in drawings.values() for name, layer in drawing.layers.items()}
    layers = {f"layers/{name}.json": content for name, content in join_layers(edition, topologies).items()}
    files = {f"areas/{level}.json": areas_to_json(edition.areas[level]) for level in Level}
    for week in edition.weeks:
        tables = [edition.tables[level, week] for level in Level if (level, week) in edition.tables]
        files[f"weeks/{week}.json"] = week_to_json(tables)
    for level in Level:
        shapes = prepared.geometries.get(level, {})
        files[f"geometry/{level}.txt"] = "\n".join(
            shapes.get(area.code, "null") for area in edition.areas[level]
        ).encode()
    files["record.json"] = to_json(
        {level: [str(week) for week in edition.weeks if (level, week) in edition.tables] for level in Level}
    )
    steps = timeline(edition.tables, edition.week)
    files["timeline.json"] = timeline_to_json(steps)
    files |= history_files(edition, steps)
    files |= {f"neighbours/{level}.json": to_json(places) for level, places in prepared.neighbours.items()}
    files["boxes.json"] = to_json({shape: drawing.boxes for shape, drawing in drawings.items()})
    files |= {f"{shape}.json": to_json(map_file(edition, shape, drawing)) for shape, drawing in drawings.items()}
    return {**files, **layers, **compress(layers), **_gzipped(layers)}


def _gzipped(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{name}.gz": gzip.compress(content, mtime=0) for name, content in files.items()}
