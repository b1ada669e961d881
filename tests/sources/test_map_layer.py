"""The PHE map layer."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from app.errors import BadFileError
from app.sources import Counts
from tests.england import Level
from tests.sources.england import kind_of, read_contents

Write = Callable[[str, str | bytes], Path]
NAME = "layer_2020-10-13.json"


def esri(*attributes: dict[str, Any], **more: Any) -> str:
    return json.dumps({"features": [{"attributes": each} for each in attributes], **more})


def rows_of(path: Path) -> list[tuple[str, str, int | None]]:
    (counts,) = read_contents(path).parts
    assert isinstance(counts, Counts)
    assert (counts.level, counts.daily, counts.whole) == (Level.MSOA, False, True)
    rows = zip(counts.rows["area_code"], counts.rows["day"], counts.rows["cases"], strict=True)
    return [(code, f"{day:%Y-%m-%d}", None if pd.isna(cases) else int(cases)) for code, day, cases in rows]


def test_a_field_names_the_iso_week_and_weekday_of_the_last_day(write: Write) -> None:
    layer = esri({"msoa11cd": "E02000001", "msoa11_cd": "E02000001", "wk41_5": 45})
    assert rows_of(write(NAME, layer)) == [("E02000001", "2020-10-09", 45)]


def test_geojson_says_the_same_as_esri_json(write: Write) -> None:
    properties = {"msoa11cd": "E02000001", "wk41_5": 45, "wk40_5": 30}
    layer = {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": None, "properties": properties}]}
    assert rows_of(write(NAME, json.dumps(layer))) == [("E02000001", "2020-10-09", 45), ("E02000001", "2020-10-02", 30)]


def test_null_and_minus_99_are_hidden(write: Write) -> None:
    layer = esri(*({"msoa11cd": f"E0200000{n}", "wk41_5": cases} for n, cases in enumerate([None, -99, 4.0], 1)))
    assert [cases for _, _, cases in rows_of(write(NAME, layer))] == [None, None, 4]


def test_a_field_that_is_wholly_null_says_nothing(write: Write) -> None:
    layer = esri({"msoa11cd": "E02000001", "wk40_5": None, "wk41_5": 4})
    assert rows_of(write(NAME, layer)) == [("E02000001", "2020-10-09", 4)]


@pytest.mark.parametrize("value", [-1, 2.5, 100_001, True, "many", [4]])
def test_a_count_that_cannot_be_is_refused_with_the_features_place(write: Write, value: Any) -> None:
    layer = esri({"msoa11cd": "E02000001", "wk41_5": 4}, {"msoa11cd": "E02000002", "wk41_5": value})
    with pytest.raises(BadFileError, match=r"^row 2, column wk41_5: "):
        read_contents(write(NAME, layer))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('{"features": [{"attributes": {"msoa11cd": "E02000001", "wk41_5": 4', "breaks off"),
        ('{"features": {"msoa11cd": "E02000001", "wk41_5": 4}}', "no list of features"),
        ('{"features": [{"msoa11cd": "E02000001", "wk41_5": 4}]}', "row 1: The feature has no attributes"),
        ('{"features": [{"attributes": {"wk41_5": 4}}]}', "nearest to the PHE map layer, and lacks msoa11cd"),
        ('{"features": [{"attributes": {"msoa11cd": "E02000001", "wk41_5": null}}]}', "No week in it has a count"),
    ],
)
def test_a_layer_that_is_not_whole_is_refused(write: Write, content: str, problem: str) -> None:
    with pytest.raises(BadFileError, match=problem):
        read_contents(write(NAME, content))


def test_the_real_files(real_data: Path) -> None:
    for day, end in (("13", "2020-10-09"), ("14", "2020-10-10")):
        rows = rows_of(real_data / "cases" / f"arcgis_msoa_2020-10-{day}.json")
        assert len(rows) == 6791
        assert {day for _, day, _ in rows} == {end}


HEADINGS = "OBJECTID,msoa11cd,msoa11nm,msoa11_cd,msoa11_hclnm,{},Shape__Area,Shape__Length"


@pytest.mark.parametrize(
    ("published_on", "field", "end"),
    [
        ("2020-10-15", "wk41_7", "2020-10-11"),
        ("2020-10-20", "wk42_3", "2020-10-14"),
        ("2020-11-03", "Date_2020_10_30", "2020-10-30"),
        ("2020-10-20", "latest_7_days", "2020-10-16"),
    ],
)
@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_layer_says_the_same_as_csv_whatever_its_field(
    write: Write, published_on: str, field: str, end: str, form: str
) -> None:
    rows = [("E02000001", 5), ("E02000002", None), ("E02000003", -99)]
    records = [{"msoa11cd": code, "msoa11_cd": code, "msoa11_hclnm": "Aston", field: count} for code, count in rows]
    table = [HEADINGS.format(field), *(f"1,{c},A 001,{c},Aston,{'' if n is None else n},1.5,2.5" for c, n in rows), ""]
    path = write(f"layer_{published_on}", esri(*records) if form == "json" else "\n".join(table))

    assert kind_of(path).layout == "PHE map layer"
    assert rows_of(path) == [("E02000001", end, 5), ("E02000002", end, None), ("E02000003", end, None)]


def test_a_field_whose_day_is_none_or_still_to_come_is_refused(write: Write) -> None:
    for field, problem in (("Date_2020_10_32", "is not a date"), ("Date_2020_11_30", "lies after the publication")):
        with pytest.raises(BadFileError, match=f"^column {field}: .*{problem}"):
            read_contents(write("layer_2020-11-03.csv", f"msoa11_cd,{field}\nE02000001,5\n"))


def test_shapes_beside_counts_are_left_out_and_noted(write: Write) -> None:
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [0, 51]}}
    layer = {
        "type": "FeatureCollection",
        "features": [feature | {"properties": {"msoa11cd": "E02000001", "wk41_5": 4}}],
    }
    contents = read_contents(write(NAME, json.dumps(layer)))

    assert contents.notes == ("Left out the areas' shapes: a file of counts is read for its counts alone.",)


def test_a_field_that_may_be_a_count_and_is_not_known_is_named(write: Write) -> None:
    layer = esri({"msoa11cd": "E02000001", "wk41_5": 4, "cases_to_date": 40, "Shape__Area": 1.5})
    assert read_contents(write(NAME, layer)).notes == ("Left out 1 column that may be counts: cases_to_date.",)
