from __future__ import annotations

from dataclasses import replace

import pytest

from app.pages.classes import change_classes, count_classes, rate_classes
from app.pictures.bar import joints_of, tally
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
