from __future__ import annotations

import pytest

from app.domain import Level
from app.pages.classes import COLOURS, cases_classes, change_classes, rate_classes


def luminance(colour: str) -> float:
    """Give the relative luminance of WCAG 2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_counts_are_classed_as_on_the_official_map() -> None:
    assert [one.label for one in cases_classes(Level.MSOA, 3)] == [
        "4 to 9",
        "10 to 24",
        "25 to 49",
        "50 to 99",
        "100 and over",
    ]


def test_rates_are_classed_as_on_the_national_dashboard() -> None:
    assert [one.label for one in rate_classes()] == [
        "under 10",
        "10 to 49",
        "50 to 99",
        "100 to 199",
        "200 to 399",
        "400 to 799",
        "800 to 1,599",
        "1,600 and over",
    ]


@pytest.mark.parametrize(("hide_up_to", "first"), [(None, "under 10"), (0, "1 to 9"), (5, "6 to 9"), (9, "10 to 24")])
def test_the_first_class_starts_at_the_least_count_shown(hide_up_to: int | None, first: str) -> None:
    assert cases_classes(Level.MSOA, hide_up_to)[0].label == first


@pytest.mark.parametrize("classes", [cases_classes(Level.MSOA, 3), rate_classes()])
def test_classes_meet_and_differ_in_colour(classes: tuple[object, ...]) -> None:
    bounds = [(one.start, one.below) for one in classes]  # type: ignore[attr-defined]

    assert [below for _, below in bounds[:-1]] == [start for start, _ in bounds[1:]]
    assert len({one.colour for one in classes}) == len(classes)  # type: ignore[attr-defined]


def test_every_change_is_in_one_class() -> None:
    for change in (-100, -50, -49, -25, -1, 0, 1, 25, 99, 100, 10_000):
        sign = (change > 0) - (change < 0)
        classes = [
            one
            for one in change_classes()
            if one.sign == sign and one.start <= abs(change) and (one.below is None or abs(change) < one.below)
        ]
        assert len(classes) == 1


def test_colours_get_darker_the_more_they_stand_for() -> None:
    colours = [luminance(colour) for colour in COLOURS]
    falls, rises = ([luminance(one.colour) for one in change_classes() if one.sign == sign] for sign in (-1, 1))

    assert colours == sorted(colours, reverse=True)
    assert falls == sorted(falls)
    assert rises == sorted(rises, reverse=True)


@pytest.mark.parametrize("colour", {*COLOURS, *(one.colour for one in change_classes())})
def test_colours_stand_out_from_land_and_sea(colour: str) -> None:
    background = min(luminance("#eef2f4"), luminance("#fbfaf7"))

    assert (background + 0.05) / (luminance(colour) + 0.05) >= 3
