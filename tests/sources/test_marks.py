"""Marks in the place of hidden counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from app.errors import BadFileError
from app.sources import Counts, check_marks
from app.sources.marks import at_most
from tests.england import Level
from tests.sources.england import read_contents

Write = Callable[[str, str | bytes], Path]
NAME = "msoa_2020-11-09.csv"
DASHBOARD = "areaType,areaCode,areaName,date,newCasesBySpecimenDateRollingSum"


def dashboard(*counts: str, level: str = "msoa") -> str:
    code = {"msoa": "E020", "ltla": "E060", "utla": "E100"}[level]
    rows = (f'{level},{code}{n:05},A,2020-11-03,"{count}"' for n, count in enumerate(counts, 1))
    return "\n".join([DASHBOARD, *rows, ""])


def parts_of(path: Path, *marks: str) -> list[Counts]:
    return [part for part in read_contents(path, hidden_marks=marks).parts if isinstance(part, Counts)]


def cases(path: Path, *marks: str) -> list[int | None]:
    return [None if pd.isna(n) else int(n) for part in parts_of(path, *marks) for n in part.rows["cases"]]


@pytest.mark.parametrize(
    ("mark", "most"),
    [
        ("<5", 4),
        ("< 5", 4),
        ("<=4", 4),
        ("\u22644", 4),
        ("1-4", 4),
        ("1\u20134", 4),
        ("[1 to 4]", 4),
        ("0-2", 2),
        ("0 to 2", 2),
        ("Less than 5 cases", 4),
        ("fewer than 10", 9),
        ("Fewer than five", 4),
        ("under 3", 2),
        ("4 or fewer", 4),
        ("up to three", 3),
        ("*", None),
        ("[c]", None),
        ("suppressed", None),
        ("-99", None),
        ("4-1", None),
    ],
)
def test_a_mark_may_say_the_largest_count_that_it_stands_for(mark: str, most: int | None) -> None:
    assert at_most(mark) == most


MARKS = ["*", "**", "<5", "<3", "c", "C", "[c]", "(x)", "..", ".", ":", "x", "-", "\u2013", "S", "s", "suppressed"]
MARKS += ["Suppressed", "1-4", "0-2", "null", "None", "N/A", "#N/A", "Less than 5 cases", "withheld", "\u2264 4", "~"]


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_that_was_not_declared_is_refused_with_the_way_to_declare_it(write: Write, mark: str) -> None:
    with pytest.raises(BadFileError) as refused:
        read_contents(write(NAME, dashboard("12", mark, mark)))
    said = str(refused.value)

    assert said.startswith(f'row 3, column newCasesBySpecimenDateRollingSum: "{mark}" stands in 2 cells. ')
    assert f"name it in marks of its [[tables]] in the definition, or in CASEMAP_HIDDEN_MARKS ({mark})" in said
    assert ("see that the definition hides" in said) == (at_most(mark) is not None)


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_that_was_declared_is_hidden(write: Write, mark: str) -> None:
    path = write(NAME, dashboard("12", mark, f" {mark.upper()} "))

    assert cases(path, "other", mark) == [12, None, None]
    assert {found.at_most for part in parts_of(path, mark) for found in part.marks} == {at_most(mark)}


def test_all_marks_are_told_of_in_one_sentence(write: Write) -> None:
    content = "msoa11_cd,wk_43,wk_44\nE02000001,<5,*\nE02000002,*,*\nE02000003,9,9\n"
    with pytest.raises(BadFileError) as refused:
        read_contents(write(NAME, content))

    assert str(refused.value) == (
        'row 2, column wk_43, wk_44: "*" stands in 3 cells and "<5" stands in 1 cell. If that means a hidden count, '
        "name it in marks of its [[tables]] in the definition, or in CASEMAP_HIDDEN_MARKS (*,<5), see that the "
        "definition hides 4 too (hidden = { most = 4 }) and load the file again."
    )


def test_phes_own_marks_need_no_declaring(write: Write) -> None:
    path = write(NAME, "msoa11_cd,wk_43,wk_44\nE02000001,0-2,5\nE02000002,-99,0 - 2\n")
    assert cases(path) == [None, None, 5, None]
    assert 'Took "-99" for hidden in 1 cell.' in read_contents(path).notes


@pytest.mark.parametrize(
    "content",
    [
        dashboard("12", "NA", "NA"),
        "msoa11_cd,wk_43,wk_44\nE02000001,NA,5\nE02000002,4,NA\n",
        '{"data": [{"areaType": "msoa", "areaCode": "E02000001", "date": "2020-11-03", '
        '"newCasesBySpecimenDateRollingSum": "NA"}, {"areaType": "msoa", "areaCode": "E02000002", '
        '"date": "2020-11-03", "newCasesBySpecimenDateRollingSum": "NA"}]}',
    ],
)
def test_na_is_what_r_writes_for_blank(write: Write, content: str) -> None:
    path = write(NAME, content)

    assert "Took NA for blank in 2 cells." in read_contents(path).notes
    assert cases(path).count(None) == 2
    assert not any(part.marks for part in parts_of(path))


def test_na_may_be_declared(write: Write) -> None:
    (part,) = parts_of(write(NAME, dashboard("12", "NA")), "NA")
    assert [(mark.text, mark.cells) for mark in part.marks] == [("NA", 1)]


@pytest.mark.parametrize("text", ["many", "ten", "12*", "1e3", "NaN", "5-", "c4"])
def test_what_is_neither_a_number_nor_a_mark_is_refused_as_no_number(write: Write, text: str) -> None:
    with pytest.raises(BadFileError, match=r"^row 2, .* is not a number"):
        read_contents(write(NAME, dashboard(text)))


@pytest.mark.parametrize(
    ("mark", "level", "hide_up_to", "problem"),
    [
        (
            "<5",
            "msoa",
            {Level.MSOA: 3},
            "may be 4, and readers are told that it is at most 3. Write .* most = 4 . for msoa",
        ),
        (
            "1-10",
            "msoa",
            {Level.MSOA: 4},
            "may be 10, and readers are told that it is at most 4. Write .* most = 10 . for msoa",
        ),
        ("*", "ltla", {Level.MSOA: 3}, "ltla counts are told in full. Say .* which counts of ltla"),
        ("*", "msoa", {Level.MSOA: 0}, "msoa counts are told in full"),
        ("<5", "utla", {Level.MSOA: 9}, "utla counts are told in full. Say .* which counts of utla"),
    ],
)
def test_readers_are_told_nothing_false_of_a_hidden_count(
    write: Write, mark: str, level: str, hide_up_to: dict[str, int], problem: str
) -> None:
    parts = parts_of(write(NAME, dashboard("12", mark, level=level)), mark)
    with pytest.raises(BadFileError, match=f"^row 3, column newCases.* stands for a hidden count in 1 cell.*{problem}"):
        check_marks(parts, hide_up_to)


@pytest.mark.parametrize(
    ("mark", "level", "hide_up_to"),
    [("<5", "msoa", {Level.MSOA: 4}), ("*", "msoa", {Level.MSOA: 3}), ("1-4", "ltla", {Level.LTLA: 9})],
)
def test_a_mark_within_what_is_hidden_is_in_order(
    write: Write, mark: str, level: str, hide_up_to: dict[str, int]
) -> None:
    check_marks(parts_of(write(NAME, dashboard("12", mark, level=level)), mark), hide_up_to)


def test_seven_days_are_not_summed_where_one_is_hidden(write: Write) -> None:
    path = write(NAME, dashboard("12", "*").replace("RollingSum", ""))
    with pytest.raises(BadFileError, match=r"^row 3, .* seven days cannot be summed where one is hidden"):
        read_contents(path, hidden_marks=["*"])
