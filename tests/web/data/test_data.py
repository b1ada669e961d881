from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely
from click.testing import Result
from flask.testing import FlaskClient

from app import create_app
from app.editions import EditionsFolder
from app.editions.contract import CODED_DATA
from app.settings import Settings
from app.statistics.joined import columns
from app.statistics.open_data import FORMS
from app.web.data.weeks import Selection
from tests.england import ENGLAND

Casemap = Callable[..., Result]

HOSTILE = "{{7*7}}<script>alert(1)</script>"


def rows(site: FlaskClient, address: str) -> dict[str, dict[str, str]]:
    response = site.get(f"/api/v1/weeks/{address}.csv")
    assert response.status_code == 200
    return {row["area_code"]: row for row in csv.DictReader(io.StringIO(response.get_data().decode(), newline=""))}


def test_every_area_has_a_row_with_all_columns(small_site: FlaskClient) -> None:
    found = rows(small_site, "latest/msoa")

    assert list(found) == [f"E0200000{number}" for number in range(1, 7)]
    assert tuple(found["E02000001"]) == columns(ENGLAND)
    assert found["E02000001"] == {
        "level": "msoa",
        "area_code": "E02000001",
        "area_name": "Old Quay",
        "ltla_code": "E06000001",
        "ltla_name": "Northtown",
        "utla_code": "E06000001",
        "utla_name": "Northtown",
        "region_code": "E12000001",
        "region_name": "North",
        "population": "8000",
        "week_start": "2020-10-21",
        "week_end": "2020-10-27",
        "published_on": "2020-11-02",
        "status": "shown",
        "cases": "1204",
        "rate_per_100k": "15050.0",
        "previous_cases": "1000",
        "change": "204",
        "change_percent": "20.4",
        "change_reason": "",
    }


def test_hidden_areas_have_their_status_and_no_figures(small_site: FlaskClient) -> None:
    found = rows(small_site, "latest/msoa")

    for code in ("E02000003", "E02000004"):
        assert found[code]["status"] == "hidden"
        figures = ("cases", "rate_per_100k", "previous_cases", "change", "change_percent")
        assert [found[code][figure] for figure in figures] == [""] * 5
        assert found[code]["change_reason"] == "this week hidden"


def test_change_after_a_hidden_week_is_not_calculable(small_site: FlaskClient) -> None:
    row = rows(small_site, "latest/msoa")["E02000002"]

    assert (row["cases"], row["previous_cases"], row["change"]) == ("12", "", "")
    assert row["change_reason"] == "week before hidden"


def test_an_earlier_week_is_answered_too(small_site: FlaskClient) -> None:
    row = rows(small_site, "2020-10-20/msoa")["E02000001"]

    assert (row["cases"], row["change_reason"]) == ("1000", "week before not on record")


@pytest.mark.parametrize(("within", "count"), [("E12000001", 3), ("E07000002", 1), ("E92000001", 6), ("E02000004", 1)])
def test_rows_can_be_limited_to_those_within_an_area(small_site: FlaskClient, within: str, count: int) -> None:
    assert len(rows(small_site, f"latest/msoa/{within}")) == count


def test_json_has_the_same_rows_with_nulls(small_site: FlaskClient) -> None:
    content = small_site.get("/api/v1/weeks/latest/msoa.json").get_json()

    assert (content["week_end"], content["hide_up_to"]) == ("2020-10-27", 3)
    assert content["areas"][2]["cases"] is None
    assert content["areas"][1]["area_name"] == "{{7*7}}<script>alert(1)</script>"


def test_geojson_has_the_shapes_of_every_level(small_site: FlaskClient) -> None:
    for level, areas in (("msoa", 6), ("ltla", 3), ("utla", 2), ("region", 2), ("nation", 1)):
        features = json.loads(small_site.get(f"/api/v1/weeks/latest/{level}.geojson").data)["features"]
        shapes = [shapely.geometry.shape(feature["geometry"]) for feature in features]

        assert len(features) == areas
        assert all(shape.is_valid for shape in shapes)
        assert sum(shape.area for shape in shapes) == pytest.approx(0.07, abs=1e-6)


