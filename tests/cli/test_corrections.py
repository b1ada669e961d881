"""A wrong release is taken out, and a rollback holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Casemap

HEADER = "areaType,areaCode,areaName,date,newCasesBySpecimenDateRollingSum\n"
CODES = [f"E0200000{number}" for number in range(1, 7)]
WRONG = "dashboard-MSOA-counts-2020-11-04"


def release(folder: Path, published: str, weeks: dict[str, int]) -> Path:
    """Write a release that has the same count in every area on each day."""
    path = folder / f"msoa_{published}.csv"
    folder.mkdir(exist_ok=True)
    path.write_text(HEADER + "".join(f"msoa,{code},,{day},{cases}\n" for day, cases in weeks.items() for code in CODES))
    return path


@pytest.fixture
def inbox(casemap: Casemap, small_home: Path, tmp_path: Path) -> Path:
    """Return a folder for releases; those of 2 and 3 November are published."""
    folder = tmp_path / "inbox"
    for published, weeks in (("2020-11-02", {"2020-10-27": 20}), ("2020-11-03", {"2020-10-27": 20, "2020-10-28": 21})):
        load(casemap, release(folder, published, weeks))
        assert casemap("publish").exit_code == 0
    return folder


def load(casemap: Casemap, path: Path) -> str:
    result = casemap("load", path)
    assert result.exit_code == 0, result.output
    return str(result.output)


def seen(casemap: Casemap) -> str:
    return str(json.loads(casemap("status", "--json").stdout)["week_end"])


def load_wrong(casemap: Casemap, inbox: Path) -> None:
    """Load and publish a release with a hundredfold of cases and a week too many."""
    load(casemap, release(inbox / "wrong", "2020-11-04", {"2020-10-27": 2000, "2020-10-31": 3000}))
    assert casemap("publish").exit_code == 0
    assert seen(casemap) == "2020-10-31"


def test_a_withdrawn_release_is_gone_with_the_week_that_it_alone_had(casemap: Casemap, inbox: Path) -> None:
    load_wrong(casemap, inbox)
    told = casemap("releases", "withdraw", WRONG, "--because", "a hundredfold").output
    published = casemap("publish")

    assert f"{WRONG} is withdrawn: 12 values" in told
    assert published.exit_code == 0
    assert seen(casemap) == "2020-10-28"


def test_the_corrected_file_of_the_same_day_counts(casemap: Casemap, inbox: Path) -> None:
    load_wrong(casemap, inbox)
    said = load(casemap, release(inbox, "2020-11-04", {"2020-10-27": 20, "2020-10-29": 22}))
    casemap("releases", "withdraw", WRONG, "--because", "a hundredfold")
    casemap("publish")

    assert "msoa_2020-11-04.csv, loaded before, is of the same kind and day and says otherwise of 6 msoa values" in said
    assert seen(casemap) == "2020-10-29"
    listed = casemap("releases").output
    assert f"{WRONG}  msoa_2020-11-04.csv" in listed
    assert f"{WRONG}-2  msoa_2020-11-04.csv" in listed
    assert "a hundredfold" in listed


def test_what_falls_back_to_what_was_right_asks_to_withdraw_the_wrong_release(casemap: Casemap, inbox: Path) -> None:
    load_wrong(casemap, inbox)
    right = release(inbox, "2020-11-05", {"2020-10-27": 20, "2020-10-30": 23})
    refused = casemap("load", right)
    casemap("releases", "withdraw", WRONG, "--because", "a hundredfold")

    assert "If the release before was wrong, withdraw that one." in refused.output
    assert casemap("load", right).exit_code == 0


def test_a_withdrawn_file_is_not_loaded_again_by_the_next_run(casemap: Casemap, inbox: Path) -> None:
    load_wrong(casemap, inbox)
    casemap("releases", "withdraw", WRONG, "--because", "a hundredfold")
    casemap("publish")
    again = load(casemap, inbox / "wrong")

    assert "withdrawn before (a hundredfold); nothing changed" in again
    assert "Nothing has changed" in casemap("publish").output
    assert casemap("load", "--accept", "withdrawn", inbox / "wrong").exit_code == 0
    assert "12 values" not in casemap("releases").output
    casemap("publish")
    assert seen(casemap) == "2020-10-31"


def test_a_release_that_is_not_there_or_was_withdrawn_is_told(casemap: Casemap, inbox: Path) -> None:
    unknown = casemap("releases", "withdraw", "dashboard-MSOA-counts-2020-11-05", "--because", "x")
    casemap("releases", "withdraw", "dashboard-MSOA-counts-2020-11-03", "--because", "a trial")
    again = casemap("releases", "withdraw", "dashboard-MSOA-counts-2020-11-03", "--because", "x")
    silent = casemap("releases", "withdraw", "dashboard-MSOA-counts-2020-11-02", "--because", " ")

    assert [each.exit_code for each in (unknown, again, silent)] == [1, 1, 2]
    assert "is the nearest" in unknown.output
    assert "was withdrawn before: a trial" in again.output
    assert "Say why" in silent.output


def test_a_rollback_holds_until_publishing_is_resumed(casemap: Casemap, inbox: Path) -> None:
    load_wrong(casemap, inbox)
    casemap("rollback")
    load(casemap, release(inbox, "2020-11-04", {"2020-10-27": 20, "2020-10-28": 21, "2020-10-30": 23}))
    held = casemap("publish")
    accepted = casemap("publish", "--accept-incomplete", "2020-10-31")

    assert (held.exit_code, accepted.exit_code) == (0, 0)
    assert "nothing was published" in held.output
    assert seen(casemap) == "2020-10-28"
    assert json.loads(casemap("status", "--json").stdout)["is_held"] is True

    casemap("releases", "withdraw", WRONG, "--because", "a hundredfold")
    assert casemap("publish", "--resume").exit_code == 0
    assert seen(casemap) == "2020-10-30"
    assert json.loads(casemap("status", "--json").stdout)["is_held"] is False


def test_publishing_what_readers_were_taken_back_to_ends_the_hold(casemap: Casemap, inbox: Path) -> None:
    load_wrong(casemap, inbox)
    casemap("rollback")
    casemap("releases", "withdraw", WRONG, "--because", "a hundredfold")
    casemap("publish", "--resume")

    assert seen(casemap) == "2020-10-28"
    assert "nothing was published" not in casemap("publish").output


def test_readers_never_go_back_to_an_earlier_week_by_a_plain_publish(casemap: Casemap, inbox: Path) -> None:
    load(casemap, release(inbox, "2020-11-05", {"2020-10-27": 20, "2020-10-30": 23}))
    casemap("publish")
    totals = inbox / "ltla_2020-11-06.csv"  # they forbid that what is not shown on the 30th is small
    rows = ("ltla,E06000001,,2020-10-30,900\n", "ltla,E07000001,,2020-10-30,46\n")
    totals.write_text(HEADER + "".join(rows))
    gap = inbox / "msoa_2020-11-06.csv"
    gap.write_text(HEADER + "".join(f"msoa,{code},,2020-10-30,23\n" for code in CODES[1:]))
    load(casemap, inbox)
    refused = casemap("publish")

    assert refused.exit_code == 1
    assert "Readers see the seven days to 30 October 2020" in refused.output
    assert "would go back to the seven days to 28 October 2020" in refused.output
    assert seen(casemap) == "2020-10-30"
    assert "go back to an earlier week" in casemap("publish", "--preview").output
    assert casemap("publish", "--accept-incomplete", "2020-10-28").exit_code == 0
    assert seen(casemap) == "2020-10-28"


def test_the_same_bytes_on_a_later_day_are_a_release_of_that_day(casemap: Casemap, inbox: Path, tmp_path: Path) -> None:
    content = (inbox / "msoa_2020-11-03.csv").read_text()
    later = tmp_path / "msoa_2020-11-05.csv"
    later.write_text(content)
    first, second = load(casemap, later), load(casemap, later)
    casemap("publish")

    assert "published 5 November 2020" in first
    assert "loaded before; nothing changed" in second
    assert json.loads(casemap("status", "--json").stdout)["published_on"] == "2020-11-05"


def test_a_preview_gives_totals_and_warns_of_jumps(casemap: Casemap, inbox: Path) -> None:
    load(casemap, release(inbox / "wrong", "2020-11-04", {"2020-10-21": 20, "2020-10-28": 2100}))
    said = casemap("publish", "--preview").output

    assert "msoa: 12,600 cases shown, 120 the week before" in said
    assert "Warning: msoa: 12,600 is far from the 120 of the week before. Is the release right?" in said
    assert "Warning: msoa: 12,600 is far from the 126 of the same week as readers see it. Is the release right?" in said


def test_a_jump_is_told_where_the_week_before_is_not_on_record_either(casemap: Casemap, inbox: Path) -> None:
    load(casemap, release(inbox / "wrong", "2020-11-04", {"2020-10-31": 2000}))
    said = casemap("publish", "--preview").output

    assert "Warning: msoa: 12,000 is far from the 126 of the seven days to 28 October 2020" in said
