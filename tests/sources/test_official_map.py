"""The file that the official map drew."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import shapely

from app.errors import BadFileError
from app.sources import Rates, StandInBoundaries
from tests.inputs.files import official_map, square, zipped
from tests.sources.england import kind_of, read_contents

Write = Callable[[str, str | bytes], Path]
NAME = "official_map_2020-11-01.geojson"
GOOD = ("E02000001", "2020-10-27", 500.0)


def rates_of(path: Path) -> list[tuple[str, str, float | None]]:
    rates = read_contents(path).parts[0]
    assert isinstance(rates, Rates)
    rows = zip(rates.rows["area_code"], rates.rows["day"], rates.rows["rate"], strict=True)
    return [(code, f"{day:%Y-%m-%d}", None if pd.isna(rate) else rate) for code, day, rate in rows]


def shapes_of(path: Path) -> dict[str, Any]:
    (shapes,) = [part for part in read_contents(path).parts if isinstance(part, StandInBoundaries)]
    return dict(zip(shapes.rows["area_code"], shapely.from_wkb(shapes.rows["wkb"].to_numpy()), strict=True))


def test_it_is_counts_by_its_content_and_dated_by_its_name(write: Write) -> None:
    recognised = kind_of(write(NAME, official_map(GOOD)))

    assert (recognised.layout, recognised.is_geography, str(recognised.published_on)) == (
        "official map",
        False,
        "2020-11-01",
    )


def test_a_feature_is_an_area_and_a_week(write: Write) -> None:
    rows = [
        GOOD,
        ("E02000001", "2020-10-20", 487.5),
        ("E02000002", "2020-10-27", 280),
        ("W02000003", "2020-10-20", 83.3),
    ]

    assert rates_of(write(NAME, official_map(*rows))) == rows


def test_a_value_that_is_null_is_hidden(write: Write) -> None:
    path = write(NAME, official_map(GOOD, ("E02000002", "2020-10-27", None)))

    assert rates_of(path)[1] == ("E02000002", "2020-10-27", None)


@pytest.mark.parametrize("pack", [lambda text: gzip.compress(text.encode()), lambda text: zipped({NAME: text})])
def test_it_may_be_packed(write: Write, pack: Callable[[str], bytes]) -> None:
    assert rates_of(write(f"{NAME}.packed", pack(official_map(GOOD)))) == [GOOD]


@pytest.mark.parametrize("ids", [[0, 1, 2], [7, 7, 7], ["a", "b", "c"], [2, 1, 0]])
def test_an_areas_shape_is_that_of_its_last_feature_whatever_features_are_called(write: Write, ids: list[Any]) -> None:
    layer = json.loads(official_map(GOOD, ("E02000002", "2020-10-27", 280.0), ("E02000001", "2020-10-20", 487.5)))
    layer["features"][2]["geometry"] = shapely.geometry.mapping(square(5))
    for feature, its_id in zip(layer["features"], ids, strict=True):
        feature["id"] = its_id
    shapes = shapes_of(write(NAME, json.dumps(layer)))

    assert {code: shape.equals(square(int(code[-1]))) for code, shape in shapes.items()} == {
        "E02000001": False,
        "E02000002": True,
    }
    assert shapes["E02000001"].equals(square(5))


def test_without_shapes_it_gives_rates_alone(write: Write) -> None:
    contents = read_contents(write(NAME, official_map(GOOD, shapes={"E02000001": None})))

    assert [type(part) for part in contents.parts] == [Rates]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (("E02000002", "2020-10-27", -1.0), 'row 2, column value: "-1.0" cannot be a number of cases per 100,000'),
        (("E02000002", "2020-10-27", 100000.1), 'row 2, column value: "100000.1" cannot be a number of cases'),
        (("E02000002", "2020-10-27", "many"), 'row 2, column value: "many" cannot be a number of cases'),
        (("E02000002", "2020-11-02", 280.0), "row 2, column date: 2020-11-02 lies after the publication date"),
        (("E02000002", "27/10/2020", 280.0), 'row 2, column date: "27/10/2020" is not a date of the form yyyy-mm-dd'),
        (("E02000002", None, 280.0), 'row 2, column date: "" is not a date of the form'),
        ((None, "2020-10-27", 280.0), 'row 2, column code: "" is not an MSOA\'s code like E02000001'),
        (("E09000001", "2020-10-27", 280.0), 'row 2, column code: "E09000001" is not an MSOA\'s code'),
        (
            ("E02000001", "2020-10-27", 280.0),
            "row 2, column code: E02000001 stands twice for the seven days to",
        ),
        (GOOD, "row 2, column code: E02000001 stands twice for the seven days to"),
    ],
)
def test_what_cannot_be_right_is_refused_with_the_features_place(write: Write, row: Any, problem: str) -> None:
    with pytest.raises(BadFileError, match=f"^{problem}"):
        read_contents(write(NAME, official_map(GOOD, row, shapes={None: None})))


@pytest.mark.parametrize("lost", ["code", "date"])
def test_a_property_that_no_feature_has_is_told(write: Write, lost: str) -> None:
    layer = json.loads(official_map(GOOD))
    del layer["features"][0]["properties"][lost]

    with pytest.raises(BadFileError, match=f"It comes nearest to official map, and lacks {lost}"):
        read_contents(write(NAME, json.dumps(layer)))


def test_a_file_without_any_value_is_refused(write: Write) -> None:
    with pytest.raises(BadFileError, match="No feature in it has a value"):
        read_contents(write(NAME, official_map(("E02000001", "2020-10-27", None))))


@pytest.mark.parametrize("kept", [0.5, 0.9, 0.9999])
def test_a_file_that_is_cut_off_is_refused(write: Write, kept: float) -> None:
    text = official_map(*((f"E0200{number:04}", "2020-10-27", 280.0) for number in range(500)))

    with pytest.raises(BadFileError, match="cut off or damaged"):
        read_contents(write(NAME, text[: int(len(text) * kept)]))


def test_beside_counts_it_is_to_be_loaded_by_itself(write: Write) -> None:
    counts = "areaType,areaCode,date,newCasesBySpecimenDateRollingSum\nmsoa,E02000001,2020-10-27,41\n"
    path = write("cases_2020-11-01.zip", zipped({"map.json": official_map(GOOD), "msoa.csv": counts}))

    with pytest.raises(BadFileError, match=r"It holds counts, and rates too\. Load its files one by one\."):
        read_contents(path)
