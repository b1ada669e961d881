"""Open the store, on SQLite or PostgreSQL."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError

from app.disk import make_folder
from app.errors import StoreError
from app.redact import redacted_address, redacted_answer
from app.store.address import read_address
from app.store.alone import alone_on
from app.store.private import keep_private
from app.store.schema import VERSION, bring_forward, has_tables, is_known, version_of

WRITERS = 0x63617365  # names the lock that writers take on PostgreSQL
_SET_UP = ("42501", "3F000")  # what PostgreSQL says where the user lacks a right, or has no schema to make tables in

logging.getLogger("psycopg").setLevel(logging.CRITICAL)  # it warns with users and rows of what is told elsewhere


class Store:
    """Return connections to the store; the other modules of this package ask them by name."""

    def __init__(self, engine: Engine, address: str) -> None:
        self._engine = engine
        self._address = address

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
                connection.execute(select(func.pg_advisory_xact_lock(WRITERS)))
            else:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def updating(self) -> Iterator[None]:
        """Hold the lock of updates on this store; raises UpdatingError where another update is running."""
        with self._told_plainly(), alone_on(self._engine):
            yield

    def make(self) -> None:
        """Make the store where it is not there yet: its folder, and all of its tables or none."""
        if self._engine.dialect.name == "sqlite":
            self._make_file(Path(self._engine.url.database or ""))
        self._connect()
        with self.reading() as connection:
            version = version_of(connection)
            is_older = version is None and has_tables(connection)
        if is_older:
            raise StoreError(
                f"The store at {self._place} was made before schemas had a version. Move it away and load the files "
                "again with `casemap load`: editions that were published stay as they are."
            )
        if version is not None and not is_known(version):
            raise StoreError(
                f"The store at {self._place} has schema {version}, and this Casemap knows {VERSION} at most: run the "
                "later version that made it."
            )
        if version != VERSION:
            with self.writing() as connection:
                bring_forward(connection)

    @property
    def _place(self) -> str:
        return redacted_address(self._address)

    def _make_file(self, path: Path) -> None:
        try:
            make_folder(path.parent)
            keep_private(path)
        except OSError as error:
            raise self._cannot_be_used(error.strerror or "it cannot be made") from None

    def _connect(self) -> None:
        try:
            with self._told_plainly():
                self._engine.connect().close()
        except (TypeError, ValueError):  # a driver's, of what it cannot take for an address
            raise self._cannot_be_used("its driver cannot read its address") from None

    @contextmanager
    def _told_plainly(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            if _is_our_mistake(error):  # it keeps its traceback
                raise
            raise self._cannot_be_used(str(error.orig)) from None

    def _cannot_be_used(self, cause: str) -> StoreError:
        first_line = redacted_answer(cause, self._address).strip().partition("\n")[0]
        return StoreError(
            f"The store at {self._place} cannot be used ({first_line}). "
            "Nothing was lost: put that right and run the command again."
        )


@contextmanager
def open_store(url: str) -> Iterator[Store]:
    """Open the store at a SQLAlchemy address for a while, making its tables where they are not there yet.

    Raises SettingError where that is none, StoreError where it cannot be reached.
    """
    address = read_address(url)
    try:
        engine = create_engine(address, hide_parameters=True)
    except ImportError:
        raise StoreError(f"{address.drivername} is not installed whole: run `make setup` again.") from None
    store = Store(engine, url)
    if address.drivername == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    try:
        store.make()
        yield store
    finally:
        engine.dispose()


def _is_our_mistake(error: DBAPIError) -> bool:
    is_of_a_statement = isinstance(error, DataError | IntegrityError | ProgrammingError) and bool(error.statement)
    return is_of_a_statement and getattr(error.orig, "sqlstate", None) not in _SET_UP


def _prepare_sqlite(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("busy_timeout=60000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
