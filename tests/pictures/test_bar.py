from __future__ import annotations

import math
from dataclasses import replace

import pytest

from app.pages.classes import change_classes, count_classes, rate_classes
from app.pictures.bar import figure_text, joints_of, place_in, tally
from app.pictures.fills import DOTTED, HIDDEN
from app.view import MapView
from tests.england import ENGLAND, Level


def test_under_each_step_stands_where_its_class_begins() -> None:
    counts = count_classes((5, 7, 1000), ENGLAND.level(Level.MSOA).hidden)
    rates = rate_classes((0.5, 2))

    assert joints_of([one.as_json() for one in counts]) == ["4", "5", "7", "1,000"]
    assert joints_of([one.as_json() for one in rates]) == ["0", "0.5", "2"]


def test_falls_stand_left_of_no_change_and_rises_right() -> None:
    joints = joints_of([one.as_json() for one in change_classes()])

    assert joints == ["", "\u221250%", "\u221225", "0", "", "+25", "+50", "+100%"]


@pytest.mark.parametrize("measure", ["cases", "rate", "change"])
def test_every_area_is_counted_once(whole: MapView, measure: str) -> None:
    counted = tally(whole, Level.MSOA, measure)

    assert counted.total() == len(whole.edition.areas[Level.MSOA])
    assert counted[HIDDEN] == 2


def test_areas_are_counted_by_their_class(whole: MapView) -> None:
    labels = [one["label"] for one in whole.edition.facts["measures"]["cases"][Level.MSOA]]
    counted = {
        labels[key] if isinstance(key, int) else key: number
        for key, number in tally(whole, Level.MSOA, "cases").items()
    }

    assert counted["100 and over"] == counted["10 to 14"] == 1
    assert tally(whole, Level.MSOA, "change")[DOTTED] == 1


def test_only_areas_that_the_view_is_fitted_to_are_counted(whole: MapView) -> None:
    place = whole.edition.areas[Level.LTLA][0]

    assert (
        0 < tally(replace(whole, places=(place,)), Level.MSOA, "cases").total() < len(whole.edition.areas[Level.MSOA])
    )


def test_a_figure_lies_in_the_step_of_its_class_further_right_the_larger_it_is() -> None:
    rates = [one.as_json() for one in rate_classes((50, 70, 100, 150, 250, 500, 1000))]
    places = [place_in(size, 1, rates) or 0 for size in (0, 49.9, 50, 120, 145, 999, 1000, 5000)]

    assert [int(place * 8) for place in places] == [0, 0, 1, 3, 3, 6, 7, 7]
    assert places == sorted(places)


def test_falls_lie_left_of_no_change_the_largest_first() -> None:
    changes = [one.as_json() for one in change_classes()]
    figures = [(80, -1), (30, -1), (1, -1), (0, 0), (1, 1), (math.inf, 1)]
    places = [place_in(*figure, changes) or 0 for figure in figures]

    assert [int(place * 8) for place in places] == [0, 1, 2, 3, 4, 7]


def test_a_count_below_every_class_has_no_place() -> None:
    assert place_in(3, 1, [one.as_json() for one in count_classes((5, 7), ENGLAND.level(Level.MSOA).hidden)]) is None


def test_figures_beside_marks_have_a_real_minus_sign() -> None:
    assert figure_text(1152.3, 1, "rate") == "1,152.3"
    assert figure_text(12.1, -1, "change") == "\u221212.1%"
    assert figure_text(0, 0, "change") == "0.0%"
    assert figure_text(math.inf, 1, "change") == "up from none"
