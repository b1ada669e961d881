"""A picture fills areas as the map does: tests/js/paint.test.js reads the same examples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest

from app import wording
from app.domain import Level, Withheld
from app.editions.contract import LayerFile, MeasureClassFacts
from app.editions.records import cell_from_json
from app.pages.classes import MeasureClass, cases_classes, change_classes, rate_classes
from app.pictures.fills import fill_by_class

SHARED = json.loads((Path(__file__).parent.parent / "data" / "classes.json").read_text())
CLASSES = {"cases": cases_classes(Level.MSOA, 3), "rate": rate_classes(), "change": change_classes()}


def coloured(classes: tuple[MeasureClass, ...]) -> list[MeasureClassFacts]:
    """Give the classes as an edition has them, each label standing for its colour."""
    return [{**one.as_json(), "colour": one.label} for one in classes]


def printed(example: dict[str, Any]) -> str:
    """Say an example's figure as lists and tables do."""
    cell = cell_from_json(example["cases"])
    before = Withheld.NOT_PUBLISHED if example["before"] is None else cell_from_json(example["before"])
    return {
        "cases": wording.short_count(cell, 3),
        "rate": wording.short_rate(cell, example["population"]),
        "change": wording.short_change(cell, before),
    }[example["measure"]]


@pytest.mark.parametrize("measure", CLASSES)
def test_the_examples_have_the_sites_classes(measure: str) -> None:
    classes = [{**one, "colour": one["label"]} for one in SHARED["classes"][measure]]

    assert classes == coloured(CLASSES[measure])


@pytest.mark.parametrize("example", SHARED["examples"], ids=lambda example: example["why"])
def test_an_area_is_filled_by_its_figure_as_it_is_printed(example: dict[str, Any]) -> None:
    measure = example["measure"]
    before = None if example["before"] is None else [example["before"]]
    columns = {"cases": [example["cases"]], "before": before, "population": [example["population"]]}
    fill = fill_by_class(measure, coloured(CLASSES[measure]))

    assert (printed(example), fill(cast(LayerFile, {"columns": columns}), 0)) == (example["printed"], example["fill"])
