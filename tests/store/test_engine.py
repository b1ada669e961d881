from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from app.errors import StoreError
from app.redact import redacted_traceback
from app.store import Store, open_store
from app.store.areas import write_populations
from app.store.tables import populations
from tests.postgresql import Server

SECRET = "Hunter2"
COUNT = select(func.count()).select_from(populations)


def test_reading_sees_one_state_of_the_store_throughout(store: Store) -> None:
    with store.reading() as connection:
        before = connection.execute(COUNT).scalar()
        with store.writing() as other:
            write_populations(other, "", {"E02000001": 8000})
        assert connection.execute(COUNT).scalar() == before == 0
    with store.reading() as connection:
        assert connection.execute(COUNT).scalar() == 1


def test_what_fails_half_way_leaves_nothing(store: Store) -> None:
    def fail_half_way() -> None:
        with store.writing() as connection:
            write_populations(connection, "", {"E02000001": 8000})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    with store.reading() as connection:
        assert connection.execute(COUNT).scalar() == 0


@pytest.fixture
def asked(postgresql: Server) -> Iterator[Server]:
    """Return a server with a user whom it asks for a password, and who has no right to anything."""
    postgresql.tell("CREATE ROLE asked LOGIN PASSWORD 'right'")
    postgresql.tell("CREATE DATABASE empty")
    yield postgresql
    postgresql.tell("DROP DATABASE empty")
    postgresql.tell("DROP ROLE asked")


@pytest.mark.parametrize(
    ("database", "user", "options", "cause"),
    [
        ("postgres", f"asked:{SECRET}", "", "password authentication failed"),
        ("postgres", "asked", f"&password={SECRET}&sslpassword={SECRET}", "password authentication failed"),
        ("postgres", SECRET, "", 'role "***" does not exist'),
        ("postgres", SECRET * 9, "", 'role "***" does not exist'),
        ("nowhere", f"postgres:{SECRET}", "", 'database "nowhere" does not exist'),
        ("empty", "asked:right", f"&application_name={SECRET}", "permission denied"),
        ("empty", "postgres", f"&options=-csearch_path%3D{SECRET}", "no schema has been selected to create in"),
        ("postgres", "postgres", f"&{SECRET}=1", 'invalid connection option "***"'),
        ("postgres", "postgres", f"&sslmode={SECRET}", 'invalid sslmode value: "***"'),
        ("postgres", "postgres", f"&connect_timeout={SECRET}", "bad value for connect_timeout: '***'"),
        ("postgres", "postgres", f"&options={SECRET}", "invalid command-line argument for server process: ***"),
        ("postgres", f"postgres:%00{SECRET}", "", "cannot be used"),
    ],
)
def test_what_a_server_refuses_is_told_without_a_secret(
    asked: Server, database: str, user: str, options: str, cause: str
) -> None:
    with pytest.raises(StoreError) as raised, open_store(asked.url(database, user) + options):
        raise AssertionError("not reached")

    assert SECRET not in str(raised.value)
    assert cause in str(raised.value)
    assert "Nothing was lost" in str(raised.value)


@pytest.mark.parametrize(
    ("host", "cause"),
    [
        ("127.0.0.1:1", 'at "127.0.0.1", port 1 failed: Connection refused'),
        ("nowhere.invalid", "failed to resolve host 'nowhere.invalid'"),
        (f"{'a' * 64}.invalid", "cannot be used"),
    ],
)
def test_a_store_that_cannot_be_reached_is_told_without_its_password(host: str, cause: str) -> None:
    with pytest.raises(StoreError) as raised, open_store(f"postgresql://casemap:{SECRET}@{host}/cases"):
        raise AssertionError("not reached")

    assert str(raised.value).startswith(f"The store at postgresql://***@{host}/cases cannot be used (")
    assert cause in str(raised.value)
    assert SECRET not in str(raised.value)


def test_a_connection_that_is_ended_is_told_without_its_password(postgresql: Server) -> None:
    def lose() -> None:
        with open_store(postgresql.url(user=f"postgres:{SECRET}")) as store, store.reading() as connection:
            postgresql.tell("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
            connection.execute(COUNT)

    with pytest.raises(StoreError, match="terminating connection due to administrator command") as raised:
        lose()

    assert SECRET not in str(raised.value)


@pytest.mark.parametrize("name", ["a folder", "a text"])
def test_what_is_no_store_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "a folder").mkdir()
    (tmp_path / "a text").write_text("something else")
    before = (tmp_path / name).stat().st_mode

    with pytest.raises(StoreError, match=r"Is a directory|file is not a database"):
        open_store(f"sqlite:///{tmp_path / name}").__enter__()

    assert (tmp_path / name).stat().st_mode == before


def test_a_driver_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(StoreError, match="psycopg is not installed whole"):
        open_store(f"postgresql://casemap:{SECRET}@127.0.0.1:1/cases").__enter__()


@pytest.mark.parametrize("row", [{"population": None}, {"population": 2**80}, {"area_code": None}])
def test_a_mistake_of_our_own_tells_none_of_the_rows(
    store: Store, row: dict[str, object], capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    rows = [{"level": "msoa", "area_code": f"E0200000{place}", **row} for place in range(2)]

    def write() -> None:
        with store.writing() as connection:
            connection.execute(populations.insert(), rows)

    with pytest.raises((SQLAlchemyError, OverflowError)) as raised:
        write()

    told = redacted_traceback(raised.value)
    assert "in write" in told
    assert "parameters:" not in str(raised.value)
    assert "E0200000" not in told + caplog.text + "".join(capfd.readouterr())
    assert str(2**80) not in told
