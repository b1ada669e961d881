"""Homes with their stores, on either database, that can be copied and compared."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import psycopg

from app.editions import EditionsFolder
from tests.postgresql import Server

NOT_COMPARED = {"loaded_at", "inputs"}  # columns: a time, and a hash of ids that may have gaps
FILES_NOT_COMPARED = {  # the store; what is kept of an audit, which is an edition's or not used; and times
    *("casemap.db", "audit.json", ".audit.json"),
    *("updates.txt", ".updates.txt"),
}
WORKED_OUT = {"topologies", "publications", "alembic_version"}  # tables that hold nothing which was loaded
TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}
INDEXES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index'",
    "postgresql": "SELECT indexname FROM pg_indexes WHERE schemaname = 'public'",
}

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class State:
    """All that a place holds: the store's tables and indexes, and every file and folder beside it."""

    tables: dict[str, Rows]
    indexes: Rows
    files: dict[str, bytes | None]

    @property
    def loaded(self) -> dict[str, Rows]:
        """Return what was loaded, without what is worked out from it."""
        return {name: rows for name, rows in self.tables.items() if rows and name not in WORKED_OUT}


@dataclass(frozen=True)
class Place:
    """A home with `settings` of its own, and its store: on a server where one is named, otherwise in the home."""

    home: Path
    server: Server | None = None
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        url = self.server.url(self.database) if self.server else ""
        geodata = str(self.home / "geodata")
        return {"CASEMAP_HOME": str(self.home), "CASEMAP_GEODATA": geodata, "DATABASE_URL": url, **self.settings}

    @property
    def database(self) -> str:
        return f"casemap_{abs(hash(self.home))}"

    def make(self) -> Place:
        if self.server:
            self.server.tell(f"CREATE DATABASE {self.database}")
        return self

    def copy(self, home: Path) -> Place:
        copy = replace(self, home=home)
        if self.home.exists():
            shutil.copytree(self.home, home)
        if self.server:
            self.server.tell(f"CREATE DATABASE {copy.database} TEMPLATE {self.database}")
        return copy

    def remove(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)
        if self.server:
            self.server.tell(f"DROP DATABASE {self.database} WITH (FORCE)")

    def state(self) -> State:
        """Read the place and leave it as it is, with all that a killed process left."""
        files = {
            str(path.relative_to(self.home)): path.read_bytes() if path.is_file() else None
            for path in self.home.rglob("*")
            if path.name not in FILES_NOT_COMPARED
        }
        with self._connection() as (kind, connection):
            names = [name for (name,) in connection.execute(TABLES[kind])]
            indexes = sorted(connection.execute(INDEXES[kind]))
            return State(_tables(connection, names), indexes, files)

    @contextmanager
    def _connection(self) -> Iterator[tuple[str, Any]]:
        if self.server:
            with psycopg.connect(self.server.url(self.database)) as connection:
                yield "postgresql", connection
            return
        with tempfile.TemporaryDirectory(prefix="casemap-copy-") as folder:  # reading would clear what a kill left
            for file in self.home.glob("casemap.db*"):
                shutil.copy(file, folder)
            with closing(sqlite3.connect(Path(folder) / "casemap.db")) as connection:
                yield "sqlite", connection

    def edition_seen(self) -> str | None:
        """Return the edition that a reader sees, whole; None where nothing is published."""
        editions = EditionsFolder(self.home / "editions")
        if editions.pointer() is None:
            return None
        standing = editions.standing()
        assert standing.problem is None
        return standing.edition.id


def _tables(connection: Any, names: list[str]) -> dict[str, Rows]:
    found = {name: connection.execute(f"SELECT * FROM {name}") for name in names}
    rows = {name: [dict(zip(_columns(cursor), row, strict=True)) for row in cursor] for name, cursor in found.items()}
    places = {id_: place for place, id_ in enumerate(sorted(row["id"] for row in rows.get("releases", [])))}
    return {name: sorted((_row(row, places) for row in of_table), key=repr) for name, of_table in rows.items()}


def _columns(cursor: Any) -> list[str]:
    return [column[0] for column in cursor.description]


def _row(row: dict[str, Any], places: dict[int, int]) -> tuple[Any, ...]:
    """Return a row to compare, with releases named by their order: a database may leave ids out."""
    named = {column: places[value] if column in ("id", "release_id") else value for column, value in row.items()}
    return tuple(value for column, value in named.items() if column not in NOT_COMPARED)
