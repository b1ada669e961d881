"""Releases that can hardly be right: refused with the numbers, and loaded where they are accepted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.errors import ACCEPTED
from tests.inputs.files import DASHBOARD, archive
from tests.inputs.place import PublishedPlace

CODES = [f"E0200000{number}" for number in range(1, 7)]
FIRST = date(2020, 11, 3)
Counts = Mapping[tuple[str, str], int | str]


def table(counts: Counts, level: str = "msoa") -> str:
    """Write a dashboard's file of counts by code and day."""
    return "\n".join([DASHBOARD, *(f"{level},{code},,{day},{cases}" for (code, day), cases in counts.items()), ""])


def weekly(weeks: int, codes: Sequence[str] = CODES, cases: int = 20, first: date = FIRST, step: int = 7) -> Counts:
    """Return counts for each area, different in each, in so many weeks."""
    days = [first + timedelta(days=step * number) for number in range(weeks)]
    return {(code, str(day)): cases + 3 * place for day in days for place, code in enumerate(codes)}


@pytest.fixture
def loaded(place: PublishedPlace) -> PublishedPlace:
    """Return the small place after a release of six weeks, to 8 December 2020."""
    place.loads(place.write("msoa_2020-12-14.csv", table(weekly(6))))
    return place


def doubted(place: PublishedPlace, name: str, content: str, word: str) -> str:
    """Load a file that is refused until its word is accepted, and then loaded; gives the sentence."""
    file = place.write(name, content)
    said = place.refuses(file)
    assert said.endswith(f"Nothing of it was loaded. If it is right all the same, load it with --accept {word}.")
    assert place.casemap("load", "--accept", word, file).exit_code == 0
    return said


@pytest.mark.parametrize("codes", [CODES[:4], CODES[2:], CODES[1:5:2]])
def test_a_quarter_of_the_areas_gone(loaded: PublishedPlace, codes: Sequence[str]) -> None:
    content = table(weekly(7, codes))
    said = doubted(loaded, "msoa_2020-12-21.csv", content, "areas")
    gone = sorted(set(CODES) - set(codes))

    assert f"{len(gone)} of the 6 msoa areas that the release of 14 December 2020 has are not in it" in said
    assert gone[0] in said


def test_an_area_or_so_that_is_left_out_as_it_is_hidden(loaded: PublishedPlace) -> None:
    file = loaded.write("msoa_2020-12-21.csv", table(weekly(7, CODES[1:])))

    assert loaded.casemap("load", file).exit_code == 0


def test_a_single_week_is_compared_by_its_areas_and_not_by_its_history(loaded: PublishedPlace) -> None:
    whole = weekly(1, first=date(2020, 12, 15))
    file = loaded.write("msoa_2020-12-21.csv", table(whole))

    assert loaded.casemap("load", file).exit_code == 0
    doubted(loaded, "msoa_2020-12-28.csv", table(weekly(1, CODES[:2], first=date(2020, 12, 22))), "areas")


def test_other_letters_of_the_archive_are_not_compared(place: PublishedPlace) -> None:
    for letter, codes in (("A", CODES[:3]), ("B", CODES[3:])):
        rows = [(code, "03/11/2020", "20") for code in codes]
        name = f"msoa_newCasesBySpecimenDateRollingSum_areas_letter_{letter}_2020-11-09.csv"
        assert place.casemap("load", place.write(name, archive(*rows))).exit_code == 0
    later = [(CODES[0], "03/11/2020", "20")]
    name = "msoa_newCasesBySpecimenDateRollingSum_areas_letter_A_2020-11-16.csv"

    assert "2 of the 3 msoa areas" in doubted(place, name, archive(*later), "areas")


@pytest.mark.parametrize("level", ["msoa", "ltla"])
def test_every_count_zero(place: PublishedPlace, level: str) -> None:
    codes = CODES if level == "msoa" else ["E06000001", "E07000001", "E07000002"]
    zeros = {(code, str(FIRST)): 0 for code in codes}

    assert f"All {len(codes)} {level} counts are zero." in doubted(
        place, f"{level}_2020-11-09.csv", table(zeros, level), "zeros"
    )


def test_zeros_among_other_counts_are_counts(place: PublishedPlace) -> None:
    counts = {("E06000001", str(FIRST)): 0, ("E07000001", str(FIRST)): 0, ("E07000002", str(FIRST)): 1}

    assert place.casemap("load", place.write("ltla_2020-11-09.csv", table(counts, "ltla"))).exit_code == 0


@pytest.mark.parametrize("share", [3, 7])
def test_all_of_history_cut_alike(loaded: PublishedPlace, share: int) -> None:
    counts = {key: max(3, round(int(cases) / share)) for key, cases in weekly(7, cases=90).items()}
    loaded.loads(loaded.write("msoa_2020-12-15.csv", table(weekly(6, cases=90))))
    said = doubted(loaded, "msoa_2020-12-21.csv", table(counts), "history")

    assert "The msoa counts of days known before all fell alike: 36 counts came to 3,510" in said


