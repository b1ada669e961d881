"""What is shown of an edition: fitted to which place, at which level, in which week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.corners import zoom_of
from app.domain import Area
from app.editions import EditionsFolder
from app.options.view import view_options
from app.view import MapView
from tests.england import Level, week

ENGLAND = ((49.9, -6.4), (55.8, 1.8))
BEFORE = week(date(2020, 10, 20))


@pytest.fixture
def whole(small_home: Path) -> MapView:
    edition = EditionsFolder(small_home / "editions").current()
    return MapView(edition, edition.week)


def area(view: MapView, level: str, code: str) -> Area:
    found = view.edition.area(level, code)
    assert found
    return found


def test_a_map_of_twice_the_size_is_one_zoom_closer() -> None:
    assert zoom_of(ENGLAND, 800, 600) == pytest.approx(zoom_of(ENGLAND, 400, 300) + 1)
    assert 5 < zoom_of(ENGLAND, 400, 400) < 6


def test_the_level_goes_by_the_size_of_the_map(whole: MapView) -> None:
    assert replace(whole, bounds=ENGLAND).level_at(400, 400) == Level.UTLA
    assert replace(whole, bounds=ENGLAND).level_at(2400, 2400) == Level.LTLA
    assert replace(whole, bounds=ENGLAND, asked_level=Level.MSOA).level_at(400, 400) == Level.MSOA
    assert whole.level_at(400, 400) == Level.MSOA  # it is a small nation


def test_a_page_holds_what_it_opens_with(whole: MapView) -> None:
    assert replace(whole, bounds=ENGLAND).held == ("utla",)
    assert whole.held == ("msoa-00", "msoa-01")
    assert replace(whole, places=(area(whole, Level.REGION, "E12000001"),)).held == ("msoa-00",)
    assert replace(whole, asked_level=Level.LTLA).held == ("ltla",)


def test_places_are_named_as_one_would_say_them(whole: MapView) -> None:
    places = tuple(area(whole, Level.LTLA, code) for code in ("E06000001", "E07000001", "E07000002"))

    assert replace(whole, places=places).place_name == "Northtown, Eastham & District and Westham"
    assert replace(whole, places=places[:1]).place_name == "Northtown"
    assert replace(whole, selected=area(whole, Level.MSOA, "E02000004")).place_name == "Eastham & District"


def test_a_layer_has_the_values_of_the_week_shown(whole: MapView) -> None:
    now, then = whole.layer("msoa-00")["columns"], replace(whole, week=BEFORE).layer("msoa-00")

    assert now["before"] is not None
    assert now["cases"][0] == 1204
    assert then["columns"]["cases"][0] == now["before"][0] == 1000
    assert then["columns"]["before"] is None
    assert (then["week_end"], then["before_on_record"]) == ("2020-10-20", False)


def test_a_level_shows_the_latest_record_of_the_seven_days(whole: MapView) -> None:
    assert replace(whole, week=week(date(2020, 10, 25))).weeks[Level.MSOA] == BEFORE
    assert Level.MSOA not in replace(whole, week=week(date(2020, 10, 19))).weeks


def test_a_view_is_asked_for_by_its_options_alone(whole: MapView) -> None:
    north, south = (area(whole, Level.REGION, code) for code in ("E12000001", "E12000002"))
    chosen = replace(whole, asked_level=Level.LTLA, asked_measure="rate", title="Rates", scheme="dark", is_pinned=True)

    assert view_options(whole) == {}
    assert view_options(replace(whole, places=(north, south), selected=north, bounds=ENGLAND, week=BEFORE)) == {
        "within": "E12000001,E12000002",
        "area": "region.E12000001",
        "bounds": "-6.4,49.9,1.8,55.8",
        "week": "2020-10-20",
    }
    assert view_options(chosen) == {
        "level": "ltla",
        "measure": "rate",
        "edition": whole.edition.id,
        "title": "Rates",
        "scheme": "dark",
    }
