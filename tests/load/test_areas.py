"""In a fresh home a file of counts says where its areas lie, until a hierarchy comes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Casemap, Write
from tests.stored import opened

DASHBOARD = (
    "regionCode,regionName,UtlaCode,UtlaName,LtlaCode,LtlaName,areaType,areaCode,areaName,date,"
    "newCasesBySpecimenDateRollingSum\n"
    "E12000001,North,E06000001,Northtown,E06000001,Northtown,msoa,E02000001,Old Quay,2020-10-27,130\n"
    "E12000001,North,E06000001,Northtown,E06000001,Northtown,msoa,E02000002,Second,2020-10-27,34\n"
    "E12000002,South,E10000001,Southshire,E07000001,Eastham,msoa,E02000004,Mill Lane,2020-10-27,\n"
)
WEEKLY = (
    "rgn19_cd,rgn19_nm,utla19_cd,utla19_nm,lad19_cd,lad19_nm,msoa11_cd,msoa11_hclnm,wk_44\n"
    "E12000001,North,E06000001,Northtown,E06000001,Northtown,E02000001,Old Quay,130\n"
    "E12000001,North,E06000001,Northtown,E06000001,Northtown,E02000003,Hill Top,-99\n"
)


def search(casemap: Casemap, home: Path) -> dict[str, list[str]]:
    """Publish, and give the names of what places are found by, level by level."""
    assert casemap("publish").exit_code == 0
    found = json.loads(opened(home, edition(casemap)).read("search.json"))
    return {level: columns["names"] for level, columns in found["levels"].items()}


def edition(casemap: Casemap) -> str:
    return str(json.loads(casemap("status", "--json").stdout)["edition"])


@pytest.mark.parametrize(
    ("name", "content", "areas", "above"),
    [
        ("msoa_2020-11-02.csv", DASHBOARD, ["Old Quay", "Second", "Mill Lane"], ["Northtown", "Eastham"]),
        ("weekly_2020-11-02.csv", WEEKLY, ["Old Quay", "Hill Top"], ["Northtown"]),
    ],
)
def test_areas_come_from_the_counts_themselves(
    casemap: Casemap, home: Path, write: Write, name: str, content: str, areas: list[str], above: list[str]
) -> None:
    said = casemap("load", write(name, content)).output

    assert f"Took {len(areas)} areas and what they lie in from it, until a hierarchy is loaded." in said
    assert "unknown to the hierarchy" not in said
    names = search(casemap, home)
    assert (names["msoa"], names["ltla"]) == (areas, above)
    assert names["nation"] == ["England"]


def test_another_file_of_counts_adds_the_areas_that_it_knows(casemap: Casemap, home: Path, write: Write) -> None:
    casemap("load", write("msoa_2020-11-02.csv", DASHBOARD))
    casemap("load", write("weekly_2020-11-02.csv", WEEKLY))

    assert search(casemap, home)["msoa"] == ["Old Quay", "Second", "Hill Top", "Mill Lane"]


def test_a_hierarchy_and_names_stand_once_they_have_come(
    casemap: Casemap, home: Path, write: Write, small_files: Path
) -> None:
    first = write("msoa_2020-11-02.csv", DASHBOARD.replace("Old Quay", "Older Quay"))
    casemap("load", first)
    casemap("load", small_files / "hierarchy.csv", small_files / "names.csv")
    said = casemap("load", write("msoa_2020-11-03.csv", DASHBOARD.replace("Old Quay", "Oldest Quay"))).output

    assert "until a hierarchy is loaded" not in said
    names = search(casemap, home)
    assert (names["msoa"][0], len(names["msoa"])) == ("Old Quay", 6)


def test_names_that_were_loaded_are_not_written_over(casemap: Casemap, home: Path, write: Write) -> None:
    casemap("load", write("names.csv", "msoa_code,msoa_name\nE02000001,The Quay\n"))
    casemap("load", write("msoa_2020-11-02.csv", DASHBOARD))

    assert search(casemap, home)["msoa"][0] == "The Quay"


@pytest.mark.parametrize(
    "change",
    [
        (",Northtown,msoa,E02000001,Old", ",Southtown,msoa,E02000001,Old"),
        ("Northtown,msoa,E02000002", "Southtown,msoa,E02000002"),
        ("Old Quay", "=cmd()"),
        ("LtlaName", "Authority"),
    ],
)
def test_a_file_that_does_not_agree_with_itself_says_nothing_of_areas(
    casemap: Casemap, write: Write, change: tuple[str, str]
) -> None:
    said = casemap("load", write("msoa_2020-11-02.csv", DASHBOARD.replace(*change)))

    assert said.exit_code == 0, said.output
    assert "until a hierarchy is loaded" not in said.output
