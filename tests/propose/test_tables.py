"""Headings, joins, levels and periods are found in small tables."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain import Length
from app.propose.coarser import is_short_for
from app.propose.drafts import pattern_of_names, with_undated
from app.propose.joins import join, respelt
from app.propose.lengths import with_heading
from app.propose.levels import chain, code_pattern, columns_of, telling_apart
from app.propose.periods import timing_of
from app.propose.tables import TextTable, table_of


def table(**columns: str) -> TextTable:
    """Make a table of columns of words."""
    return TextTable(("file.csv",), {heading: tuple(cells.split("|")) for heading, cells in columns.items()})


def test_titles_stand_above_headings_and_two_rows_of_them_are_joined() -> None:
    found = table_of(
        [
            ["Births by canton", "", ""],
            ["", "", ""],
            ["Canton", "", "Births"],
            ["Code", "Name", "Number"],
            ["C1", "Aarau", "4"],
            ["C2", "Bern", "5"],
        ]
    )

    assert found is not None
    assert (list(found[0]), found[1]) == (["Canton Code", "Canton Name", "Births Number"], 2) or list(found[0]) == [
        "Canton Code",
        "Name",
        "Births Number",
    ]


@pytest.mark.parametrize("years", [("2022", "", "2023"), ("2022", "", ""), ("2022", "2022", "2023")])
def test_years_above_months_are_headings(years: tuple[str, str, str]) -> None:
    rows = [["Cases by month", *[""] * 4], ["", "", *years], ["Code", "Name", "Jan", "Feb", "Mar"]]
    found = table_of([*rows, ["101", "Aarau", "4", "0", "9"], ["102", "Bern", "5", "3", "2"]])

    assert found is not None
    assert (list(found[0])[2:], found[1]) == (["2022 Jan", "2022 Feb", f"{years[2] or 2022} Mar"], 2)


def test_a_first_row_with_a_blank_count_is_no_heading() -> None:
    rows = [["code", "cases", "day"], ["W001", "", "2024-03-03"], ["W002", "4", "2024-03-03"]]
    found = table_of(rows)

    assert found is not None
    assert list(found[0]) == ["code", "cases", "day"]


def test_joins_say_what_matches_and_what_does_not() -> None:
    found = join("code", {"A1", "A2", "Unknown"}, "CODE", {"A1", "A2", "A3"})

    assert (found.matched, found.of, found.unmatched, found.lacking) == (2, 3, ("Unknown",), ("A3",))


def test_eaten_zeros_are_put_back_on_either_side() -> None:
    eaten = join("zip", {"1001", "1002"}, "ZIP", {"01001", "01002"})
    other = join("zip", {"01001", "01002"}, "ZIP", {"1001", "1002"})

    assert (eaten.matched, eaten.digits, eaten.fills_column) == (2, 5, True)
    assert (other.matched, other.digits, other.fills_column) == (2, 5, False)


def test_names_that_are_spelt_otherwise_are_found() -> None:
    assert respelt(["Anglesey", "Cardiff"], {"Isle of Anglesey", "Cardiff"}) == {"Anglesey": "Isle of Anglesey"}
    assert respelt(["Argyll & Bute"], {"Argyll and Bute"}) == {"Argyll & Bute": "Argyll and Bute"}


def test_levels_are_columns_that_follow_from_the_code() -> None:
    areas = table(
        code="A1|A2|A3|A4|A5|A6|A7|A8",
        name="a|b|c|d|e|f|g|h",
        DistrictCode="D1|D1|D2|D2|D3|D3|D4|D4",
        DistrictName="one|one|two|two|three|three|four|four",
        Region="N|N|N|N|S|S|S|S",
        Other="x|y|x|y|x|y|x|y",
        Country="K1|K1|K1|K1|K1|K1|K1|K1",
    )
    columns = columns_of(areas, "code", {text: text for text in areas.looks["code"].texts})
    levels, left_out = chain(columns, 8)

    assert [level.headings for level in levels] == [("Country",), ("Region",), ("DistrictCode", "DistrictName")]
    assert [level.headings for level, _ in left_out] == [("Other",)]


def test_patterns_of_codes_are_no_wider_than_their_kind() -> None:
    assert code_pattern(["S02001236", "S02001999"]) == "S02[0-9]{6}"
    assert code_pattern(["E02000001", "W02000001"]) == "[EW]02[0-9]{6}"
    assert code_pattern(["10001", "11697"]) == "[0-9]{5}"
    assert code_pattern(["one", "two"]) == ""
    assert telling_apart(["W02000001", "W02000002"], ["E02000001"]) == "W"


def test_a_length_is_between_two_columns_of_days() -> None:
    timing = timing_of(table(start="1/3/2024|8/3/2024", end="14/3/2024|21/3/2024", n="4|5"))

    assert timing is not None
    assert (timing.start, timing.end, timing.length, timing.every) == ("start", "end", Length(14), 7)


def test_a_length_is_the_step_between_days_unless_the_heading_says_more() -> None:
    weekly = timing_of(table(day="2024-03-03|2024-03-10|2024-03-17"))
    daily = timing_of(table(day="2024-03-03|2024-03-04|2024-03-05"))
    assert weekly is not None
    assert daily is not None

    assert weekly.length == Length(7)
    assert daily.is_daily
    assert with_heading(weekly, "cases_28day", ()).length == Length(28)
    assert with_heading(weekly, "cases_28day", ()).every == 7
    assert not with_heading(daily, "Positive7Day", ()).is_daily


@pytest.mark.parametrize("heading", ["Week ending", "7 days to", "week_end"])
def test_days_that_follow_one_another_under_the_end_of_a_week_are_of_rolling_weeks(heading: str) -> None:
    timing = timing_of(table(**{heading: "2024-03-03|2024-03-04|2024-03-05"}))

    assert timing is not None
    assert (timing.end, timing.length, timing.is_daily) == (heading, Length(7), False)


def test_rolling_counts_of_no_length_are_not_of_days() -> None:
    daily = timing_of(table(date="2024-03-03|2024-03-04|2024-03-05"))
    assert daily is not None

    rolling = with_heading(daily, "newCasesRollingSum", ())

    assert (rolling.length, rolling.is_daily) == (None, False)


@pytest.mark.parametrize("heading", ["Week commencing", "W/C", "week_start", "Week beginning (Monday)", "Week of"])
def test_first_days_are_no_last_ones(heading: str) -> None:
    timing = timing_of(table(**{heading: "2024-03-03|2024-03-10|2024-03-17"}))

    assert timing is not None
    assert (timing.start, timing.end, timing.length, timing.unclear) == (heading, "", Length(7), "")
    assert timing.last_day == date(2024, 3, 23)


@pytest.mark.parametrize(
    ("days", "taken"), [("2024-03-04|2024-03-11|2024-03-18", "first"), ("2024-03-03|2024-03-10", "last")]
)
def test_days_of_weeks_that_may_be_first_or_last_are_told_of(days: str, taken: str) -> None:
    timing = timing_of(table(week=days))

    assert timing is not None
    assert bool(timing.start) is (taken == "first")
    assert f"the {taken} is taken" in timing.unclear


def test_headings_may_name_first_days() -> None:
    timing = timing_of(table(**{"code": "A|B", "w/c 4 Mar 2024": "1|2", "w/c 11 Mar 2024": "3|4"}))

    assert timing is not None
    assert timing.starts
    assert timing.last_day == date(2024, 3, 17)


def test_headings_that_r_has_written_name_days() -> None:
    timing = timing_of(table(**{"code": "A|B", "X2024.03.03": "1|2", "X2024.03.10": "3|4"}))

    assert timing is not None
    assert timing.length == Length(7)


def test_a_year_and_the_number_of_a_week_are_no_month() -> None:
    assert timing_of(table(epi_week="2024-09|2024-10|2024-11")) is None
    assert timing_of(table(isoweek="202409|202410|202411")) is None


def test_months_are_named_or_end_on_their_last_days() -> None:
    for days in ("January 2024|February 2024", "2024-01-31|2024-02-29", "2024-01-01|2024-02-01|2024-03-01"):
        timing = timing_of(table(month=days))
        assert timing is not None
        assert timing.length == Length(0, 1)


def test_one_of_several_periods_in_a_column_is_read() -> None:
    timing = timing_of(
        table(period="Rolling 7 days (01 Jul - 07 Jul)|Rolling 21 days (17 Jun - 07 Jul)|All cases", n="1|2|3")
    )

    assert timing is not None
    assert (timing.length, dict(timing.where)) == (Length(7), {"period": "Rolling 7 days"})


def test_headings_may_name_the_periods() -> None:
    timing = timing_of(table(**{"code": "A|B", "wk 2024-03-03": "1|2", "wk 2024-03-10": "3|4"}))

    assert timing is not None
    assert (timing.length, timing.periods) == (Length(7), "wk ([0-9]{4}-[0-9]{2}-[0-9]{2})") or "wk" in timing.periods


def test_letters_are_short_for_names() -> None:
    names = ("Bronx", "Brooklyn", "Manhattan", "Queens", "Staten Island")

    assert [[name for name in names if is_short_for(word, name)] for word in ("BX", "BK", "MN", "QN", "SI")] == [
        [name] for name in names
    ]


def test_a_pattern_is_of_names_without_a_date_too() -> None:
    assert with_undated("wards_*.csv", ["wards.geojson", "districts.csv"]) == "wards*.csv"
    assert with_undated("wards_*.csv", ["wards-lookup.csv"]) == "wards_*.csv"
    assert with_undated("*_wards.csv", []) == "*_wards.csv"


def test_files_of_one_layout_have_a_pattern() -> None:
    assert pattern_of_names(["last7days_2020-12-29.csv", "last7days_2021-01-05.csv"]) == "last7days_*.csv"
    assert pattern_of_names(["cases_w1.csv", "cases_w2.csv"]) == "cases_w*.csv"
