"""Programs that analysts have connect by address: GDAL through pyogrio and GeoPandas, and OWSLib."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import geopandas
import pandas
import pyogrio
import pytest
from owslib.ogcapi.features import Features

from tests.england import ENGLAND
from tests.serving import served

Read = Callable[..., geopandas.GeoDataFrame]


@pytest.fixture(scope="module")
def address(published_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = shutil.copytree(published_home, tmp_path_factory.mktemp("served") / "home")
    with served({"CASEMAP_HOME": str(home)}) as root:
        yield root


@pytest.fixture(scope="module")
def read(address: str) -> Read:
    """Read a layer as GDAL does, two areas at a time."""

    def read_layer(layer: str, **asked: object) -> geopandas.GeoDataFrame:
        return geopandas.read_file(f"OAPIF:{address}/ogc", layer=layer, PAGE_SIZE=2, **asked)

    return read_layer


def test_gdal_finds_a_layer_for_each_level(address: str) -> None:
    layers = pyogrio.list_layers(f"OAPIF:{address}/ogc")

    assert [name for name, _ in layers] == list(reversed(ENGLAND.slugs))
    assert [name for name, _ in pyogrio.list_layers(f"OAPIF:{address}/ogc/collections/utla")] == ["utla"]


def values(column: pandas.Series[Any]) -> list[Any]:
    return [None if pandas.isna(value) else value for value in column]


@pytest.mark.parametrize("level", ENGLAND.slugs)
def test_geopandas_reads_a_level_to_its_end_as_its_download_has_it(address: str, read: Read, level: str) -> None:
    with urlopen(f"{address}/api/v1/weeks/latest/{level}.geojson") as answer:
        features = json.load(answer)["features"]
    downloaded = geopandas.GeoDataFrame.from_features(features, crs=4326)
    layer = read(level)

    assert layer.crs == downloaded.crs
    assert list(layer["id"]) == list(downloaded["area_code"])
    assert layer.geometry.geom_equals(downloaded.geometry).all()
    for name in ("area_name", "status", "cases", "rate_per_100k", "previous_cases", "change", "change_reason"):
        assert values(layer[name]) == values(downloaded[name]), name


def test_columns_have_their_types_whatever_the_first_areas_have(read: Read) -> None:
    hidden = read("msoa", where="status = 'hidden'")

    assert list(hidden["area_code"]) == ["E02000003", "E02000004"]
    assert {name: hidden.dtypes[name].kind for name in ("cases", "rate_per_100k", "change")} == {
        "cases": "f",
        "rate_per_100k": "f",
        "change": "f",
    }
    assert hidden[["cases", "rate_per_100k", "previous_cases", "change", "change_percent"]].isna().all(axis=None)
    assert hidden.dtypes["week_end"].kind == "M"


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({"bbox": (-1.58, 54.52, -1.52, 54.58)}, ["E02000001"]),
        ({"bbox": (-1.55, 54.45, -1.45, 54.48)}, ["E02000004", "E02000005"]),
        ({"where": "region_name = 'South'"}, ["E02000004", "E02000005", "E02000006"]),
        ({"where": "cases = 12"}, ["E02000002"]),
        ({"where": "cases > 11"}, ["E02000001", "E02000002"]),
        ({"where": "id = 'E02000005'"}, ["E02000005"]),
        ({"where": "week_end = '2020-10-20' AND area_code = 'E02000001'"}, ["E02000001"]),
    ],
)
def test_gdal_filters_by_bounds_and_properties(read: Read, asked: dict[str, object], codes: list[str]) -> None:
    assert list(read("msoa", **asked)["area_code"]) == codes


@pytest.mark.parametrize(
    ("where", "days"),
    [
        ("week_end = '2020-10-20'", {"2020-10-20": 6}),
        ("week_end >= '2020-10-20' AND week_end <= '2020-10-27'", {"2020-10-20": 6, "2020-10-27": 6}),
        ("week_end < '2020-10-26'", {"2020-10-20": 6}),
        ("week_end = '2020-10-21'", {}),
    ],
)
def test_gdal_filters_by_weeks(read: Read, where: str, days: dict[str, int]) -> None:
    found = read("msoa", where=where)["week_end"]

    assert pandas.to_datetime(found).dt.strftime("%Y-%m-%d").value_counts().to_dict() == days


def test_owslib_reads_what_the_service_says_and_pages_to_the_end(address: str) -> None:
    service = Features(f"{address}/ogc")
    items = service.collection_items("msoa", limit=4, datetime="2020-10-20/2020-10-27", status="shown")

    assert service.feature_collections() == list(reversed(ENGLAND.slugs))
    assert any(one.endswith("/ogcapi-features-1/1.0/conf/core") for one in service.conformance()["conformsTo"])
    assert service.api()["openapi"].startswith("3.0.")
    assert service.collection("msoa")["extent"]["temporal"]["interval"] == [
        ["2020-10-20T00:00:00Z", "2020-10-27T00:00:00Z"]
    ]
    codes = [feature["id"] for feature in items["features"]]
    while following := next((link["href"] for link in items["links"] if link["rel"] == "next"), None):
        with urlopen(following) as answer:
            items = json.load(answer)
        codes += [feature["id"] for feature in items["features"]]
    assert len(codes) == len(set(codes)) == items["numberMatched"]
    assert {service.collection_item("msoa", code)["properties"]["status"] for code in codes} == {"shown"}


def test_owslib_is_told_what_cannot_be(address: str) -> None:
    with pytest.raises(RuntimeError, match="There is no option colour here"):
        Features(f"{address}/ogc").collection_items("msoa", colour="red")
