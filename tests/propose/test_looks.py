"""What a column holds is told by its texts."""

from __future__ import annotations

from datetime import date

import pytest

from app.dataset import Hidden
from app.propose.counting import count_columns, hiding_of, noun_named, noun_of
from app.propose.days import day_of, month_of, span_of
from app.propose.looks import Kind, look_at, words_of


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["3", "1,204", ""], Kind.COUNTS),
        (["3", "9", "12", "<5", "*"], Kind.COUNTS),
        (["0-2", "3", "4"], Kind.COUNTS),
        (["-1", "-1", "6", "9"], Kind.COUNTS),
        (["[c]", "6", "9"], Kind.COUNTS),
        (["5 or fewer", "6", "9"], Kind.COUNTS),
        (["n.d.", "6", "9"], Kind.COUNTS),
        (["Week ending 3 March 2024", "Week ending 10 March 2024"], Kind.DAYS),
        (["03/03/24", "10/03/24"], Kind.DAYS),
        (["-99", "-99", "0", "9"], Kind.COUNTS),
        (["-1", "-1", "1", "9"], Kind.DECIMALS),
        (["-1", "-2", "6", "9"], Kind.DECIMALS),
        (["27613.09", "4"], Kind.DECIMALS),
        (["20210616", "20210623"], Kind.DAYS),
        (["16 June 2021"], Kind.DAYS),
        (["2024-01", "2024-02"], Kind.MONTHS),
        (["January 2024"], Kind.MONTHS),
        (["December 27-January 2"], Kind.SPANS),
        (["Rolling 7 days (01 Jul - 07 Jul)", "All cases"], Kind.SPANS),
        (["S02001236", "S02001237"], Kind.TEXT),
        (["10001", "10002"], Kind.COUNTS),
        (["1 to 49", "200 to 399", "50 to 99"], Kind.TEXT),
        (["", ""], Kind.BLANK),
    ],
)
def test_a_column_is_of_what_its_cells_are(cells: list[str], kind: Kind) -> None:
    assert look_at("heading", cells).kind is kind


def test_spans_go_over_the_new_year_without_naming_one() -> None:
    span = span_of("December 27-January 2")

    assert span is not None
    assert (span.days, span.has_year) == (7, False)


@pytest.mark.parametrize(
    "text",
    ["1-7 July 2021", "2021-07-01 to 2021-07-07", "01/07/2021 - 07/07/2021", "Week (July 1, 2021 - July 7, 2021)"],
)
def test_spans_are_read_in_many_forms(text: str) -> None:
    span = span_of(text)

    assert span is not None
    assert (span.start, span.end) == (date(2021, 7, 1), date(2021, 7, 7))


def test_days_and_months_are_read() -> None:
    assert day_of("3/4/2021") == date(2021, 4, 3)
    assert day_of("3/4/2021", day_first=False) == date(2021, 3, 4)
    assert day_of("3/14/2021") == date(2021, 3, 14)
    assert month_of("Feb-24") == date(2024, 2, 29)
    assert month_of("2024 Feb") == date(2024, 2, 29)
    assert day_of("2024-Feb-03") == date(2024, 2, 3)
    assert day_of("Monday, 5 July 2021") == date(2021, 7, 5)
    assert month_of("2024M02") == date(2024, 2, 29)


@pytest.mark.parametrize("text", ["3 July", "July", "Ward of 3 July 2021", "July 3, 2021 Street", "S02001236"])
def test_a_day_or_month_is_one_only_where_it_stands_alone_and_in_a_year(text: str) -> None:
    assert day_of(text) is None
    assert month_of(text) is None


def test_headings_fall_into_words() -> None:
    assert words_of("Positive7Day") == ("positive", "7", "day")
    assert words_of("MSOA name (EN)")[:2] == ("msoa", "name")


@pytest.mark.parametrize(
    ("heading", "noun"),
    [
        ("Positive7Day", "case"),
        ("people_positive", "case"),
        ("death_count_28day", "death"),
        ("hospitalization_count_28day", "hospital admission"),
        ("GP visits", "GP visit"),
        ("burglaries", "burglary"),
        ("count", ""),
    ],
)
def test_what_is_counted_stands_in_the_heading(heading: str, noun: str) -> None:
    assert noun_of(heading) == noun


def test_what_is_counted_may_stand_in_a_files_name() -> None:
    assert noun_named("burglaries_2024-03-30") == "burglary"
    assert noun_named("wards_2024-03-30") == ""


def test_the_likeliest_column_of_counts_comes_first() -> None:
    headings = ("Date", "CumulativePositive", "TotalTests", "DailyPositive", "CrudeRatePositive", "Population")
    looks = [look_at(heading, ["5", "9", "12"]) for heading in headings]

    assert count_columns(looks)[0] == "DailyPositive"


@pytest.mark.parametrize("heading", ["cumulative_cases", "Cases to date", "cum_deaths"])
def test_what_has_all_before_it_in_it_is_no_count_of_a_period(heading: str) -> None:
    assert count_columns([look_at(heading, ["5", "9", "12"])]) == []


@pytest.mark.parametrize(
    ("cells", "hidden"),
    [
        (["0-2", "3", "9"], Hidden(2, 0)),
        (["1-4", "0", "9"], Hidden(4, 1)),
        (["<5", "5", "9"], Hidden(4, 0)),
        (["<5", "0", "9"], Hidden(4, 1)),
        (["*", "0", "6", "9"], Hidden(5, 1)),
        (["-1", "-1", "0", "5", "9"], Hidden(4, 1)),
        (["5 or fewer", "0", "6"], Hidden(5, 1)),
        (["", "3", "9"], Hidden(2, 0)),
        (["", "0", "5"], Hidden(4, 1)),
        (["", "0", "1", "2"], None),
        (["0", "1", "2"], None),
    ],
)
def test_what_is_hidden_follows_from_marks_and_the_least_count_shown(cells: list[str], hidden: Hidden | None) -> None:
    assert hiding_of(look_at("cases", cells)).hidden == hidden


def test_a_blank_is_asked_about_and_the_answer_holds() -> None:
    look = look_at("cases", ["", "3", "9"])

    assert hiding_of(look).asks
    assert hiding_of(look, "missing").blank == "missing"
    assert hiding_of(look, "zero").hidden is None
