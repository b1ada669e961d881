"""Allow only one update at a time on a store, on however many machines updates are started.

The lock goes with the process or the connection that holds it, so that a crash leaves none behind.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DBAPIError

from app.errors import UpdatingError

UPDATES = 0x75706474  # names the lock that an update holds on PostgreSQL, beside that of writers


@contextmanager
def alone_on(engine: Engine) -> Iterator[None]:
    """Hold the lock of updates; raises UpdatingError where another process does."""
    held = _on_postgresql(engine) if engine.dialect.name == "postgresql" else _beside(engine.url.database or "")
    with held:
        yield


@contextmanager
def _on_postgresql(engine: Engine) -> Iterator[None]:
    """Hold a session's lock outside any transaction, which would keep the server from vacuuming."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(select(func.pg_try_advisory_lock(UPDATES))):
            raise UpdatingError
        try:
            yield
        finally:
            with suppress(DBAPIError):  # where the server ended the session, the lock went with it
                connection.execute(select(func.pg_advisory_unlock(UPDATES)))


@contextmanager
def _beside(database: str) -> Iterator[None]:
    """Hold a lock on a file beside an SQLite database."""
    path = Path(database)
    with path.with_name(f".{path.name}.updating").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UpdatingError from None
        yield
