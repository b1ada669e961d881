"""Copy a store into another, on either database."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, Table, func, insert, select

from app.errors import StoreError
from app.store.engine import Store
from app.store.tables import metadata

BATCH = 5_000  # rows that are written at once


def copy_all(source: Store, target: Store) -> int:
    """Copy all that a store holds into an empty one in one transaction; give the number of rows.

    Raises StoreError where the target holds something already.
    """
    with source.reading() as reading, target.writing() as writing:
        _check_empty(writing)
        return sum(_copy_table(table, reading, writing) for table in metadata.sorted_tables)


def _check_empty(target: Connection) -> None:
    for table in metadata.sorted_tables:
        if target.execute(select(table).limit(1)).first() is not None:
            raise StoreError(
                "The store that DATABASE_URL or CASEMAP_HOME names holds something already, and nothing was changed: "
                "name an empty one, or move the old one away."
            )


def _copy_table(table: Table, source: Connection, target: Connection) -> int:
    copied = 0
    rows = source.execution_options(stream_results=True).execute(select(table))
    for batch in rows.mappings().partitions(BATCH):
        target.execute(insert(table), [{name: _in_utc(value) for name, value in row.items()} for row in batch])
        copied += len(batch)
    _go_on_numbering(table, target)
    return copied


def _in_utc(value: object) -> object:
    """Convert a time to UTC: SQLite stores it without its zone, and PostgreSQL returns it in the connection's."""
    if not isinstance(value, datetime):
        return value
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _go_on_numbering(table: Table, target: Connection) -> None:
    """Set PostgreSQL's sequences above the numbers in use."""
    for column in table.primary_key:
        if target.dialect.name != "postgresql" or table.autoincrement_column is not column:
            continue
        highest = target.execute(select(func.max(column))).scalar()
        if highest is not None:
            target.execute(select(func.setval(func.pg_get_serial_sequence(table.name, column.name), highest)))
