"""Areas by what is asked of them agree with pandas and with the map; pages give each of them once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import shapely
from flask.testing import FlaskClient

from app.editions import EditionsFolder
from app.editions.contract import LAYER, WEEK
from app.editions.records import cell_from_json
from app.statistics.joined import columns, status_of
from tests.england import ENGLAND
from tests.web.api.many import frame, many
from tests.web.api.reading import ROOT, answered, as_text, codes, pages, table
from tests.web.made import serve

MANY = many()
NOW = max(MANY.counts)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return serve(MANY, tmp_path_factory.mktemp("many"))


Chosen = Callable[[pd.DataFrame], Any]
FILTERS: dict[str, Chosen] = {
    "": lambda all_of: all_of["area_code"] != "",
    "within=D3": lambda all_of: all_of["district"] == "D3",
    "within=D3,D5&within=D1": lambda all_of: all_of["district"].isin(["D1", "D3", "D5"]),
    "name=ÉAS": lambda all_of: all_of["area_name"].str.contains("Éas"),
    "status=shown": lambda all_of: all_of["status"] == "shown",
    "status=hidden": lambda all_of: all_of["status"] == "hidden",
    "status=missing": lambda all_of: all_of["status"] == "missing",
    "status=not published": lambda all_of: all_of["status"] == "not published",
    "least=5": lambda all_of: (all_of["cases"] >= 5).fillna(False),
    "most=4.5": lambda all_of: (all_of["cases"] <= 4).fillna(False),
    "measure=cases": lambda all_of: all_of["cases"].notna(),
    "measure=rate": lambda all_of: all_of["rate_per_100k"].notna(),
    "measure=rate&least=300&most=600": lambda all_of: all_of["rate_per_100k"].between(300, 600).fillna(False),
    "measure=change&most=-20": lambda all_of: (all_of["change_percent"] <= -20).fillna(False),
    "within=D2&status=shown&measure=change": lambda all_of: (
        (all_of["district"] == "D2") & all_of["change_percent"].notna()
    ),
}


@pytest.mark.parametrize("query", FILTERS)
def test_filters_choose_the_areas_that_pandas_chooses(site: FlaskClient, query: str) -> None:
    all_of = frame(MANY, NOW)
    expected = list(all_of[FILTERS[query](all_of)]["area_code"])

    assert codes(site, f"areas?limit=40&{query}") == expected
    assert 0 < len(expected) <= len(all_of)
    assert answered(site, f"areas?{query}")["matched"] == len(expected)


@pytest.mark.parametrize("order", ["ascending", "descending"])
@pytest.mark.parametrize(
    "column", ["area_code", "area_name", "population", "cases", "rate_per_100k", "change", "change_percent"]
)
def test_areas_stand_in_the_order_of_a_column_and_those_without_a_value_last(
    site: FlaskClient, column: str, order: str
) -> None:
    is_rising = order == "ascending"
    expected = frame(MANY, NOW).sort_values(column, ascending=is_rising, kind="stable", na_position="last")

    assert codes(site, f"areas?sort={column}&order={order}&limit=50") == list(expected["area_code"])


def test_the_figures_of_every_week_are_those_of_pandas(site: FlaskClient) -> None:
    for week in MANY.counts:
        rows = [row for page in pages(site, f"areas?week={week}") for row in page["areas"]]
        expected = frame(MANY, week)
        for column in ("status", "cases", "rate_per_100k", "population", "change", "change_percent"):
            values = [None if value is pd.NA else value for value in expected[column].astype(object)]
            assert [row[column] for row in rows] == values, (week, column)


@pytest.mark.parametrize("limit", [1, 7, 100, 137, 1000])
def test_pages_give_each_area_once(site: FlaskClient, limit: int) -> None:
    found = list(pages(site, f"areas?sort=cases&limit={limit}"))
    given = [row["area_code"] for page in found for row in page["areas"]]

    assert sorted(given) == [area.code for area in MANY.areas["block"]]
    assert {page["matched"] for page in found} == {137}
    assert [page["page"] for page in found] == list(range(1, len(found) + 1))
    assert {page["pages"] for page in found} == {len(found)} == {-(-137 // limit)}
    assert all(len(page["areas"]) == limit for page in found[:-1])


def test_links_lead_to_the_pages_around_and_keep_the_edition(site: FlaskClient) -> None:
    page = answered(site, "areas?limit=50&page=2&within=D1,D2,D3,D4,D5,D6,D7,D8&sort=area_name")
    numbers = {name: link and link.partition("page=")[2].partition("&")[0] for name, link in page["links"].items()}

    assert numbers == {"self": "2", "first": "1", "prev": "1", "next": "3", "last": "3"}
    assert all(f"edition={page['edition']}" in link and "within=D1,D2" in link for link in page["links"].values())
    first = answered(site, "areas?limit=200")
    assert [name for name, link in first["links"].items() if link is None] == ["prev", "next"]


def test_a_list_without_rows_has_one_page_and_no_other(site: FlaskClient) -> None:
    assert answered(site, "areas?name=nowhere")["areas"] == []
    assert site.get(f"{ROOT}areas?name=nowhere&page=2").status_code == 404
    assert site.get(f"{ROOT}areas?page=3").get_json()["detail"] == "There is no page 3; the last is 2."


def test_what_is_kept_for_good_is_what_is_asked_for_by_its_edition(site: FlaskClient) -> None:
    page = answered(site, "areas?limit=5")
    pinned = site.get(f"{ROOT}areas?limit=5&edition={page['edition']}")

    assert pinned.get_json()["areas"] == page["areas"]
    assert "immutable" in pinned.headers["Cache-Control"]
    now = site.get(f"{ROOT}areas?limit=5", headers={"Accept-Encoding": "br"})
    assert now.headers["Cache-Control"] == "public, max-age=60"
    assert (now.headers["Access-Control-Allow-Origin"], now.headers["Access-Control-Expose-Headers"]) == ("*", "Link")
    assert site.get(f"{ROOT}areas?limit=5", headers={"If-None-Match": now.headers["ETag"]}).status_code == 304


def test_every_answer_says_what_it_is_of(site: FlaskClient) -> None:
    for address in ("areas", "areas/block/B001", "hotspots", "rises", "weeks", "editions", "releases"):
        answer = answered(site, address)
        assert answer["source"] == "Source: the city."
        assert answer["licence"] == "Free to use."
        assert answer["hidden"] == {"block": {"least": 0, "most": 2}}
        assert answered(site, f"editions/{answer['edition']}")["source"] == answer["source"]
    assert answered(site, "weeks/latest/block.json")["licence"] == "Free to use."


@pytest.mark.parametrize("address", ["areas", "hotspots", "rises", "weeks", "editions", "releases"])
def test_csv_has_the_rows_of_json_and_leads_on_by_its_header(site: FlaskClient, address: str) -> None:
    answer = answered(site, f"{address}?limit=20")
    rows = next(value for name, value in answer.items() if name in (address, "areas"))
    response = site.get(f"{ROOT}{address}.csv?limit=20")

    assert table(site, f"{address}.csv?limit=20") == [as_text(row) for row in rows]
    ways = ", ".join(response.headers.getlist("Link"))
    assert ('rel="next"' in ways) == (answer["pages"] > 1)
    assert f'/api/v1/editions/{answer["edition"]}>; rel="describedby"' in ways


def test_an_area_has_a_row_for_every_week_on_record(site: FlaskClient) -> None:
    for place, area in enumerate(MANY.areas["block"][:30]):
        answer = answered(site, f"areas/block/{area.code}")
        cells = [MANY.counts[week][place] for week in MANY.counts]

        assert answer["area_name"] == area.name
        assert [row["week_end"] for row in answer["series"]] == [str(week) for week in MANY.counts]
        assert [row["status"] for row in answer["series"]] == [status_of(cell) for cell in cells]
        assert [row["cases"] for row in answer["series"]] == [getattr(cell, "cases", None) for cell in cells]


def test_an_area_says_where_its_figure_comes_from(small_site: FlaskClient) -> None:
    origin = answered(small_site, "areas/msoa/E02000004")["origin"]

    assert (origin["week_end"], origin["published_on"]) == ("2020-10-27", "2020-11-02")
    assert "dashboard-MSOA-counts-2020-11-02" in origin["releases"]
    assert origin["steps"][0].startswith("Three or fewer cases are hidden.")


def test_the_series_of_an_area_is_its_rows_of_all_weeks(site: FlaskClient) -> None:
    rows = table(site, "areas/block/B005.csv")

    assert rows == [
        row for week in MANY.counts for row in table(site, f"weeks/{week}/block.csv") if row["area_code"] == "B005"
    ]
    assert {(row["area_name"], row["population"]) for row in rows} == {
        (answered(site, "areas/block/B005")["area_name"], rows[0]["population"])
    }


@pytest.mark.parametrize("level", ENGLAND.slugs)
def test_counts_are_those_of_the_map_row_for_row(small_home: Path, small_site: FlaskClient, level: str) -> None:
    edition = EditionsFolder(small_home / "editions").current()
    for week in edition.weeks:
        rows = [row for page in pages(small_site, f"areas?level={level}&week={week}&limit=2") for row in page["areas"]]
        cells = [cell_from_json(value) for value in WEEK.read(edition.read, week)[level]["cases"]]
        assert [(row["status"], row["cases"]) for row in rows] == [
            (status_of(cell), getattr(cell, "cases", None)) for cell in cells
        ]
    drawn = [name for name in edition.names if LAYER.is_name(name)]
    layers = [LAYER.read(edition.read, name.removeprefix("layers/").removesuffix(".json")) for name in drawn]
    of_now = {row["area_code"]: row for row in answered(small_site, f"areas?level={level}")["areas"]}
    on_the_map = {
        edition.areas[level][place].code: cell_from_json(value)
        for layer in layers
        if layer["level"] == level
        for place, value in zip(layer["columns"]["place"], layer["columns"]["cases"], strict=True)
    }
    assert all(
        (of_now[code]["status"], of_now[code]["cases"]) == (status_of(cell), getattr(cell, "cases", None))
        for code, cell in on_the_map.items()
    )
    assert set(on_the_map) == set(of_now)


def test_geojson_has_the_rows_and_shapes_of_the_areas_asked_for(small_site: FlaskClient) -> None:
    response = small_site.get(f"{ROOT}areas.geojson?within=E12000001&sort=area_name")
    content = response.get_json(force=True)
    plain = answered(small_site, "areas?within=E12000001&sort=area_name")

    assert response.mimetype == "application/geo+json"
    assert [feature["properties"] for feature in content["features"]] == plain["areas"]
    assert {name: content[name] for name in plain if name not in ("areas", "links")} == {
        name: plain[name] for name in plain if name not in ("areas", "links")
    }
    whole = small_site.get(f"{ROOT}weeks/latest/msoa.geojson").get_json(force=True)["features"]
    shapes = {feature["id"]: feature["geometry"] for feature in whole}
    assert {feature["id"]: feature["geometry"] for feature in content["features"]}.items() <= shapes.items()
    assert all(shapely.geometry.shape(feature["geometry"]).is_valid for feature in content["features"])


def test_columns_are_those_of_the_whole_files(small_site: FlaskClient) -> None:
    row = answered(small_site, "areas")["areas"][0]

    assert tuple(row) == columns(ENGLAND)
    assert row == small_site.get(f"{ROOT}weeks/latest/msoa.json").get_json()["areas"][0]


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("level=parish", 400, "level=parish is not known here; it may be"),
        ("sort=cases_before", 400, "sort=cases_before is not known here"),
        ("limit=0", 400, "limit=0: give a whole number from 1 to 1,000."),
        ("limit=1001", 400, "limit=1001: give a whole number from 1 to 1,000."),
        ("least=many", 400, "least=many: give a number from -10,000,000 to 10,000,000."),
        ("most=nan", 400, "most=nan: give a number"),
        ("week=", 400, "week is given without a value: give one, or leave it out."),
        ("page=1&page=2", 400, "page is given more than once"),
        ("filter=x", 400, "There is no option filter here; there are level, week, within, name, status,"),
        ("limt=5", 400, "Did you mean limit?"),
        ("week=2020-10-21", 404, "The week 2020-10-21 is not on record."),
        ("within=E12000009", 404, "no authority, region or nation has this code."),
        ("edition=2020-10-27-000000000000", 404, "There is no edition 2020-10-27-000000000000."),
    ],
)
def test_what_cannot_be_is_a_problem(small_site: FlaskClient, query: str, status: int, sentence: str) -> None:
    response = small_site.get(f"{ROOT}areas?{query}")

    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert sentence in response.get_json(force=True)["detail"]
