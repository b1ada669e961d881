from __future__ import annotations

import pytest

from app.pages.classes import COLOURS, cases_classes, rate_classes


def luminance(colour: str) -> float:
    """Give the relative luminance of WCAG 2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_counts_are_classed_as_on_the_official_map() -> None:
    assert [one.label for one in cases_classes(3)] == ["4 to 9", "10 to 24", "25 to 49", "50 to 99", "100 and over"]


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
    assert cases_classes(hide_up_to)[0].label == first


@pytest.mark.parametrize("classes", [cases_classes(3), rate_classes()])
def test_classes_meet_and_differ_in_colour(classes: tuple[object, ...]) -> None:
    bounds = [(one.start, one.below) for one in classes]  # type: ignore[attr-defined]

    assert [below for _, below in bounds[:-1]] == [start for start, _ in bounds[1:]]
    assert len({one.colour for one in classes}) == len(classes)  # type: ignore[attr-defined]


def test_colours_get_darker_and_stand_out_from_the_page() -> None:
    sea, land = luminance("#eef2f4"), luminance("#fbfaf7")
    colours = [luminance(colour) for colour in COLOURS]

    assert colours == sorted(colours, reverse=True)
    assert all((min(sea, land) + 0.05) / (colour + 0.05) >= 3 for colour in colours)
