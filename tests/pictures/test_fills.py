"""A picture fills areas as the map does: tests/js/paint.test.js reads the same examples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest

from app.domain import Withheld
from app.editions.contents import LayerFile, MeasureClassFacts
from app.editions.records import cell_from_json
from app.pages.classes import MeasureClass, measure_classes
from app.pictures.fills import DOTTED, fill_by_class
from app.wording import Wording
from tests.england import ENGLAND, Level

SHARED = json.loads((Path(__file__).parent.parent / "data" / "classes.json").read_text())
CLASSES = measure_classes(ENGLAND, Level.MSOA, [], [])


def coloured(classes: tuple[MeasureClass, ...]) -> list[MeasureClassFacts]:
    """Return the classes as an edition has them, each label standing for its light colour."""
    return [{**one.as_json(), "light": one.label} for one in classes]


def printed(example: dict[str, Any]) -> str:
    """Say an example's figure as lists and tables do."""
    cell = cell_from_json(example["cases"])
    before = Withheld.NOT_PUBLISHED if example["before"] is None else cell_from_json(example["before"])
    wording = Wording(ENGLAND)
    return {
        "cases": wording.short_count(cell, Level.MSOA),
        "rate": wording.short_rate(cell, example["population"]),
        "change": wording.short_change(cell, before),
    }[example["measure"]]


@pytest.mark.parametrize("measure", CLASSES)
def test_the_examples_have_the_sites_classes(measure: str) -> None:
    classes = [dict(one.as_json()) for one in CLASSES[measure]]
    bounds = [{name: one[name] for name in one if name not in ("light", "dark")} for one in classes]

    assert SHARED["classes"][measure] == bounds


@pytest.mark.parametrize("example", SHARED["examples"], ids=lambda example: example["why"])
def test_an_area_is_filled_by_its_figure_as_it_is_printed(example: dict[str, Any]) -> None:
    measure = example["measure"]
    before = None if example["before"] is None else [example["before"]]
    columns = {"cases": [example["cases"]], "before": before, "population": [example["population"]]}
    fill = fill_by_class(measure, coloured(CLASSES[measure]), ENGLAND.rate_per)

    assert (printed(example), fill(cast(LayerFile, {"columns": columns}), 0)) == (example["printed"], example["fill"])


def colour_of(measure: str, per: int) -> str:
    """Return the colour of an area of 8,000 people with 40 counted."""
    classes = coloured(CLASSES["rate" if measure == "rate" else "cases"])
    columns = {"cases": [40], "before": None, "population": [8000]}
    return fill_by_class(measure, classes, per)(cast(LayerFile, {"columns": columns}), 0)


def test_the_count_is_the_count_whatever_it_is_called() -> None:
    assert colour_of("deaths", 1000) == colour_of("cases", 1000) == "25 to 49"


def test_rates_are_classed_for_as_many_people_as_they_are_told_for() -> None:
    assert [colour_of("rate", per) for per in (100_000, 10_000, 0)] == ["500 to 999", "50 to 69", DOTTED]
