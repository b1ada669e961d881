"""What the tests of faults share: places in which something is loaded and published."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.places import Place
from tests.faults.processes import casemap

SMALL = Path(__file__).parent.parent / "data" / "small"
HEADER = "areaType,areaCode,areaName,date,newCasesBySpecimenDateRollingSum\n"


def run(place: Place, *arguments: str | Path) -> None:
    ended = casemap(place.environment, *arguments)
    assert ended.went_well, ended


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Return a place with nothing in it, once on each database."""
    server = request.getfixturevalue("postgresql") if request.param == "postgresql" else None
    return Place(tmp_path_factory.mktemp("empty") / "home", server).make()


@pytest.fixture(scope="session")
def loaded(empty: Place, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Return a place in which the small place's files are loaded."""
    place = empty.copy(tmp_path_factory.mktemp("loaded") / "home")
    run(place, "load", SMALL)
    return place


@pytest.fixture(scope="session")
def published(loaded: Place, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Return a place that has published the week before its last."""
    place = loaded.copy(tmp_path_factory.mktemp("published") / "home")
    run(place, "publish", "--accept-incomplete", "2020-10-20")
    return place


@pytest.fixture(scope="session")
def published_twice(published: Place, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Return a place that has published both of its weeks."""
    place = published.copy(tmp_path_factory.mktemp("twice") / "home")
    run(place, "publish")
    return place


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a weekday's file: a new week, and a revision of the one before."""
    return weekday_file(tmp_path_factory.mktemp("release"), "2020-11-09", 90)


def weekday_file(folder: Path, day: str, cases: int) -> Path:
    weeks = ("2020-11-03", "2020-10-27")
    rows = [f"msoa,E0200000{number},,{week},{cases + number}\n" for week in weeks for number in range(1, 7)]
    file = folder / f"msoa_{day}.csv"
    file.write_text(HEADER + "".join(rows))
    return file
