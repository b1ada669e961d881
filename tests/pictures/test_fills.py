"""The same as static/js/measures.js and paint.js do."""

from __future__ import annotations

from typing import Any

import pytest

from app.pages.classes import change_classes, rate_classes
from app.pictures.fills import DOTTED, HATCHED, LAND, fill_by_class
from tests.pictures.squares import layer

CASES: list[dict[str, Any]] = [
    {"from": 4, "below": 10, "colour": "#aaaaaa"},
    {"from": 10, "below": None, "colour": "#bbbbbb"},
]
RATE = [one.as_json() for one in rate_classes()]
CHANGE = [one.as_json() for one in change_classes()]


@pytest.mark.parametrize(
    ("cases", "fill"),
    [(4, "#aaaaaa"), (9, "#aaaaaa"), (10, "#bbbbbb"), (3, LAND), ("hidden", LAND), ("missing", HATCHED)],
)
def test_cases(cases: Any, fill: str) -> None:
    assert fill_by_class("cases", CASES)(layer([cases, 0]), 0) == fill


def test_a_rate_is_classed_unrounded_and_dotted_without_a_population() -> None:
    fill = fill_by_class("rate", RATE)

    assert fill(layer([1, 1]), 0) == RATE[3]["colour"]  # 100 per 100,000 exactly
    assert fill(layer([1, 1]), 1) == DOTTED


@pytest.mark.parametrize(
    ("before", "cases", "label"),
    [
        (10, 5, "down 50% or more"),
        (10, 6, "down 25% to under 50%"),
        (10, 9, "down under 25%"),
        (10, 10, "the same"),
        (0, 0, "the same"),
        (10, 12, "up under 25%"),
        (10, 20, "up 100% or more, or from none"),
        (0, 1, "up 100% or more, or from none"),
    ],
)
def test_a_change_is_classed_by_its_size_and_sign(before: int, cases: int, label: str) -> None:
    colour = next(one["colour"] for one in CHANGE if one["label"] == label)

    assert fill_by_class("change", CHANGE)(layer([cases, 0], [before, 0]), 0) == colour


@pytest.mark.parametrize("before", [["hidden", 0], ["missing", 0], None])
def test_a_change_that_is_not_calculable_is_dotted(before: Any) -> None:
    assert fill_by_class("change", CHANGE)(layer([5, 0], before), 0) == DOTTED
