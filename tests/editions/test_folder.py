from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from app.dataset.codec import as_table
from app.editions import EditionsFolder
from app.editions.contents import Told
from app.editions.contract import FORMAT, to_json
from app.editions.handing import edition_of, words_of
from app.errors import (
    CannotPublishError,
    DamagedEditionError,
    EditionsError,
    NoEditionError,
    NotServedError,
    OtherFormatError,
    WithdrawnEditionError,
)
from tests.england import ENGLAND
from tests.stored import stored_files

TOLD: Told = {
    "format": FORMAT,
    "week_start": "2020-10-21",
    "week_end": "2020-10-27",
    "published_on": "2020-11-02",
    "dataset": as_table(ENGLAND),
    "passed_over": [],
    "levels": {},
    "releases": [],
    "weeks": ["2020-10-27"],
    "measures": {},
    "shapes": [],
    "is_sample": False,
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "editions"


@pytest.fixture
def editions(path: Path) -> EditionsFolder:
    folder = EditionsFolder(path)
    with folder.changing():
        folder.point_to(folder.write(TOLD, {"areas/msoa.json": b"[]"}).id)
    return folder


def write(editions: EditionsFolder, content: bytes) -> str:
    with editions.changing():
        edition = editions.write(TOLD, {"areas/msoa.json": content})
        editions.point_to(edition.id)
    return edition.id


def test_an_edition_is_named_by_its_week_and_content(editions: EditionsFolder) -> None:
    first = editions.current().id

    assert first.startswith("2020-10-27-")
    assert write(editions, b"[1]") != first
    assert write(editions, b"[]") == first


def test_files_are_read_as_they_were_written(editions: EditionsFolder) -> None:
    assert editions.current().read("areas/msoa.json") == b"[]"
    with pytest.raises(NotServedError):
        editions.current().read("../current")


def test_rolling_back_goes_to_the_edition_before_until_there_is_none(editions: EditionsFolder) -> None:
    first = editions.current().id
    write(editions, b"[1]")
    write(editions, b"[2]")
    editions.roll_back()
    editions.roll_back()

    assert editions.current().id == first
    with pytest.raises(NoEditionError):
        editions.roll_back()


def test_what_readers_have_seen_is_listed_the_latest_first_and_once(editions: EditionsFolder) -> None:
    first = editions.current().id
    second, third = write(editions, b"[1]"), write(editions, b"[2]")
    assert editions.seen() == (third, second, first)
    write(editions, b"[]")
    assert editions.seen() == (first, third, second)
    with editions.changing():
        editions.withdraw([third], "counts to be hidden", date(2020, 11, 9))
    assert editions.seen() == (first, second)


def test_publishing_the_same_again_does_not_grow_the_history(editions: EditionsFolder) -> None:
    write(editions, b"[1]")
    write(editions, b"[1]")
    editions.roll_back()

    assert editions.current().read("areas/msoa.json") == b"[]"


@pytest.mark.parametrize("name", ["areas/msoa.json", "edition.json"])
def test_a_damaged_file_is_found_by_its_hash(editions: EditionsFolder, path: Path, name: str) -> None:
    (file,) = stored_files(path.parent, editions.current().id, name)
    file.write_bytes(file.read_bytes()[:-1] + b"!")

    with pytest.raises(DamagedEditionError):
        editions.current().check()


def test_what_an_interrupted_write_left_is_removed_by_the_next(editions: EditionsFolder, path: Path) -> None:
    (path / ".writing-abandoned").mkdir()
    write(editions, b"[1]")

    assert list(path.glob(".writing-*")) == []


def test_writing_a_damaged_edition_again_mends_it(editions: EditionsFolder, path: Path) -> None:
    (file,) = stored_files(path.parent, editions.current().id, "areas/msoa.json")
    file.write_bytes(b"[7]")
    write(editions, b"[]")

    editions.current().check()
    write(editions, b"[1]")
    assert list(path.glob(".writing*")) == []


@pytest.mark.parametrize("content", [b"", b"[]", b'"x"', b'{"edition": 1}', b"\xff\x00"])
def test_a_damaged_pointer_is_told_and_mended_by_publishing(
    editions: EditionsFolder, path: Path, content: bytes
) -> None:
    (path / "current").write_bytes(content)
    with pytest.raises(DamagedEditionError, match="publish again"):
        editions.current()
    write(editions, b"[1]")

    assert editions.current().read("areas/msoa.json") == b"[1]"


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "editions").write_text("a file")
    folder = EditionsFolder(tmp_path / "editions")

    with pytest.raises(EditionsError, match="readers see what they saw before"), folder.changing():
        raise AssertionError("not reached")


