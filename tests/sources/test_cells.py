"""Cells as people write them: numbers in several ways, and characters that nobody sees."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import BadFileError
from app.sources.cells import whole_number
from tests.sources.england import read_contents

Write = Callable[[str, str | bytes], Path]
NAME = "msoa_2020-11-09.csv"
DASHBOARD = "areaType,areaCode,areaName,date,newCasesBySpecimenDateRollingSum"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234", 1234),
        ("1,234", 1234),
        ("1 234", 1234),
        ("1'234", 1234),
        ("1\u2019234", 1234),
        ("1,234,567.0", 1_234_567),
        ("1234.000", 1234),
        ("0.000", 0),
        ("1,0", 1),
        ("12,00", 12),
        ("\uff11\uff12", 12),
        ("\u22125", -5),
        ("007", 7),
    ],
)
def test_a_number_that_can_be_read_in_one_way_is(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1.000", '"1.000" may mean 1 or 1,000: write it without the point.'),
        ("12.345", '"12.345" may mean 12.345 or 12,345: write it without the point.'),
        ("1.234.567", '"1.234.567" is not a number.'),
        ("1,2", '"1,2" is not a number.'),
        ("1 23", '"1 23" is not a number.'),
        ("1,234 567", '"1,234 567" is not a number.'),
        ("5\u00b2", '"5\u00b2" is not a number.'),
        ("\u0661", '"\u0661" is not a number.'),
        ("12*", '"12*" is not a number.'),
        ("2.5", "2.5 is not a whole number."),
    ],
)
def test_a_number_that_can_be_read_in_two_ways_or_none_is_not(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(problem)}$"):
        whole_number(text)


@pytest.mark.parametrize(("count", "cases"), [("12", 12), ("12,0", 12), ("1 234", 1234), ("1,234", 1234)])
def test_a_file_parted_by_semicolons_has_its_numbers_read(write: Write, count: str, cases: int) -> None:
    content = f"{DASHBOARD},\nmsoa,E02000001,A,2020-11-03,".replace(",", ";").replace(";\n", "\n") + count
    assert read_contents(write(NAME, content)).parts[0].rows["cases"].tolist() == [cases]


@pytest.mark.parametrize(("count", "sign"), [("1,000", "comma"), ("1.000", "point")])
def test_a_thousand_is_not_guessed_where_commas_are_points(write: Write, count: str, sign: str) -> None:
    content = f"{DASHBOARD}\nmsoa,E02000001,A,2020-11-03,".replace(",", ";") + count
    with pytest.raises(
        BadFileError, match=rf"^row 2, column newCases.* may mean 1 or 1,000: write it without the {sign}"
    ):
        read_contents(write(NAME, content))


def test_a_population_of_a_thousand_is_not_guessed_either(write: Write) -> None:
    with pytest.raises(BadFileError, match=r'row 2, column population: "9\.000" may mean 9 or 9,000'):
        read_contents(write("p.csv", "area_code;population\nE02000001;9.000\n"))


INVISIBLE = ["\u200b", "\ufeff", "\u00ad", "\u200e", "\u202a", "\u2066", "\u2060", "\u00a0", "\u202f"]


@pytest.mark.parametrize("sign", INVISIBLE)
def test_invisible_characters_are_taken_out_of_codes_and_headings(write: Write, sign: str) -> None:
    content = f"{DASHBOARD}\nmsoa,{sign}E02000001{sign},A,2020-11-03,12\n".replace("areaCode", f"area{sign}Code")
    contents = read_contents(write(NAME, content))

    assert contents.parts[0].rows["area_code"].tolist() == ["E02000001"]
    assert contents.notes == ("Took invisible characters out of 1 cell.",)


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\u2060"])
def test_invisible_characters_are_taken_out_of_the_middle_of_any_cell(write: Write, sign: str) -> None:
    content = f"{DASHBOARD}\nms{sign}oa,E020{sign}00001,A,2020{sign}-11-03,1{sign}2\n"
    rows = read_contents(write(NAME, content)).parts[0].rows

    assert rows["area_code"].tolist() == ["E02000001"]
    assert rows["cases"].tolist() == [12]


def test_a_number_that_is_turned_around_is_refused(write: Write) -> None:
    with pytest.raises(BadFileError, match="is not a number"):
        read_contents(write(NAME, f"{DASHBOARD}\nmsoa,E02000001,A,2020-11-03,\u202e12\n"))


@pytest.mark.parametrize("code", ["e02000001", "E0200001", "E02000001.", "\u0415020000011", "E 02000001", "E020000O1"])
def test_what_is_nearly_a_code_is_refused_and_not_left_out(write: Write, code: str) -> None:
    with pytest.raises(BadFileError, match=r"^row 3, column areaCode: .* is not an area's code"):
        read_contents(write(NAME, f"{DASHBOARD}\nmsoa,E02000002,A,2020-11-03,12\nmsoa,{code},A,2020-11-03,130\n"))
