"""Workbooks: each sheet is a candidate, as a file of a zip is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from app.errors import BadFileError, UnrecognisedFileError
from app.sources import Counts, Populations
from tests.sources.england import kind_of, read_contents
from tests.workbook import Rows, Value, open_document, workbook

Write = Callable[[str, str | bytes], Path]
NAME = "MSOAs_2020-11-09.xlsx"
WEEKLY: Rows = [
    ["msoa11_cd", "msoa11_hclnm", "wk_43", "wk_44"],
    ["E02000001", "Old Quay", 12, "0-2"],
    ["E02000002", "Hill\nTop", 5.0, 1234],
]
TITLES: Rows = [["Weekly cases by MSOA"], ["Published", date(2020, 11, 9)], []]
NOTES: Rows = [[], ["Source: Public Health England"], ["Counts of 0 to 2 are written 0-2"]]
FOUND = {
    ("E02000001", "2020-10-25"): 12,
    ("E02000002", "2020-10-25"): 5,
    ("E02000001", "2020-11-01"): None,
    ("E02000002", "2020-11-01"): 1234,
}


def values(path: Path) -> dict[tuple[str, str], int | None]:
    (counts,) = read_contents(path).parts
    assert isinstance(counts, Counts)
    rows = zip(counts.rows["area_code"], counts.rows["day"], counts.rows["cases"], strict=True)
    return {(code, f"{day:%Y-%m-%d}"): None if pd.isna(cases) else int(cases) for code, day, cases in rows}


@pytest.mark.parametrize(
    "content", [workbook({"MSOA": WEEKLY}), open_document(WEEKLY), workbook({"MSOA": [*TITLES, *WEEKLY, *NOTES]})]
)
def test_a_workbook_of_a_known_layout_is_read_as_its_csv_is(write: Write, content: bytes) -> None:
    path = write(NAME, content)
    assert (kind_of(path).layout, kind_of(path).published_on) == ("PHE weekly MSOA file", date(2020, 11, 9))
    assert values(path) == FOUND


def test_what_stands_above_and_under_the_table_and_other_sheets_are_named(write: Write) -> None:
    sheets: dict[str, Rows] = {
        "Contents": [["Contents"], ["MSOA"]],
        "MSOA": [*TITLES, *WEEKLY, *NOTES],
        "Empty": [],
        "Old": WEEKLY,
    }
    assert read_contents(write(NAME, workbook(sheets, hidden=["Old"]))).notes == (
        "Left out 2 rows above the headings.",
        "Left out 2 rows of notes under the table.",
        'Took "0-2" for hidden in 1 cell.',
        "Left out sheet Contents: its layout is not known.",
        "Left out sheet Old, which is hidden.",
    )


def test_dates_are_dates_and_a_row_has_the_number_that_it_has_in_the_sheet(write: Write) -> None:
    headings: list[Value] = ["areaType", "areaCode", "date", "newCasesBySpecimenDateRollingSum"]
    row: list[Value] = ["msoa", "E02000001", date(2020, 11, 3), 12]
    assert values(write(NAME, workbook({"S": [headings, row]}))) == {("E02000001", "2020-11-03"): 12}
    bad: Rows = [*TITLES, headings, row, ["msoa", "E02000002", date(2020, 11, 3), 2.5]]
    with pytest.raises(BadFileError, match=r"^row 6, column newCases.*: 2\.5 is not a whole number"):
        read_contents(write(NAME, workbook({"S": bad})))


def test_of_a_population_workbook_the_sheet_of_all_people_is_read(write: Write) -> None:
    def sheet(people: str) -> Rows:
        return [["Title"], ["MSOA Code", "MSOA Name", "All Ages", "0", "90+"], ["E02000001", "A 001", people, 80, 9]]

    sheets = {"Mid-2020 Persons": sheet("7,231"), "Mid-2020 Males": sheet("3,600"), "Mid-2020 Females": sheet("3,631")}
    contents = read_contents(write("sape.xlsx", workbook(sheets)))
    (part,) = contents.parts
    assert isinstance(part, Populations)
    assert (part.rows.to_dict("records"), part.year) == ([{"area_code": "E02000001", "population": 7231}], 2020)
    assert "sheet Mid-2020 Persons: Left out 3 columns: MSOA Name, 0, 90+." in contents.notes
    assert "sheet Mid-2020 Males: It counts males alone, and is left out." in contents.notes


def test_a_workbook_in_a_zip_is_read_too(write: Write) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        target.writestr("Data/MSOAs.xlsx", workbook({"MSOA": WEEKLY}))
        target.writestr("letter.docx", b"PK\x03\x04")
    path = write("MSOAs_2020-11-09.zip", packed.getvalue())
    assert values(path) == FOUND
    assert "Left out letter.docx: its layout is not known." in read_contents(path).notes


@pytest.mark.parametrize(
    ("sheets", "problem"),
    [
        ({"A": [["Contents"]], "B": [["msoa11_cd", "Cases"]]}, "nearest to the PHE weekly MSOA file, and lacks wk_NN"),
        ({"A": [["areaCode", "date"], ["E02000001", "2020-11-03"]]}, "nearest to dashboard counts, and lacks areaType"),
    ],
)
def test_a_workbook_of_no_layout_says_all_that_it_lacks(write: Write, sheets: dict[str, Rows], problem: str) -> None:
    with pytest.raises(UnrecognisedFileError, match=problem):
        kind_of(write(NAME, workbook(sheets)))


def test_a_sheet_of_counts_that_lacks_a_column_is_named(write: Write) -> None:
    path = write(NAME, workbook({"A": WEEKLY, "B": [["lad19_cd", "wk_43"], ["E06000001", 5]]}))
    with pytest.raises(BadFileError, match=r"^sheet B: It comes nearest to the PHE weekly MSOA file, and lacks"):
        read_contents(path)


ERROR = '<row r="9"><c r="A9" t="inlineStr"><is><t>E02000009</t></is></c><c r="C9" t="e"><v>#REF!</v></c></row>'
NO_RESULT = '<row r="9"><c r="C9"><f>SUM(C2:C3)</f><v></v></c></row>'
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (workbook({"A": WEEKLY}, cells=ERROR), r"a formula's error in cell C9 of xl/worksheets/sheet1\.xml"),
        (workbook({"A": WEEKLY}, cells=NO_RESULT), "a formula without its result in cell C9"),
        (open_document(WEEKLY, ' calcext:value-type="error"'), r"a formula's error\. Correct it"),
        (workbook({"A": WEEKLY}, cells=FAR), "reaches to row 1,048,576 and column XFD"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"before 2007, or a locked one\. Save it as \.xlsx or CSV"),
        (workbook({"A": WEEKLY})[:900], "cut off or damaged"),
    ],
)
def test_a_workbook_that_would_be_misread_is_refused(write: Write, content: bytes, problem: str) -> None:
    with pytest.raises(BadFileError, match=problem):
        read_contents(write(NAME, content))


def test_another_office_document_is_not_known(write: Write) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        target.writestr("[Content_Types].xml", "<Types/>")
        target.writestr("word/document.xml", "<document/>")
    with pytest.raises(UnrecognisedFileError, match="It is an Office document"):
        kind_of(write(NAME, packed.getvalue()))
