"""The rows that a count was read from are found in files of every layout, with what is printed there."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

from app.sources.given import Publication
from app.sources.marks import declared
from app.sources.rows import Rows, rows_of_count
from tests.conftest import Write
from tests.england import ENGLAND, Level, area, week

AREA = area(Level.MSOA, "E02000002", "Second")
PUBLISHED = date(2020, 11, 2)
LONG = "areaType,areaCode,areaName,date,newCasesBySpecimenDateRollingSum,newCasesBySpecimenDateRollingRate\n"


def found(path: Path, end: date = date(2020, 10, 27), where: str = "E02000002", level: str = Level.MSOA) -> Rows:
    given = Publication(dataset=ENGLAND, published_on=PUBLISHED, marks=declared([]))
    return rows_of_count(path, area(level, where, "Second"), week(end), given)


def printed(rows: Rows) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.text) for one in rows.printed]


def test_a_row_for_each_week_is_found_by_its_line(write: Write) -> None:
    text = "".join(
        f"msoa,{code},Some,2020-10-{day},{cases},1\n"
        for code, day, cases in (
            ("E02000001", 27, 11),
            ("E02000002", 20, 12),
            ("E02000002", 27, 12),
            ("E02000003", 27, 12),
        )
    )
    path = write("msoa_2020-11-02.csv", LONG + text)
    packed = write("msoa_2020-11-02.csv.gz", gzip.compress(path.read_bytes()))

    for each in (path, packed):
        rows = found(each)
        assert printed(rows) == [(4, "newCasesBySpecimenDateRollingSum", "12")]
        assert (rows.of_area, rows.are_daily) == (2, False)


def test_a_count_that_is_blank_has_its_row_too(write: Write) -> None:
    path = write(
        "msoa_2020-11-02.csv", LONG + "msoa,E02000002,Second,2020-10-27,,\nmsoa,E02000003,Third,2020-10-27,4,1\n"
    )

    assert printed(found(path)) == [(2, "newCasesBySpecimenDateRollingSum", "")]


def test_an_area_that_has_no_row_in_a_week_has_none(write: Write) -> None:
    path = write("msoa_2020-11-02.csv", LONG + "msoa,E02000002,Second,2020-10-20,7,1\n")

    assert found(path) == Rows(of_area=1)


def test_a_mark_is_told_as_it_is_printed_in_the_column_of_its_week(write: Write) -> None:
    path = write("MSOAs_latest_2020-11-02.csv", "msoa11_cd,wk_42,wk_43\nE02000001,5,6\nE02000002,0-2,-99\n")

    assert printed(found(path, date(2020, 10, 18))) == [(3, "wk_42", "0-2")]
    assert printed(found(path, date(2020, 10, 25))) == [(3, "wk_43", "-99")]


def test_counts_of_single_days_are_all_found(write: Write) -> None:
    head = "Area name,Area code,Area type,Specimen date,Daily lab-confirmed cases\n"
    days = [f"Northtown,E06000001,ltla,2020-10-{day},{day}\n" for day in range(28, 14, -1) if day != 24]
    rows = found(write("coronavirus-cases_2020-11-02.csv", head + "".join(days)), where="E06000001", level=Level.LTLA)

    assert [(one.day.day, one.text) for one in rows.printed] == [(day, str(day)) for day in (27, 26, 25, 23, 22, 21)]
    assert rows.are_daily


def test_two_columns_that_must_agree_are_told_as_one(write: Write) -> None:
    """The last seven days stand twice, under their date and under what they are."""
    features = [
        {"attributes": {"msoa11cd": code, "Date_2020_10_29": cases, "latest_7_days": cases}}
        for code, cases in (("E02000001", 8), ("E02000002", 9))
    ]
    path = write("arcgis_msoa_2020-11-02.json", json.dumps({"features": features}))

    assert printed(found(path, date(2020, 10, 29))) == [(2, "Date_2020_10_29", "9")]
