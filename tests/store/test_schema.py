from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from app.errors import StoreError
from app.store import Store, open_store
from app.store.schema import MIGRATIONS, VERSION, version_of
from app.store.tables import metadata


def test_the_migrations_make_the_tables_that_the_program_uses(store: Store) -> None:
    with store.reading() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)

    assert differences == []


def test_a_new_store_has_the_version_of_the_newest_migration(store: Store) -> None:
    with store.reading() as connection:
        assert version_of(connection) == VERSION
    newest = max(int(path.name.partition("_")[0]) for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert str(newest) == VERSION


def test_a_store_of_before_versions_is_refused_with_the_command_to_run(tmp_path: Path) -> None:
    path = tmp_path / "casemap.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE releases (id INTEGER PRIMARY KEY, layout VARCHAR)")
    connection.close()
    before = path.read_bytes()

    with (
        pytest.raises(StoreError, match=r"made before schemas had a version.*`casemap load`"),
        open_store(f"sqlite:///{path}"),
    ):
        raise AssertionError("not reached")
    assert path.read_bytes()[100:] == before[100:]  # but for the header, which says how it is journalled


def test_a_store_of_a_later_version_is_refused(store: Store, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'later.db'}"
    with open_store(url) as opened, opened.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '99'"))

    with pytest.raises(StoreError, match=r"has schema 99.*run the later version"), open_store(url):
        raise AssertionError("not reached")
