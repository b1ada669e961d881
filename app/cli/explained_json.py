"""The explanation that `casemap explain` gives of a figure, as JSON."""

from __future__ import annotations

from typing import Any

from app.cli.explained import on_the_map, outcome_of, seen
from app.domain import Shown
from app.statistics.joined import status_of
from app.statistics.measures import change, rate_of
from app.store.said import Said
from app.trace import Origin, Trace


def as_json_of(traced: Trace) -> dict[str, Any]:
    """Return the explanation of a figure as JSON."""
    dataset, area, cell = traced.edition.dataset, traced.area, traced.cell
    difference = change(cell, traced.before)
    return {
        "edition": traced.edition.id,
        "level": area.level,
        "area_code": area.code,
        "area_name": area.name,
        "week_start": traced.week.start.isoformat(),
        "week_end": str(traced.week),
        "status": status_of(cell),
        "readers_see": seen(traced),
        "shown": {
            dataset.count_slug: cell.cases if isinstance(cell, Shown) else None,
            "rate": rate_of(cell, area.population, dataset.rate_per),
            "change": getattr(difference, "difference", None),
            "change_percent": getattr(difference, "percent", None),
        },
        "origin": _origin_as_json(traced.origin),
        "before": {
            "week_end": str(traced.week.before),
            "status": status_of(traced.before),
            "origin": _origin_as_json(traced.origin_before),
        },
        "population": {
            "population": area.population,
            "file": traced.population.file.file_name if traced.population else None,
            "sha256": traced.population.file.sha256 if traced.population else None,
            "row": traced.population.row if traced.population else None,
        },
        "missing_because": traced.why_missing.because.name.lower() if traced.why_missing else None,
        "steps": outcome_of(traced),
        "on_the_map": [*on_the_map(traced)],
    }


def _origin_as_json(origin: Origin) -> dict[str, Any]:
    path = origin.file.path if origin.file else None
    return {
        "releases": [_said_as_json(one) for one in origin.said],
        "not_published_yet": [_said_as_json(one) for one in origin.since],
        "file": str(path) if path else None,
        "rows": [
            {
                "file": one.file or None,
                "row": one.row,
                "column": one.column or None,
                "printed": one.text,
                "day": str(one.day),
            }
            for one in origin.rows.printed
        ]
        if path and not origin.problem
        else None,
    }


def _said_as_json(said: Said) -> dict[str, Any]:
    """Tell of a release, with its count whether or not readers are told it."""
    loaded = said.loaded
    return {
        "release": loaded.release.id,
        "published_on": loaded.release.published_on.isoformat(),
        "file_name": loaded.file_name,
        "sha256": said.sha256,
        "loaded_at": loaded.loaded_at.isoformat(),
        "count": said.count,
        "is_revision": said.is_new,
    }
