"""What OGC API - Features answers: which features there are where, when and by which properties, and in which parts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import Settings
from tests.england import ENGLAND

FIGURES = ("cases", "rate_per_100k", "change", "change_percent")


def local(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def answer(site: FlaskClient, address: str) -> dict[str, Any]:
    found = site.get(address)
    assert found.status_code == 200, found.text
    told: dict[str, Any] = json.loads(found.data)
    return told


def pages(site: FlaskClient, address: str) -> Iterator[dict[str, Any]]:
    """Follow the links to the next part until there is none."""
    following: str | None = address
    while following:
        page = answer(site, following)
        yield page
        following = next((local(link["href"]) for link in page["links"] if link["rel"] == "next"), None)


@pytest.fixture(scope="module")
def site(published_home: Path) -> FlaskClient:
    return create_app(Settings(home=published_home)).test_client()


def found(site: FlaskClient, level: str, query: str = "") -> list[dict[str, Any]]:
    features = [one for page in pages(site, f"/ogc/collections/{level}/items?{query}") for one in page["features"]]
    assert len({one["id"] for one in features}) == len(features)
    return features


def codes(site: FlaskClient, level: str, query: str) -> list[str]:
    return [one["properties"]["area_code"] for one in found(site, level, query)]


def edition(site: FlaskClient) -> str:
    return str(site.get("/healthz").get_json()["edition"])


@pytest.mark.parametrize("level", ENGLAND.slugs)
def test_a_level_has_the_features_of_its_download(site: FlaskClient, level: str) -> None:
    download = json.loads(site.get(f"/api/v1/weeks/latest/{level}.geojson").data)

    assert found(site, level) == download["features"]


@pytest.mark.parametrize("day", ["2020-10-20", "2020-10-27"])
@pytest.mark.parametrize("level", ENGLAND.slugs)
def test_counts_are_the_maps(site: FlaskClient, level: str, day: str) -> None:
    of_map = site.get(f"/editions/{edition(site)}/weeks/{day}.json").get_json()[level]["cases"]
    features = [one["properties"] for one in found(site, level, f"datetime={day}")]

    assert [one["status"] if one["cases"] is None else one["cases"] for one in features] == of_map
    assert {one["week_end"] for one in features} == {day}


def test_pages_lead_to_the_end_and_hold_every_feature_once(site: FlaskClient) -> None:
    parts = list(pages(site, "/ogc/collections/msoa/items?limit=4&datetime=../.."))

    assert [part["numberReturned"] for part in parts] == [4, 4, 4]
    assert {part["numberMatched"] for part in parts} == {12}
    assert [one for part in parts for one in part["features"]] == found(site, "msoa", "datetime=../..")


def test_a_page_goes_on_in_the_edition_that_it_began_in(site: FlaskClient) -> None:
    (_, following) = pages(site, "/ogc/collections/msoa/items?limit=4")
    (own,) = (link["href"] for link in following["links"] if link["rel"] == "self")

    assert f"/editions/{edition(site)}/ogc/collections/msoa/items?" in own
    assert site.get(local(own)).cache_control.immutable


def test_more_than_the_most_is_taken_for_the_most_and_what_lies_beyond_the_end_is_nothing(
    site: FlaskClient,
) -> None:
    assert answer(site, "/ogc/collections/msoa/items?limit=1000000")["numberReturned"] == 6
    beyond = answer(site, "/ogc/collections/msoa/items?offset=6")
    assert (beyond["numberMatched"], beyond["features"]) == (6, [])
    assert [link["rel"] for link in beyond["links"]] == ["self", "collection"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("datetime=2020-10-20", 6),
        ("datetime=2020-10-20T00:00:00Z", 6),
        ("datetime=2020-10-20T", 6),
        ("datetime=2020-10-21T00:30:00%2B01:00", 6),
        ("datetime=2020-10-19", 0),
        ("datetime=2020-10-14/2020-10-26", 6),
        ("datetime=2020-10-20/2020-10-27", 12),
        ("datetime=2020-10-21/..", 6),
        ("datetime=/2020-10-20", 6),
        ("datetime=../..", 12),
        ("datetime=../..&area_code=E02000004", 2),
        ("status=hidden", 2),
        ("status=shown&region_name=North", 2),
        ("cases=1204", 1),
        ("datetime=../..&cases=1000", 1),
        ("ltla_name=Eastham+%26+District", 2),
        ("area_name=Nowhere", 0),
        ("f=json", 6),
    ],
)
def test_weeks_and_properties_choose_features(site: FlaskClient, query: str, count: int) -> None:
    assert len(found(site, "msoa", query)) == count


def test_bounds_choose_what_has_a_point_there(site: FlaskClient) -> None:
    assert codes(site, "msoa", "bbox=-1.58,54.52,-1.52,54.58") == ["E02000001"]
    assert codes(site, "msoa", "bbox=-1.58,54.52,0,-1.52,54.58,9") == ["E02000001"]
    assert codes(site, "msoa", "bbox=-1.55,54.45,-1.45,54.55&status=hidden") == ["E02000004"]
    assert codes(site, "msoa", "bbox=-1.5,54.5,-1.5,54.5") == ["E02000001", "E02000002", "E02000004", "E02000005"]
    assert codes(site, "msoa", "bbox=-1.3,54.5,-1.0,54.7") == ["E02000006"]
    assert codes(site, "msoa", "bbox=170,-80,-170,80") == []
    assert codes(site, "msoa", "bbox=-1.35,-80,-170,80") == ["E02000006"]


def test_a_feature_is_had_by_its_id_in_any_week(site: FlaskClient) -> None:
    for feature in found(site, "msoa", "datetime=../.."):
        one = answer(site, f"/ogc/collections/msoa/items/{feature['id']}")
        assert {name: one[name] for name in feature} == feature
        assert [link["href"] for link in one["links"]] == [
            f"http://localhost/ogc/collections/msoa/items/{feature['id']}",
            "http://localhost/ogc/collections/msoa",
        ]


def test_a_hidden_count_is_a_status_in_every_answer(site: FlaskClient) -> None:
    """The small files have three cases in Mill Lane in the latest week, and two are hidden by their absence."""
    for level in ENGLAND.slugs:
        for feature in found(site, level, "datetime=../.."):
            of_area = feature["properties"]
            assert (of_area["status"] == "shown") == (of_area["cases"] is not None)
            if of_area["status"] != "shown":
                assert [of_area[name] for name in FIGURES] == [None] * 4
    assert answer(site, "/ogc/collections/msoa/items/E02000004")["properties"]["status"] == "hidden"
    for count in range(4):
        assert found(site, "msoa", f"datetime=../..&cases={count}") == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("bbox=1,2,3", "give west,south,east,north in degrees"),
        ("bbox=0,10,0,9", "give west,south,east,north in degrees"),
        ("bbox=0,0,inf,1", "give west,south,east,north in degrees"),
        ("datetime=yesterday", "give a day as 2020-10-27"),
        ("datetime=..", "give a day as 2020-10-27"),
        ("datetime=2020-02-30", "give a day as 2020-10-27"),
        ("datetime=0001-01-01T00:00:00%2B01:00", "give a day as 2020-10-27"),
        ("datetime=2020-10-27/2020-10-20", "give a day as 2020-10-27"),
        ("limit=0", "give a whole number from 1"),
        ("offset=-1", "give a whole number from 0"),
        ("status=small", "it may be shown, hidden, missing or not published"),
        ("cases=few", "give a whole number"),
        ("cases=", "cases is given without a value"),
        ("change=3", "There is no option change here; there are f, bbox, datetime, limit, offset, area_code"),
        ("f=html", "it may be json"),
        ("status=shown&status=hidden", "status is given more than once"),
    ],
)
def test_what_cannot_be_understood_is_said(site: FlaskClient, query: str, said: str) -> None:
    refused = site.get(f"/ogc/collections/msoa/items?{query}")

    assert refused.status_code == 400
    assert said in refused.text
    assert refused.is_json


@pytest.mark.parametrize(
    "address", ["", "/api", "/collections", "/collections/msoa", "/collections/msoa/items/E02000001"]
)
def test_no_other_address_has_options(site: FlaskClient, address: str) -> None:
    assert site.get(f"/ogc{address}?limit=1").status_code == 400
    assert site.get(f"/ogc{address}?f=json").status_code == 200


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("collections/parish", "There is no level parish"),
        ("collections/parish/items", "There is no level parish"),
        ("collections/msoa/items/E02000009", "with the code E02000009"),
        ("collections/msoa/items/E02000001.2020-10-26", "with the code E02000001.2020-10-26"),
    ],
)
def test_what_is_not_there_is_said(site: FlaskClient, address: str, said: str) -> None:
    answered = site.get(f"/ogc/{address}")

    assert answered.status_code == 404
    assert said in answered.text


def test_many_features_take_turns_with_all_that_takes_long(site: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    turns = site.application.extensions["casemap"]._turns
    monkeypatch.setattr(turns, "_seconds", 0)
    monkeypatch.setattr("app.web.ogc.features.FEW", 4)
    with turns.take():
        busy = site.get("/ogc/collections/msoa/items?limit=5")
        few = site.get("/ogc/collections/msoa/items?limit=3")

    assert (busy.status_code, busy.headers["Retry-After"], few.status_code) == (503, "5", 200)
    assert site.get("/ogc/collections/msoa/items?limit=5").status_code == 200


def test_answers_are_kept_compressed_and_open_to_other_sites(site: FlaskClient) -> None:
    first = site.get("/ogc/collections/msoa/items", headers={"Accept-Encoding": "br"})
    again = site.get("/ogc/collections/msoa/items", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.mimetype, first.content_encoding) == ("application/geo+json", "br")
    assert first.cache_control.max_age == 60
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert again.status_code == 304