def test_a_level_without_a_record_of_the_week_is_not_published(casemap: Casemap, small_files: Path, home: Path) -> None:
    counts = small_files / "authorities_2020-11-02.csv"
    lines = [line for line in counts.read_text().splitlines(keepends=True) if not line.startswith("utla")]
    counts.write_text("".join(lines))
    for command in (["load", str(small_files)], ["publish"]):
        assert casemap(*command).exit_code == 0
    site = create_app(Settings(home=home)).test_client()

    assert {row["status"] for row in rows(site, "latest/utla").values()} == {"not published"}
    assert {row["status"] for row in rows(site, "latest/ltla").values()} == {"shown"}
    assert "Not published for the seven days" in site.get("/areas/utla/E10000001").text


@pytest.mark.parametrize("form", ["csv", "json", "geojson"])
def test_a_hostile_name_is_data_and_nothing_else(small_site: FlaskClient, form: str) -> None:
    response = small_site.get(f"/api/v1/weeks/latest/msoa.{form}")

    assert HOSTILE in response.get_data(as_text=True)
    assert response.mimetype != "text/html"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert not any("script>" in value for _, value in response.headers)


def test_anyone_may_fetch_it_and_caches_may_keep_it(small_site: FlaskClient) -> None:
    response = small_site.get("/api/v1/weeks/latest/msoa.csv", headers={"Accept-Encoding": "br"})
    again = small_site.get("/api/v1/weeks/latest/msoa.csv", headers={"If-None-Match": response.headers["ETag"]})

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Content-Encoding"] == "br"
    assert again.status_code == 304


def test_what_takes_long_is_made_one_at_a_time_and_others_are_told_to_come_again(
    small_site: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = small_site.application.extensions["casemap"]._turns
    monkeypatch.setattr(turns, "_seconds", 0)
    kept = small_site.get("/api/v1/weeks/2020-10-20/msoa.csv")
    with turns.take():
        busy = small_site.get("/api/v1/weeks/2020-10-20/msoa.geojson")
        busy_compressing = small_site.get("/api/v1/weeks/2020-10-20/msoa.csv", headers={"Accept-Encoding": "br"})
        again = small_site.get("/api/v1/weeks/2020-10-20/msoa.csv")
        names = ("2020-10-20/ltla.csv", "latest/msoa.geojson", "latest/msoa/E12000001.json")
        others = [small_site.get(f"/api/v1/weeks/{name}") for name in names]
        page = small_site.get("/hotspots")

    assert (busy.status_code, busy.headers["Retry-After"], busy.headers["Cache-Control"]) == (503, "5", "no-store")
    assert "Ask again in 5 seconds" in busy.get_json(force=True)["detail"]
    assert (again.status_code, again.data) == (200, kept.data)
    assert busy_compressing.status_code == 503
    assert {answer.status_code for answer in (*others, page)} == {200}
    assert small_site.get("/api/v1/weeks/2020-10-20/msoa.geojson").status_code == 200


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("level", ENGLAND.slugs)
def test_what_is_stored_is_answered_as_what_is_written(
    small_home: Path, monkeypatch: pytest.MonkeyPatch, level: str, form: str
) -> None:
    address = f"/api/v1/weeks/latest/{level}.{form}"
    stored = create_app(Settings(home=small_home)).test_client().get(address)
    monkeypatch.setattr(Selection, "is_stored", False)
    written = create_app(Settings(home=small_home)).test_client().get(address)

    assert (stored.status_code, stored.data) == (200, written.data)
    assert {**stored.headers, "Date": ""} == {**written.headers, "Date": ""}


@pytest.mark.parametrize("form", CODED_DATA)
def test_what_is_stored_goes_out_as_it_was_compressed(small_home: Path, small_site: FlaskClient, form: str) -> None:
    edition = EditionsFolder(small_home / "editions").current()
    as_stored, gzipped, plain = (
        small_site.get(f"/api/v1/weeks/latest/msoa.{form}", headers={"Accept-Encoding": coding})
        for coding in ("gzip, br", "gzip", "identity")
    )

    assert (as_stored.headers["Content-Encoding"], gzipped.headers["Content-Encoding"]) == ("br", "gzip")
    assert as_stored.data == edition.read(f"data/msoa.{form}.br")
    assert gzip.decompress(gzipped.data) == plain.data == edition.read(f"data/msoa.{form}")


def test_json_says_its_edition_first_whether_it_is_stored_or_written(small_home: Path, small_site: FlaskClient) -> None:
    edition = EditionsFolder(small_home / "editions").current().id

    for name in ("latest/msoa", "2020-10-20/msoa", "latest/msoa/E12000001"):
        content = small_site.get(f"/api/v1/weeks/{name}.json").data
        assert content.startswith(f'{{"edition": "{edition}", '.encode())
