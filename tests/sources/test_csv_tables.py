"""CSV text as tables: titles above, notes below, and rows that were cut off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.errors import BadFileError
from app.sources import Contents
from tests.sources.england import read_contents

Write = Callable[[str, str | bytes], Path]
NAME = "MSOAs_2020-11-09.csv"
TABLE = "msoa11_cd,msoa11_hclnm,wk_43,wk_44\nE02000001,Old Quay,12,13\nE02000002,Hill Top,14,15\n"
AUTHORITIES = (
    "Area name,Area code,Area type,Specimen date,Daily lab-confirmed cases\nCity of X,E06000001,ltla,2020-11-03,5\n"
)


def counts_of(contents: Contents) -> list[int]:
    return [int(cases) for part in contents.parts for cases in part.rows["cases"]]


@pytest.mark.parametrize(
    ("above", "rows"),
    [
        ("Weekly cases by MSOA,,,\nPublished 9 November 2020,,,\n,,,\n", 2),
        ("Weekly cases by MSOA\n\n", 1),
        ("Weekly cases; published on 9 November, by PHE\n", 1),
        ('"A title, on\ntwo lines"\n', 2),
        ("\n\n", 0),
    ],
)
def test_rows_above_the_headings_are_left_out_and_counted(write: Write, above: str, rows: int) -> None:
    contents = read_contents(write(NAME, above + TABLE))

    assert counts_of(contents) == [12, 14, 13, 15]
    noted = f"Left out {rows} row{'s' if rows > 1 else ''} above the headings."
    assert contents.notes == ((noted,) if rows else ())


@pytest.mark.parametrize("above", ["", "A title\n\n", '"A title, on\ntwo lines"\n'])
def test_a_row_has_its_number_in_the_file_whatever_stands_above(write: Write, above: str) -> None:
    row = 3 + above.count("\n")
    with pytest.raises(BadFileError, match=rf"^row {row}, column wk_43: "):
        read_contents(write(NAME, above + TABLE.replace("14", "many")))
    with pytest.raises(BadFileError, match=rf"^row {row}: It has 2 of 4 values"):
        read_contents(write(NAME, above + TABLE.replace(",14,15", "")))
    with pytest.raises(BadFileError, match=rf"^row {row}: It has 5 values where the headings are 4"):
        read_contents(write(NAME, above + TABLE.replace("14", "14,9")))


def test_headings_may_hold_line_breaks_and_be_parted_otherwise_than_the_title(write: Write) -> None:
    table = TABLE.replace("msoa11_cd", '"msoa11\ncd"').replace(",", ";")
    assert counts_of(read_contents(write(NAME, f"Cases, by week\n{table}"))) == [12, 14, 13, 15]


@pytest.mark.parametrize(
    ("below", "rows"),
    [
        ("\nSource: Public Health England\nCounts of 0 to 2 are not shown\n", 2),
        ("\n\nCounts of 0 to 2 are not shown", 1),
        (",,,\nSource: Public Health England,,,\nCounts of 0 to 2 are not shown,,,\n", 2),
        ("Source: PHE, 9 November 2020, and others, as they stood, on that day\n", 1),
        ("Notes\n1. Counts of 0 to 2 are not shown.\n\n2. So are others.\n", 3),
        ("Counts of 0 to 2 are not shown\n", 1),
        ("\n\u00a9 Crown copyright 2020\n", 1),
        ('"Note: one, two\nand three"\n', 2),
    ],
)
def test_notes_under_the_table_are_left_out_and_counted(write: Write, below: str, rows: int) -> None:
    contents = read_contents(write(NAME, TABLE + below))

    assert counts_of(contents) == [12, 14, 13, 15]
    assert contents.notes == (f"Left out {rows} row{'s' if rows > 1 else ''} of notes under the table.",)


@pytest.mark.parametrize(
    "content",
    [
        TABLE + "E02000003,Park End\n",
        TABLE + "E0200",
        TABLE + "\nE02000003",
        TABLE + "\nE",
        TABLE + "E02000003,Park End\n\nSource: PHE\n",
        AUTHORITIES + "Hackney and City of Lon",
        AUTHORITIES.replace("\n", "\n\n") + "Hackney and City of Lon",
        AUTHORITIES + "Hackney and City of London,E0900",
        TABLE + "\nTotal,,54\n",
    ],
)
def test_what_may_be_a_row_that_was_cut_off_is_refused(write: Write, content: str) -> None:
    with pytest.raises(BadFileError, match=r"row \d+: It has \d of \d values: the row is cut off"):
        read_contents(write(NAME, content))


def test_a_row_of_the_tables_width_is_data(write: Write) -> None:
    contents = read_contents(write(NAME, TABLE + "\nTotal,,26,28\n"))
    assert "Left out 1 row (54 cases) with no area's code (Total)." in contents.notes


def test_notes_without_a_table_are_no_table(write: Write) -> None:
    with pytest.raises(BadFileError, match="no rows below its headings"):
        read_contents(write(NAME, TABLE.splitlines()[0] + "\nSource: PHE\n"))


def test_a_postcode_lookup_may_have_a_title(write: Write) -> None:
    path = write("nspl.csv", "NSPL, November 2021\n\npcds,msoa11\nZE9 1AA,E02000001\nZE9 1AB,Quay\n")
    with pytest.raises(BadFileError, match=r"^row 5, column msoa11: "):
        read_contents(path)
    assert len(read_contents(write("nspl.csv", path.read_text().replace("Quay", "E02000002"))).parts[0].rows) == 2


def test_a_title_may_hold_the_day_of_another_year(write: Write) -> None:
    contents = read_contents(write("cases.csv", f"Cases to 2019-01-01\n{TABLE}"), date(2020, 11, 9))
    assert contents.published_on == date(2020, 11, 9)
