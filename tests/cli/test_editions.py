"""Editions are listed, withdrawn for good, and withdrawn where a threshold was raised."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from tests.conftest import Casemap
from tests.england import hiding

HEADER = "areaType,areaCode,areaName,date,newCasesBySpecimenDateRollingSum\n"


@pytest.fixture
def two(casemap: Casemap, small_home: Path, tmp_path: Path) -> tuple[str, str]:
    """Return the ids of two editions, the later of which readers see."""
    first = edition_of(casemap)
    release = tmp_path / "msoa_2020-11-09.csv"
    release.write_text(HEADER + "".join(f"msoa,E0200000{n},,2020-11-03,{n + 10}\n" for n in range(1, 7)))
    assert casemap("load", release).exit_code == 0
    assert casemap("publish").exit_code == 0
    return first, edition_of(casemap)


def edition_of(casemap: Casemap) -> str:
    return str(json.loads(casemap("status", "--json").stdout)["edition"])


def under(home: Path, variable: str, value: str, *arguments: str) -> Result:
    """Run a command with a setting."""
    return CliRunner().invoke(main, arguments, env={"CASEMAP_HOME": str(home), variable: value})


def test_editions_are_listed_with_what_readers_see(casemap: Casemap, two: tuple[str, str]) -> None:
    *lines, together = casemap("editions").output.splitlines()

    assert together.startswith("All take ")
    assert [line.partition(" ")[0] for line in lines] == list(two)
    assert ["readers see it" in line for line in lines] == [False, True]


def test_the_edition_that_readers_see_gives_way_to_the_one_before(
    casemap: Casemap, small_home: Path, two: tuple[str, str]
) -> None:
    first, second = two
    result = under(
        small_home,
        "CASEMAP_PUBLIC_URL",
        "https://example.org/cases",
        *("editions", "withdraw", second, "--because", "counts to be hidden"),
    )

    assert result.exit_code == 0, result.output
    assert f"https://example.org/cases/editions/{second}/*" in result.output
    assert "https://example.org/cases/* (pages" in result.output
    assert "until `casemap publish --resume`" in result.output
    assert edition_of(casemap) == first
    assert f"{second}  Edition {second} was withdrawn on " in casemap("editions").output


def test_what_was_withdrawn_is_not_published_again(casemap: Casemap, two: tuple[str, str]) -> None:
    casemap("editions", "withdraw", two[1], "--because", "counts to be hidden")
    refused = casemap("publish", "--resume")

    assert refused.exit_code == 1
    assert f"This would be edition {two[1]} again, which was withdrawn on" in refused.output
    assert edition_of(casemap) == two[0]


def test_an_older_edition_is_withdrawn_without_a_change_for_readers(casemap: Casemap, two: tuple[str, str]) -> None:
    said = casemap("editions", "withdraw", two[0], "--because", "wrong").output

    assert "Readers stay" not in said
    assert edition_of(casemap) == two[1]
    assert casemap("rollback").exit_code == 1


@pytest.mark.parametrize(
    ("edition", "because", "code", "said"),
    [("2020-10-27-0", "x", 1, "There is no edition"), (None, " ", 2, "Say why")],
)
def test_withdrawing_needs_an_edition_and_a_reason(
    casemap: Casemap, two: tuple[str, str], edition: str | None, because: str, code: int, said: str
) -> None:
    result = casemap("editions", "withdraw", edition or two[0], "--because", because)

    assert result.exit_code == code
    assert said in result.output


def test_where_a_threshold_is_raised_editions_that_show_more_are_named_and_withdrawn(
    casemap: Casemap, small_home: Path, two: tuple[str, str], tmp_path: Path
) -> None:
    named = under(small_home, "CASEMAP_DATASET", str(hiding(tmp_path, msoa=5)), "publish")
    now = edition_of(casemap)
    withdrawn = under(small_home, "CASEMAP_DATASET", str(hiding(tmp_path, msoa=5)), "publish", "--yes")
    again = under(small_home, "CASEMAP_DATASET", str(hiding(tmp_path, msoa=5)), "publish")

    assert named.exit_code == 0
    assert (
        f"Warning: 2 older editions can still be asked for and show counts that are hidden or withheld now: "
        f"{two[0]}, {two[1]}" in (named.output)
    )
    assert all(f"Edition {each} is withdrawn" in withdrawn.output for each in two)
    assert "Warning" not in again.output
    assert edition_of(casemap) == now


def test_a_level_that_hides_for_the_first_time_counts_as_raised(
    small_home: Path, two: tuple[str, str], tmp_path: Path
) -> None:
    result = under(small_home, "CASEMAP_DATASET", str(hiding(tmp_path, ltla=2)), "publish")

    assert "2 older editions" in result.output


def test_a_lower_threshold_exposes_nothing(small_home: Path, two: tuple[str, str], tmp_path: Path) -> None:
    assert "Warning" not in under(small_home, "CASEMAP_DATASET", str(hiding(tmp_path, msoa=2)), "publish").output
