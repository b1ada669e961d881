"""What there is can be listed: editions, the weeks on record, and releases."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.editions import EditionsFolder
from app.settings import Settings
from tests.stored import stored_files
from tests.web import made
from tests.web.api.many import frame, many
from tests.web.api.reading import ROOT, answered, pages

MANY = many()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return made.serve(MANY, tmp_path_factory.mktemp("many"))


def test_a_record_counts_the_areas_of_each_level_and_week_by_status(site: FlaskClient) -> None:
    answer = answered(site, "weeks")

    assert [(row["week_end"], row["level"]) for row in answer["weeks"]] == [
        (str(week), "block") for week in sorted(MANY.counts, reverse=True)
    ]
    for row, week in zip(answer["weeks"], sorted(MANY.counts, reverse=True), strict=True):
        states = Counter(frame(MANY, week)["status"])
        assert {state: row[state.replace(" ", "_")] for state in states} == states
        assert (row["areas"], row["published_on"]) == (137, made.PUBLISHED.isoformat())


def test_records_can_be_listed_of_one_level_and_page_by_page(small_site: FlaskClient) -> None:
    rows = [row for page in pages(small_site, "weeks?limit=3") for row in page["weeks"]]
    levels = ["nation", "region", "utla", "ltla", "msoa"]

    assert [(row["week_end"], row["level"]) for row in rows] == [
        (week, level) for week in ("2020-10-27", "2020-10-20") for level in levels
    ]
    assert answered(small_site, "weeks?level=utla")["weeks"] == [row for row in rows if row["level"] == "utla"]


def test_releases_are_listed_with_their_days(small_site: FlaskClient) -> None:
    rows = answered(small_site, "releases")["releases"]
    authorities = "dashboard-nation,-region,-UTLA,-LTLA-counts-2020-11-02"

    assert [(row["release"], row["level"], row["added"]) for row in rows] == [
        ("dashboard-MSOA-counts-2020-11-02", "msoa", 8),
        *((authorities, level, number) for level, number in (("nation", 2), ("region", 4), ("utla", 4), ("ltla", 6))),
    ]
    assert {(row["published_on"], row["status"], row["revised"]) for row in rows} == {("2020-11-02", "stands", 0)}


@pytest.fixture(scope="module")
def home_of_three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with three editions, which no test changes."""
    home = tmp_path_factory.mktemp("three")
    for place in (made.deaths(), made.months(), many()):
        made.serve(place, home)
    return home


@pytest.fixture
def three(home_of_three: Path) -> tuple[FlaskClient, list[str]]:
    """Return a site of three editions, and their ids, the latest first."""
    seen = EditionsFolder(home_of_three / "editions").seen()
    return create_app(Settings(home=home_of_three)).test_client(), list(seen)


def test_editions_are_listed_the_latest_first(three: tuple[FlaskClient, list[str]]) -> None:
    site, ids = three
    rows = [row for page in pages(site, "editions?limit=2") for row in page["editions"]]

    assert [row["edition"] for row in rows] == ids
    assert [row["status"] for row in rows] == ["current", "earlier", "earlier"]
    assert [row["week_start"] for row in rows] == ["2020-11-18", "2020-12-01", "2020-12-27"]
    for row in rows:
        edition = answered(site, f"editions/{row['edition']}")
        assert (edition["week_end"], edition["published_on"]) == (row["week_end"], row["published_on"])


def test_an_earlier_edition_answers_as_it_did(three: tuple[FlaskClient, list[str]]) -> None:
    site, (_, _, deaths) = three
    answer = answered(site, f"areas?edition={deaths}")

    assert (answer["edition"], answer["level"]) == (deaths, "zip")
    assert [row["deaths"] for row in answer["areas"]] == [12, 0, None, 8, 6, None]
    assert answered(site, f"areas/zip/1?edition={deaths}")["series"][0]["deaths"] == 5


def test_an_edition_that_is_withdrawn_is_gone_and_one_that_is_damaged_is_said_to_be_unreadable(
    home: Path, home_of_three: Path
) -> None:
    shutil.copytree(home_of_three, home)
    editions = EditionsFolder(home / "editions")
    _, months, deaths = editions.seen()
    with editions.changing():
        editions.withdraw([months], "of another place", date(2020, 12, 1))
    for file in stored_files(home, deaths, "edition.json"):
        file.write_text("{}")
    site = create_app(Settings(home=home)).test_client()
    rows = answered(site, "editions")["editions"]

    assert [(row["edition"], row["status"], row["because"]) for row in rows[1:]] == [
        (deaths, "unreadable", None),
        (months, "withdrawn", "of another place"),
    ]
    assert rows[1]["week_end"] is None
    for address in (f"editions/{months}", f"areas?edition={months}"):
        gone = site.get(f"{ROOT}{address}")
        assert (gone.status_code, gone.mimetype) == (410, "application/problem+json")
        assert "of another place" in gone.get_json(force=True)["detail"]


def test_an_edition_says_what_it_shows_of_each_level(small_home: Path, small_site: FlaskClient) -> None:
    current = EditionsFolder(small_home / "editions").current()
    edition, facts = answered(small_site, f"editions/{current.id}"), current.facts

    assert [level["level"] for level in edition["levels"]] == ["nation", "region", "utla", "ltla", "msoa"]
    assert {level["level"]: level["parent"] for level in edition["levels"]}["ltla"] == "utla"
    for level in edition["levels"]:
        of_level = facts["levels"][level["level"]]
        assert (level["shown"], level["hidden"]) == (of_level["shown"], of_level["hidden"])
