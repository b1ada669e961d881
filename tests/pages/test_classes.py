from __future__ import annotations

from dataclasses import replace

import pytest

from app.dataset import Hidden
from app.dataset.definition import Counted
from app.dataset.levels import Breaks
from app.pages.classes import (
    MeasureClass,
    change_classes,
    count_classes,
    measure_classes,
    propose_counts,
    propose_rates,
    rate_classes,
)
from tests.england import ENGLAND, Level

COUNTS_FROM = (10, 25, 50, 100)
SMALL, LARGE = (measure_classes(ENGLAND, level, [], []) for level in (Level.MSOA, Level.LTLA))
LOW_RATES = (0.2, 0.3, 0.6, 0.7, 1.2, 2.3, 5.4, 0.4, 0.5, 10.1)


def labels(classes: tuple[MeasureClass, ...]) -> list[str]:
    return [one.label for one in classes]


def test_few_counts_of_small_areas_are_told_apart() -> None:
    assert labels(SMALL["cases"]) == [
        "4",
        "5 to 6",
        "7 to 9",
        "10 to 14",
        "15 to 24",
        "25 to 49",
        "50 to 99",
        "100 and over",
    ]


def test_rates_of_small_areas_are_those_of_their_counts() -> None:
    assert labels(SMALL["rate"]) == [
        "under 50",
        "50 to 69",
        "70 to 99",
        "100 to 149",
        "150 to 249",
        "250 to 499",
        "500 to 999",
        "1,000 and over",
    ]


def test_authorities_have_larger_classes() -> None:
    assert labels(LARGE["cases"]) == [
        "under 50",
        "50 to 99",
        "100 to 249",
        "250 to 499",
        "500 to 999",
        "1,000 to 2,499",
        "2,500 and over",
    ]


def test_classes_are_of_the_measures_of_the_dataset() -> None:
    deaths = replace(ENGLAND, count=Counted("death", "deaths"), rate_per=0)

    assert list(SMALL) == ["cases", "rate", "change"]
    assert list(measure_classes(deaths, Level.MSOA, [], [])) == ["deaths", "change"]


def test_classes_that_a_definition_leaves_out_are_proposed_from_what_is_shown() -> None:
    *others, finest = ENGLAND.levels
    without = replace(ENGLAND, levels=(*others, replace(finest, breaks=Breaks(rate=(100, 200)))))
    classes = measure_classes(without, Level.MSOA, range(4, 300), [1.0])

    assert [one.start for one in classes["cases"]] == [4, *propose_counts(range(4, 300), finest.hidden)]
    assert [one.start for one in classes["rate"]] == [0, 100, 200]


@pytest.mark.parametrize(
    ("hidden", "first"),
    [(None, "under 10"), (Hidden(0), "1 to 9"), (Hidden(5), "6 to 9"), (Hidden(8), "9"), (Hidden(9), "10 to 24")],
)
def test_the_first_class_starts_at_the_least_count_shown(hidden: Hidden | None, first: str) -> None:
    assert count_classes(COUNTS_FROM, hidden)[0].label == first


def test_what_is_shown_below_a_hidden_range_has_a_class_of_its_own() -> None:
    classes = count_classes((3, 10, 20), Hidden(4, least=1))

    assert labels(classes) == ["0", "5 to 9", "10 to 19", "20 and over"]
    assert [(one.start, one.below) for one in classes] == [(0, 1), (5, 10), (10, 20), (20, None)]
    assert len({one.shades for one in classes}) == 4
    assert labels(count_classes((10,), Hidden(5, least=3)))[:2] == ["under 3", "6 to 9"]


def test_a_class_of_its_own_leaves_a_colour_for_every_other() -> None:
    hidden = Hidden(4, least=1)
    classes = count_classes(propose_counts([10**power for power in range(8)], hidden), hidden)

    assert len({one.shades for one in classes}) == len(classes)


def test_low_rates_are_told_apart_to_the_decimal_that_is_printed() -> None:
    assert labels(rate_classes(propose_rates(LOW_RATES))) == [
        "under 0.5",
        "0.5 to 0.9",
        "1 to 1.9",
        "2 to 4.9",
        "5 and over",
    ]


@pytest.mark.parametrize("classes", [SMALL["cases"], SMALL["rate"], LARGE["cases"]])
def test_classes_meet_and_differ_in_colour(classes: tuple[MeasureClass, ...]) -> None:
    bounds = [(one.start, one.below) for one in classes]

    assert [below for _, below in bounds[:-1]] == [start for start, _ in bounds[1:]]
    assert len({one.shades for one in classes}) == len(classes)


def test_every_change_is_in_one_class() -> None:
    for change in (-100, -50, -49, -25, -1, 0, 1, 25, 99, 100, 10_000):
        sign = (change > 0) - (change < 0)
        classes = [
            one
            for one in change_classes()
            if one.sign == sign and one.start <= abs(change) and (one.below is None or abs(change) < one.below)
        ]
        assert len(classes) == 1
