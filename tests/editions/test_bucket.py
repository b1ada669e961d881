"""Editions in a bucket: written, opened and taken back as in a folder, by conditions instead of locks."""

from __future__ import annotations

import gc
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.editions import EditionsFolder
from app.editions.bucket import BucketStorage
from app.editions.following import FollowedBucket
from app.editions.handing import edition_of, words_of
from app.editions.places import OBJECTS, POINTER, object_of
from app.editions.room import prune, room
from app.errors import (
    ChangedMeanwhileError,
    DamagedEditionError,
    EditionsError,
    NoEditionError,
    NotServedError,
    WithdrawnEditionError,
)
from app.settings import Bucket
from tests.editions.test_folder import TOLD, write
from tests.s3 import Server


@pytest.fixture(params=["s3", "memory"])
def bucket(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """Return an empty place in a bucket, and in the memory of this process as what else fsspec reaches."""
    if request.param == "memory":
        return Bucket(f"memory://{tmp_path.name}", tmp_path / "copies")
    server: Server = request.getfixturevalue("s3")
    for variable, value in server.environment.items():
        monkeypatch.setenv(variable, value)
    return Bucket(f"{server.bucket()}/cases", tmp_path / "copies")


def elsewhere(bucket: Bucket, tmp_path: Path) -> Bucket:
    """Return the same place as another machine has it."""
    return Bucket(bucket.address, tmp_path / "other-copies")


def digests(editions: EditionsFolder, edition_id: str) -> list[str]:
    return list(editions.open(edition_id).facts["files"].values())


def test_editions_are_written_and_taken_back_as_in_a_folder(bucket: Bucket, tmp_path: Path) -> None:
    editions = EditionsFolder(bucket)
    with pytest.raises(NoEditionError, match="casemap load"):
        editions.current()
    first, second = write(editions, b"[1]"), write(editions, b"[2]" * 100)
    other = EditionsFolder(elsewhere(bucket, tmp_path))

    assert other.ids() == sorted([first, second])
    assert other.standing().edition.read("areas/msoa.json") == b"[2]" * 100
    assert other.seen() == (second, first)
    assert edition_of(words_of(other.current())).id == second
    with other.changing():
        assert other.roll_back().id == first
    assert editions.held() == first
    with editions.changing():
        assert editions.withdraw([first], "wrong", date(2020, 11, 9)) is None
    with pytest.raises(WithdrawnEditionError):
        other.open(first)
    with pytest.raises(NoEditionError, match="Nothing is published yet"):
        other.current()


def test_of_two_publishings_at_once_the_second_changes_nothing(bucket: Bucket, tmp_path: Path) -> None:
    editions, other = EditionsFolder(bucket), EditionsFolder(elsewhere(bucket, tmp_path))
    write(editions, b"[1]")
    with editions.changing():
        edition = editions.write(TOLD, {"areas/msoa.json": b"[2]"})
        first = write(other, b"[3]")
        with pytest.raises(ChangedMeanwhileError, match="run it again"):
            editions.point_to(edition.id)

    assert editions.current().id == first


def test_of_two_first_publishings_the_second_changes_nothing(bucket: Bucket, tmp_path: Path) -> None:
    editions, other = EditionsFolder(bucket), EditionsFolder(elsewhere(bucket, tmp_path))
    with editions.changing():
        edition = editions.write(TOLD, {"areas/msoa.json": b"[2]"})
        first = write(other, b"[3]")
        with pytest.raises(ChangedMeanwhileError):
            editions.point_to(edition.id)

    assert other.current().id == first


def test_a_server_sees_an_edition_once_all_of_it_is_near(bucket: Bucket, tmp_path: Path) -> None:
    editions = EditionsFolder(bucket)
    first = write(editions, b"[1]")
    storage = FollowedBucket(elsewhere(bucket, tmp_path))
    before = storage.read(POINTER)
    second = write(editions, b"[2]")

    assert first.encode() in before
    assert storage.read(POINTER) == before
    storage.look()
    assert second.encode() in storage.read(POINTER)
    assert all(storage.copies.has(object_of(digest)) for digest in digests(editions, second))


def test_nobody_looks_any_more_where_nobody_reads(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.editions.following.LOOK_EVERY", 0.01)
    write(EditionsFolder(bucket), b"[1]")
    storage = FollowedBucket(elsewhere(bucket, tmp_path))
    storage.read(POINTER)
    follower = storage._follower
    assert follower is not None
    del storage
    gc.collect()
    follower.join(60)

    assert not follower.is_alive()


def test_a_damaged_copy_is_fetched_anew(bucket: Bucket) -> None:
    editions = EditionsFolder(bucket)
    (digest,) = digests(editions, write(editions, b"[1]"))
    storage = editions.storage
    assert isinstance(storage, BucketStorage)
    storage.copies.keep(object_of(digest), b"[7]")

    editions.current().check()
    assert storage.copies.read(object_of(digest)) == b"[1]"


def test_what_is_damaged_in_the_bucket_is_found_and_mended_by_publishing(bucket: Bucket, tmp_path: Path) -> None:
    editions = EditionsFolder(bucket)
    edition = write(editions, b"[1]")
    (digest,) = digests(editions, edition)
    editions.storage.write({object_of(digest): b"[7]"})
    other = EditionsFolder(elsewhere(bucket, tmp_path))
    with pytest.raises(DamagedEditionError, match="publish again"):
        other.current().check()
    write(other, b"[1]")

    EditionsFolder(Bucket(bucket.address, tmp_path / "third")).current().check()


def test_what_readers_never_saw_is_pruned_a_day_later(bucket: Bucket) -> None:
    editions = EditionsFolder(bucket)
    seen = write(editions, b"[1]")
    with editions.changing():
        unseen = editions.write(TOLD, {"areas/msoa.json": b"[2]"}).id
        now = datetime.now(UTC)
        assert prune(editions, now).editions == ()
        assert prune(editions, now + timedelta(days=2)).editions == (unseen,)

    with pytest.raises(NotServedError):
        editions.open(unseen)
    assert len(editions.storage.entries(OBJECTS)) == 1
    assert seen in room(editions).own


def test_a_package_that_is_not_installed_is_named(tmp_path: Path) -> None:
    with pytest.raises(EditionsError, match=r"requirements-s3.lock"):
        EditionsFolder(Bucket("nowhere://bucket", tmp_path)).current()
