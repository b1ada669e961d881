"""A figure is traced to the rows of its file, whatever became of it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SMALL, Casemap

FILE = SMALL / "msoa_2020-11-02.csv"
HASH = hashlib.sha256(FILE.read_bytes()).hexdigest()
ROW_OF_SECOND, ROW_OF_MILL_LANE = 4, 6  # in that file, for the week to 27 October


def lines(casemap: Casemap, *arguments: str | Path) -> list[str]:
    result = casemap("explain", *arguments)
    assert result.exit_code == 0, result.output
    return [line.strip() for line in result.stdout.splitlines()]


def explained(casemap: Casemap, *arguments: str | Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(casemap("explain", *arguments, "--json").stdout)
    return found


@pytest.mark.usefixtures("small_home")
def test_a_count_is_traced_to_its_row(casemap: Casemap) -> None:
    told = lines(casemap, "E02000002", "2020-10-27", "--file", SMALL)

    assert told[1] == (
        "Readers see: 12 cases in the seven days to 27 October 2020; 160.0 per 100,000 people; "
        "Change on the week before: not calculable, as that week had three or fewer cases."
    )
    assert "Dashboard MSOA counts, published 2 November 2020: dashboard-MSOA-counts-2020-11-02" in told
    assert any(HASH in line and line.startswith(FILE.name) for line in told)
    assert f"Row {ROW_OF_SECOND}: newCasesBySpecimenDateRollingSum = 12" in told
    assert "The rate is 12 × 100,000 ÷ 7,500 people = 160.0, rounded to one decimal, halves up." in told
    assert any(line.startswith("It stands in row 3 of population.csv") for line in told)
    assert "Read as 3 cases [not shown]." in told  # in the week before
    assert "Cases: in the class “10 to 14”." in told


@pytest.mark.usefixtures("small_home")
def test_an_area_is_known_by_its_name_and_the_week_is_the_editions_own(casemap: Casemap) -> None:
    assert (
        lines(casemap, "mill  lane")[0]
        == "Mill Lane (small area E02000004), seven days to 27 October 2020 (21 to 27 October)"
    )


@pytest.mark.usefixtures("small_home")
@pytest.mark.parametrize("postcode", ["QA1 1AA", "qa11aa"])
def test_an_area_is_known_by_a_postcode_that_no_other_has(casemap: Casemap, postcode: str) -> None:
    assert explained(casemap, postcode)["area_code"] == "E02000001"


@pytest.mark.usefixtures("small_home")
def test_a_count_that_the_map_hides_is_told_to_the_operator_and_marked(casemap: Casemap) -> None:
    told = lines(casemap, "E02000004", "--file", FILE)

    assert told[1] == "Readers see: Three or fewer cases in the seven days to 27 October 2020."
    assert f"Row {ROW_OF_MILL_LANE}: newCasesBySpecimenDateRollingSum = 3" in told
    assert "Read as 3 cases [not shown]." in told
    assert "Eastham & District's total of 7 is told. 1 of its 2 small areas is hidden." in told
    assert told[-1] == "Counts marked [not shown] are for you alone: no reader is told them."


@pytest.mark.usefixtures("small_home")
def test_a_count_without_a_row_is_told_to_have_none(casemap: Casemap) -> None:
    told = lines(casemap, "E02000003", "--file", SMALL)

    assert told[told.index("No row names the area.") :][:2] == ["No row names the area.", "Read as no count."]
    assert "It is grey, as counts that are hidden are." in told


@pytest.mark.usefixtures("small_home")
def test_a_file_that_is_not_at_hand_is_asked_for(casemap: Casemap, tmp_path: Path) -> None:
    (tmp_path / FILE.name).write_text(FILE.read_text().replace("1204", "1205"))

    told = lines(casemap, "E02000001", "--file", tmp_path)

    assert f"{tmp_path / FILE.name} has its name and another SHA-256: it is another file." in told
    assert "The file is not at hand: say --file with it, or with a folder that has it, to see its rows." in told
    assert explained(casemap, "E02000001")["origin"]["rows"] is None


@pytest.mark.usefixtures("small_home")
def test_a_file_is_known_again_whatever_its_name_is_now(casemap: Casemap, tmp_path: Path) -> None:
    renamed = tmp_path / "counts.txt"
    renamed.write_bytes(FILE.read_bytes())

    (row,) = explained(casemap, "E02000001", "--file", renamed)["origin"]["rows"]

    assert (row["row"], row["printed"]) == (2, "1204")


@pytest.mark.usefixtures("small_home")
def test_what_was_revised_is_told_release_by_release(casemap: Casemap, write: Any) -> None:
    later = write("msoa_2020-11-03.csv", FILE.read_text().replace(",2020-10-27,12\n", ",2020-10-27,14\n"))
    casemap("load", later)
    before = explained(casemap, "E02000002")
    casemap("publish")
    told = lines(casemap, "E02000002")
    after = explained(casemap, "E02000002", "--file", later)

    assert [each["count"] for each in before["origin"]["not_published_yet"]] == [14]
    assert [(each["count"], each["is_revision"]) for each in after["origin"]["releases"]] == [(12, True), (14, True)]
    assert after["origin"]["rows"][0]["printed"] == "14"
    assert "2 November 2020: 12 cases (dashboard-MSOA-counts-2020-11-02)" in told
    assert "3 November 2020: 14 cases (dashboard-MSOA-counts-2020-11-03)" in told


@pytest.mark.usefixtures("small_home")
@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (["Mil Lane X"], "There is no area Mil Lane X."),
        (["Mill Lnae"], "There is no area Mill Lnae. The nearest: Mill Lane (msoa.E02000004)."),
        (["Old Quay"], "Old Quay is several areas: Old Quay (msoa.E02000001), Old Quay (msoa.E02000006)."),
        (
            ["QA1 2A"],
            "QA1 2A is several areas: {{7*7}}<script>alert(1)</script> (msoa.E02000002), Hill Top (msoa.E02000003). "
            "Say one of them by its code.",
        ),
        (["QA1 9ZZ"], "There is no area QA1 9ZZ."),
        (["E02000001", "2020-10-28"], "The week 2020-10-28 is not on record. The nearest: 2020-10-27."),
        (["E02000001", "October"], "week=October is no date; give it as YYYY-MM-DD."),
    ],
)
def test_what_there_is_not_is_answered_with_the_nearest(casemap: Casemap, asked: list[str], answer: str) -> None:
    result = casemap("explain", *asked)

    assert result.exit_code == 1
    assert answer in result.stderr


def test_of_a_postcode_where_none_are_loaded_it_is_told_how_to_load_them(casemap: Casemap, small_files: Path) -> None:
    (small_files / "postcodes.csv").unlink()
    casemap("load", small_files)
    casemap("publish")
    result = casemap("explain", "DH1 3LE")

    assert result.exit_code == 1
    assert "DH1 3LE is a postcode, and none are loaded. Load a lookup of postcodes" in result.stderr
    assert "`casemap load FILE` and run `casemap publish`" in result.stderr


def test_why_a_count_is_missing_is_told_with_the_figures_that_forbid_that_it_is_small(
    casemap: Casemap, small_files: Path
) -> None:
    authorities = small_files / "authorities_2020-11-02.csv"
    authorities.write_text(
        authorities.read_text().replace("Eastham & District,2020-10-27,7", "Eastham & District,2020-10-27,70")
    )
    casemap("load", small_files)
    casemap("publish", "--accept-incomplete", "2020-10-27")

    told = lines(casemap, "E02000004")
    found = explained(casemap, "E02000004")

    assert found["status"] == "missing"
    assert found["missing_because"] == "short"
    assert (
        "Eastham & District's own count is 70 cases. Those of its 2 small areas that are shown (1) come to 4; the "
        "others cannot have the rest with three or fewer cases each."
    ) in told
    assert "Read as 3 cases [not shown]." in told
