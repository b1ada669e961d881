"""Join shapes with one period's values: the layer files that docs/layers.md describes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain import Area, Level
from app.editions.contents import LayerFile
from app.editions.contract import LAYER
from app.geography.shapes import code_at
from app.publish.edition import Edition
from app.publish.values import with_values


def join_layers(edition: Edition, topologies: Mapping[str, dict[str, Any]]) -> dict[str, bytes]:
    """Return every layer file by its name."""
    files: dict[str, bytes] = {}
    for name, topology in topologies.items():
        files |= LAYER.write(with_values(edition, _join(edition, topology)), name)
    return files


def _join(edition: Edition, topology: Mapping[str, Any]) -> LayerFile:
    level: Level = topology["level"]
    places = {area.code: place for place, area in enumerate(edition.areas[level])}
    drawn = [places[geometry["id"]] for geometry in topology["objects"]["areas"]["geometries"]]
    areas = [edition.areas[level][place] for place in drawn]
    reporting = edition.dataset.reports_by
    authorities = _authorities(edition, level, areas)
    numbers = {code: number for number, (code, _, _) in enumerate(authorities)}
    return {
        "type": topology["type"],
        "transform": topology["transform"],
        "arcs": topology["arcs"],
        "objects": topology["objects"],
        "level": level,
        "authorities": authorities,
        "columns": {
            "place": drawn,
            "name": [area.name for area in areas],
            "population": [area.population for area in areas],
            "authority": [numbers.get(code_at(area, reporting)) for area in areas] if authorities else None,
            "cases": [],
            "before": None,
        },
        "week_end": str(edition.week),
        "before_on_record": False,
    }


def _authorities(edition: Edition, level: Level, areas: Sequence[Area]) -> list[tuple[str, str, int | None]]:
    """Return code, name and population of the reporting level's areas around a layer's; none for a coarser layer."""
    reporting = edition.dataset.reports_by
    codes = {code_at(area, reporting) for area in areas} if level == edition.dataset.finest else set()
    return [(area.code, area.name, area.population) for area in edition.areas[reporting] if area.code in codes]
