"""Draw a layer with finer outlines, if a picture is so large that a map would have loaded them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from app.corners import Corners, meets
from app.editions import StoredEdition
from app.editions.contents import Columns, LayerFile, OutlinesFile
from app.editions.contract import FINER, OUTLINES


def drawn_at(edition: StoredEdition, layer: LayerFile, zoom: float, corners: Corners) -> Iterator[LayerFile]:
    """Return a layer in parts, each with the outlines that the map shows between these corners at a zoom."""
    rows = {geometry["id"]: row for row, geometry in enumerate(layer["objects"]["areas"]["geometries"])}
    for outlines in _outlines(edition, layer["level"], zoom, corners):
        codes = [geometry["id"] for geometry in outlines["objects"]["areas"]["geometries"] if geometry["id"] in rows]
        if codes:
            yield _with_outlines(layer, [rows.pop(code) for code in codes], outlines, codes)
    if rows:
        yield _with_outlines(layer, list(rows.values()), layer, rows)


def _outlines(edition: StoredEdition, level: str, zoom: float, corners: Corners) -> Iterator[OutlinesFile]:
    finer = FINER.read(edition.read, level) if edition.has(FINER.name(level)) else []
    reached = [each["parts"] for each in finer if each["from_zoom"] <= zoom]
    for part in reached[-1] if reached else ():
        if meets(part["box"], corners):
            yield OUTLINES.read(edition.read, part["name"])


def _with_outlines(
    layer: LayerFile, rows: Sequence[int], outlines: LayerFile | OutlinesFile, codes: Collection[str]
) -> LayerFile:
    """Return these rows of a layer with the outlines of their areas, whose order is theirs."""
    geometries = [each for each in outlines["objects"]["areas"]["geometries"] if each["id"] in codes]
    columns: Columns = layer["columns"]
    part: LayerFile = {
        **layer,
        "transform": outlines["transform"],
        "arcs": outlines["arcs"],
        "objects": {"areas": {**outlines["objects"]["areas"], "geometries": geometries}},
        "columns": {
            "place": [columns["place"][row] for row in rows],
            "name": [columns["name"][row] for row in rows],
            "population": [columns["population"][row] for row in rows],
            "authority": None if columns["authority"] is None else [columns["authority"][row] for row in rows],
            "cases": [columns["cases"][row] for row in rows],
            "before": None if columns["before"] is None else [columns["before"][row] for row in rows],
        },
    }
    if "outlines" in outlines:
        part["outlines"] = outlines["outlines"]
    return part
