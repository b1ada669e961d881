"""Keep the store's schema at this program's version, migrating older ones with Alembic."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, select
from sqlalchemy.sql import column, table

VERSION = "3"  # of the newest migration
MIGRATIONS = Path(__file__).parent / "migrations"
_VERSIONS = table("alembic_version", column("version_num"))


def version_of(connection: Connection) -> str | None:
    """Return a store's version, None where it has none: it is new, or of before versions were kept."""
    if not inspect(connection).has_table(_VERSIONS.name):
        return None
    return connection.execute(select(_VERSIONS.c.version_num)).scalar()


def has_tables(connection: Connection) -> bool:
    """Return whether anything was made in the store."""
    return inspect(connection).has_table("releases")


def is_known(version: str) -> bool:
    """Return whether a migration made this version: else a later program did."""
    return any(path.name.startswith(f"{version}_") for path in (MIGRATIONS / "versions").glob("*.py"))


def bring_forward(connection: Connection, version: str = VERSION) -> None:
    """Bring an empty store, or one of an older version, to a version in the transaction that is open."""
    from alembic import command  # takes a quarter of a second, and is needed once
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, version)
