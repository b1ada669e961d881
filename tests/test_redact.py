"""No password, token or figure is told, in whatever part of an address or of an error it stands."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.redact import redacted_address, redacted_answer, redacted_text, redacted_traceback

KEY = "Hunter2"
NOISE = st.text(st.sampled_from("aZ09 @:/?#[]%&=;+,.-_~!$'\"\\\n\t\u2100é"), max_size=8)
SECRETS = st.builds("{}{}{}".format, NOISE, st.just(KEY), NOISE)
SCHEMES = st.sampled_from(["https", "postgresql", "postgresql+psycopg", "sqlite", "mysql", "s3"])
HOSTS = st.sampled_from(["", "example.org", "127.0.0.1", "[::1]", "localhost:5432"])
PARTS = {
    "user": "{scheme}://{secret}@{host}/cases.zip",
    "password": "{scheme}://reader:{secret}@{host}/cases.zip?f=json",
    "password, no host": "{scheme}://reader:{secret}",
    "option": "{scheme}://{host}/cases.zip?a=1&token={secret}&b=2",
    "option of a user": "{scheme}://reader:pass@{host}/cases.zip?sslpassword={secret}",
    "name of an option": "{scheme}://{host}/cases.zip?{secret}",
    "fragment": "{scheme}://{host}/cases.zip#{secret}",
    "parameter": "{scheme}://{host}/cases.zip;{secret}",
    "port": "{scheme}://example.org:{secret}/cases.zip",
    "no scheme": "reader:{secret}@{host}/cases.zip",
}


@st.composite
def addresses(draw: st.DrawFn) -> tuple[str, str]:
    """Return an address with a secret in one of its parts, escaped as it should be or not, and the secret."""
    part = draw(st.sampled_from(sorted(PARTS)))
    secret = draw(SECRETS)
    if part in ("port", "password, no host"):
        secret = secret.replace("/", "").replace("@", "")  # what follows these is a path, or a host
    written = draw(st.sampled_from([secret, quote(secret, safe="")]))
    scheme = draw(SCHEMES)
    assume(not f"{scheme}{written}".startswith("sqlite/"))  # what follows sqlite:/// is a file
    return PARTS[part].format(scheme=scheme, host=draw(HOSTS), secret=written), secret


@given(addresses())
def test_no_part_of_an_address_that_may_be_secret_is_told(planted: tuple[str, str]) -> None:
    assert KEY not in redacted_address(planted[0])


@given(addresses(), NOISE, NOISE)
def test_nor_is_it_where_the_address_stands_in_a_text(planted: tuple[str, str], before: str, after: str) -> None:
    assert KEY not in redacted_text(f"{before}{planted[0]}{after}", planted[0])


@given(addresses(), st.sampled_from(["{}", "it's {}", "role '{}' is", '"{}"', "x{}y", "\n{}"]))
def test_nor_where_the_secret_alone_does(planted: tuple[str, str], text: str) -> None:
    address, secret = planted

    assert KEY not in redacted_text(text.format(secret), address)
    assert KEY not in redacted_text(text.format(quote(secret)), address)
    assert KEY not in redacted_text(text.format(repr(secret)), address)


@given(addresses())
def test_what_was_redacted_stays_as_it_is(planted: tuple[str, str]) -> None:
    told = redacted_address(planted[0])

    assert redacted_address(told) == redacted_text(told) == told


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://example.org/a/cases.zip", "https://example.org/a/cases.zip"),
        ("https://example.org:8443/cases.zip?token=x#y", "https://example.org:8443/cases.zip?***"),
        ("https://x@example.org/cases.zip", "https://***@example.org/cases.zip"),
        ("https://u:x@[::1]:80/cases.zip", "https://***@[::1]:80/cases.zip"),
        ("https://example.org/cases.zip;jsessionid=x", "https://example.org/cases.zip;***"),
        ("postgresql://u:x@db.example:5432/cases?sslmode=require", "postgresql://***@db.example:5432/cases?***"),
        ("postgresql://u@/cases?host=/run/postgresql", "postgresql://***@/cases?***"),
        ("sqlite:////home/jane@example.org/casemap.db", "sqlite:////home/jane@example.org/casemap.db"),
        ("sqlite:///u:x@example.org/cases", "sqlite://***"),
        ("postgresql://u:x@y@example.org/cases", "postgresql://***"),
        ("postgresql://u:x/y@example.org/cases", "postgresql://***"),
        ("postgresql://u:x?y@example.org/cases", "postgresql://***"),
        ("postgresql://u:xyz", "postgresql://***"),
        ("https://example.org/?a=x@y", "https://***"),
        ("u:x@example.org", "***"),
        ("x", "***"),
        ("", "***"),
    ],
)
def test_where_an_address_leads_is_told_if_that_is_certain(address: str, told: str) -> None:
    assert redacted_address(address) == told


def test_a_text_keeps_what_is_no_secret() -> None:
    said = "No answer from https://u:x@example.org/a?k=v for the user casemaps, casemap or p%40ss (p@ss)."

    assert redacted_text(said, "postgresql://casemap:p%40ss@db/cases") == (
        "No answer from https://***@example.org/a?*** for the user casemaps, *** or *** (***)."
    )


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('database "cases" does not exist', 'database "cases" does not exist'),
        ('at "127.0.0.1", port 5432 failed', 'at "127.0.0.1", port 5432 failed'),
        ('on socket "/run/pg/.s.PGSQL.5432" failed', 'on socket "/run/pg/.s.PGSQL.5432" failed'),
        ("failed to resolve host 'db.example'", "failed to resolve host 'db.example'"),
        ('role "abcde" does not exist', 'role "***" does not exist'),
        ('role "abcdefghij" does not exist', 'role "***" does not exist'),
        ("bad value for connect_timeout: 'soon'", "bad value for connect_timeout: '***'"),
    ],
)
def test_of_what_a_database_puts_in_quotes_only_places_are_told(said: str, told: str) -> None:
    address = "postgresql://abcdefghijkl:x@db.example/cases?connect_timeout=soon"

    assert redacted_answer(said, address) == told


def failing(count: int) -> Exception:
    """Return an error that another led to, both of which tell a count."""
    try:
        try:
            raise ValueError(f"Failing row contains (msoa, E02000001, {count}).\nIn postgresql://u:{KEY}@db/cases")
        except ValueError as cause:
            raise KeyError(f"{count} of {KEY}") from cause
    except KeyError as error:
        error.add_note(f"cases: {count}")
        return error


def test_a_traceback_keeps_its_lines_and_words_but_no_figure_and_no_password() -> None:
    told = redacted_traceback(failing(2), f"postgresql://u:{KEY}@db/cases")

    assert "in failing" in told
    assert "builtins.ValueError: Failing row contains (msoa, E#, #).\nIn postgresql://***@db/cases" in told
    assert told.endswith("builtins.KeyError: '# of ***'")
    assert KEY not in told


def test_two_tracebacks_that_differ_in_a_count_alone_are_the_same() -> None:
    assert redacted_traceback(failing(1)) == redacted_traceback(failing(12_345))
