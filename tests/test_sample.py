"""The built-in sample says what the official map said, and what the newspaper printed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from app.cli import main

Casemap = Callable[..., Result]


@pytest.fixture
def reference(real_data: Path) -> Path:
    return real_data.parent / "reference"


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def rows(site: FlaskClient, address: str) -> dict[str, dict[str, str]]:
    return {row["area_code"]: row for row in csv.DictReader(io.StringIO(site.get(f"/api/v1/weeks/{address}.csv").text))}


def test_171_areas_are_shown_2_hidden_and_none_missing(sample_home: Path, sample_site: FlaskClient) -> None:
    told = CliRunner().invoke(main, ["status", "--json"], env={"CASEMAP_HOME": str(sample_home)})
    status: dict[str, Any] = json.loads(told.stdout)
    finest = status["levels"]["msoa"]

    assert (status["week_end"], status["published_on"]) == ("2020-10-27", "2020-11-01")
    assert (finest["shown"], finest["hidden"], finest["missing"]) == (171, 2, 0)
    assert rows(sample_site, "latest/msoa")["E02004314"]["cases"] == "135"


def test_every_figure_of_nine_weeks_is_the_official_one(sample_site: FlaskClient, reference: Path) -> None:
    official = table(reference / "north_east_official_2020-11-01.csv")
    weeks = [column.removeprefix("cases_week_to_") for column in official[0] if column != "msoa_code"]
    for week in weeks:
        found = rows(sample_site, f"{week}/msoa")
        assert set(found) == {area["msoa_code"] for area in official}
        for area in official:
            cases = area[f"cases_week_to_{week}"]
            expected = (cases, "shown") if cases and int(cases) > 3 else ("", "hidden")
            row = found[area["msoa_code"]]
            assert (row["cases"], row["status"]) == expected

    assert len(weeks) == 9


def test_every_count_that_the_newspaper_printed_is_among_them(sample_site: FlaskClient, reference: Path) -> None:
    found = rows(sample_site, "latest/msoa")
    printed = [
        area for area in table(reference / "north_east_areas.csv") if area["status_week_to_2020-10-27"] == "shown"
    ]

    assert len(printed) == 161
    for area in printed:
        row = found[area["msoa_code"]]
        assert (row["cases"], row["area_name"]) == (area["cases_week_to_2020-10-27_as_published"], area["msoa_name"])


def test_authorities_have_five_of_these_weeks(sample_site: FlaskClient) -> None:
    statuses = {
        week: {row["status"] for row in rows(sample_site, f"{week}/ltla").values()}
        for week in ("2020-09-01", "2020-09-22", "2020-09-29", "2020-10-27")
    }

    assert statuses == {
        "2020-09-01": {"not published"},
        "2020-09-22": {"not published"},
        "2020-09-29": {"shown"},
        "2020-10-27": {"shown"},
    }


def test_its_small_areas_are_drawn_from_the_first_view(sample_site: FlaskClient) -> None:
    elements = sample_site.get("/").text.partition('id="map-elements">')[2].partition("</script>")[0]
    levels = json.loads(elements.strip().split("\n")[0])["levels"]

    assert levels[-1] == {"level": "msoa", "from_zoom": 0, "measure": "cases"}


def test_its_page_is_called_what_it_is_and_says_so_in_a_line(sample_site: FlaskClient) -> None:
    page = sample_site.get("/").text
    about = sample_site.get("/about").text

    assert "<h1>COVID-19 cases in the North East</h1>" in page
    assert page.partition('class="legend"')[2].count('<p class="notice">') == 1
    assert 'about#set-up">A sample, as of 1 November 2020</a></p>' in page
    assert "the counts that the official map had on 1 November 2020" in about.partition('id="set-up"')[2]
    assert "make run DATA=folder" in about


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
