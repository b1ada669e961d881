from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask.testing import FlaskClient

from app import create_app
from app.settings import Settings

Casemap = Callable[..., Result]


def past(site: FlaskClient, address: str) -> Any:
    edition = site.get("/healthz").get_json()["edition"]
    response = site.get(f"/editions/{edition}/areas/{address}.json")
    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    return response.get_json()


def test_an_areas_past_has_a_week_and_a_value_for_each_step(small_site: FlaskClient) -> None:
    found = past(small_site, "msoa/E02000002")

    assert {key: found[key] for key in found if key not in ("shapes", "compared", "embeds")} == {
        "level": "msoa",
        "code": "E02000002",
        "name": "{{7*7}}<script>alert(1)</script>",
        "in_a_sentence": "{{7*7}}<script>alert(1)</script>",
        "population": 7500,
        "weeks": ["2020-10-20", "2020-10-27"],
        "cases": ["hidden", 12],
        "authorities": [],
    }
    assert list(found["shapes"]) == ["map", "hexes"]
    assert found["shapes"]["map"] == {"layer": "msoa-00", "box": [-1.5, 54.5, -1.4, 54.6]}


@pytest.mark.parametrize(
    ("address", "shapes"),
    [
        ("msoa/E02000006", ["map", "hexes"]),
        ("ltla/E07000001", ["map"]),
        ("utla/E10000001", ["map"]),
        ("region/E12000001", ["map"]),
        ("nation/E92000001", ["map"]),
    ],
)
def test_an_area_is_in_the_layers_that_its_past_names(small_site: FlaskClient, address: str, shapes: list[str]) -> None:
    edition = small_site.get("/healthz").get_json()["edition"]
    drawn = past(small_site, address)["shapes"]

    assert [shape for shape in drawn if drawn[shape]["layer"]] == shapes
    assert all(drawn[shape]["box"] for shape in ("map", "hexes"))
    for shape in shapes:
        layer = small_site.get(f"/editions/{edition}/layers/{drawn[shape]['layer']}.json").get_json()
        codes = [geometry["id"] for geometry in layer["objects"]["areas"]["geometries"]]
        assert address.split("/")[1] in codes


def test_an_area_that_is_not_drawn_is_in_no_shape(casemap: Casemap, home: Path, small_files: Path) -> None:
    (small_files / "boundaries.geojson").unlink()
    casemap("load", small_files)
    casemap("publish")
    found = past(create_app(Settings(home=home)).test_client(), "msoa/E02000002")

    assert found["shapes"] == {}


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("msoa/E02000001", ["Northtown", "England"]),
        ("msoa/E02000004", ["Eastham & District", "England"]),
        ("ltla/E07000001", ["Southshire", "England"]),
        ("ltla/E06000001", ["North", "England"]),
        ("utla/E10000001", ["South", "England"]),
        ("region/E12000001", ["England"]),
        ("nation/E92000001", []),
    ],
)
def test_an_area_is_compared_with_the_next_above_and_its_nation(
    small_site: FlaskClient, address: str, names: list[str]
) -> None:
    assert [other["name"] for other in past(small_site, address)["compared"]] == names


def test_a_name_comes_with_its_article_too(sample_site: FlaskClient) -> None:
    found = past(sample_site, "region/E12000001")

    assert (found["name"], found["in_a_sentence"]) == ("North East", "the North East")


def test_where_the_level_has_no_record_there_is_neither_week_nor_value(sample_site: FlaskClient) -> None:
    found = past(sample_site, "msoa/E02004314")
    authority = found["compared"][0]

    assert (found["weeks"][-1], found["cases"][-1]) == ("2020-10-27", 135)
    assert [week is None for week in found["weeks"]] == [value is None for value in found["cases"]]
    assert None in found["cases"]
    assert len(authority["cases"]) == len(found["cases"])


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("nation/E92000001", []),
        ("region/E12000002", ["E07000001", "E07000002"]),
        ("utla/E10000001", ["E07000001", "E07000002"]),
        ("ltla/E07000001", ["E07000001"]),
    ],
)
def test_an_area_that_others_lie_in_names_its_authorities(
    small_site: FlaskClient, address: str, codes: list[str]
) -> None:
    assert past(small_site, address)["authorities"] == codes
