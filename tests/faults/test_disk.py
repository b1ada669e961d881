"""A disk that is full, or that can only be read: a command says so in a sentence, and nothing is lost.

The home lies on a small file system of the test's own, in memory, mounted by root.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import create_app
from app.settings import Settings
from tests.faults.places import Place
from tests.faults.processes import casemap

PAGE = 4096
PAGES = [*range(4), *range(4, 40, 6), *range(40, 1000, 30)]  # that are left
ON_SQLITE = pytest.mark.parametrize("empty", ["sqlite"], indirect=True)


class Disk:
    """A file system of 4 MB that can be filled but for some pages, and made to be read only."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._filling = path / "filling"

    def mount(self, *options: str) -> None:
        subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join(("size=4m", *options)), "tmpfs", self.path], check=True)

    def unmount(self) -> None:
        subprocess.run(["umount", self.path], check=True)

    def protect(self) -> None:
        self.mount("remount", "ro")

    def unprotect(self) -> None:
        self.mount("remount", "rw")

    def fill(self, pages_left: int) -> None:
        free = shutil.disk_usage(self.path).free
        with self._filling.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, free - pages_left * PAGE)

    def empty(self) -> None:
        self._filling.unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    if os.geteuid() != 0:
        pytest.skip("only root may mount a file system")
    path = tmp_path / "disk"
    path.mkdir()
    mounted = Disk(path)
    mounted.mount()
    yield mounted
    mounted.unmount()


def fill_up(before: Place, disk: Disk, folder: Path, *arguments: str | Path) -> None:
    """Run a command where there is room for no page, for one, and for ever more, until it has enough."""
    after = before.copy(folder / "after")
    assert casemap(after.environment, *arguments).went_well
    whole = after.state()
    for pages in PAGES:
        place = before.copy(disk.path / "home")
        place.home.mkdir(exist_ok=True)
        disk.fill(pages)
        ended = casemap(place.environment, *arguments)
        disk.empty()
        if ended.went_well:
            break
        assert ended.was_told, (pages, ended)
        assert place.edition_seen() == before.edition_seen()
        assert place.state().loaded == before.state().loaded
        again = casemap(place.environment, *arguments)
        assert again.went_well, (pages, again)
        assert place.state() == whole, pages
        place.remove()
    print(f"casemap {arguments[0]}: went well with room for {pages} pages")
    assert pages > 0
    assert place.state() == whole


@ON_SQLITE
def test_loading_on_a_full_disk(published: Place, release: Path, disk: Disk, tmp_path: Path) -> None:
    fill_up(published, disk, tmp_path, "load", release)


@ON_SQLITE
def test_publishing_on_a_full_disk(published: Place, disk: Disk, tmp_path: Path) -> None:
    fill_up(published, disk, tmp_path, "publish")


@ON_SQLITE
def test_going_back_on_a_full_disk(published_twice: Place, disk: Disk, tmp_path: Path) -> None:
    fill_up(published_twice, disk, tmp_path, "rollback")


@ON_SQLITE
@pytest.mark.parametrize("command", ["load", "publish", "rollback"])
def test_a_disk_that_can_only_be_read(command: str, published_twice: Place, release: Path, disk: Disk) -> None:
    arguments: list[str | Path] = [command, *([release] if command == "load" else [])]
    place = published_twice.copy(disk.path / "home")
    site, before = create_app(Settings(home=place.home)).test_client(), place.state()
    page = site.get("/").data
    disk.protect()
    ended = casemap(place.environment, *arguments)

    assert ended.was_told, ended
    assert site.get("/").data == page
    disk.unprotect()
    assert place.state() == before
    assert casemap(place.environment, *arguments).went_well


@ON_SQLITE
def test_readers_are_served_from_a_disk_that_can_only_be_read(published: Place, disk: Disk) -> None:
    place = published.copy(disk.path / "home")
    disk.protect()

    assert create_app(Settings(home=place.home)).test_client().get("/").status_code == 200
