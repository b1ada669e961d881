"""The doctor says of each part of an installation whether it is right, and what to do where it is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.cli.doctor import Finding, examine
from app.dataset import read_dataset
from app.settings import Settings
from app.update.kept import Ended, keep
from tests.conftest import Casemap
from tests.stored import current, stored_files

GEODATA = Path(__file__).parent.parent.parent / "geodata"
MOMENT = datetime(2020, 11, 30, 16, tzinfo=UTC)
PUBLISHED = datetime(2020, 11, 2, 18, tzinfo=UTC)  # the latest release of the small place


def found(settings: Settings, word: str, now: datetime = PUBLISHED) -> Finding:
    """Return the one finding that speaks of something."""
    [finding] = [finding for finding in examine(settings, now) if word in finding.seen]
    return finding


def test_nothing_is_wrong_with_what_is_loaded_and_published(small_home: Path) -> None:
    findings = list(examine(Settings(home=small_home), PUBLISHED))

    assert {finding.state for finding in findings} == {"ok", "look"}
    assert "the latest of 2 November 2020" in found(Settings(home=small_home), "Store").seen
    assert all(finding.todo for finding in findings if finding.state != "ok")


def test_an_empty_home_says_how_to_begin_and_is_left_empty(home: Path) -> None:
    settings = Settings(home=home)

    assert "casemap load" in found(settings, "Store").todo
    assert "casemap publish" in found(settings, "Editions").todo
    assert not home.exists()


def test_a_damaged_edition_is_wrong(small_home: Path) -> None:
    [file] = stored_files(small_home, current(small_home).id, "map.json")
    file.write_text("{}")

    finding = found(Settings(home=small_home), "Readers see")

    assert finding.state == "wrong"
    assert "map.json" in finding.todo


def test_a_damaged_store_is_wrong(small_home: Path) -> None:
    store = small_home / "casemap.db"
    content = bytearray(store.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    store.write_bytes(content)

    assert found(Settings(home=small_home), "Store").state == "wrong"


def test_a_store_of_another_dataset_is_wrong(small_home: Path) -> None:
    scotland = Settings(home=small_home, dataset=read_dataset(GEODATA / "scotland.toml"))

    finding = found(scotland, "Store")

    assert finding.state == "wrong"
    assert "england" in finding.todo


@pytest.mark.parametrize(("days", "is_told"), [(7, False), (8, True)])
def test_what_is_old_is_told_unless_it_is_an_archive(small_home: Path, days: int, is_told: bool) -> None:
    now = PUBLISHED + timedelta(days=days)

    def told(settings: Settings) -> bool:
        return any("days ago" in finding.seen for finding in examine(settings, now))

    assert told(Settings(home=small_home)) is is_told
    assert not told(Settings(home=small_home, archived_on=PUBLISHED.date()))


def test_the_password_of_a_store_is_not_told() -> None:
    settings = Settings(database_url="postgresql://casemap:Hunter2@127.0.0.1:1/casemap")

    finding = found(settings, "Store")

    assert finding.state == "wrong"
    assert "Hunter2" not in finding.seen + finding.todo


def test_the_command_ends_with_1_where_something_is_wrong(casemap: Casemap, small_home: Path) -> None:
    assert casemap("doctor").exit_code == 0
    (small_home / "editions" / "current").write_text("{")

    result = casemap("doctor")

    assert result.exit_code == 1
    assert "wrong" in result.output


@pytest.mark.parametrize(("outcome", "exit_code", "state"), [("published", 0, "ok"), ("not_fetched", 4, "wrong")])
def test_how_the_last_update_ended_is_told(small_home: Path, outcome: str, exit_code: int, state: str) -> None:
    for ended in (Ended(MOMENT, "busy", 3), Ended(MOMENT, outcome, exit_code)):
        keep(small_home, ended)

    finding = found(Settings(home=small_home), "last update")

    assert (finding.state, outcome in finding.seen) == (state, True)
