from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import SettingError
from app.store.address import read_address

NOISE = st.text(st.sampled_from("aZ09 @:/?#[]%&=;+,.-"), max_size=6)


@pytest.mark.parametrize(
    ("text", "driver"),
    [
        ("postgres://u:p@db.example/cases", "postgresql+psycopg"),
        ("postgresql://u:p@db.example:5432/cases?sslmode=require", "postgresql+psycopg"),
        ("postgresql+psycopg:///cases?host=/run/postgresql", "postgresql+psycopg"),
        ("sqlite:////srv/casemap.db", "sqlite"),
        ("sqlite+pysqlite:///casemap.db", "sqlite"),
    ],
)
def test_an_address_leads_to_the_driver_in_use(text: str, driver: str) -> None:
    assert read_address(text).drivername == driver


def test_a_password_is_read_as_it_is_written() -> None:
    assert read_address("postgresql://u:a%40b%2Fc%3Fd%23e@db/cases").password == "a@b/c?d#e"
    assert read_address("postgresql://u:a/b@db/cases").password == "a/b"


@pytest.mark.parametrize(
    ("text", "told", "why"),
    [
        ("localhost/cases", "***", "does not say which database"),
        ("casemap.db", "***", "does not say which database"),
        ("postgresql:/u:p4ss@h/cases", "***", "does not say which database"),
        ("", "***", "does not say which database"),
        ("mysql://u:p4ss@h/cases", "mysql://***@h/cases", "SQLite, or on PostgreSQL with the driver psycopg"),
        ("oracle://u:p4ss@h/cases", "oracle://***@h/cases", "SQLite, or on PostgreSQL with the driver psycopg"),
        ("postgresql+psycopg2://u:p4ss@h/c", "postgresql+psycopg2://***@h/c", "with the driver psycopg"),
        ("postgresql+asyncpg://u:p4ss@h/c", "postgresql+asyncpg://***@h/c", "with the driver psycopg"),
        ("postgesql://h/cases", "postgesql://h/cases", "SQLite, or on PostgreSQL"),
        ("postgresql://u:p4ss@h:port/cases", "postgresql://***", "port is not a number from 1 to 65535"),
        ("postgresql://u:p4ss@h:99999/cases", "postgresql://***@h:99999/cases", "port is not a number"),
        ("postgresql://u:p4ss@h:0/cases", "postgresql://***@h:0/cases", "port is not a number"),
        ("postgresql://u:p4ss", "postgresql://***", "no @ and host come after its password"),
        ("postgresql://u:p4ss@[::1/cases", "postgresql://***", "port is not a number"),
        ("postgresql://u:p4@ss@h/cases", "postgresql://***", "not clear where its password ends"),
        ("postgresql://u:p4?ss@h/cases", "postgresql://***", "not clear where its password ends"),
        ("postgresql://h:5432/cases?password=p4@ss", "postgresql://***", "not clear where its password ends"),
        ("sqlite://casemap.db", "sqlite://casemap.db", "names no file"),
        ("sqlite://u:p4ss@/casemap.db", "sqlite://***@/casemap.db", "names no file"),
        ("sqlite://", "sqlite://", "names no file"),
        ("sqlite:///:memory:", "sqlite:///:memory:", "names no file"),
        ("sqlite:///file:casemap.db?mode=ro&uri=true", "sqlite:///file:casemap.db?***", "names no file"),
    ],
)
def test_what_is_no_address_of_a_store_is_told_in_a_sentence(text: str, told: str, why: str) -> None:
    with pytest.raises(SettingError) as raised:
        read_address(text)

    assert str(raised.value).startswith(f"DATABASE_URL is '{told}': ")
    assert why in str(raised.value)
    assert str(raised.value).endswith("Give postgresql://user:password@host/database, or sqlite:////folder/casemap.db.")


@given(
    st.sampled_from(["", "postgresql", "postgresql+psycopg2", "mysql", "oracle", "sqlite"]),
    st.sampled_from(["u:{}@db/cases", "u:p@db/cases?password={}", "{}@db/cases", "u:{}", "u:p@db:{}/cases"]),
    st.builds("{}Hunter2{}".format, NOISE, NOISE),
    st.booleans(),
)
def test_no_secret_of_it_is_told(scheme: str, form: str, secret: str, is_escaped: bool) -> None:
    if form.endswith(("u:{}", "{}/cases")):
        secret = secret.replace("@", "").replace("/", "")  # what follows these is a host, or a path
    if scheme == "sqlite":
        secret = secret.lstrip("/")  # what follows sqlite:/// is a file
    address = f"{scheme}://{form.format(quote(secret, safe='') if is_escaped else secret)}"

    assert "Hunter2" not in told(address)


def told(address: str) -> str:
    """Return what is said of an address that cannot be used, nothing where it can be."""
    try:
        read_address(address)
    except SettingError as error:
        return str(error)
    return ""
