"""What was made is kept for the edition that readers see, and within bounds."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from app.bulk.asked import CSV, PARQUET, Asked
from app.bulk.folder import MadeFiles
from app.editions import EditionsFolder, StoredEdition
from app.editions.places import object_of
from app.errors import DamagedEditionError, DownloadError

HISTORY = Asked("msoa", None, CSV)


@pytest.fixture
def edition(published_home: Path) -> StoredEdition:
    return EditionsFolder(published_home / "editions").current()


def test_a_process_apart_makes_the_same_file_as_one_that_is_made_here(
    edition: StoredEdition, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    asked = (HISTORY, Asked("ltla", edition.week, PARQUET))
    apart = [MadeFiles(tmp_path / "apart").make(edition, each) for each in asked]
    request.getfixturevalue("made_here")
    here = [MadeFiles(tmp_path / "here").make(edition, each) for each in asked]

    assert [made.path.name for made in apart] == [made.path.name for made in here]
    assert [made.path.read_bytes() for made in apart] == [made.path.read_bytes() for made in here]
    assert {path.name for path in (tmp_path / "apart" / edition.id).iterdir()} == {
        *(made.path.name for made in apart),
        apart[0].compressed.name,
    }


@pytest.mark.usefixtures("made_here")
def test_what_was_made_is_found(edition: StoredEdition, tmp_path: Path) -> None:
    files = MadeFiles(tmp_path)
    assert files.find(edition, HISTORY) is None
    made = files.make(edition, HISTORY)

    assert files.find(edition, HISTORY) == made
    assert files.find(edition, Asked("msoa", edition.week, CSV)) is None
    assert made.etag in made.path.name


@pytest.mark.usefixtures("made_here")
def test_nothing_is_kept_of_another_edition(edition: StoredEdition, tmp_path: Path) -> None:
    for name in ("2020-10-20-0123456789ab", "of-someone-else"):
        (tmp_path / name).mkdir()
    MadeFiles(tmp_path).make(edition, HISTORY)

    assert {folder.name for folder in tmp_path.iterdir()} == {edition.id, "of-someone-else"}


@pytest.mark.usefixtures("made_here")
def test_what_was_not_wanted_for_longest_makes_room(edition: StoredEdition, tmp_path: Path) -> None:
    levels = ("nation", "region", "ltla")
    made = {level: MadeFiles(tmp_path).make(edition, Asked(level, None, PARQUET)).path for level in levels}
    for hours, level in enumerate(levels):
        os.utime(made[level], (10**9 + 3600 * hours,) * 2)
    largest = max(file.stat().st_size for file in made.values())
    files = MadeFiles(tmp_path, room=2 * largest + largest // 2)
    assert files.find(edition, Asked("nation", None, PARQUET))
    latest = files.make(edition, Asked("utla", None, PARQUET)).path

    assert set((tmp_path / edition.id).iterdir()) == {latest, made["nation"]}


def test_why_a_file_cannot_be_made_is_said(edition: StoredEdition, published_home: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copytree(published_home / "editions", tmp_path / "editions"))
    digest = edition.digest("weeks/2020-10-20.json")
    assert digest
    (copied / object_of(digest)).write_text("{}")
    damaged = EditionsFolder(copied).current()
    (tmp_path / "file").touch()

    with pytest.raises(DamagedEditionError, match="is not what was published"):
        MadeFiles(tmp_path / "made").make(damaged, HISTORY)
    with pytest.raises(DownloadError, match="Not a directory"):
        MadeFiles(tmp_path / "file").make(edition, HISTORY)


def test_what_takes_too_long_is_given_up(
    edition: StoredEdition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("python", 300)

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(DownloadError, match="takes longer than 300 seconds"):
        MadeFiles(tmp_path).make(edition, HISTORY)
