"""What releases changed, and how figures were first published, from the files to the edition."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain import Shown, Withheld
from app.editions import StoredEdition
from tests.england import saying
from tests.revised import OF_NINTH, OF_TENTH, REVISED, WEEK, Changes, current, load, run


@pytest.fixture(scope="module")
def make(published_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Publish the small place with more releases, by the days on which they were published."""

    def make(releases: dict[str, Changes], totals: str = "report") -> Path:
        folder = tmp_path_factory.mktemp("revised")
        home = Path(shutil.copytree(published_home, folder / "home"))
        for day, changes in releases.items():
            load(home, folder, day, changes)
        if totals == "protect":  # what was published without protection is served no more
            shutil.rmtree(home / "editions")
        run(home, "publish", dataset=saying(folder, totals))
        return home

    return make


@pytest.fixture(scope="module")
def revised(make: Callable[..., Path]) -> StoredEdition:
    return current(
        make({"2020-11-09": REVISED, "2020-11-10": {**REVISED, f"Church End,{WEEK},4": f"Church End,{WEEK},9"}})
    )


def test_a_release_says_how_much_it_revised_and_where_the_most(revised: StoredEdition) -> None:
    told = {one["release"]: one for one in revised.corrections.releases["releases"]}
    (level,) = told[OF_NINTH]["levels"]

    assert list(told)[:2] == [OF_TENTH, OF_NINTH]
    assert level == {
        "level": "msoa", "weeks": 1, "latest_week": WEEK, "weeks_revised": 1, "areas_revised": 1,
        "added": 0, "compared": 3, "revised": 1, "newly_shown": 1, "no_longer_shown": 1,
        "largest": [["E02000005", WEEK, 4, 6]],
    }  # fmt: skip
    assert revised.corrections.changed_by(OF_NINTH)["msoa"]["weeks"] == [
        {
            "week_end": WEEK, "added": 0, "compared": 3, "revised": 1, "newly_shown": 1, "no_longer_shown": 1,
            "places": [4], "were": [4], "became": [6],
        }
    ]  # fmt: skip
    assert told["dashboard-MSOA-counts-2020-11-02"]["levels"][0]["added"] == 8


def test_a_figure_is_told_as_first_published_and_as_last_revised(revised: StoredEdition) -> None:
    area = revised.area("msoa", "E02000005")
    assert area is not None
    (revision,) = revised.revisions(area)

    assert (revision.first, revision.now) == (Shown(4), Shown(9))
    assert (str(revision.published_on), str(revision.revised_on)) == ("2020-11-02", "2020-11-10")


@pytest.mark.parametrize(
    ("code", "first", "now"), [("E02000002", None, Withheld.HIDDEN), ("E02000004", Withheld.HIDDEN, Shown(8))]
)
def test_what_is_hidden_before_or_now_is_not_told_as_it_was(
    revised: StoredEdition, code: str, first: Withheld | None, now: Shown | Withheld
) -> None:
    area = revised.area("msoa", code)
    assert area is not None
    (revision,) = revised.revisions(area)

    assert (revision.first, revision.now) == (first, now)


def test_changes_among_hidden_counts_change_no_byte_of_what_is_told(make: Callable[..., Path]) -> None:
    few = {f"Mill Lane,{WEEK},3": f"Mill Lane,{WEEK},2", f"Second,{WEEK},12": f"Second,{WEEK},13"}
    none = {**few, f"Mill Lane,{WEEK},3": f"Mill Lane,{WEEK},3"}
    editions = [current(make({"2020-11-09": changes})) for changes in (few, none)]

    files = [
        {name: edition.read(name) for name in edition.names if name.startswith(("releases", "revisions"))}
        for edition in editions
    ]
    assert files[0] == files[1]
    assert files[0]


def test_under_protection_nothing_is_told_beside_a_count_that_is_or_was_hidden(make: Callable[..., Path]) -> None:
    """Westham's one area was shown throughout; of Eastham one was hidden, and Northtown's largest is withheld."""
    edition = current(make({"2020-11-09": {**REVISED, f"Old Quay,{WEEK},5": f"Old Quay,{WEEK},7"}}, totals="protect"))
    told = {area.code: edition.revisions(area) for area in edition.areas["msoa"]}
    (level,) = edition.corrections.releases["releases"][0]["levels"]

    assert {code: revisions[0].first for code, revisions in told.items() if revisions} == {"E02000006": Shown(5)}
    assert (level["compared"], level["revised"], level["newly_shown"], level["no_longer_shown"]) == (1, 1, 0, 0)
    assert [tuple(each) for each in level["largest"]] == [("E02000006", WEEK, 5, 7)]


def test_a_withdrawn_release_is_told_with_the_reason(make: Callable[..., Path]) -> None:
    home = make({"2020-11-09": REVISED})
    run(home, "releases", "withdraw", OF_NINTH, "--because", "a trial")
    run(home, "publish")
    edition = current(home)
    (release, *_) = edition.corrections.releases["releases"]

    assert (release["release"], release["because"], release["levels"]) == (OF_NINTH, "a trial", [])
    assert release["withdrawn_on"]
    assert OF_NINTH not in edition.facts["releases"]
    assert not any(edition.revisions(area) for area in edition.areas["msoa"])
