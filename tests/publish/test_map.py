from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.dataset import Dataset, LevelDefinition
from app.domain import Area, Cell, Period, PeriodTable, Release, Shape, Shown
from app.editions.contents import MapFile
from app.geography.chunks import Chunk
from app.geography.outlines import Finer
from app.geography.prepare import Drawing
from app.publish.edition import Edition
from app.publish.layers import join_layers
from app.publish.map import map_file
from tests.england import ENGLAND

END = date(2021, 1, 16)


def level(slug: str, **more: Any) -> LevelDefinition:
    return LevelDefinition(slug, slug, **more)


CITY = Dataset("A city", "Its source", (level("city", drawn=False), level("borough"), level("zip")))
ONE = Dataset("A town", "Its source", (level("ward"),), rate_per=0)


def edition_of(dataset: Dataset, number: int, recorded: tuple[str, ...] | None = None) -> Edition:
    """Return an edition of so many finest areas, of which two halves lie in an area each of every other level."""
    week = Period(END, dataset.length)
    areas: dict[str, tuple[Area, ...]] = {}
    for slug in dataset.coarser:
        areas[slug] = tuple(Area(slug, code, code, {slug: code}, 1000) for code in "ab")
    areas[dataset.finest] = tuple(
        Area(
            dataset.finest,
            code := f"{place:03}",
            code,
            {**dict.fromkeys(dataset.coarser, "a" if place < number / 2 else "b"), dataset.finest: code},
            1000,
        )
        for place in range(number)
    )
    tables = {}
    for slug in dataset.slugs if recorded is None else recorded:
        cells: tuple[Cell, ...] = tuple(Shown(10 + place) for place in range(len(areas[slug])))
        tables[slug, week] = PeriodTable(slug, week, END, cells)
    return Edition(dataset, week, areas, tables, (), (Release("counts", END),))


def drawing_of(edition: Edition) -> Drawing:
    """Draw the finest areas in a row over a city, each in no more than its box."""
    dataset, finest = edition.dataset, edition.areas[edition.dataset.finest]
    step = 0.5 / len(finest)
    boxes = {
        area.code: [-74.2 + place * step, 40.5, -74.2 + (place + 1) * step, 40.9] for place, area in enumerate(finest)
    }
    above = {slug: {area.code: [-74.2, 40.5, -73.7, 40.9] for area in edition.areas[slug]} for slug in dataset.coarser}
    reporting = [area.code for area in edition.areas[dataset.reports_by]]
    chunk = Chunk(f"{dataset.finest}-00", tuple(reporting))
    layers = {slug: _topology(slug, [area.code for area in edition.areas[slug]]) for slug in dataset.coarser}
    return Drawing(
        {**layers, chunk.name: _topology(dataset.finest, list(boxes))}, (chunk,), {**above, dataset.finest: boxes}
    )


def _topology(slug: str, codes: list[str]) -> dict[str, Any]:
    shapes = [{"type": "Polygon", "id": code, "arcs": [[0]]} for code in codes]
    return {
        "type": "Topology",
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [],
        "objects": {"areas": {"type": "GeometryCollection", "geometries": shapes}},
        "level": slug,
    }


def composed(edition: Edition, shape: Shape = Shape.MAP) -> tuple[MapFile, dict[str, Any], dict[str, dict[str, Any]]]:
    """Return the map's file, its element, and its layers' by name."""
    file = map_file(edition, shape, drawing_of(edition))
    elements = [json.loads(line) for line in file["script"].splitlines() if "{" in line]
    return file, elements[0], {element["name"]: element for element in elements[1:]}


