"""Write rows to tables, replacing those with the same key."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table


def write_over(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Write rows, replacing those with the same primary key."""
    if not rows:
        return
    from sqlalchemy.dialects import postgresql, sqlite  # which take a tenth of a second to start

    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table)
    keys = [column.name for column in table.primary_key]
    values = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=values), rows)
