"""The UKHSA data dashboard's downloads and API answers."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.errors import BadFileError
from app.sources import Counts
from tests.england import Level
from tests.sources.england import read_contents

Write = Callable[[str, str | bytes], Path]
NAME = "cases_2024-05-16"
HEADINGS = (
    "theme,sub_theme,topic,geography_type,geography,geography_code,metric,metric_group,stratum,sex,age,year,month,"
    "epiweek,date,metric_value,in_reporting_delay_period"
)


def record(day: int, value: float | None, **others: Any) -> dict[str, Any]:
    """Write a day's record of an authority."""
    told = dict.fromkeys(HEADINGS.split(","), "") | {
        "geography_type": "Lower Tier Local Authority",
        "geography_code": "E06000001",
        "metric": "COVID-19_cases_casesByDay",
        "stratum": "default",
        "sex": "all",
        "age": "all",
        "year": 2024,
        "epiweek": 18,
        "date": f"2024-05-{day:02}",
        "metric_value": value,
        "in_reporting_delay_period": False,
    }
    return told | others


def as_csv(*records: dict[str, Any]) -> str:
    rows = (",".join("" if value is None else str(value) for value in each.values()) for each in records)
    return "\n".join([HEADINGS, *rows, ""])


def as_json(*records: dict[str, Any], **answer: Any) -> str:
    return json.dumps({"count": len(records), "next": None, "previous": None, "results": records} | answer)


def counts_of(path: Path) -> list[tuple[str, str, int, int | None]]:
    parts = [part for part in read_contents(path).parts if isinstance(part, Counts)]
    assert all(part.daily and not part.whole for part in parts)
    return [
        (part.level, str(code), int(day.day), int(cases))
        for part in parts
        for code, day, cases in zip(part.rows["area_code"], part.rows["day"], part.rows["cases"], strict=True)
    ]


@pytest.mark.parametrize("written", [as_csv, as_json])
def test_daily_counts_are_read_for_the_areas_that_it_names(write: Write, written: Callable[..., str]) -> None:
    nation = {"geography_type": "Nation", "geography_code": "E92000001"}
    region = {"geography_type": "Government Office Region", "geography_code": "E12000001"}
    path = write(NAME, written(record(1, 1.0), record(2, 2.0), record(1, 100.0, **nation), record(1, 9.0, **region)))

    assert counts_of(path) == [
        (Level.NATION, "E92000001", 1, 100),
        (Level.REGION, "E12000001", 1, 9),
        (Level.LTLA, "E06000001", 1, 1),
        (Level.LTLA, "E06000001", 2, 2),
    ]
    assert read_contents(path).notes == ()


@pytest.mark.parametrize("written", [as_csv, as_json])
def test_rows_of_other_things_are_left_out_and_counted(write: Write, written: Callable[..., str]) -> None:
    others = [
        record(1, 7.5, metric="COVID-19_cases_countRollingMean"),
        record(1, 1.0, sex="f"),
        record(1, 1.0, age="00-04"),
        record(1, 1.0, stratum="vaccinated"),
        record(3, 1.0, in_reporting_delay_period=True),
        record(1, 5.0, geography_type="NHS Region", geography_code="E40000003"),
    ]
    path = write(NAME, written(record(1, 2.0), *others))

    assert counts_of(path) == [(Level.LTLA, "E06000001", 1, 2)]
    assert read_contents(path).notes == (
        "Left out 1 row of other metrics: COVID-19_cases_countRollingMean.",
        "Left out 1 row of one sex: f.",
        "Left out 1 row of an age group: 00-04.",
        "Left out 1 row of a part of the people: vaccinated.",
        "Left out 1 row of days whose results are still to come.",
        "Left out 1 row of other area types: NHS Region.",
    )


def test_a_file_of_other_metrics_alone_is_refused(write: Write) -> None:
    with pytest.raises(BadFileError, match=r"no counts .* other metrics: COVID-19_deaths_ONSByDay"):
        read_contents(write(NAME, as_csv(record(1, 2.0, metric="COVID-19_deaths_ONSByDay"))))


@pytest.mark.parametrize(
    ("answer", "has"),
    [
        ({"count": 12, "next": "https://example.org/?page=2"}, "it has 2 of its 12 records"),
        ({"count": 12, "previous": "https://example.org/?page=1"}, "it has 2 of its 12 records"),
        ({"count": None, "next": "https://example.org/?page=2"}, "it says that more follow its 2 records"),
    ],
)
def test_one_page_of_several_is_refused(write: Write, answer: dict[str, Any], has: str) -> None:
    with pytest.raises(BadFileError, match=rf"^A server's answer came in pages, and {has}\. Download the other"):
        read_contents(write(NAME, as_json(record(1, 1.0), record(2, 2.0), **answer)))


def test_one_page_of_the_former_dashboards_api_is_refused_too(write: Write) -> None:
    row = {"areaType": "msoa", "areaCode": "E02000001", "date": "2024-05-01", "newCasesBySpecimenDateRollingSum": 12}
    page = {"length": 1, "totalRecords": 9, "data": [row], "pagination": {"next": "/v1/data?page=2"}}
    with pytest.raises(BadFileError, match="it has 1 of its 9 records"):
        read_contents(write(NAME, json.dumps(page)))


def zipped(*pages: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for number, page in enumerate(pages, 1):
            target.writestr(f"{number}.json", page)
    return packed.getvalue()


def test_all_pages_in_one_zip_are_one_answer(write: Write) -> None:
    pages = [as_json(record(1, 1.0), record(2, 2.0), count=3), as_json(record(3, 3.0), count=3)]
    whole = as_json(record(1, 4.0, geography_code="E06000002"))

    assert [day for _, _, day, _ in counts_of(write(f"{NAME}.zip", zipped(*pages, whole)))] == [1, 2, 3, 1]
    with pytest.raises(BadFileError, match="it has 2 of its 3 records"):
        read_contents(write(f"{NAME}.zip", zipped(pages[0], whole)))


def test_rows_that_disagree_are_refused(write: Write) -> None:
    with pytest.raises(BadFileError, match=r"row 3, column metric_value: E06000001 has another count for 2024-05-01"):
        read_contents(write(NAME, as_csv(record(1, 1.0), record(1, 2.0))))
