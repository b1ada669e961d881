"""The description of the data for programs agrees with the files that it describes."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import frictionless
import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import Settings
from tests.web import made

pytestmark = pytest.mark.usefixtures("made_here")

PACKAGE = "/data/datapackage.json"
READ: Mapping[str, Callable[[str], object]] = {
    "string": str,
    "integer": int,
    "number": float,
    "date": date.fromisoformat,
}


def content(site: FlaskClient, resource: Mapping[str, Any]) -> bytes:
    answer = site.get(urlsplit(resource["path"]).path)
    assert answer.status_code == 200
    assert answer.mimetype == resource["mediatype"]
    return answer.get_data()


def check(site: FlaskClient) -> dict[str, Any]:
    """Check a package against Data Package 1.0, Tabular Data Resource and Table Schema, and each file against it."""
    package: dict[str, Any] = site.get(PACKAGE).get_json()
    names = [resource["name"] for resource in package["resources"]]
    assert package["profile"] == "data-package"
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    assert len(names) == len(set(names)) > 0
    assert all(re.fullmatch(r"[a-z0-9._-]+", name) for name in names)
    assert all(source["title"] for source in package["sources"])
    assert all(licence["path"].startswith("http") and licence["title"] for licence in package.get("licenses", ()))
    for resource in package["resources"]:
        assert resource["path"].startswith("http")
        assert len(content(site, resource)) == resource.get("bytes", len(content(site, resource)))
        if resource["format"] == "csv":
            check_table(content(site, resource).decode(), resource)
        else:
            assert resource["profile"] == "data-resource"
    return package


def check_table(text: str, resource: Mapping[str, Any]) -> None:
    schema = resource["schema"]
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert resource["profile"] == "tabular-data-resource"
    assert [field["name"] for field in schema["fields"]] == header
    assert schema["missingValues"] == [""]
    for row in rows:
        assert len(row) == len(header)
        for field, cell in zip(schema["fields"], row, strict=True):
            check_cell(field, cell)
    keys = [tuple(row[header.index(name)] for name in schema["primaryKey"]) for row in rows]
    assert len(keys) == len(set(keys))


def check_cell(field: Mapping[str, Any], cell: str) -> None:
    constraints = field.get("constraints", {})
    if cell == "":
        assert not constraints.get("required"), field["name"]
        return
    READ[field["type"]](cell)
    assert cell in constraints.get("enum", [cell]), field["name"]


def test_the_small_place_is_as_it_is_described(small_site: FlaskClient) -> None:
    package = check(small_site)

    assert (package["week_start"], package["week_end"]) == ("2020-10-21", "2020-10-27")
    assert package["published_on"] == "2020-11-02"
    assert package["hidden"] == {"msoa": {"least": 0, "most": 3}}
    assert package["version"] == small_site.get("/healthz").get_json()["edition"]
    assert {resource["format"] for resource in package["resources"]} == {"csv", "json", "geojson", "parquet", "gpkg"}


@pytest.mark.parametrize("make", [made.deaths, made.months, made.eight, made.nowhere])
def test_so_is_every_other_place(make: Callable[[], made.Made], home: Path) -> None:
    place = make()
    site = made.serve(place, home)
    package = check(site)
    tables = {resource["name"] for resource in package["resources"] if resource["format"] == "csv"}

    on_record = {level for level in place.dataset.slugs if level in (place.dataset.finest, *place.coarser_counts)}
    formats = {resource["format"] for resource in package["resources"]}

    assert tables == {
        "rises-csv",
        *(f"{level}-csv" for level in place.dataset.slugs),
        *(f"{level}-all-csv" for level in on_record),
    }
    assert {"geojson", "gpkg"} & formats == ({"geojson", "gpkg"} if place.has_boundaries else set())


@pytest.mark.parametrize("make", [made.deaths, made.months, made.eight])
def test_what_reads_such_descriptions_finds_all_files_valid(
    make: Callable[[], made.Made], home: Path, tmp_path: Path
) -> None:
    """The files are laid beside the description, as frictionless fetches from no client of a test.

    It reads Parquet by a library that is not here; tests/bulk reads it by DuckDB.
    """
    site = made.serve(make(), home)
    package = site.get(PACKAGE).get_json()
    package["resources"] = [one for one in package["resources"] if one["format"] != "parquet"]
    for resource in package["resources"]:
        (tmp_path / resource["name"]).with_suffix(f".{resource['format']}").write_bytes(content(site, resource))
        resource["path"] = f"{resource['name']}.{resource['format']}"
    (tmp_path / "datapackage.json").write_text(json.dumps(package))

    report = frictionless.validate(str(tmp_path / "datapackage.json"), type="package")

    assert report.flatten(["name", "note"]) == []
    assert {task.name for task in report.tasks} == {resource["name"] for resource in package["resources"]}


def test_json_and_geojson_have_the_columns_of_the_table(small_site: FlaskClient) -> None:
    resources = {one["name"]: one for one in small_site.get(PACKAGE).get_json()["resources"]}
    for level in ("msoa", "ltla", "utla", "region", "nation"):
        names = [field["name"] for field in resources[f"{level}-csv"]["schema"]["fields"]]
        areas = json.loads(content(small_site, resources[f"{level}-json"]))["areas"]
        features = json.loads(content(small_site, resources[f"{level}-geojson"]))["features"]

        assert all(list(area) == names for area in areas)
        assert all(list(feature["properties"]) == names for feature in features)


def test_who_publishes_and_where_is_said(small_home: Path) -> None:
    settings = Settings(home=small_home, operator="The Example", public_url="https://news.example/map")
    package = create_app(settings).test_client().get(PACKAGE).get_json()

    assert package["contributors"] == [{"title": "The Example", "role": "publisher"}]
    assert package["homepage"] == "https://news.example/map/data"
    assert all(one["path"].startswith("https://news.example/map/") for one in package["resources"])


def test_what_is_hidden_is_told_as_a_status_alone(small_site: FlaskClient) -> None:
    fields = {field["name"]: field for field in small_site.get(PACKAGE).get_json()["resources"][0]["schema"]["fields"]}

    assert fields["status"]["constraints"] == {
        "required": True,
        "enum": ["shown", "hidden", "missing", "not published"],
    }
    assert "a zero is a zero" in fields["status"]["description"]
