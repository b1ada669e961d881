"""The figures of the official map's own file of 1 November 2020, from the command line to the served bytes."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from app import create_app
from app.cli import main
from app.settings import Settings
from app.store import open_store
from app.store.known import known_counts, published_by
from tests import article
from tests.stored import current

NAME = "official_map_2020-11-01.geojson.gz"
MISSPELT = ("Tow Low", "Tow Law")  # as printed, and rightly


@pytest.fixture(scope="module")
def official_map(real_data: Path) -> Path:
    file = real_data.parent / "official" / NAME
    if not file.is_file():
        pytest.skip(f"the official map's file is not at {file}")
    return file


@pytest.fixture(scope="module")
def home(official_map: Path, real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home in which hierarchy, names, populations and the official map are loaded, and published."""
    home = tmp_path_factory.mktemp("official")
    for command in (["load", str(real_data / "geography")], ["load", str(official_map)], ["publish"]):
        result = CliRunner().invoke(main, command, env={"CASEMAP_HOME": str(home)})
        assert result.exit_code == 0, result.output
    return home


@pytest.fixture(scope="module")
def client(home: Path) -> FlaskClient:
    return create_app(Settings(home=home)).test_client()


@pytest.fixture(scope="module")
def reference(real_data: Path) -> Path:
    return real_data.parent / "reference"


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def rows(client: FlaskClient, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(f"/api/v1/weeks/{address}.csv").text)))


def test_its_latest_week_has_6319_areas_shown_472_hidden_and_none_missing(home: Path) -> None:
    status = json.loads(CliRunner().invoke(main, ["status", "--json"], env={"CASEMAP_HOME": str(home)}).stdout)
    finest = status["levels"]["msoa"]

    assert (status["week_end"], status["published_on"], status["passed_over"]) == ("2020-10-27", "2020-11-01", [])
    assert (finest["shown"], finest["hidden"], finest["missing"]) == (6319, 472, 0)


def test_every_count_that_the_newspaper_printed_is_served(client: FlaskClient, reference: Path) -> None:
    of_the_sample = {row["msoa_code"]: row for row in table(reference / "north_east_areas.csv")}
    served = {row["area_code"]: row for row in rows(client, "latest/msoa") if row["area_code"] in of_the_sample}
    listed = table(reference / "north_east_published_2020-11-02.csv")  # one area twice
    printed = {(row["area_name"].replace(*MISSPELT), row["cases"]) for row in listed}

    assert len(printed) == 161
    assert printed - {(row["area_name"], row["cases"]) for row in served.values()} == set()
    for code, area in of_the_sample.items():
        if area["status_week_to_2020-10-27"] == "shown":
            assert served[code]["cases"] == area["cases_week_to_2020-10-27_as_published"]


def test_every_count_of_nine_weeks_is_the_official_one(home: Path, client: FlaskClient, reference: Path) -> None:
    official = table(reference / "north_east_official_2020-11-01.csv")
    weeks = [column.removeprefix("cases_week_to_") for column in official[0] if column.startswith("cases_week_to_")]
    with open_store(Settings(home=home).store_url) as store, store.reading() as connection:
        known = known_counts(connection, "msoa", published_by(None)).dropna()
    keys = zip(map(str, known["week_end"]), known["area_code"], strict=True)
    kept = dict(zip(keys, known["cases"].tolist(), strict=True))

    assert len(weeks) == 9
    for week in weeks:
        served = {row["area_code"]: row["cases"] for row in rows(client, f"{week}/msoa")}
        for area in official:
            cases, code = area[f"cases_week_to_{week}"], area["msoa_code"]
            assert kept.get((week, code)) == (int(cases) if cases else None)
            assert served[code] == (cases if cases and int(cases) > 3 else "")


def test_the_articles_text_has_its_areas_and_counts_in_every_authority(client: FlaskClient, reference: Path) -> None:
    places = ",".join(article.authorities(reference))
    lines = Counter(article.lines_of(client.get(f"/hotspots.txt?within={places}").text))
    expected = article.mended(reference) + article.left_out(reference)

    assert expected - lines == Counter()
    assert {authority for authority, _ in lines - expected} == {
        "Ryedale, North Yorkshire"
    }  # of which it named one area


def test_its_33_weeks_are_on_record(home: Path) -> None:
    weeks = json.loads(current(home).read("record.json"))["msoa"]

    assert (len(weeks), weeks[0], weeks[-1]) == (33, "2020-03-17", "2020-10-27")


def test_a_map_is_drawn_by_its_shapes_where_no_boundaries_are_loaded(home: Path) -> None:
    with sqlite3.connect(home / "casemap.db") as connection:
        (count,) = connection.execute("SELECT count(*) FROM boundaries WHERE stands_in").fetchone()
    connection.close()
    drawn = current(home).read("geometry/msoa.txt").decode()

    assert count == 6784
    assert sum(line != "null" for line in drawn.splitlines()) == 6784
