from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.domain import Level, Week
from app.pictures.words import alternative_text, words_of
from app.view import MapView

BEFORE = Week(date(2020, 10, 20))


def test_a_picture_says_what_when_by_whom_and_what_is_hidden(whole: MapView) -> None:
    words = words_of(whole, Level.MSOA, "Cases", "Source: us.")

    assert words.week == "Seven days to 27 October 2020 (21\u00a0to\u00a027\u00a0October)"
    assert words.published == "Published 2 November 2020"
    assert words.heading == "Cases in the seven days"
    assert [label for _, label in words.legend] == ["4 to 9", "10 to 24", "25 to 49", "50 to 99", "100 and over"]
    assert words.notes == (
        "Areas with three or fewer cases are not shown.",
        "By Middle layer Super Output Area (MSOA).",
    )
    assert (words.title, words.source) == ("Cases", "Source: us.")


def test_the_place_is_named_where_the_title_does_not(whole: MapView) -> None:
    north = replace(whole, places=(whole.edition.areas[Level.REGION][0],))

    assert words_of(north, Level.MSOA, "Where cases are", "").place == "North"
    assert words_of(north, Level.MSOA, "Cases in the north", "").place == ""


def test_a_pinned_edition_says_so(whole: MapView) -> None:
    assert words_of(replace(whole, is_pinned=True), Level.MSOA, "", "").published == "As published on 2 November 2020"


def test_levels_that_hide_nothing_say_nothing_of_it(whole: MapView) -> None:
    assert words_of(whole, Level.LTLA, "", "").notes == ("By lower tier local authority.",)


def test_a_change_that_is_not_calculable_is_in_the_legend(whole: MapView) -> None:
    words = words_of(replace(whole, asked_measure="change"), Level.MSOA, "", "")

    assert words.legend[-1] == ("dotted", "not calculable")


def test_a_level_without_a_record_of_the_week_says_so(whole: MapView) -> None:
    words = words_of(replace(whole, week=Week(date(2020, 10, 19))), Level.MSOA, "", "")

    assert words.notes[0] == "Not published for the seven days to 19 October 2020."


def test_the_alternative_text_names_the_place_the_dates_and_what_is_most(whole: MapView) -> None:
    said = alternative_text(whole, Level.MSOA)

    assert said.startswith(
        "Map of cases in England by Middle layer Super Output Area (MSOA), seven days to 27 October 2020"
    )
    assert "Most cases: Old Quay (Northtown) 1,204, " in said
    assert "2 of 6 areas have three or fewer cases and are not shown." in said


def test_the_alternative_text_has_the_figures_of_its_measure_and_week(whole: MapView) -> None:
    rate = alternative_text(replace(whole, asked_measure="rate"), Level.MSOA)
    change = alternative_text(replace(whole, asked_measure="change"), Level.MSOA)
    before = alternative_text(replace(whole, week=BEFORE), Level.MSOA)

    assert "Highest rates per 100,000: Old Quay (Northtown) 15,050.0" in rate
    assert "Largest rises: Old Quay (Northtown) up 20.4% (1,000 to 1,204 cases)." in change
    assert "Most cases: Old Quay (Northtown) 1,000" in before


def test_the_alternative_text_tells_of_the_selected_area_first(whole: MapView) -> None:
    areas = whole.edition.areas[Level.MSOA]
    shown, hidden = (alternative_text(replace(whole, selected=areas[place]), Level.MSOA) for place in (0, 3))

    assert "Old Quay: 1,204 cases in the seven days to 27 October 2020" in shown
    assert "Mill Lane: Three or fewer cases in the seven days to 27 October 2020" in hidden


def test_the_alternative_text_keeps_to_its_place(whole: MapView) -> None:
    south = replace(whole, places=(whole.edition.areas[Level.REGION][1],))

    assert "Northtown" not in alternative_text(south, Level.MSOA)
    assert "of 3 areas" in alternative_text(south, Level.MSOA)
