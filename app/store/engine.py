"""Open the store, on SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import InterfaceError, OperationalError

from app.errors import StoreError
from app.store.tables import metadata


class Store:
    """Give connections to the store; the other modules of this package ask them by name."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a connection that sees one state of the store throughout."""
        with self._told_plainly(), self._engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            else:  # Python's driver begins nothing for what only reads
                connection.exec_driver_sql("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open one transaction that no other writer can interleave with: all of it is kept, or nothing."""
        with self._told_plainly(), self._engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("LOCK TABLE releases IN EXCLUSIVE MODE"))
            else:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def _told_plainly(self) -> Iterator[None]:
        try:
            yield
        except (OperationalError, InterfaceError) as error:
            cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
            place = self._engine.url.render_as_string(hide_password=True)
            raise StoreError(f"The store at {place} stopped answering ({cause}); nothing was changed.") from error


@contextmanager
def open_store(url: str) -> Iterator[Store]:
    """Open the store at a SQLAlchemy address for a while, making its tables where they are not there yet.

    Raises StoreError where it cannot be reached.
    """
    address = make_url(url)
    if address.drivername in ("postgres", "postgresql"):
        address = address.set(drivername="postgresql+psycopg")
    if address.drivername == "sqlite" and address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address)
    if address.drivername == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    store = Store(engine)
    try:
        with store._told_plainly():
            metadata.create_all(engine)
        yield store
    finally:
        engine.dispose()


def _prepare_sqlite(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=60000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
