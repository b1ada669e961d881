"""The layouts with one row per area and day: the dashboard's, PHE's authority file and the UKHSA archive."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import BadFileError
from app.sources import Contents, Counts
from tests.england import Level
from tests.sources.england import read_contents

Write = Callable[[str, str | bytes], Path]
DAY = date(2020, 11, 30)
ROLLING = "areaType,areaCode,areaName,date,newCasesBySpecimenDateRollingSum"
DAILY = "areaType,areaCode,areaName,date,newCasesBySpecimenDate"
AUTHORITY = "Area name,Area code,Area type,Specimen date,Daily lab-confirmed cases"
ARCHIVE = "area_type,area_name,area_code,date,metric,metric_name,value"
Row = tuple[str, str, str, int | None]


def rows_of(contents: Contents) -> list[Row]:
    rows: list[Row] = []
    for part in (part for part in contents.parts if isinstance(part, Counts)):
        cells = zip(part.rows["area_code"], part.rows["day"], part.rows["cases"], strict=True)
        rows += [(part.level, code, f"{day:%Y-%m-%d}", None if pd.isna(n) else int(n)) for code, day, n in cells]
    return rows


def test_the_dashboard_gives_the_seven_day_count_of_every_level(write: Write) -> None:
    rows = "msoa,E02000001,A,2020-11-25,12\nmsoa,E02000002,B,2020-11-25,\nltla,E09000001,L,2020-11-25,80\n"
    content = f"{ROLLING}\n{rows}"
    contents = read_contents(write("counts.csv", content), DAY)
    assert rows_of(contents) == [
        (Level.LTLA, "E09000001", "2020-11-25", 80),
        (Level.MSOA, "E02000001", "2020-11-25", 12),
        (Level.MSOA, "E02000002", "2020-11-25", None),
    ]
    assert [(part.daily, part.whole) for part in contents.parts if isinstance(part, Counts)] == [(False, True)] * 2
    assert contents.layout == "dashboard LTLA, MSOA counts"
    assert contents.published_on == DAY


@pytest.mark.parametrize("wrap", [lambda rows: {"body": rows}, lambda rows: {"data": rows}, lambda rows: rows])
def test_the_dashboards_json_says_the_same_as_its_csv(write: Write, wrap: Callable[[object], object]) -> None:
    records = [
        {"areaType": "msoa", "areaCode": "E02000001", "date": "2020-11-25", "newCasesBySpecimenDateRollingSum": 12},
        {"areaType": "msoa", "areaCode": "E02000002", "date": "2020-11-25", "newCasesBySpecimenDateRollingSum": None},
    ]
    assert rows_of(read_contents(write("counts.txt", json.dumps(wrap(records))), DAY)) == [
        (Level.MSOA, "E02000001", "2020-11-25", 12),
        (Level.MSOA, "E02000002", "2020-11-25", None),
    ]


def test_the_rolling_sum_is_taken_where_daily_counts_stand_beside_it(write: Write) -> None:
    content = f"{DAILY},newCasesBySpecimenDateRollingSum\nltla,E09000001,City,2020-11-25,3,20\n"
    contents = read_contents(write("counts.csv", content), DAY)
    assert rows_of(contents) == [(Level.LTLA, "E09000001", "2020-11-25", 20)]


def test_daily_counts_are_daily(write: Write) -> None:
    contents = read_contents(write("counts.csv", f"{DAILY}\nltla,E09000001,City,2020-11-25,3\n"), DAY)
    assert [part.daily for part in contents.parts if isinstance(part, Counts)] == [True]


def test_other_area_types_are_left_out_and_noted(write: Write) -> None:
    rows = "msoa,E02000001,A,2020-11-25,12\noverview,K02000001,UK,2020-11-25,9\nnhsRegion,E40000003,L,2020-11-25,9\n"
    content = f"{ROLLING}\n{rows}"
    contents = read_contents(write("counts.csv", content), DAY)
    assert len(rows_of(contents)) == 1
    assert contents.notes == ("Left out 2 rows of other area types: nhsRegion, overview.",)


def test_a_file_of_other_area_types_alone_is_refused(write: Write) -> None:
    with pytest.raises(BadFileError, match=r"holds no counts .*overview"):
        read_contents(write("counts.csv", f"{ROLLING}\noverview,K02000001,UK,2020-11-25,9\n"), DAY)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(5)), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]), st.sampled_from(",;\t"))
def test_columns_may_stand_in_any_order_and_any_encoding(
    write: Write, order: list[int], encoding: str, delimiter: str
) -> None:
    table = [ROLLING.split(","), ["msoa", "E02000001", "Ynys Môn", "2020-11-25", "12"]]
    text = "\r\n".join(delimiter.join(row[place] for place in order) for row in table)
    contents = read_contents(write("counts.csv", text.encode(encoding)), DAY)
    assert rows_of(contents) == [(Level.MSOA, "E02000001", "2020-11-25", 12)]


def test_a_quoted_line_break_does_not_shift_the_row_that_is_named(write: Write) -> None:
    path = write("counts.csv", f'{ROLLING}\nmsoa,E02000001,"City\nof",2020-11-25,12\nmsoa,E02000002,G,2020-11-25,x\n')
    with pytest.raises(BadFileError, match=r"^row 4, "):
        read_contents(path, DAY)


def test_a_last_row_with_a_quoted_line_break_is_whole(write: Write) -> None:
    path = write("counts.csv", f'{ROLLING}\nmsoa,E02000001,"City\nof",2020-11-25,12\n')
    assert len(rows_of(read_contents(path, DAY))) == 1


def test_blank_rows_are_ignored_and_rows_after_them_keep_their_number(write: Write) -> None:
    good = "msoa,E02000001,City,2020-11-25,12\n"
    assert len(rows_of(read_contents(write("a.csv", f"{ROLLING}\n{good}\n,,,,\n\n"), DAY))) == 1
    with pytest.raises(BadFileError, match=r"^row 5, "):
        read_contents(write("b.csv", f"{ROLLING}\n{good}\n,,,,\nmsoa,E02000002,City,2020-11-25,x\n"), DAY)


def test_a_count_of_an_authority_may_be_larger_than_an_msoas(write: Write) -> None:
    row = "nation,E92000001,England,2020-11-25,"
    assert rows_of(read_contents(write("a.csv", f"{ROLLING}\n{row}900000\n"), DAY))[0][3] == 900_000
    with pytest.raises(BadFileError, match="more than the 100,000,000"):
        read_contents(write("b.csv", f"{ROLLING}\n{row}100000001\n"), DAY)


def test_the_authority_file_gives_daily_counts_however_its_area_types_are_spelt(write: Write) -> None:
    rows = [
        f"A,{code},{kind},2020-08-15,7"
        for code, kind in [
            ("E07000223", "ltla"),
            ("E07000224", "Lower tier local authority"),
            ("E10000001", "Upper tier local authority"),
            ("E12000001", "Region"),
            ("E92000001", "nation"),
        ]
    ]
    contents = read_contents(write("cases.csv", "\n".join([AUTHORITY, *rows])), date(2020, 8, 17))
    assert [(level, code) for level, code, _, _ in rows_of(contents)] == [
        (Level.NATION, "E92000001"),
        (Level.REGION, "E12000001"),
        (Level.UTLA, "E10000001"),
        (Level.LTLA, "E07000223"),
        (Level.LTLA, "E07000224"),
    ]
    assert all(part.daily and part.whole for part in contents.parts if isinstance(part, Counts))


def archive_row(code: str, day: str, value: str, metric: str = "newCasesBySpecimenDateRollingSum") -> str:
    return f"msoa,A,{code},{day},{metric},Cases,{value}\n"


def test_the_archives_dates_may_be_iso(write: Write) -> None:
    contents = read_contents(
        write("a.csv", f"{ARCHIVE}\n{archive_row('E02000010', '2020-10-06', '3')}"), date(2024, 5, 1)
    )
    assert rows_of(contents) == [(Level.MSOA, "E02000010", "2020-10-06", 3)]


def test_the_archives_other_metrics_are_left_out_and_noted(write: Write) -> None:
    rows = archive_row("E02000010", "06/10/2020", "3") + archive_row("E02000010", "06/10/2020", "40.5", "cumCasesRate")
    contents = read_contents(write("a.csv", f"{ARCHIVE}\n{rows}"), date(2024, 5, 1))
    assert len(rows_of(contents)) == 1
    assert contents.notes == ("Left out 1 row of other metrics: cumCasesRate.",)


def test_the_real_dashboard_files(real_data: Path) -> None:
    for name, areas in (("2020-11-02", 73_867), ("2020-11-25", 50_581), ("2020-11-30", 169_775)):
        rows = rows_of(read_contents(real_data / "cases" / f"msoa_{name}.csv.gz"))
        assert len(rows) == areas


def test_the_real_authority_files(real_data: Path) -> None:
    contents = read_contents(real_data / "cases" / "coronavirus-cases_2021-03-20.csv.gz")
    assert len(rows_of(contents)) == 180_177
    assert {level for level, *_ in rows_of(contents)} == {Level.NATION, Level.REGION, Level.UTLA, Level.LTLA}


def test_the_archives_sample(real_data: Path) -> None:
    path = real_data.parent / "layouts" / "ukhsa_archive_cases_sample.zip"
    if not path.is_file():
        pytest.skip(f"the archive's sample is not at {path}")
    contents = read_contents(path, date(2024, 5, 1))
    assert [(p.level, p.daily, p.whole) for p in contents.parts if isinstance(p, Counts)] == [
        (Level.MSOA, False, False),
        (Level.LTLA, True, False),
    ]
    assert any("repeated rows: took the largest" in note for note in contents.notes)
