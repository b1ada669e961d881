"""Make an edition's files: all that readers can get, worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import cast

from app.cells import Cells
from app.dataset import Dataset
from app.dataset.codec import as_table
from app.domain import Level, Shape, Withheld
from app.editions.contract import (
    AREAS,
    BOXES,
    FINER,
    FORMAT,
    GEOMETRY,
    MAP,
    NEIGHBOURS,
    OUTLINES,
    PUBLISHED,
    RECORD,
    SURROUNDINGS,
    TIMELINE,
    WEEK,
    Box,
    FinerFacts,
    LevelFacts,
    OutlinesFile,
    Read,
    Told,
)
from app.editions.records import areas_to_rows, publications_of, timeline_to_facts
from app.geography.outlines import Finer
from app.geography.prepare import Drawing, Prepared
from app.publish.data import data_files
from app.publish.edition import Edition
from app.publish.history import history_files
from app.publish.layers import join_layers
from app.publish.map import map_file, measures
from app.publish.surroundings import surroundings
from app.statistics.timeline import timeline


def edition_facts(edition: Edition, shapes: Iterable[Shape], *, is_sample: bool) -> Told:
    """Say what an edition is, as its description and `casemap status` do."""
    return {
        "format": FORMAT,
        "week_start": edition.week.start.isoformat(),
        "week_end": str(edition.week),
        "published_on": edition.published_on.isoformat(),
        "dataset": as_table(_as_readers_see_it(edition.dataset)),
        "passed_over": [
            {"week_end": str(passed.week), "authorities_missing": passed.authorities} for passed in edition.passed_over
        ],
        "levels": {level: _level_facts(edition, level) for level in edition.dataset.slugs},
        "releases": [release.id for release in edition.releases],
        "weeks": [str(week) for week in edition.weeks],
        "measures": measures(edition),
        "shapes": list(shapes),
        "is_sample": is_sample,
        "partly_known": sorted(edition.partly_known),
    }


def _as_readers_see_it(dataset: Dataset) -> Dataset:
    """Leave out how files are read, and what names of areas are handed on elsewhere."""
    return replace(dataset, tables=(), boundaries=(), published={}, readers="", common_names={})


def _level_facts(edition: Edition, level: Level) -> LevelFacts:
    table = edition.tables.get((level, edition.week))
    facts: LevelFacts = {
        "published_on": table.published_on.isoformat() if table else None,
        "shown": len(table.shown) if table else 0,
        "hidden": table.count(Withheld.HIDDEN) if table else 0,
        "missing": table.count(Withheld.MISSING) if table else 0,
        "total_cases_shown": sum(table.shown) if table else 0,
    }
    if edition.dataset.protects:
        facts["withheld"] = table.count(Withheld.PROTECTING) if table else 0
    return facts


def edition_files(edition: Edition, prepared: Prepared) -> dict[str, bytes]:
    """Give every file of an edition by its name, but those that places are found by."""
    lasting = lasting_files(edition, prepared)
    return {**lasting, **changing_files(edition, prepared, lasting.__getitem__)}


def lasting_files(edition: Edition, prepared: Prepared) -> dict[str, bytes]:
    """Give the files that say of areas what they are and where: no count changes them."""
    files: dict[str, bytes] = {}
    for level in edition.dataset.slugs:
        shapes = prepared.geometries.get(level, {})
        lines = (shapes.get(area.code, "null").encode() for area in edition.areas[level])
        files |= AREAS.write(areas_to_rows(edition.areas[level]), level) | GEOMETRY.write(lines, level)
    drawings = _drawings(prepared)
    files |= BOXES.write({shape: _boxes(drawing) for shape, drawing in drawings.items()})
    for drawing in drawings.values():
        for level, finer in drawing.finer.items():
            files |= FINER.write([_finer_facts(each) for each in finer], level)
    for level, places in prepared.neighbours.items():
        files |= NEIGHBOURS.write(places, level)
    return {
        **files,
        **SURROUNDINGS.write(surroundings(edition.dataset, prepared, edition.areas)),
        **_outlines(drawings.values()),
    }


def changing_files(edition: Edition, prepared: Prepared, read: Read) -> dict[str, bytes]:
    """Give the files that hold counts; `read` gives those that last."""
    levels = edition.dataset.slugs
    steps = timeline(edition.tables, edition.week, levels, edition.dataset.period.every)
    record = {level: [str(week) for week in edition.weeks if (level, week) in edition.tables] for level in levels}
    files = {**RECORD.write(record), **PUBLISHED.write(publications_of(edition.tables.values()))}
    files |= {**TIMELINE.write(timeline_to_facts(steps)), **history_files(edition, steps)}
    for week in edition.weeks:
        tables = [edition.tables[level, week] for level in levels if (level, week) in edition.tables]
        files |= WEEK.write({table.level: {"cases": Cells.of(table.cells).as_json()} for table in tables}, week)
    drawings = _drawings(prepared)
    for shape, drawing in drawings.items():
        files |= MAP.write(map_file(edition, shape, drawing), shape)
    topologies = {name: layer for drawing in drawings.values() for name, layer in drawing.layers.items()}
    return {**files, **data_files(edition, read), **join_layers(edition, topologies)}


def _drawings(prepared: Prepared) -> Mapping[Shape, Drawing]:
    return prepared.drawings or {Shape.MAP: Drawing({}, (), {})}


def _finer_facts(finer: Finer) -> FinerFacts:
    return {"from_zoom": finer.from_zoom, "parts": [{"name": part.name, "box": list(part.box)} for part in finer.parts]}


def _outlines(drawings: Iterable[Drawing]) -> dict[str, bytes]:
    """Give the files of finer outlines, which hold no values: they stay as they are from week to week."""
    files: dict[str, bytes] = {}
    for finer in (finer for drawing in drawings for level in drawing.finer.values() for finer in level):
        for part in finer.parts:
            files |= OUTLINES.write(cast(OutlinesFile, part.outlines), part.name)
    return files


def _boxes(drawing: Drawing) -> dict[str, dict[str, Box]]:
    return {level: dict(boxes) for level, boxes in drawing.boxes.items()}
