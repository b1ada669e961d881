"""The database goes away in the middle of a command: it says so in a sentence, loses nothing, and can be run again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from app import create_app
from app.settings import Settings
from tests.faults.places import Place
from tests.faults.processes import Stopped, casemap, evenly, steps_of
from tests.postgresql import Server

Losing = Callable[[Server, str], AbstractContextManager[None]]


@contextmanager
def failing(server: Server, _database: str) -> Iterator[None]:
    """Stop the server as if its machine failed, and start it again in the end."""
    server.stop()
    try:
        yield
    finally:
        server.start()


@contextmanager
def disconnecting(server: Server, database: str) -> Iterator[None]:
    server.tell(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{database}'")
    yield


WAYS = [(failing, 3), (disconnecting, 5)]  # and at how many steps they are tried


def lose_database(losing: Losing, at_most: int, before: Place, folder: Path, *arguments: str | Path) -> None:
    assert before.server
    after = before.copy(folder / "after")
    steps = evenly(steps_of(after, *arguments)[1:], at_most)  # the first comes before the connection
    whole = after.state()
    states = (before.state().loaded, whole.loaded)
    seen = (before.edition_seen(), after.edition_seen())
    failed = 0
    for step in steps:
        place = before.copy(folder / f"{step.call}-{step.number}")
        stopped = Stopped(place.environment, step, *arguments)
        with losing(before.server, place.database):
            ended = stopped.go_on()
        assert ended.went_well or (ended.was_told and "Nothing was lost" in ended.said), (step, ended)
        failed += ended.was_told
        assert place.state().loaded in states, step
        assert place.edition_seen() in seen, step
        again = casemap(place.environment, *arguments)
        assert again.went_well, (step, again)
        assert place.state() == whole, step
        place.remove()
    assert failed >= len(steps) - 1  # the last step may be to say goodbye


@pytest.mark.parametrize("empty", ["postgresql"], indirect=True)
@pytest.mark.parametrize(("losing", "at_most"), WAYS)
def test_loading(losing: Losing, at_most: int, published: Place, release: Path, tmp_path: Path) -> None:
    lose_database(losing, at_most, published, tmp_path, "load", release)


@pytest.mark.parametrize("empty", ["postgresql"], indirect=True)
@pytest.mark.parametrize(("losing", "at_most"), WAYS)
def test_publishing(losing: Losing, at_most: int, published: Place, tmp_path: Path) -> None:
    lose_database(losing, at_most, published, tmp_path, "publish")


@pytest.mark.parametrize("command", ["load", "publish"])
def test_a_server_that_is_not_there(command: str, release: Path, tmp_path: Path) -> None:
    arguments: list[str | Path] = [command, *([release] if command == "load" else [])]
    nowhere = {**Place(tmp_path / "home").environment, "DATABASE_URL": f"postgresql:///casemap?host={tmp_path}"}
    ended = casemap(nowhere, *arguments)

    assert ended.was_told, ended
    assert "The store at postgresql" in ended.said


@pytest.mark.parametrize("empty", ["postgresql"], indirect=True)
def test_readers_need_no_database(published: Place) -> None:
    assert published.server
    with failing(published.server, published.database):
        assert create_app(Settings(home=published.home)).test_client().get("/").status_code == 200
