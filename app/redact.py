"""Keep passwords, tokens and figures out of messages: this alone decides what may be said of an address.

The scheme, the host, the port and the path are told. Where it is not certain which part is which, as where a password
holds an @ or a / as it is, only the scheme is.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import ip_address
from itertools import groupby
from urllib.parse import quote, unquote, unquote_plus

HIDDEN = "***"
_SCHEME = r"(?P<scheme>[a-z][a-z0-9+.-]*)://"
_IN_PARTS = re.compile(
    _SCHEME + r"(?P<user>[^@/?#]*@)?(?P<host>\[[0-9a-f:.]+\]|[\w.%*-]*)(?P<port>:[0-9]{1,5})?"
    r"(?P<path>/[^@?#;]*)?(?P<rest>[?#;][^@]*)?",
    re.IGNORECASE,
)
_FILE = re.compile(  # its folders may hold an @, but a : before that makes it look like a user and a password
    r"(?P<scheme>sqlite(?:\+\w+)?)://(?P<path>/(?!.*:.*@)[^?#;]*)(?P<rest>[?#;].*)?", re.IGNORECASE | re.DOTALL
)
_ANY = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|(?<!\w)'[^']*'")
_SOCKET = re.compile(r"/.*/\.s\.PGSQL\.[0-9]+")
_WORDS = (re.compile(r"\w{4,}"), re.compile(r"\w{4,}", re.ASCII))
_PLACES = {"host", "hostaddr", "port", "dbname"}  # options that say where a database is, as the host and path do


def redacted_address(address: str) -> str:
    """Return an address without its user, password, query and fragment: https://***@example.org/cases.zip?***."""
    parts = _parts(address)
    if parts is None:
        scheme = re.match(_SCHEME, address, re.IGNORECASE)
        return f"{scheme[0] if scheme else ''}{HIDDEN}"
    user = f"{HIDDEN}@" if parts.get("user") else ""
    rest = f"{parts['rest'][0]}{HIDDEN}" if parts["rest"] else ""
    return f"{parts['scheme']}://{user}{parts.get('host', '')}{parts.get('port', '')}{parts['path']}{rest}"


def redacted_text(text: str, *addresses: str) -> str:
    """Return a text without what `redacted_address` leaves out of these addresses, or of any address in the text."""
    secrets = {secret for address in addresses for secret in _secrets(address)}
    for address in filter(None, addresses):
        text = text.replace(address, redacted_address(address))
    return _ANY.sub(lambda found: redacted_address(found[0]), _without(secrets, text))


def redacted_answer(text: str, address: str) -> str:
    """Return what a database says of its address without what is secret in it.

    It puts in quotes what it was given, cut off or taken apart: of that, only where it is looked for is told.
    """
    parts = _parts(address) or {}
    known = {parts.get("host", ""), parts.get("port", "")[1:], parts.get("path", "")[1:], *_places(address)}

    def told(found: re.Match[str]) -> str:
        mark, said = found[0][0], found[0][1:-1]
        return found[0] if said in known or _is_place(said) else f"{mark}{HIDDEN}{mark}"

    return _QUOTED.sub(told, redacted_text(text, address))


def redacted_traceback(error: BaseException, *addresses: str) -> str:
    """Return an error's traceback, and those of the errors that led to it, with every number in their messages hidden.

    What a database or a table says of a row can hold a count that is hidden from readers.
    """
    return "\n".join(
        f"Traceback (most recent call last):\n{''.join(traceback.format_tb(each.__traceback__))}"
        f"{type(each).__module__}.{type(each).__qualname__}: "
        + re.sub(r"\d+", "#", redacted_text(str(each), *addresses))
        for each in reversed(list(_chain(error)))
    )


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _parts(address: str) -> dict[str, str] | None:
    """Take an address apart; None where it can be read in several ways."""
    found = _FILE.fullmatch(address) or _IN_PARTS.fullmatch(address)
    return found.groupdict(default="") if found else None


def _is_place(text: str) -> bool:
    with suppress(ValueError):
        return bool(ip_address(text))
    return bool(_SOCKET.fullmatch(text))


def _options(address: str) -> list[tuple[str, str]]:
    """Return the names and values of an address's query, as they are written; a name is empty where there is none."""
    parts = _parts(address)
    items = re.split("[?#;&]", parts["rest"]) if parts else []
    return [(name, value) if equals else ("", name) for name, equals, value in (item.partition("=") for item in items)]


def _places(address: str) -> set[str]:
    return {unquote_plus(value) for name, value in _options(address) if name in _PLACES}


def _secrets(address: str) -> set[str]:
    """Return what must not be told of an address, in each form in which it may be told, and the words of it."""
    parts = _parts(address)
    if parts is None:
        hidden = {re.sub(f"^{_SCHEME}", "", address, flags=re.IGNORECASE)}
    else:
        user = parts.get("user", "")[:-1]
        options = [option for option in _options(address) if option[0] not in _PLACES]
        names = {name for name, _ in options if not re.fullmatch("[a-z_]+", name)}
        hidden = {user, *user.split(":", 1), *names, *(value for _, value in options)}
    plain = {form for each in hidden for form in (each, unquote(each), unquote_plus(each))}
    forms = plain | _words(plain)
    secrets = forms | {quote(form, safe="", errors="replace") for form in forms}
    return secrets - _words({redacted_address(address), *_places(address)}) - {""}


def _words(texts: set[str]) -> set[str]:
    return {word for text in texts for words in _WORDS for word in words.findall(text)}


def _without(secrets: set[str], text: str) -> str:
    """Hide secrets in a text, those too that overlap one another."""
    found = (each.span(1) for secret in secrets for each in re.finditer(_pattern(secret), text, re.IGNORECASE))
    hidden = {place for start, end in found for place in range(start, end)}
    runs = groupby(range(len(text)), key=hidden.__contains__)
    return "".join(HIDDEN if is_hidden else "".join(text[place] for place in places) for is_hidden, places in runs)


def _pattern(secret: str) -> str:
    """Find a secret wherever it stands; a mere word only where it is not part of another."""
    is_mere_word = secret.isalpha() or len(secret) < 4
    return rf"(?<!\w)(?=({re.escape(secret)})(?!\w))" if is_mere_word else f"(?=({re.escape(secret)}))"
