"""Check whether a store's file is intact, as SQLite wrote it."""

from __future__ import annotations

from sqlalchemy import Connection


def damage_of(connection: Connection) -> str:
    """Describe the damage to a store on SQLite; empty where it is intact. PostgreSQL checks itself."""
    if connection.dialect.name != "sqlite":
        return ""
    found = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())
    return "" if found == "ok" else found.splitlines()[0]
