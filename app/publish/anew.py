"""Draw an edition from the start: the files that do not depend on counts, its map and its layers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from app.domain import Shape
from app.editions.contents import Box, FinerFacts, OutlinesFile
from app.editions.contract import AREAS, BOXES, FINER, GEOMETRY, NEIGHBOURS, OUTLINES, SURROUNDINGS
from app.editions.records import areas_to_rows
from app.geography.outlines import Finer
from app.geography.prepare import Drawing, Prepared
from app.load import prepared_geography
from app.publish.choices import Choices
from app.publish.classes import measures
from app.publish.edition import Edition
from app.publish.finding import finding_files
from app.publish.lasting import Drawn
from app.publish.layers import join_layers
from app.publish.map import NOWHERE, map_files
from app.publish.surroundings import surroundings
from app.store import Store
from app.store.geography import Geography, read_found_by
from app.store.postcodes import read_postcodes


def drawn_anew(store: Store, choices: Choices, edition: Edition, geography: Geography) -> Drawn:
    """Draw an edition from nothing but what was loaded."""
    prepared = prepared_geography(store, choices.dataset, geography)
    with store.reading() as connection:
        postcodes, found_by = read_postcodes(connection), read_found_by(connection)
        finding = finding_files(edition, prepared.drawings, postcodes, found_by)
    return Drawn([*prepared.drawings], measures(edition), {**drawn_files(edition, prepared), **finding})


def drawn_files(edition: Edition, prepared: Prepared) -> dict[str, bytes]:
    """Return the files that say where areas are and how they are drawn, by their names."""
    layers = {name: layer for drawing in prepared.drawings.values() for name, layer in drawing.layers.items()}
    return {
        **_lasting_files(edition, prepared),
        **map_files(edition, prepared.drawings),
        **join_layers(edition, layers),
    }


def _lasting_files(edition: Edition, prepared: Prepared) -> dict[str, bytes]:
    """Return the files that say of areas what they are and where: no count changes them."""
    files: dict[str, bytes] = {}
    for level in edition.dataset.slugs:
        shapes = prepared.geometries.get(level, {})
        lines = (shapes.get(area.code, "null").encode() for area in edition.areas[level])
        files |= AREAS.write(areas_to_rows(edition.areas[level]), level) | GEOMETRY.write(lines, level)
    drawings = prepared.drawings or {Shape.MAP: NOWHERE}
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


def _finer_facts(finer: Finer) -> FinerFacts:
    return {"from_zoom": finer.from_zoom, "parts": [{"name": part.name, "box": list(part.box)} for part in finer.parts]}


def _outlines(drawings: Iterable[Drawing]) -> dict[str, bytes]:
    """Return the files of finer outlines, which hold no values: they stay as they are from week to week."""
    files: dict[str, bytes] = {}
    for finer in (finer for drawing in drawings for level in drawing.finer.values() for finer in level):
        for part in finer.parts:
            files |= OUTLINES.write(cast(OutlinesFile, part.outlines), part.name)
    return files


def _boxes(drawing: Drawing) -> dict[str, dict[str, Box]]:
    return {level: dict(boxes) for level, boxes in drawing.boxes.items()}
