from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import main
from tests.conftest import Casemap
from tests.england import hiding

FOLLOW = [  # by the totals of Northtown, and of Eastham, in tests/data/small
    {"level": "msoa", "area_code": "E02000002", "week_end": "2020-10-20", "least": 1, "most": 3},
    {"level": "msoa", "area_code": "E02000003", "week_end": "2020-10-20", "least": 1, "most": 3},
    {"level": "msoa", "area_code": "E02000003", "week_end": "2020-10-27", "least": 1, "most": 1},
    {"level": "msoa", "area_code": "E02000004", "week_end": "2020-10-27", "least": 3, "most": 3},
]


@pytest.mark.usefixtures("small_home")
def test_the_audit_counts_by_week_and_all_together(casemap: Casemap) -> None:
    lines = casemap("audit").stdout.splitlines()

    assert [line.split() for line in lines[1:5]] == [
        ["level", "period", "to", "hidden", "exact", "above", "zero", "narrowed", "safe", "withheld"],
        ["msoa", "2020-10-20", "2", "0", "0", "2", "0", "0"],
        ["msoa", "2020-10-27", "2", "2", "2", "0", "0", "0"],
        ["all", "4", "2", "2", "2", "0", "0"],
    ]
    assert "E0200000" not in "".join(lines)


@pytest.mark.usefixtures("small_home")
def test_the_areas_are_listed_for_the_operator_alone(casemap: Casemap, home: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*")}

    lines = casemap("audit", "--areas").stdout.splitlines()

    assert lines[-2:] == [
        "  2020-10-27  msoa E02000003  Hill Top: 1",
        "  2020-10-27  msoa E02000004  Mill Lane: 3",
    ]
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*")} == before


@pytest.mark.usefixtures("small_home")
def test_the_audit_is_given_as_json(casemap: Casemap) -> None:
    told = json.loads(casemap("audit", "--areas", "--json").stdout)

    assert (told["hidden"], told["exact"], told["narrowed"], told["safe"]) == (4, 2, 2, 0)
    assert told["contradictions"] == {"totals": 0, "areas": 0, "groups": 0, "revised": 0}
    assert [week["week"] for week in told["weeks"]] == ["2020-10-20", "2020-10-27"]
    assert told["areas"] == FOLLOW


@pytest.mark.usefixtures("small_home")
def test_one_week_may_be_audited(casemap: Casemap) -> None:
    told = json.loads(casemap("audit", "--week", "2020-10-20", "--json").stdout)

    assert [week["week"] for week in told["weeks"]] == ["2020-10-20"]
    assert "has no record" in casemap("audit", "--week", "2020-10-19").stderr


def test_all_editions_that_are_served_are_audited_each_with_the_others(casemap: Casemap, small_home: Path) -> None:
    """What an edition hid under another threshold, one of the same files shows."""
    definition = hiding(small_home, msoa=4)
    assert CliRunner().invoke(main, ["--dataset", str(definition), "publish"], env={"CASEMAP_HOME": str(small_home)})

    alone, together = (json.loads(casemap("audit", *all_of, "--json").stdout) for all_of in ((), ("--all",)))

    assert sorted(each["hidden"] for each in together) == [4, 4]  # of the five that are up to four one is shown
    assert alone["hidden"] == 5


def test_editions_that_are_not_served_any_more_are_left_out(casemap: Casemap, small_home: Path) -> None:
    (edition,) = (path for path in (small_home / "editions").glob("2020-*"))
    shutil.copytree(edition, edition.with_name("2020-10-27-000000000000"))

    found = casemap("audit", "--all", "--json")

    assert [each["edition"] for each in json.loads(found.stdout)] == [edition.name]
    assert "2020-10-27-000000000000" in found.stderr
