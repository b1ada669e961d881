"""What the audit says is what an attacker finds who has nothing but what is served."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.audit import audit, served_by, sharing_days
from app.editions import EditionsFolder
from app.settings import Settings
from tests.audit.solver import Cell, Row, ends_of_hidden
from tests.conftest import Casemap

HEAD = "areaType,areaCode,date,newCasesBySpecimenDateRollingSum\n"
# By the day of publication: the last day of a week, and what is published of areas. Blank is up to three.
PUBLISHED = {
    "2020-11-02": {"2020-10-21": {"E02000001": 6, "E02000002": 8}, "2020-10-27": {"E02000001": 9, "E02000002": 5}},
    "2020-11-03": {"2020-10-28": {"E02000002": 7}},
}
TOTALS = {"2020-10-27": {"E06000001": 15}, "2020-10-28": {"E06000001": 12}}


@pytest.fixture
def site(casemap: Casemap, home: Path, small_files: Path) -> FlaskClient:
    """Return a client of a place with two publications, and an edition of each."""
    for path in small_files.glob("*_2020-*.csv"):
        path.unlink()
    for day, weeks in PUBLISHED.items():
        rows = (f"msoa,{code},{week},{cases}" for week, counts in weeks.items() for code, cases in counts.items())
        (small_files / f"msoa_{day}.csv").write_text(HEAD + "\n".join(rows) + "\n")
    rows = (f"ltla,{code},{week},{cases}" for week, counts in TOTALS.items() for code, cases in counts.items())
    (small_files / "authorities_2020-11-03.csv").write_text(HEAD + "\n".join(rows) + "\n")
    for command in (["load", "--accept", "areas", str(small_files)], ["publish", "--as-of", "2020-11-02"], ["publish"]):
        result = casemap(*command)
        assert result.exit_code == 0, result.output
    return create_app(Settings(home=home)).test_client()


def rows(site: FlaskClient, level: str) -> list[Row]:
    days = [row["week_end"] for row in site.get(f"/api/v1/weeks?level={level}").get_json()["weeks"]]
    return [
        row for day in days for row in csv.DictReader(io.StringIO(site.get(f"/api/v1/weeks/{day}/{level}.csv").text))
    ]


def told(casemap: Casemap, *options: str) -> list[dict[Cell, tuple[int, int]]]:
    """Return what the audit says of the counts that follow or are narrowed, edition by edition."""
    audits = json.loads(casemap("audit", "--all", "--areas", "--json", *options).stdout)
    return [
        {(one["area_code"], one["week_end"]): (one["least"], one["most"]) for one in its["areas"]} for its in audits
    ]


def test_the_audit_of_two_publications_says_what_a_solver_finds_in_what_is_served(
    site: FlaskClient, casemap: Casemap
) -> None:
    found = ends_of_hidden(rows(site, "msoa"), rows(site, "ltla"), within="ltla_code", most=3)
    narrowed = {cell: ends for cell, ends in found.items() if ends != (0, 3)}

    editions = told(casemap, "--unrevised")

    assert max(editions, key=len) == narrowed
    assert narrowed["E02000001", "2020-10-28"] == (3, 3)  # of its nine six were on the day that the week lost
    assert all(its.items() <= narrowed.items() for its in editions)
    assert max(told(casemap), key=len) != narrowed


@pytest.mark.usefixtures("site")
def test_periods_that_share_days_with_an_editions_own_tell_as_much_of_it_as_all(home: Path) -> None:
    folder = EditionsFolder(home / "editions")
    for edition in map(folder.open, folder.ids()):
        near, every = (
            audit(served_by(edition, weeks), {edition.week}, by_bounds_alone=True)
            for weeks in (sharing_days(edition), None)
        )

        assert near == every
