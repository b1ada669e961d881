"""A store is copied whole, from one database to another and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import StoreError
from app.store import Store, open_store
from app.store.areas import write_populations
from app.store.copies import copy_all
from app.store.tables import metadata


def content_of(store: Store) -> dict[str, set[tuple[object, ...]]]:
    with store.reading() as connection:
        return {
            table.name: {tuple(map(moment_or_value, row)) for row in connection.execute(select(table))}
            for table in metadata.sorted_tables
        }


def moment_or_value(value: object) -> object:
    """Return a moment as one in UTC, as which SQLite keeps it without saying so."""
    if not isinstance(value, datetime):
        return value
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


@pytest.fixture
def loaded(published_home: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{published_home / 'casemap.db'}") as store:
        yield store


def test_a_copy_holds_all_that_the_store_does(loaded: Store, store: Store) -> None:
    rows = copy_all(loaded, store)

    assert rows == sum(len(kept) for kept in content_of(store).values()) > 0
    assert content_of(store) == content_of(loaded)


def test_a_copy_of_a_copy_is_the_store_again(loaded: Store, store: Store, tmp_path: Path) -> None:
    copy_all(loaded, store)

    with open_store(f"sqlite:///{tmp_path / 'again.db'}") as again:
        copy_all(store, again)
        assert content_of(again) == content_of(loaded)


def test_a_store_that_holds_something_is_not_written_over(loaded: Store, store: Store) -> None:
    with store.writing() as connection:
        write_populations(connection, "", {"E02000001": 8000})
    before = content_of(store)

    with pytest.raises(StoreError, match="holds something already"):
        copy_all(loaded, store)

    assert content_of(store) == before
