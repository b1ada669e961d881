"""Read the store's address: a wrong one is refused with a sentence before anything is sent to it."""

from __future__ import annotations

import re

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from app.errors import SettingError
from app.redact import redacted_address

_DRIVERS = {  # the databases that Casemap knows, by each beginning of an address
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
_GIVE = "Give postgresql://user:password@host/database, or sqlite:////folder/casemap.db."


def read_address(text: str) -> URL:
    """Read an SQLAlchemy address of SQLite or PostgreSQL, with the driver that Casemap uses.

    Raises SettingError, which tells no secret of it.
    """
    name, separator, rest = text.partition("://")
    if not separator:
        raise _unusable(text, "it does not say which database it is.")
    if name not in _DRIVERS:
        raise _unusable(text, "the store lies on SQLite, or on PostgreSQL with the driver psycopg.")
    return (_sqlite if _DRIVERS[name] == "sqlite" else _postgresql)(text, rest).set(drivername=_DRIVERS[name])


def _sqlite(text: str, rest: str) -> URL:
    address = make_url(f"sqlite://{rest}") if rest.startswith("/") else None
    if address is None or address.query or not address.database or address.database.startswith((":memory:", "file:")):
        raise _unusable(text, "it names no file; an absolute path comes after four slashes, without options.")
    return address


def _postgresql(text: str, rest: str) -> URL:
    if rest.count("@") > 1 or re.match(r"[^@]*[?#].*@", rest, re.DOTALL):
        raise _unusable(
            text,
            "it is not clear where its password ends. Write each @, /, ? and # of a password or option as %40, %2F, "
            "%3F and %23.",
        )
    try:
        address = make_url(text)
        if address.port is None or 0 < address.port < 65536:
            return address
    except (ArgumentError, ValueError):  # what these say holds what may be a password
        pass
    raise _unusable(text, "its port is not a number from 1 to 65535, or no @ and host come after its password.")


def _unusable(text: str, why: str) -> SettingError:
    return SettingError(f"DATABASE_URL is {redacted_address(text)!r}: {why} {_GIVE}")
