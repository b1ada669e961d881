from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.dataset import Hidden
from app.dataset.definition import Counted, PeriodDefinition
from app.domain import Shape, Withheld
from app.pictures.words import alternative_text, words_of
from app.view import MapView
from tests.england import ENGLAND, Level, week
from tests.pictures.elsewhere import as_if_of, with_cells, with_level

BEFORE = week(date(2020, 10, 20))


def test_a_picture_says_what_when_by_whom_and_what_is_hidden(whole: MapView) -> None:
    words = words_of(whole, Level.MSOA, "Cases", "Source: us.")

    assert words.week == "Seven days to 27 October 2020 (21\u00a0to\u00a027\u00a0October)"
    assert words.published == "Published 2 November 2020"
    assert words.heading == "Cases in the seven days"
    assert [step.label for step in words.steps] == [
        "4",
        "5 to 6",
        "7 to 9",
        "10 to 14",
        "15 to 24",
        "25 to 49",
        "50 to 99",
        "100 and over",
    ]
    assert words.without == (("hidden", "three or fewer cases"),)
    assert words.notes == ("By Middle layer Super Output Area (MSOA).",)
    assert (words.title, words.source) == ("Cases", "Source: us.")


def test_the_highest_areas_are_listed_where_they_are_wanted(whole: MapView) -> None:
    words = words_of(whole, Level.MSOA, "", "", listed=2)
    change = words_of(replace(whole, asked_measure="change"), Level.MSOA, "", "", listed=5)

    assert words_of(whole, Level.MSOA, "", "").highest is None
    assert words.highest
    assert words.highest.heading == "Most cases"
    assert [figure for _, figure in words.highest.areas] == ["1,204", "12"]
    assert words.highest.areas[0][0] == "Old Quay, Northtown"
    assert change.highest
    assert change.highest.areas == (("Old Quay, Northtown", "up 20.4%"),)  # the others fell, or are not calculable


def test_the_place_is_named_where_the_title_does_not(whole: MapView) -> None:
    north = replace(whole, places=(whole.edition.areas[Level.REGION][0],))

    assert words_of(north, Level.MSOA, "Where cases are", "").place == "North"
    assert words_of(north, Level.MSOA, "Cases in the north", "").place == ""


def test_a_pinned_edition_says_so(whole: MapView) -> None:
    assert words_of(replace(whole, is_pinned=True), Level.MSOA, "", "").published == "As published on 2 November 2020"


def test_levels_that_hide_nothing_say_nothing_of_it(whole: MapView) -> None:
    assert words_of(whole, Level.LTLA, "", "").notes == ("By lower tier local authority.",)


def test_the_legend_names_what_stands_for_a_figure_only_where_an_area_has_none(whole: MapView) -> None:
    change = replace(whole, asked_measure="change")
    missing = with_cells(whole, Level.MSOA, {0: Withheld.MISSING})
    without = {label for _, label in words_of(missing, Level.MSOA, "", "").without}

    assert words_of(change, Level.MSOA, "", "").without[-1] == ("dotted", "not calculable")
    assert words_of(whole, Level.LTLA, "", "").without == ()
    assert without == {"three or fewer cases", "no data came"}


def test_the_whole_is_marked_where_its_figure_can_be_held_against_its_parts(whole: MapView) -> None:
    rate, change = (words_of(replace(whole, asked_measure=slug), Level.MSOA, "", "") for slug in ("rate", "change"))

    assert words_of(whole, Level.MSOA, "", "").whole is None
    assert rate.whole
    assert rate.whole.text.startswith("England ")
    assert change.whole
    assert change.whole.text.endswith("%")


def test_the_selected_area_is_marked_where_it_has_a_figure(whole: MapView) -> None:
    areas = whole.edition.areas[Level.MSOA]
    shown, hidden = (words_of(replace(whole, selected=areas[place]), Level.MSOA, "", "") for place in (0, 3))

    assert shown.selected
    assert 7 / 8 < shown.selected.at < 1
    assert hidden.selected is None


def test_a_level_without_a_record_of_the_week_says_so(whole: MapView) -> None:
    words = words_of(replace(whole, week=week(date(2020, 10, 19))), Level.MSOA, "", "")

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


def test_words_are_those_of_the_dataset(whole: MapView) -> None:
    monthly = replace(
        with_level(ENGLAND, Level.MSOA, name="ZIP area", noun="", hidden=Hidden(4, least=1)),
        count=Counted("death", "deaths"),
        period=PeriodDefinition(months=1),
        rate_per=1000,
    )
    elsewhere = as_if_of(whole, monthly)
    unrecorded = words_of(replace(elsewhere, week=elsewhere.edition.period("2020-12-31")), Level.MSOA, "", "")
    rate = replace(elsewhere, asked_measure="rate", asked_shape=Shape.HEXES)
    words = words_of(rate, Level.MSOA, "", "")

    assert (unrecorded.week, unrecorded.notes[0]) == ("December 2020", "Not published for December 2020.")
    assert (words.week, words.heading) == ("October 2020", "Deaths per 1,000 people in the month")
    assert words.notes == (
        "By ZIP area.",
        "Each hexagon is one ZIP area, near its true place.",
    )
    assert words.alternative.startswith("Map of deaths per 1,000 people in England by ZIP area, October 2020.")
    assert "Highest rates per 1,000: Old Quay (Northtown) 150.5" in words.alternative


def test_the_alternative_text_has_the_noun_of_what_is_counted(whole: MapView) -> None:
    hiding = with_level(ENGLAND, Level.MSOA, hidden=Hidden(4, least=1))
    deaths = as_if_of(whole, replace(hiding, count=Counted("death", "deaths")))
    said = alternative_text(deaths, Level.MSOA)
    change = alternative_text(replace(deaths, asked_measure="change"), Level.MSOA)

    assert said.startswith("Map of deaths in England")
    assert "Most deaths: Old Quay (Northtown) 1,204, " in said
    assert "2 of 6 areas have 1 to 4 deaths and are not shown." in said
    assert "how deaths changed on the week before" in change
    assert "Old Quay (Northtown) up 20.4% (1,000 to 1,204 deaths)." in change


def test_of_areas_that_report_for_themselves_no_authority_is_named(whole: MapView) -> None:
    said = alternative_text(as_if_of(whole, replace(ENGLAND, reporting=Level.MSOA)), Level.MSOA)

    assert "Most cases: Old Quay 1,204, " in said


def test_areas_that_are_not_published_are_told_from_those_not_shown(whole: MapView) -> None:
    left_out = with_cells(whole, Level.MSOA, {3: Withheld.NOT_PUBLISHED})
    said = alternative_text(left_out, Level.MSOA)

    assert "1 of 6 areas was not published." in words_of(left_out, Level.MSOA, "", "").notes
    assert "1 of 6 areas has three or fewer cases and is not shown. 1 of 6 areas was not published." in said
