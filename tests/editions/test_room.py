"""What editions share is stored once, and what readers never saw can be removed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.editions import EditionsFolder
from app.editions.places import OBJECTS, SPARES
from app.editions.room import prune, room
from app.errors import DamagedEditionError
from tests.conftest import Casemap
from tests.editions.test_folder import TOLD
from tests.stored import stored_files

LATER = datetime.now(UTC) + timedelta(days=2)
SAME = {"geometry/msoa.txt": b"null\n" * 1000, "data/msoa.csv": bytes(range(256))}


@pytest.fixture
def editions(tmp_path: Path) -> EditionsFolder:
    return EditionsFolder(tmp_path / "editions")


def publish(editions: EditionsFolder, day: int) -> str:
    with editions.changing():
        edition = editions.write(TOLD, {**SAME, "areas/msoa.json": b"[%d]" % day})
        editions.point_to(edition.id)
    return edition.id


def test_of_what_editions_share_there_is_one_file_and_one_spare(editions: EditionsFolder) -> None:
    for day in range(5):
        publish(editions, day)

    assert len(editions.storage.entries(OBJECTS)) == len(SAME) + 5
    assert len(editions.storage.entries(SPARES)) == len(SAME)


def test_files_are_stored_compressed_where_that_is_smaller(editions: EditionsFolder) -> None:
    publish(editions, 1)
    edition = editions.current()

    assert set(edition.facts["files"]) == {"geometry/msoa.txt.br", "data/msoa.csv", "areas/msoa.json"}
    assert edition.size("geometry/msoa.txt") == 5000
    assert edition.forms("data/msoa.csv") == (bytes(range(256)), {})


def test_an_editions_own_room_is_what_no_other_holds(editions: EditionsFolder) -> None:
    first, second = publish(editions, 1), publish(editions, 2)
    taken = room(editions)
    description = editions.storage.entries(first)[f"{first}/edition.json"].size

    assert taken.own[first] == taken.own[second] == description + len(b"[1]")
    assert taken.total == sum(entry.size for entry in editions.storage.entries().values())


def test_what_was_served_stays_also_when_it_was_taken_back_or_withdrawn(editions: EditionsFolder) -> None:
    seen = [publish(editions, day) for day in range(3)]
    with editions.changing():
        editions.roll_back()
        editions.withdraw([seen[0]], "wrong", LATER.date())
        unseen = editions.write(TOLD, {"areas/msoa.json": b"[9]"}).id
        assert prune(editions, datetime.now(UTC)).editions == ()
        pruned = prune(editions, LATER)

    assert (pruned.editions, editions.ids()) == ((unseen,), sorted(seen))
    assert len(editions.storage.entries(OBJECTS)) == len(SAME) + 3
    editions.open(seen[1]).check()
    editions.open(seen[2]).check()


def test_files_that_a_killed_command_left_are_removed(editions: EditionsFolder) -> None:
    publish(editions, 1)
    left = {f"{OBJECTS}/{'0' * 64}": b"left"}
    editions.storage.write(left)

    assert prune(editions, LATER).size == 4
    assert not left.keys() & editions.storage.entries().keys()


def test_nothing_goes_where_an_edition_does_not_say_what_it_holds(editions: EditionsFolder, tmp_path: Path) -> None:
    first = publish(editions, 1)
    publish(editions, 2)
    stored_files(tmp_path, first, "edition.json")[0].write_bytes(b"{}")
    before = editions.storage.entries()

    with pytest.raises(DamagedEditionError):
        prune(editions, LATER)
    assert editions.storage.entries() == before
    assert first not in room(editions).own


def test_the_commands_tell_of_room(casemap: Casemap, small_home: Path) -> None:
    (listed, together) = casemap("editions").output.splitlines()
    pruned = casemap("editions", "prune")

    assert "MB of its own; readers see it" in listed
    assert together.startswith("All take ")
    assert (pruned.exit_code, pruned.output) == (0, "0.0 MB are free.\n")
