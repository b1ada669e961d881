from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from app.domain import Area
from app.errors import DatasetError, StoreError
from app.store import Store, open_store
from app.store.dataset import refuse_other_dataset
from app.store.geography import read_geography
from app.store.known import known_counts, published_by
from app.store.schema import MIGRATIONS, VERSION, bring_forward, version_of
from app.store.tables import metadata
from tests.england import ENGLAND


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


BEFORE = """
INSERT INTO releases (id, layout, kind, file_name, sha256, published_on, loaded_at)
    VALUES (1, 'hierarchy', 'hierarchy', 'h.csv', 'a', NULL, '2020-11-02 00:00:00');
INSERT INTO hierarchy VALUES ('E02000001', 'E06000001', 'E06000001', 'E12000001');
INSERT INTO hierarchy VALUES ('', 'E06000001', 'E06000001', 'E12000001');
INSERT INTO hierarchy VALUES ('', '', 'E10000001', 'E12000001');
INSERT INTO names VALUES ('msoa', 'E02000001', 'Old Quay');
INSERT INTO populations VALUES ('E02000001', 8000);
INSERT INTO points VALUES ('E02000001', -1.5, 54.5);
"""


COUNTS_BEFORE = """
INSERT INTO releases (id, layout, kind, file_name, sha256, published_on, loaded_at)
    VALUES (1, 'layer', 'layer', 'a.csv', 'a', '2020-11-02', '2020-11-02 00:00:00');
INSERT INTO releases (id, layout, kind, file_name, sha256, published_on, loaded_at)
    VALUES (2, 'layer', 'layer', 'b.csv', 'b', '2020-11-03', '2020-11-03 00:00:00');
INSERT INTO counts VALUES ('msoa', '2020-10-20', 'E02000001', 1, 135);
INSERT INTO counts VALUES ('msoa', '2020-10-20', 'E02000001', 2, NULL);
INSERT INTO counts VALUES ('msoa', '2020-10-20', 'E02000002', 1, 0);
INSERT INTO counts VALUES ('msoa', '2020-10-27', 'E02000002', 2, 70000);
INSERT INTO counts VALUES ('region', '2020-10-27', 'E12000001', 1, 9)
"""


def remade_at(store: Store, version: str, statements: str) -> None:
    """Make the store anew as a program of this version did, with what it wrote."""
    with store.writing() as connection:
        for table in inspect(connection).get_table_names():
            connection.execute(text(f"DROP TABLE {table}{' CASCADE' if connection.dialect.name != 'sqlite' else ''}"))
        bring_forward(connection, version)
        for statement in filter(str.strip, statements.split(";")):
            connection.execute(text(statement))


def test_a_store_of_version_2_keeps_what_every_release_said(store: Store) -> None:
    remade_at(store, "2", COUNTS_BEFORE)
    store.make()

    with store.reading() as connection:
        assert version_of(connection) == VERSION
        known = [known_counts(connection, "msoa", published_by(day)) for day in (date(2020, 11, 2), None)]
        first, latest = ([*map(tuple, each.astype(object).to_numpy())] for each in known)
        regions = known_counts(connection, "region", published_by(None))
    earlier, later = date(2020, 10, 20), date(2020, 10, 27)
    assert first == [("E02000001", earlier, 135), ("E02000002", earlier, 0)]
    assert latest == [("E02000001", earlier, pd.NA), ("E02000002", earlier, 0), ("E02000002", later, 70_000)]
    assert regions["cases"].tolist() == [9]


def test_a_store_of_version_1_keeps_all_that_was_known_of_areas(store: Store) -> None:
    remade_at(store, "1", BEFORE)
    with store.writing() as connection:
        connection.execute(text("INSERT INTO boundaries VALUES ('E02000001', :wkb)"), {"wkb": b"wkb"})
    store.make()

    with store.reading() as connection:
        assert version_of(connection) == VERSION
        geography = read_geography(connection, ENGLAND)
        refuse_other_dataset(connection, "england")
        with pytest.raises(DatasetError, match="of the dataset england"):
            refuse_other_dataset(connection, "scotland")
    within = {
        "nation": "E92000001",
        "region": "E12000001",
        "utla": "E06000001",
        "ltla": "E06000001",
        "msoa": "E02000001",
    }
    assert geography.areas["msoa"] == (Area("msoa", "E02000001", "Old Quay", within, 8000),)
    assert geography.areas["nation"][0].name == "England"
    assert [area.code for area in geography.areas["utla"]] == ["E06000001", "E10000001"]
    assert geography.partly_known == {"E06000001"}
    assert (geography.points, geography.boundaries) == (
        {"msoa": {"E02000001": (-1.5, 54.5)}},
        {"msoa": {"E02000001": b"wkb"}},
    )
