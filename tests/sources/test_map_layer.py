"""The PHE map layer."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from app.domain import Level
from app.errors import BadFileError
from app.sources import Counts, read_contents

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
        ('{"features": {"wk41_5": 4}}', "no list of features"),
        ('{"features": [{"wk41_5": 4}]}', "row 1: The feature has no attributes"),
        ('{"features": [{"attributes": {"wk41_5": 4}}]}', "no column msoa11cd"),
        ('{"features": [{"attributes": {"msoa11cd": "E02000001", "wk41_5": null}}]}', "No feature in it has a count"),
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
