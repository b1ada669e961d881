from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web import made

SPELLINGS = {"Haringay": "Haringey"}


def table(site: FlaskClient, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(site.get(f"/rises.csv?{query}").text)))


def test_the_sample_has_the_articles_authorities(sample_site: FlaskClient, real_data: Path) -> None:
    with (real_data.parent / "reference" / "utla_rates_week_to_2020-06-28.csv").open(newline="") as file:
        printed = {SPELLINGS.get(row["local_authority"], row["local_authority"]) for row in csv.DictReader(file)}
    page = sample_site.get("/rises?week=2020-06-28").text
    listed = set(re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a></th>', page))

    assert printed <= listed
    assert "0.7 → 5.1" in page
    assert "Redcar and Cleveland, 0.7 > 5.1 (1 > 7 cases)" in sample_site.get("/rises.txt?week=2020-06-28").text


def test_the_ranking_opens_on_the_latest_week_that_its_level_has(small_site: FlaskClient) -> None:
    assert "seven days to 27 October 2020" in small_site.get("/rises").text


def test_the_ranking_opens_on_a_level_that_has_counts(home: Path) -> None:
    site = made.serve(replace(made.deaths(), coarser_counts={}), home)

    assert site.get("/rises.csv").text == site.get("/rises.csv?level=zip").text
    assert "ZIP areas, 28 days" in site.get("/rises").text


def test_areas_stand_by_their_change_and_those_without_one_are_left_out(small_site: FlaskClient) -> None:
    rows = table(small_site, "level=msoa")

    assert [(row["area_code"], row["cases_before"], row["cases"], row["change_percent"]) for row in rows] == [
        ("E02000001", "1000", "1204", "20.4"),
        ("E02000006", "5", "5", "0.0"),
        ("E02000005", "9", "4", "-55.6"),
    ]
    assert "3 areas are left out" in small_site.get("/rises?level=msoa").text


@pytest.mark.parametrize("sort", ["change", "rate", "cases", "area"])
def test_either_order_has_the_same_areas(small_site: FlaskClient, sort: str) -> None:
    codes = [
        [row["area_code"] for row in table(small_site, f"level=ltla&sort={sort}&order={order}")]
        for order in ("ascending", "descending")
    ]

    assert sorted(codes[0]) == sorted(codes[1])
    assert codes[0] == [row["area_code"] for row in table(small_site, f"level=ltla&sort={sort}&order=ascending")]


def test_few_cases_can_be_left_out(small_site: FlaskClient) -> None:
    assert all(int(row["cases"]) >= 100 for row in table(small_site, "level=ltla&least=100"))


@pytest.mark.parametrize("query", ["level=parish", "sort=deaths", "order=up", "least=-1", "least=x", "week=yesterday"])
def test_a_mistaken_choice_is_told_what_it_may_be(small_site: FlaskClient, query: str) -> None:
    assert small_site.get(f"/rises?{query}").status_code == 400


def test_a_week_that_is_not_on_record_is_answered_with_those_that_are(small_site: FlaskClient) -> None:
    response = small_site.get("/rises?week=2020-10-26")

    assert response.status_code == 404
    assert "2020-10-27" in response.text
