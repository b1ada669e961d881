from __future__ import annotations

import os
from pathlib import Path

from app.editions.copies import Copies


def test_copies_not_read_for_longest_give_way_to_others(tmp_path: Path) -> None:
    copies = Copies(tmp_path, room=100)
    for age, name in enumerate(("objects/d", "objects/c", "objects/b", "objects/a")):
        copies.keep(name, b"x" * 30)
        os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))
    copies.read("objects/a")
    copies.make_room(["objects/b"])

    assert [name for name in "abcd" if copies.has(f"objects/{name}")] == ["a", "b"]


def test_within_their_room_copies_stay(tmp_path: Path) -> None:
    copies = Copies(tmp_path, room=100)
    copies.keep("current", b"x" * 100)
    copies.make_room([])

    assert copies.read("current") == b"x" * 100


def test_what_cannot_be_kept_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    copies = Copies(tmp_path / "file")
    copies.keep("objects/a", b"x")

    assert copies.read("objects/a") is None
