"""The built-in sample says what the newspaper printed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask.testing import FlaskClient

Casemap = Callable[..., Result]


@pytest.fixture
def reference(real_data: Path) -> Path:
    return real_data.parent / "reference"


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def rows(site: FlaskClient, address: str) -> dict[str, dict[str, str]]:
    return {row["area_code"]: row for row in csv.DictReader(io.StringIO(site.get(f"/api/v1/weeks/{address}.csv").text))}


def test_161_areas_are_shown_2_hidden_and_10_missing(casemap: Casemap, sample_site: FlaskClient) -> None:
    status: dict[str, Any] = json.loads(casemap("status", "--json").stdout)
    finest = status["levels"]["msoa"]

    assert (status["week_end"], status["published_on"]) == ("2020-10-27", "2020-11-02")
    assert (finest["shown"], finest["hidden"], finest["missing"]) == (161, 2, 10)
    assert rows(sample_site, "latest/msoa")["E02004314"]["cases"] == "135"


def test_every_figure_is_the_printed_one(sample_site: FlaskClient, reference: Path) -> None:
    printed = table(reference / "north_east_areas.csv")
    weeks = [column.removeprefix("cases_week_to_") for column in printed[0] if column.startswith("cases_week_to_2")]
    for column in weeks:
        found = rows(sample_site, f"{column[:10]}/msoa")
        for area in printed:
            expected = area[f"cases_week_to_{column}"]
            assert found[area["msoa_code"]]["cases"] == (expected if expected and int(expected) > 3 else "")
    found = rows(sample_site, "latest/msoa")
    assert {area["msoa_code"]: area["status_week_to_2020-10-27"] for area in printed} == {
        code: row["status"] for code, row in found.items()
    }
    assert all(found[area["msoa_code"]]["area_name"] == area["msoa_name"] for area in printed)


def test_every_authoritys_count_is_the_printed_one(sample_site: FlaskClient, reference: Path) -> None:
    for count in table(reference / "authority_counts.csv"):
        row = rows(sample_site, f"{count['week_end']}/{count['level']}")[count["area_code"]]
        assert (row["cases"], row["population"]) == (count["cases"], count["population_mid_2019"])


def test_redcar_and_cleveland_rose_from_1_to_7(sample_site: FlaskClient) -> None:
    row = rows(sample_site, "2020-06-28/utla")["E06000003"]

    assert (row["previous_cases"], row["cases"], row["rate_per_100k"]) == ("1", "7", "5.1")


def test_the_sample_makes_way_for_what_is_published(casemap: Casemap, small_files: Path) -> None:
    casemap("sample")
    casemap("load", small_files)
    casemap("publish")
    casemap("sample")
    status = json.loads(casemap("status", "--json").stdout)

    assert status["levels"]["msoa"]["shown"] == 4
    assert "sample" not in json.dumps(status)
    assert casemap("rollback").exit_code == 1