def test_levels_are_those_that_the_definition_draws_from_zooms_that_suit_the_place() -> None:
    file, element, layers = composed(edition_of(CITY, 180))

    assert (
        element["levels"]
        == file["levels"]
        == [
            {"level": "borough", "from_zoom": 0, "measure": "rate"},
            {"level": "zip", "from_zoom": 11, "measure": "cases"},
        ]
    )
    assert (element["closest"], element["full"]) == (file["closest"], file["full"]) == (14, 11)
    assert element["bounds"] == [[40.5, -74.2], [40.9, -73.7]]
    assert element["measures"].keys() == {"cases", "rate", "change"}
    assert element["measures"]["rate"].keys() == {"borough", "zip"}
    assert layers.keys() == {"borough", "zip-00"}
    assert layers["zip-00"]["boxes"] == [[-74.2, 40.5, -73.95, 40.9], [-73.95, 40.5, -73.7, 40.9]]
    assert (file["first_layer"], file["chunks"]) == ("borough", {"zip-00": ["a", "b"]})


def test_a_level_that_is_not_on_record_is_stood_in_for_by_the_next() -> None:
    file, element, _ = composed(edition_of(CITY, 180, ("zip",)))

    assert file["levels"] == [{"level": "zip", "from_zoom": 0, "measure": "cases"}]
    assert element["backdrop"] == "borough"


def test_hexagons_are_drawn_at_the_finest_level_alone() -> None:
    file, _, _ = composed(edition_of(CITY, 180), Shape.HEXES)

    assert file["levels"] == [{"level": "zip", "from_zoom": 0, "measure": "cases"}]


def test_a_map_of_one_level_without_rates_has_its_chunks_alone() -> None:
    file, element, layers = composed(edition_of(ONE, 40))

    assert file["levels"] == [{"level": "ward", "from_zoom": 0, "measure": "cases"}]
    assert element["measures"].keys() == {"cases", "change"}
    assert (element["backdrop"], file["first_layer"], list(layers)) == (None, None, ["ward-00"])
    assert len(layers["ward-00"]["boxes"]) == 40


def test_the_definition_may_say_zooms_and_measures() -> None:
    said = replace(CITY, levels=(CITY.levels[0], level("borough", opens_with="change"), level("zip", from_zoom=12)))
    file, _, _ = composed(edition_of(said, 180))

    assert [(drawn["from_zoom"], drawn["measure"]) for drawn in file["levels"]] == [(0, "change"), (12, "cases")]


def test_a_level_says_from_which_zoom_there_are_finer_outlines_of_it() -> None:
    edition = edition_of(CITY, 180)
    finer = {"zip": (Finer(12, ()), Finer(13, ()))}
    file = map_file(edition, Shape.MAP, replace(drawing_of(edition), finer=finer))

    assert [drawn.get("finer_from") for drawn in file["levels"]] == [None, 12]


def test_hidden_counts_are_told_of_in_the_datasets_words() -> None:
    _, element, _ = composed(edition_of(ENGLAND, 10))

    assert element["hidden"] == {"msoa": "Three or fewer cases"}
    assert [drawn["from_zoom"] for drawn in element["levels"]] == [0, 7, 9]


@pytest.mark.parametrize("dataset", [CITY, ONE])
def test_without_shapes_there_is_a_map_all_the_same(dataset: Dataset) -> None:
    file = map_file(edition_of(dataset, 8), Shape.MAP, Drawing({}, (), {}))

    assert file["levels"][0]["from_zoom"] == 0
    assert file["chunks"] == {}


def test_a_layer_of_the_finest_areas_tells_which_reporting_areas_they_are_in() -> None:
    edition = edition_of(CITY, 4)
    layers = {name: json.loads(file) for name, file in join_layers(edition, drawing_of(edition).layers).items()}

    assert layers["layers/zip-00.json"]["authorities"] == [["a", "a", 1000], ["b", "b", 1000]]
    assert layers["layers/zip-00.json"]["columns"]["authority"] == [0, 0, 1, 1]
    assert layers["layers/borough.json"]["columns"]["authority"] is None


def test_areas_of_one_level_are_in_themselves() -> None:
    edition = edition_of(ONE, 3)
    (file,) = join_layers(edition, drawing_of(edition).layers).values()

    assert json.loads(file)["columns"]["authority"] == [0, 1, 2]
