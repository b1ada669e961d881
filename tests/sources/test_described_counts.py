"""Tables of counts that a definition describes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.dataset.definition import PeriodDefinition
from app.dataset.files import TableColumns, WideColumns
from app.errors import BadFileError, PublicationDateError, UnrecognisedFileError
from app.sources import Counts, Described, kind_of, read_contents
from tests.sources.places import COUNTS, WARD, cells, counts, dataset, part_of
from tests.workbook import Rows, workbook

Write = Callable[[str, str | bytes], Path]
NAME = "wards_2021-07-12.csv"
SUNSHIRE = dataset(COUNTS)


def table(*rows: str, headings: str = "ward,week,cases") -> str:
    return "\n".join([headings, *rows, ""])


def test_a_row_an_area_and_period(write: Write) -> None:
    path = write(NAME, table("W001,2021-07-07,12", "W002,2021-07-07,", "W001,2021-06-30,0"))
    contents = read_contents(path, SUNSHIRE)

    assert kind_of(path, SUNSHIRE).layout == contents.layout == "ward counts"
    assert (contents.kind, contents.published_on) == ("ward counts ward", date(2021, 7, 12))
    assert cells(contents) == {("W001", "2021-07-07"): 12, ("W002", "2021-07-07"): None, ("W001", "2021-06-30"): 0}
    part = part_of(contents, Counts)
    assert (part.level, part.daily, part.whole) == ("ward", False, True)


def test_headings_in_another_spelling_and_order(write: Write) -> None:
    path = write(NAME, "\ufeffCases,Notes,WARD,Week\r\n1,x,W001,07/07/2021")

    assert cells(read_contents(path, SUNSHIRE)) == {("W001", "2021-07-07"): 1}


def test_a_zero_is_shown_where_a_blank_is_hidden(write: Write) -> None:
    path = write(NAME, table("W001,2021-07-07,0", "W002,2021-07-07,"))

    assert list(cells(read_contents(path, SUNSHIRE)).values()) == [0, None]


@pytest.mark.parametrize(("blank", "found"), [("zero", {"W001": 7, "W002": 0}), ("missing", {"W001": 7})])
def test_a_blank_may_mean_something_else(write: Write, blank: str, found: dict[str, int]) -> None:
    contents = read_contents(write(NAME, table("W001,2021-07-07,7", "W002,2021-07-07,")), dataset(counts(blank=blank)))

    assert {code: cases for (code, _), cases in cells(contents).items()} == found
    assert part_of(contents, Counts).whole is (blank == "zero")


def test_where_nothing_is_hidden_a_blank_is_missing(write: Write) -> None:
    path = write(NAME, table("W001,2021-07-07,7", "W002,2021-07-07,"))
    contents = read_contents(path, dataset(COUNTS, ward=replace(WARD, hidden=None)))

    assert cells(contents) == {("W001", "2021-07-07"): 7}
    assert "Took 1 blank count for missing." in contents.notes
    assert not part_of(contents, Counts).whole


def test_marks_that_the_definition_declares(write: Write) -> None:
    contents = read_contents(write(NAME, table("W001,2021-07-07,0-2")), dataset(counts(marks=("0-2",))))

    assert cells(contents) == {("W001", "2021-07-07"): None}
    assert [(mark.text, mark.at_most) for mark in part_of(contents, Counts).marks] == [("0-2", 2)]


def test_a_column_a_period(write: Write) -> None:
    wide = counts(TableColumns(code="ward"), wide=WideColumns(periods=r"Week to (.*)"))
    path = write(
        NAME, table("W001,5,6,", "W002,,9,", headings="ward,Week to 30 June 2021,Week to 7 July,Week to 14/7/2020")
    )
    contents = read_contents(path, dataset(wide))

    assert cells(contents) == {
        ("W001", "2021-06-30"): 5,
        ("W002", "2021-06-30"): None,
        ("W001", "2021-07-07"): 6,
        ("W002", "2021-07-07"): 9,
    }
    assert "Left out 1 period with no count at all." in contents.notes


def test_months_in_a_workbook_with_two_rows_of_headings(write: Write) -> None:
    rows: Rows = [
        ["Deaths by ward"],
        [None, None, "2020", None],
        ["Ward", "Name", "Oct", "Nov"],
        ["W001", "Abbey", 12, 3],
        ["W002", "Bridge", None, 5],
    ]
    months = dataset(
        counts(
            TableColumns(code="Ward", name="Name"),
            sheet="Monthly",
            headings=2,
            wide=WideColumns(periods="[0-9]{4} [a-z]{3}"),
        ),
        period=PeriodDefinition(months=1),
    )
    path = write("deaths_2021-01-12.xlsx", workbook({"Notes": [["Read this"]], "Monthly": rows}))
    contents = read_contents(path, months)

    assert cells(contents) == {
        ("W001", "2020-10-31"): 12,
        ("W002", "2020-10-31"): None,
        ("W001", "2020-11-30"): 3,
        ("W002", "2020-11-30"): 5,
    }
    assert part_of(contents, Described).rows["ward_name"].to_list() == ["Abbey", "Bridge"]


def test_a_column_an_area_and_a_row_a_day(write: Write) -> None:
    towns = counts(
        TableColumns(end="day"),
        name="town counts",
        level="town",
        daily=True,
        day_first=False,
        wide=WideColumns(areas={"N_CASES": "north", "S_CASES": "south"}),
    )
    path = write(
        "towns_2021-07-12.csv", table("07/06/2021,5,6,11", "07/07/2021,1,2,3", headings="day,N_CASES,S_CASES,ALL")
    )
    contents = read_contents(path, dataset(towns))

    assert cells(contents, "town") == {
        ("north", "2021-07-06"): 5,
        ("south", "2021-07-06"): 6,
        ("north", "2021-07-07"): 1,
        ("south", "2021-07-07"): 2,
    }
    assert part_of(contents, Counts).daily


def test_a_table_read_for_two_levels(write: Write) -> None:
    whole = counts(TableColumns(end="week"), name="county", level="county", wide=WideColumns(areas={"ALL": "S1"}))
    towns = counts(TableColumns(end="week"), name="towns", level="town", wide=WideColumns(areas={"N": "north"}))
    contents = read_contents(write(NAME, "week,N,ALL\n2021-07-07,4,9\n"), dataset(whole, towns))

    assert contents.layout == "county and towns"
    assert cells(contents, "county") == {("S1", "2021-07-07"): 9}
    assert cells(contents, "town") == {("north", "2021-07-07"): 4}


def test_rows_of_another_period_or_of_no_area_are_left_out(write: Write) -> None:
    described = counts(
        TableColumns(code="ward", end="Time period", count="cases"),
        where={"Time period": "Rolling 7"},
        other_codes=("Unknown",),
    )
    rows = ("W001,Rolling 7 days (01 Jul - 07 Jul),5", "W001,Rolling 21 days (17 Jun - 07 Jul),9")
    path = write(NAME, table(*rows, "Unknown,Rolling 7 days (01 Jul - 07 Jul),3", headings="ward,Time period,cases"))
    contents = read_contents(path, dataset(described))

    assert cells(contents) == {("W001", "2021-07-07"): 5}
    assert 'Read 2 rows of 3, where Time period begins with "Rolling 7".' in contents.notes
    assert "Left out 1 row of no area: Unknown." in contents.notes


def test_both_ends_in_columns_of_their_own(write: Write) -> None:
    described = dataset(counts(TableColumns(code="ward", start="from", end="to", count="cases")))
    headings = "ward,from,to,cases"
    path = write(NAME, table("W001,1 July 2021,7 July 2021,5", headings=headings))
    assert cells(read_contents(path, described)) == {("W001", "2021-07-07"): 5}
    wrong = write(NAME, table("W001,1 July 2021,7 July 2021,5", "W001,1 June 2021,8 June 2021,5", headings=headings))
    with pytest.raises(BadFileError, match=r"row 3, column from: It is of 8 days .* period is seven days"):
        read_contents(wrong, described)


def test_rows_that_repeat_one_another(write: Write) -> None:
    row = "W001,2021-07-07,7"
    contents = read_contents(write(NAME, table(row, row)), SUNSHIRE)
    assert "Left out 1 repeated row: each said the same again." in contents.notes
    with pytest.raises(BadFileError, match=r"row 3, column cases: W001 has another count for 2021-07-07 in row 2\."):
        read_contents(write(NAME, table(row, "W001,2021-07-07,8")), SUNSHIRE)


def test_zeros_that_a_spreadsheet_took_away(write: Write) -> None:
    ward = replace(WARD, code="[0-9]{5}")
    described = dataset(counts(digits=5), ward=ward)
    contents = read_contents(
        write(NAME, table("01001,2021-07-07,7", "1002,2021-07-07,8", "1003.0,2021-07-07,9")), described
    )
    assert [code for code, _ in cells(contents)] == ["01001", "01002", "01003"]
    assert any(note.startswith("Put back the zeros that ") for note in contents.notes)
    with pytest.raises(BadFileError, match=r'row 2, column ward: "101001" is not the code of a ward'):
        read_contents(write(NAME, table("101001,2021-07-07,7")), described)


def test_zeros_that_nobody_puts_back_are_told(write: Write) -> None:
    described = dataset(counts(), ward=replace(WARD, code="[0-9]{5}"))
    with pytest.raises(BadFileError, match=r'"1001" is not .* zeros from its beginning, say there digits = 5\.'):
        read_contents(write(NAME, table("1001,2021-07-07,7")), described)


@pytest.mark.parametrize("day", ["7/8/2021", "6/30/2021"])
def test_dates_with_the_month_first_are_told(write: Write, day: str) -> None:
    with pytest.raises(BadFileError, match=r"If it is 2021-0\d-\d\d, say day_first = false in the definition\."):
        read_contents(write(NAME, table(f"W001,{day},7")), SUNSHIRE)


def test_text_in_mac_roman(write: Write) -> None:
    described = counts(TableColumns(code="ward", name="N\u00e4me", end="week", count="cases"), encoding="mac-roman")
    content = table("W001,Llan\u00eev,2021-07-07,7", headings="ward,N\u00e4me,week,cases")
    contents = read_contents(write(NAME, content.encode("mac-roman")), dataset(described))

    assert part_of(contents, Described).rows["ward_name"].to_list() == ["Llan\u00eev"]
    assert "Read as Mac-Roman." in contents.notes


def test_json_records(write: Write) -> None:
    path = write("counts_2021-07-12.json", '{"data": [{"ward": "W001", "week": "2021-07-07", "cases": null}]}')

    assert cells(read_contents(path, SUNSHIRE)) == {("W001", "2021-07-07"): None}


@pytest.mark.parametrize(
    "content",
    [
        '{"success": true, "result": {"records": [{"ward": "W001", "week": "2021-07-07", "cases": "7"}]}}',
        '{"@odata.context": "https://x", "value": [{"ward": "W001", "week": "2021-07-07", "cases": 7}]}',
    ],
)
def test_records_of_ckan_and_odata(write: Write, content: str) -> None:
    assert cells(read_contents(write("counts_2021-07-12.json", content), SUNSHIRE)) == {("W001", "2021-07-07"): 7}


def test_values_parted_by_bars(write: Write) -> None:
    path = write(NAME, table("W001|2021-07-07|7", headings="ward|week|cases"))

    assert cells(read_contents(path, SUNSHIRE)) == {("W001", "2021-07-07"): 7}


def test_rows_that_repeat_the_headings_are_left_out(write: Write) -> None:
    again = read_contents(write(NAME, table("W001,2021-07-07,7", "ward,week,cases", "W002,2021-07-07,9")), SUNSHIRE)

    assert list(cells(again).values()) == [7, 9]
    assert "Left out 1 row that repeats the headings." in again.notes


def test_rows_that_differ_in_what_nobody_reads_say_so(write: Write) -> None:
    path = write(NAME, table("W001,2021-07-07,7,F", "W001,2021-07-07,9,M", headings="ward,week,cases,sex"))

    with pytest.raises(BadFileError, match=r'They differ in sex \("F", "M"\) too: say by where which rows to read'):
        read_contents(path, SUNSHIRE)


def test_a_first_day_is_no_last_one(write: Write) -> None:
    with pytest.raises(BadFileError, match='"w/c 28 June 2021" is the first day of a period: name it by start'):
        read_contents(write(NAME, table("W001,w/c 28 June 2021,7")), SUNSHIRE)


def test_headings_may_name_the_first_day_of_a_period(write: Write) -> None:
    wide = counts(TableColumns(code="ward"), wide=WideColumns(periods=r"w/c (.*)", starts=True))
    path = write(NAME, table("W001,5,6,9", headings="ward,w/c 24 June 2021,w/c 1 July 2021,w/c 8 July 2021"))
    contents = read_contents(path, dataset(wide))

    assert cells(contents) == {("W001", "2021-06-30"): 5, ("W001", "2021-07-07"): 6}
    assert (
        "Left out 1 count of a period to 2021-07-14: it was not over on 2021-07-12, the publication." in contents.notes
    )


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("W0001,2021-07-07,7", r'row 2, column ward: "W0001" is not the code of a ward: those match W\[0-9\]\{3\}'),
        (",2021-07-07,7", "row 2, column ward: It is blank, and must be the code of a ward"),
        ("W001,soon,7", 'row 2, column week: "soon" is not a date'),
        ("W001,2021-07-13,7", "lies after the publication date, 2021-07-12"),
        ("W001,2021-07-07,10001", "column cases: 10001 is more than the 10,000 people"),
        ("W001,2021-07-07,-1", "-1 is below zero: a number of cases cannot be"),
        ("W001,2021-07-07,<5", r'column cases: "<5" stands in 1 cell\. If that means a hidden count'),
        ("W001,2021-07-07,lots", 'column cases: "lots" is not a number'),
    ],
)
def test_what_cannot_be_right_is_refused(write: Write, row: str, problem: str) -> None:
    with pytest.raises(BadFileError, match=problem):
        read_contents(write(NAME, table(row)), SUNSHIRE)


def test_a_column_that_is_not_there_is_told_with_the_nearest(write: Write) -> None:
    path = write(NAME, table("W001,2021-07-07,7", headings="ward,week,casses"))
    with pytest.raises(UnrecognisedFileError, match=r'nearest to ward counts, and lacks "cases" \(it has "casses"\)\.'):
        read_contents(path, SUNSHIRE)
    with pytest.raises(BadFileError, match=r'and lacks "cases" \(it has "casses"\)\. Check that the file is whole'):
        read_contents(path, dataset(counts(files="wards_*.csv")))


def test_files_are_known_by_their_names_where_the_definition_says_so(write: Write) -> None:
    described = dataset(counts(files="WARDS_*.csv"))
    content = table("W001,2021-07-07,7")

    assert kind_of(write(NAME, content), described).layout == "ward counts"
    with pytest.raises(
        UnrecognisedFileError, match=r"all columns of ward counts, whose files are called WARDS_\*\.csv"
    ):
        kind_of(write("others_2021-07-12.csv", content), described)


def test_the_definition_may_say_when_a_file_was_published(write: Write) -> None:
    path = write(NAME, table("W001,2021-07-07,7"))
    said = dataset(COUNTS, published={"wards_*.csv": date(2021, 7, 20), NAME: date(2021, 7, 21)})
    assert kind_of(path, said).published_on == date(2021, 7, 21)
    assert read_contents(path, said).published_on == date(2021, 7, 21)
    with pytest.raises(PublicationDateError, match="The definition says that it was published on 2021-07-21"):
        read_contents(path, said, date(2021, 7, 12))
    assert read_contents(path, said, date(2021, 7, 22)).published_on == date(2021, 7, 22)  # a later one of its name
    with pytest.raises(PublicationDateError, match="--published"):
        read_contents(write("wards.csv", table("W001,2021-07-07,7")), SUNSHIRE)
    assert read_contents(write("wards.csv", table("W001,2021-07-07,7")), SUNSHIRE, date(2021, 7, 12)).parts


def test_a_file_without_a_row_that_is_read_is_refused(write: Write) -> None:
    described = dataset(counts(where={"ward": "X"}))
    with pytest.raises(
        BadFileError, match=r'no counts that Casemap can show\. Read 0 rows of 1, where ward begins with "X"'
    ):
        read_contents(write(NAME, table("W001,2021-07-07,7")), described)


def test_daily_counts_cannot_be_hidden(write: Write) -> None:
    described = dataset(counts(daily=True, marks=("*",)))
    with pytest.raises(
        BadFileError, match=r"seven days cannot be summed where one is hidden. Load the seven-day counts"
    ):
        read_contents(write(NAME, table("W001,2021-07-07,*")), described)
