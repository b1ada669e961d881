"""What a command prints, a traceback included, holds no password and no count of an area."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Connection

from app.cli import main
from app.load import counts as loading
from app.store.tables import counts
from tests.conftest import SMALL
from tests.postgresql import Server

SECRET = "Hunter2"
COUNT = 7654321
Run = Callable[..., Result]


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Return the address of an empty store on each database; the server takes any password."""
    if request.param == "sqlite":
        yield ""
        return
    server: Server = request.getfixturevalue("postgresql")
    server.tell("CREATE DATABASE secrets")
    yield server.url("secrets", f"postgres:{SECRET}") + f"&application_name={SECRET}"
    server.tell("DROP DATABASE secrets")


@pytest.fixture
def run(database_url: str, home: Path) -> Run:
    def run_command(*arguments: str | Path) -> Result:
        addresses = {
            "DATABASE_URL": database_url,
            "CASEMAP_CASES_ADDRESS": f"https://u:{SECRET}@example.org/?token={SECRET}",
        }
        return CliRunner().invoke(main, list(map(str, arguments)), env={"CASEMAP_HOME": str(home), **addresses})

    return run_command


def writing(**values: Any) -> Callable[..., None]:
    """Return what writes a count that the tables do not take, in the place of what is to be written."""

    def write(connection: Connection, *_: object) -> None:
        row = {"level": "msoa", "week_end": None, "release_id": 1, "content": str(COUNT).encode()}
        connection.execute(counts.insert(), [row | values])

    return write


def failing(error: type[Exception], *arguments: object) -> Callable[..., None]:
    def fail(*_: object) -> None:
        try:
            raise error(*arguments)
        except error as cause:
            raise RuntimeError(f"{COUNT} at {SECRET}") from cause

    return fail


@pytest.mark.parametrize(
    "mistake",
    [
        writing(),
        writing(week_end="soon"),
        writing(release_id=COUNT**9),
        writing(unknown=COUNT),
        failing(KeyError, COUNT),
        failing(ValueError, f"invalid: {COUNT} in https://u:{SECRET}@example.org/?token={SECRET}"),
        failing(OSError, COUNT, f"postgresql://u:{SECRET}@db"),
    ],
    ids=["null", "date", "range", "column", "key", "value", "disk"],
)
def test_a_mistake_of_our_own_keeps_its_traceback_but_no_secret(
    run: Run, mistake: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "write_counts", mistake)
    result = run("load", SMALL / "msoa_2020-11-02.csv")

    assert result.exit_code == 1
    assert "Traceback (most recent call last)" in result.stderr
    assert "app/load/counts.py" in result.stderr
    assert str(COUNT) not in result.output
    assert SECRET not in result.output


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("casemap.db", "DATABASE_URL is '***'"),
        (f"mysql://u:{SECRET}@h/cases", "DATABASE_URL is 'mysql://***@h/cases'"),
        (f"oracle://u:{SECRET}@h/cases", "DATABASE_URL is 'oracle://***@h/cases'"),
        (f"postgresql+psycopg2://u:{SECRET}@h/cases", "DATABASE_URL is 'postgresql+psycopg2://***@h/cases'"),
        (f"postgresql://u:{SECRET}@h:port/cases", "DATABASE_URL is 'postgresql://***'"),
        (f"postgresql://u:p@{SECRET}/@h/cases", "DATABASE_URL is 'postgresql://***'"),
        (f"postgresql://u:{SECRET}@127.0.0.1:1/cases", "The store at postgresql://***@127.0.0.1:1/cases cannot be"),
    ],
)
@pytest.mark.parametrize("command", [["load", SMALL], ["publish"], ["releases"]], ids=lambda command: command[0])
def test_a_store_that_cannot_be_used_is_told_in_a_sentence(
    home: Path, command: list[str | Path], address: str, told: str
) -> None:
    environment = {"CASEMAP_HOME": str(home), "DATABASE_URL": address}
    result = CliRunner().invoke(main, list(map(str, command)), env=environment)

    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {told}")
    assert len(result.output.splitlines()) == 1
    assert SECRET not in result.output


def test_an_address_in_the_place_of_a_file_is_told_without_its_secrets(run: Run) -> None:
    result = run("load", f"https://u:{SECRET}@example.org/cases.zip?token={SECRET}")

    assert result.exit_code == 2
    assert "Path 'https://***@example.org/cases.zip?***" in result.output
    assert SECRET not in result.output
