"""The store on SQLite is its owner's alone, whatever the umask and whatever lay in its place."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.errors import StoreError
from app.store import Store, open_store
from app.store.areas import write_populations

NOBODY = 65534


@pytest.fixture(params=[0o022, 0o000, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "casemap.db"


def address(path: Path) -> str:
    return f"sqlite:///{path}"


def modes(folder: Path) -> dict[str, str]:
    return {file.name: f"{stat.S_IMODE(file.stat().st_mode):o}" for file in folder.iterdir()}


def use(store: Store) -> None:
    with store.writing() as connection:
        write_populations(connection, "", {"E02000001": 8000})


@pytest.mark.usefixtures("umask")
def test_a_store_and_what_lies_beside_it_is_for_its_owner(path: Path) -> None:
    with open_store(address(path)) as store:
        use(store)
        while_open = modes(path.parent)

    assert while_open == {"casemap.db": "600", "casemap.db-wal": "600", "casemap.db-shm": "600"}
    assert modes(path.parent) == {"casemap.db": "600"}
    assert f"{stat.S_IMODE(path.parent.stat().st_mode):o}" == "755"


@pytest.mark.parametrize("mode", [0o644, 0o666, 0o777, 0o640])
def test_a_store_that_others_could_read_is_mended_when_it_is_opened(path: Path, mode: int) -> None:
    with open_store(address(path)) as store:
        use(store)
        for file in path.parent.iterdir():
            file.chmod(mode)
        copied = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    for name, content in copied.items():  # as a process that was killed leaves them
        (path.parent / name).write_bytes(content)
        (path.parent / name).chmod(mode)
    path.parent.chmod(0o750)
    with open_store(address(path)) as store:
        assert modes(path.parent) == {"casemap.db": "600", "casemap.db-wal": "600", "casemap.db-shm": "600"}
        use(store)

    assert f"{stat.S_IMODE(path.parent.stat().st_mode):o}" == "750"


def test_a_link_of_ours_leads_to_the_store(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    target = tmp_path / "disk" / "cases.db"
    target.parent.mkdir()
    path.symlink_to(Path("..") / "disk" / "cases.db")
    with open_store(address(path)) as store:
        use(store)
        assert modes(target.parent) == {"cases.db": "600", "cases.db-wal": "600", "cases.db-shm": "600"}
    target.chmod(0o644)
    with open_store(address(path)):
        assert modes(target.parent)["cases.db"] == "600"

    assert path.is_symlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_a_link_that_another_user_made_is_refused(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    target = tmp_path / "cases.db"
    path.symlink_to(target)
    os.lchown(path, NOBODY, NOBODY)

    with pytest.raises(StoreError, match="a link that another user made"):
        open_store(address(path)).__enter__()

    assert not target.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_a_store_of_another_user_keeps_its_mode(path: Path) -> None:
    with open_store(address(path)) as store:
        use(store)
    path.chmod(0o644)
    os.chown(path, NOBODY, NOBODY)
    with open_store(address(path)):
        pass

    assert modes(path.parent) == {"casemap.db": "644"}


@pytest.mark.parametrize("content", [b"<html>" * 9, b"SQLite"])
def test_what_a_link_leads_to_by_mistake_keeps_its_mode_and_content(path: Path, tmp_path: Path, content: bytes) -> None:
    path.parent.mkdir()
    page = tmp_path / "index.html"
    page.write_bytes(content)
    page.chmod(0o644)
    beside = tmp_path / "index.html-wal"
    beside.write_bytes(content)
    beside.chmod(0o644)
    path.symlink_to(page)

    with pytest.raises(StoreError, match="file is not a database"):
        open_store(address(path)).__enter__()

    assert page.read_bytes() == content
    assert f"{stat.S_IMODE(page.stat().st_mode):o}" == "644"
    assert f"{stat.S_IMODE(beside.stat().st_mode):o}" == "644"


@pytest.mark.parametrize("name", ["casemap.db-wal", "casemap.db-shm"])
def test_a_link_beside_the_store_is_not_followed(path: Path, tmp_path: Path, name: str) -> None:
    with open_store(address(path)):
        pass
    victim = tmp_path / "victim"
    victim.write_text("a text")
    victim.chmod(0o644)
    (path.parent / name).symlink_to(victim)

    with pytest.raises(StoreError):
        open_store(address(path)).__enter__()

    assert (victim.read_text(), f"{stat.S_IMODE(victim.stat().st_mode):o}") == ("a text", "644")


def test_links_in_a_circle_are_told(path: Path) -> None:
    path.parent.mkdir()
    path.symlink_to(path.with_name("other"))
    path.with_name("other").symlink_to(path)

    with pytest.raises(StoreError, match="Too many levels of symbolic links"):
        open_store(address(path)).__enter__()


def test_a_pipe_in_its_place_is_told(path: Path) -> None:
    path.parent.mkdir()
    os.mkfifo(path)

    with pytest.raises(StoreError):
        open_store(address(path)).__enter__()


def test_a_home_whose_name_means_something_in_an_address_holds_its_store(tmp_path: Path) -> None:
    from app.settings import Settings

    home = tmp_path / "what?is%20this@home#1;x:y"
    with open_store(Settings(home=home).store_url) as store:
        use(store)

    with closing(sqlite3.connect(home / "casemap.db")) as connection:
        assert connection.execute("SELECT population FROM populations").fetchall() == [(8000,)]
