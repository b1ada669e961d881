"""Every file says itself where it is from, of which edition it is and what is hidden."""

from __future__ import annotations

import json

import duckdb
import pyogrio
import pytest

from app.bulk.about import about
from app.bulk.asked import PARQUET, Asked
from app.bulk.parquet import KEY
from app.wording.dictionary import fields
from tests.bulk.reading import Reader
from tests.england import ENGLAND

pytestmark = pytest.mark.usefixtures("made_here")


def test_it_names_source_licence_edition_and_what_is_hidden(small: Reader) -> None:
    said = about(small.edition, Asked("msoa", None, PARQUET))

    assert said["title"] == f"{ENGLAND.title}: Small areas (MSOAs), all weeks on record"
    assert (said["source"], said["licence"]) == (ENGLAND.source, ENGLAND.licence)
    assert (said["edition"], said["published_on"]) == (small.edition.id, "2020-11-02")
    assert (said["hidden_least"], said["hidden_most"]) == ("0", "3")
    assert list(json.loads(said["columns"])) == [field.name for field in fields(ENGLAND)]
    assert "a zero is a zero" in json.loads(said["statuses"])["shown"]
    assert "hidden_most" not in about(small.edition, Asked("ltla", small.edition.week, PARQUET))


@pytest.mark.parametrize("name", ["weeks/latest/msoa", "history/msoa"])
def test_parquet_says_so_in_its_metadata(small: Reader, name: str) -> None:
    file = small.file(f"/api/v1/{name}.parquet")
    with duckdb.connect() as connection:
        asking = f"SELECT decode(key), decode(value) FROM parquet_kv_metadata('{file}')"
        (found,) = connection.execute(asking).fetchall()
    week = small.edition.week if "latest" in name else None

    assert found[0] == KEY
    assert json.loads(found[1]) == about(small.edition, Asked("msoa", week, PARQUET))


def test_parquet_has_columns_of_their_types(small: Reader) -> None:
    found = duckdb.read_parquet(str(small.file("/api/v1/history/msoa.parquet")))
    types = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE"}

    assert dict(zip(found.columns, map(str, found.types), strict=True)) == {
        field.name: types[field.type] for field in fields(ENGLAND)
    }


@pytest.mark.parametrize(("name", "layers"), [("weeks/latest/msoa", ["msoa"]), ("history/msoa", ["msoa", "figures"])])
def test_geopackage_says_so_in_its_metadata_and_of_each_layer(small: Reader, name: str, layers: list[str]) -> None:
    file = small.file(f"/api/v1/{name}.gpkg")
    week = small.edition.week if "latest" in name else None
    found = pyogrio.read_info(file, layer="msoa")

    assert [layer for layer, _ in pyogrio.list_layers(file)] == layers
    assert found["dataset_metadata"] == about(small.edition, Asked("msoa", week, PARQUET))
    assert (found["crs"], found["geometry_type"], found["features"]) == ("EPSG:4326", "MultiPolygon", 6)
    for layer in layers:
        described = pyogrio.read_info(file, layer=layer)["layer_metadata"]["DESCRIPTION"]
        assert all(said in described for said in (ENGLAND.source, ENGLAND.licence, small.edition.id))


def test_geopackage_has_the_outlines_of_the_map(small: Reader) -> None:
    areas = pyogrio.read_dataframe(small.file("/api/v1/weeks/latest/msoa.gpkg"))

    assert areas.geometry.is_valid.all()
    assert sum(shape.area for shape in areas.geometry) == pytest.approx(0.07, abs=1e-6)