@pytest.mark.parametrize("edition_id", ["2020-10-27-000000000000", "..", "../editions", ".lock", ""])
def test_only_editions_can_be_opened(editions: EditionsFolder, edition_id: str) -> None:
    with pytest.raises(NotServedError):
        editions.open(edition_id)


def test_without_an_edition_the_next_step_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoEditionError, match="casemap load"):
        EditionsFolder(tmp_path).current()


def test_rolling_back_passes_over_what_is_damaged(editions: EditionsFolder, path: Path) -> None:
    first = editions.current().id
    damaged = write(editions, b"[1]")
    write(editions, b"[2]")
    stored_files(path.parent, damaged, "areas/msoa.json")[0].write_bytes(b"[7]")

    assert editions.roll_back().id == first
    with pytest.raises(NoEditionError):
        editions.roll_back()


def test_the_last_whole_edition_stands_in_for_a_damaged_one(editions: EditionsFolder, path: Path) -> None:
    first = editions.current().id
    for content in (b"[1]", b"[2]"):
        damaged = write(editions, content)
        stored_files(path.parent, damaged, "areas/msoa.json")[0].write_bytes(b"[7]")

    assert editions.standing().edition.id == first
    assert f"Edition {damaged}: areas/msoa.json" in (editions.standing().problem or "")


@pytest.mark.parametrize(("given", "said"), [(None, "before formats had a number"), (99, "in format 99")])
def test_an_edition_in_another_format_is_refused_with_the_command_to_run(
    editions: EditionsFolder, path: Path, given: int | None, said: str
) -> None:
    facts = {**TOLD, "format": given, "files": {}}
    description = to_json({name: value for name, value in facts.items() if value is not None})
    other = f"2020-10-27-{hashlib.sha256(description).hexdigest()[:12]}"
    (path / other).mkdir()
    (path / other / "edition.json").write_bytes(description)

    with pytest.raises(OtherFormatError, match=f"{said}.*`casemap publish`"):
        editions.open(other)
    editions.point_to(other)
    standing = editions.standing()
    assert standing.edition.id != other
    assert said in str(standing.problem)


TODAY = date(2020, 11, 9)


def test_a_withdrawn_edition_is_neither_opened_nor_written_again(editions: EditionsFolder) -> None:
    first = editions.current().id
    second = write(editions, b"[1]")
    with editions.changing():
        seen = editions.withdraw([first], "counts to be hidden", TODAY)

    assert seen is not None
    assert seen.id == editions.current().id == second
    with pytest.raises(WithdrawnEditionError, match="withdrawn on 2020-11-09: counts to be hidden"):
        editions.open(first)
    with pytest.raises(CannotPublishError, match="was withdrawn on 2020-11-09"):
        write(editions, b"[]")
    assert editions.current().id == second


def test_the_edition_before_a_withdrawn_one_stands_and_is_held(editions: EditionsFolder) -> None:
    first = editions.current().id
    second, third = write(editions, b"[1]"), write(editions, b"[2]")
    with editions.changing():
        seen = editions.withdraw([second, third], "wrong", TODAY)

    assert seen is not None
    assert seen.id == editions.held() == first


def test_where_every_edition_is_withdrawn_nothing_is_published(editions: EditionsFolder) -> None:
    with editions.changing():
        assert editions.withdraw([editions.current().id], "wrong", TODAY) is None
    with pytest.raises(NoEditionError, match="Nothing is published yet"):
        editions.current()


def test_withdrawals_that_cannot_be_read_keep_everything_back(editions: EditionsFolder, path: Path) -> None:
    (path / "withdrawn").write_bytes(b"{")

    with pytest.raises(DamagedEditionError, match="put it back from a copy"):
        editions.open(editions.ids()[0])


def test_an_edition_is_handed_on_to_another_process_by_words(editions: EditionsFolder) -> None:
    handed = edition_of(words_of(editions.current()))

    assert handed.id == editions.current().id
    assert handed.read("areas/msoa.json") == b"[]"