def test_revisions_of_some_counts_are_revisions(loaded: PublishedPlace) -> None:
    counts = {**weekly(7), (CODES[0], "2020-12-08"): 4, (CODES[1], "2020-12-08"): 5}

    assert loaded.casemap("load", loaded.write("msoa_2020-12-21.csv", table(counts))).exit_code == 0


def test_half_of_the_days_gone(loaded: PublishedPlace) -> None:
    last = weekly(2, first=date(2020, 12, 1))
    later = {**last, **weekly(1, first=date(2020, 12, 15))}

    assert "2 of the 6 msoa days" in doubted(loaded, "msoa_2020-12-21.csv", table(later), "history")


def test_a_series_of_other_days_is_another_series(loaded: PublishedPlace) -> None:
    on_fridays = weekly(3, first=date(2020, 11, 27))
    daily = weekly(12, first=date(2020, 12, 5), step=1)

    assert loaded.casemap("load", loaded.write("msoa_2020-12-20.csv", table(on_fridays))).exit_code == 0
    assert loaded.casemap("load", loaded.write("msoa_2020-12-21.csv", table(daily))).exit_code == 0


@pytest.mark.parametrize("day", ["2002-11-03", "2012-12-08", "2020-11-20"])
def test_a_row_of_a_day_far_from_the_others(place: PublishedPlace, day: str) -> None:
    counts = {**weekly(4), (CODES[2], day): 15}

    said = doubted(place, "msoa_2020-12-14.csv", table(counts), "days")
    assert "is apart from all other days, and has only 1 msoa row." in said


def test_first_days_with_few_rows_are_days(place: PublishedPlace) -> None:
    counts = {("E06000001", f"2020-11-0{day}"): 1 for day in (1, 3, 4, 5)}
    counts |= {(code, f"2020-11-{day:02}"): 5 for code in ("E06000001", "E07000001") for day in range(6, 12)}
    daily = table(counts, "ltla").replace("RollingSum", "")

    assert place.casemap("load", place.write("ltla_2020-11-16.csv", daily)).exit_code == 0


@pytest.mark.parametrize(("level", "code", "people"), [("msoa", "E02000002", "7,500"), ("ltla", "E06000001", "21,500")])
def test_more_cases_than_people(place: PublishedPlace, level: str, code: str, people: str) -> None:
    counts = {(code, str(FIRST)): 95_000} | {
        (each, str(FIRST)): 20 for each in CODES if level == "msoa" and each != code
    }

    assert f"{code} has 95,000 cases among {people} people in the seven days to 3 November 2020: 1 area" in doubted(
        place, f"{level}_2020-11-09.csv", table(counts, level), "people"
    )


def test_a_level_that_vanished(place: PublishedPlace) -> None:
    levels = {"region": "E12000001", "utla": "E06000001", "ltla": "E06000001"}

    def release(*names: str) -> str:
        return "\n".join([DASHBOARD, *(f"{name},{levels[name]},,2020-11-03,15" for name in names), ""])

    accepted = ("--accept", "areas", "--accept", "levels")
    assert place.casemap("load", *accepted, place.write("all_2020-11-09.csv", release(*levels))).exit_code == 0
    said = doubted(place, "all_2020-11-10.csv", release("utla", "region"), "levels")
    alone = place.write("one_2020-11-11.csv", release("ltla"))

    assert "No counts of ltla, which the release of 9 November 2020 has." in said
    assert place.casemap("load", alone).exit_code == 0  # the dashboard gives a level at a time


@pytest.mark.parametrize("cases", [1, 2])
def test_counts_that_the_publisher_never_gives(place: PublishedPlace, cases: int) -> None:
    counts = {**weekly(1), (CODES[2], str(FIRST)): cases}

    assert "1 msoa count of 1 or 2: the publisher never gives these" in doubted(
        place, "msoa_2020-11-09.csv", table(counts), "small"
    )


def test_all_that_is_to_be_accepted_is_told_at_once(loaded: PublishedPlace) -> None:
    counts = {(CODES[0], "2020-12-15"): 1, (CODES[1], "2020-12-15"): 90_000}
    said = loaded.refuses(loaded.write("msoa_2020-12-21.csv", table(counts)))

    assert said.endswith("load it with --accept small --accept areas --accept people.")


def test_the_help_lists_every_word(place: PublishedPlace) -> None:
    said = " ".join(place.casemap("load", "--help").output.split())

    assert all(f"{word}: {meaning}." in said for word, meaning in ACCEPTED.items())


def test_every_real_file_is_loaded_without_being_accepted(real_home: Path) -> None:
    assert (real_home / "casemap.db").is_file()  # the fixture loads them and fails otherwise
