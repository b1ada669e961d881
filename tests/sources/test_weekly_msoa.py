"""The PHE weekly MSOA file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from app.errors import BadFileError
from app.sources import Contents, Counts
from tests.england import Level
from tests.sources.england import read_contents

Write = Callable[[str, str | bytes], Path]
NAME = "MSOAs_latest_2020-07-30.csv"
HEADINGS = "lad19_cd,msoa11_cd,msoa11_hclnm,wk_27,wk_28"


def counts_of(path: Path, published_on: date | None = None) -> Counts:
    return counts_in(read_contents(path, published_on))


def counts_in(contents: Contents) -> Counts:
    (counts,) = (part for part in contents.parts if isinstance(part, Counts))
    return counts


def values(counts: Counts) -> dict[tuple[str, str], int | None]:
    rows = zip(counts.rows["area_code"], counts.rows["day"], counts.rows["cases"], strict=True)
    return {(code, f"{day:%Y-%m-%d}"): None if pd.isna(cases) else int(cases) for code, day, cases in rows}


def test_a_week_ends_on_the_sunday_of_its_iso_week(write: Write) -> None:
    counts = counts_of(write(NAME, f"{HEADINGS}\nE09000001,E02000001,City of London,4,5\n"))
    assert values(counts) == {("E02000001", "2020-07-05"): 4, ("E02000001", "2020-07-12"): 5}
    assert (counts.level, counts.daily, counts.whole) == (Level.MSOA, False, True)


@pytest.mark.parametrize(
    ("published_on", "ends"),
    [
        (date(2020, 7, 12), {"2020-07-05", "2020-07-12"}),
        (date(2020, 7, 11), {"2020-07-05", "2019-07-14"}),
        (date(2021, 7, 11), {"2021-07-11", "2020-07-12"}),
    ],
)
def test_the_year_is_the_latest_in_which_the_sunday_is_not_after_publication(
    write: Write, published_on: date, ends: set[str]
) -> None:
    counts = counts_of(write("weekly.csv", f"{HEADINGS}\nE09000001,E02000001,City,4,5\n"), published_on)
    assert {end for _, end in values(counts)} == ends


def test_week_53_is_in_the_last_year_that_had_one(write: Write) -> None:
    counts = counts_of(write("weekly.csv", "msoa11_cd,wk_53\nE02000001,4\n"), date(2022, 2, 1))
    assert {end for _, end in values(counts)} == {"2021-01-03"}


def test_blank_and_minus_99_are_hidden(write: Write) -> None:
    content = f"{HEADINGS}\nE09000001,E02000001,City,,-99\nE09000002,E02000002,Marks Gate,3,4\n"
    found = values(counts_of(write(NAME, content)))
    assert found["E02000001", "2020-07-05"] is None
    assert found["E02000001", "2020-07-12"] is None


def test_a_wholly_blank_week_says_nothing_even_where_cases_without_an_area_are_counted(write: Write) -> None:
    content = f"{HEADINGS}\nE09000001,E02000001,City,,4\nxxxxxxxxx,xxxxxxxxx,unallocated,12,1200\n"
    contents = read_contents(write(NAME, content))
    counts = counts_in(contents)
    assert values(counts) == {("E02000001", "2020-07-12"): 4}
    assert contents.notes == (
        "Left out 1 row (1,200 cases) with no area's code (xxxxxxxxx).",
        "Left out 1 week with no count at all.",
    )


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("-3", "below zero"),
        ("3.5", "not a whole number"),
        ("three", "not a number"),
        ("100001", "more than the 100,000"),
        ("9" * 30, "not a number"),
    ],
)
def test_a_count_that_cannot_be_is_refused_with_its_row_and_column(write: Write, value: str, problem: str) -> None:
    path = write(NAME, f"{HEADINGS}\nE09000001,E02000001,City,4,5\nE09000002,E02000002,Marks Gate,4,{value}\n")
    with pytest.raises(BadFileError, match=f"^row 3, column wk_28: .*{problem}"):
        read_contents(path)


def test_a_week_that_no_year_has_is_refused(write: Write) -> None:
    with pytest.raises(BadFileError, match="column wk_54: There is no ISO week 54"):
        read_contents(write(NAME, "msoa11_cd,wk_54\nE02000001,4\n"))


def test_identical_repeats_are_folded(write: Write) -> None:
    row = "E09000001,E02000001,City,4,5\n"
    contents = read_contents(write(NAME, f"{HEADINGS}\n{row}{row}"))
    assert contents.notes == ("Left out 2 repeated rows: each said the same again.",)


def test_the_real_file(real_data: Path) -> None:
    contents = read_contents(real_data / "cases" / NAME)
    counts = counts_in(contents)
    assert counts.rows["area_code"].nunique() == 6791
    assert counts.rows["day"].max() == pd.Timestamp("2020-07-12")
    assert "Left out 1 row (8,288 cases) with no area's code (xxxxxxxxx)." in contents.notes


LATEST = "msoa11_cd,wk_40,wk_41,latest_7_days"


def test_latest_7_days_are_those_to_four_days_before_the_publication(write: Write) -> None:
    contents = read_contents(write("MSOAs_2020-10-20.csv", f"{LATEST}\nE02000001,4,5,9\nE02000002,-99,,-99\n"))
    counts = counts_in(contents)
    found = values(counts)

    assert (found["E02000001", "2020-10-16"], found["E02000002", "2020-10-16"]) == (9, None)
    assert found["E02000001", "2020-10-11"] == 5
    assert "Took latest_7_days for the seven days to 2020-10-16, 4 days before its publication." in contents.notes
    assert contents.warnings == ()


@pytest.mark.parametrize("published_on", ["2020-10-09", "2020-11-09"])
def test_latest_7_days_of_other_publications_may_be_others(write: Write, published_on: str) -> None:
    (warning,) = read_contents(write(f"MSOAs_{published_on}.csv", f"{LATEST}\nE02000001,4,5,9\n")).warnings
    assert warning.endswith(
        "That is so in files published from 2020-10-12 to 2020-10-27: check that it is so in this one."
    )


def test_two_columns_of_the_same_days_must_agree(write: Write) -> None:
    def content(latest: str) -> str:
        return f"{LATEST}\nE02000001,4,5,5\nE02000002,4,-99,{latest}\nxxxxxxxxx,4,9,12\n"

    (counts,) = read_contents(write("MSOAs_2020-10-15.csv", content("-99"))).parts
    assert isinstance(counts, Counts)
    assert values(counts)["E02000001", "2020-10-11"] == 5
    with pytest.raises(BadFileError, match=r"^row 3, column latest_7_days: It differs from wk_41, and both are of the"):
        read_contents(write("MSOAs_2020-10-15.csv", content("6")))


def test_a_column_that_may_be_a_count_and_is_not_known_is_named(write: Write) -> None:
    contents = read_contents(write(NAME, "msoa11_cd,wk_27,wk_28_rate,cases_total,country\nE02000001,4,5.5,60,E\n"))
    assert contents.notes == ("Left out 2 columns that may be counts: wk_28_rate, cases_total.",)


def test_the_official_file_of_26_october_2020(real_data: Path) -> None:
    path = real_data.parent / "official" / "MSOAs_latest_2020-10-26.csv.gz"
    if not path.is_file():
        pytest.skip(f"the official file is not at {path}")
    contents = read_contents(path)
    counts = counts_in(contents)
    latest = counts.rows[counts.rows["day"] == "2020-10-22"].set_index("area_code")["cases"]

    assert counts.rows["day"].max() == pd.Timestamp("2020-10-22")
    assert (len(latest), int(latest.isna().sum())) == (6791, 389)
    assert [latest[code] for code in ("E02000001", "E02000002", "E02000003")] == [16, 9, 12]
