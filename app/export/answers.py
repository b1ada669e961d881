"""Request the answers that become files from the application, in one of several processes."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import brotli
from flask import Flask
from werkzeug.test import TestResponse

from app.errors import CasemapError
from app.export.names import INDEX, NOT_FOUND, ROOT, Address, Names
from app.export.pages import localised, with_policy
from app.settings import Settings
from app.web.application import make_application
from app.web.data.bulk import PACKED
from app.web.serving.bodies import LEAST
from app.web.serving.security import IMAGES, SEALED

CODINGS = {"br": "br", "gzip": "gz"}  # content codings, and the endings of files in them
PAGE = "text/html"
PARTS_OF_MAP = ("headlines",)  # pages that the script takes into the map's, from where their links go
STAYS = "immutable"
SMALL = 20_000  # bytes: a larger answer may be stored in its edition in the smallest compressed form
# 6 comes within 1 % of what the server makes of a page, in a tenth of the time: there are thousands.
COMPRESS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=6),
    "gzip": partial(gzip.compress, compresslevel=6, mtime=0),
}
# As long as nginx gives what it kept in docs/nginx.conf, and while the origin is gone.
STALE = "stale-while-revalidate=600, stale-if-error=86400"
# What counts for a server of files: the rest is of one answer, or is what such a server says itself.
HEADERS = (
    *("Content-Type", "Cache-Control", "Content-Security-Policy", "Cross-Origin-Embedder-Policy"),
    *("Cross-Origin-Resource-Policy", "Access-Control-Allow-Origin", "Referrer-Policy"),
    *("X-Content-Type-Options", "X-Frame-Options"),
)


@dataclass(frozen=True)
class Answer:
    """An answer by its name, with the hash of its content; `forms` are the codings that it is kept in beside.

    `staged` is where it lies, None where it is what is there already; `edition` is the one that was seen.
    """

    name: str
    digest: str
    headers: tuple[tuple[str, str], ...]
    size: int
    forms: tuple[str, ...]
    staged: Path | None
    edition: str
    leads_to: Mapping[str, Address]
    lost: tuple[str, ...]

    @property
    def mimetype(self) -> str:
        """Return its type without parameters."""
        return dict(self.headers)["Content-Type"].partition(";")[0]

    @property
    def stays(self) -> bool:
        """Return whether the content under this name never changes."""
        return STAYS in dict(self.headers)["Cache-Control"]


class Asking:
    """An application whose answers are written to a folder, unless they are known already."""

    def __init__(self, settings: Settings, known: Mapping[str, str], folder: Path) -> None:
        self.application: Flask = make_application(settings, static_root=ROOT)
        self._names = Names(self.application)
        self._client = self.application.test_client()
        self._known = known
        self._folder = folder
        self._public_root = f"{settings.public_url}/"

    def ask(self, name: str, address: Address) -> Answer:
        """Request an address, and write the answer to the folder.

        Raises CasemapError where it is not answered.
        """
        response = self._get(address, "")
        is_expected = response.status_code == (404 if name == NOT_FOUND else 200)
        if not is_expected:
            said = response.get_data(as_text=True)[:200]
            raise CasemapError(f"/{'?'.join(filter(None, address))} answered {response.status_code}: {said}")
        headers, content = dict(response.headers), response.get_data()
        leads_to: Mapping[str, Address] = {}
        lost: list[str] = []
        is_page = response.mimetype == PAGE
        if is_page:
            depth = 0 if any(f"/{part}/" in name for part in PARTS_OF_MAP) else name.count("/")
            page = localised(response.get_data(as_text=True), address[0], depth, self._names, self._public_root)
            text, policy = with_policy(page.text, headers["Content-Security-Policy"])
            headers["Content-Security-Policy"] = policy
            if name == NOT_FOUND:  # it stands at any depth
                text = page.text.replace('="./', f'="{self._public_root}')
            content, leads_to, lost = text.encode(), page.leads_to, page.lost
        elif response.mimetype not in IMAGES:  # what styles and scripts a page may have says nothing of it
            headers["Content-Security-Policy"] = SEALED["Content-Security-Policy"]
        digest = hashlib.sha256(content).hexdigest()[:20]
        is_text = response.mimetype not in (*IMAGES, *PACKED)
        forms = tuple(CODINGS) if len(content) > LEAST and is_text else ()
        staged = None
        if self._known.get(name) != digest:
            staged = self._folder / hashlib.sha256(name.encode()).hexdigest()[:20]
            staged.write_bytes(content)
            for coding in forms:
                is_made_here = is_page or len(content) < SMALL
                form = None if is_made_here else self._form(address, coding)
                staged.with_name(f"{staged.name}.{CODINGS[coding]}").write_bytes(form or COMPRESS[coding](content))
        kept = tuple((each, _header(each, headers[each])) for each in HEADERS if each in headers)
        edition = self.application.extensions["casemap"].current().id
        return Answer(name, digest, kept, len(content), forms, staged, edition, leads_to, tuple(lost))

    def _get(self, address: Address, coding: str) -> TestResponse:
        path, query = address
        headers = {"Accept-Encoding": coding or "identity", "Accept": PAGE}
        return self._client.get(f"/{path}", query_string=query, headers=headers, buffered=True)

    def _form(self, address: Address, coding: str) -> bytes | None:
        """Return an answer in a coding, None where the application does not give it so."""
        response = self._get(address, coding)
        return response.get_data() if response.content_encoding == coding else None


def _header(name: str, value: str) -> str:
    return f"{value}, {STALE}" if name == "Cache-Control" and STAYS not in value else value


def address_of_not_found() -> Address:
    """Return an address that nothing answers, for the page that says so."""
    return f"{NOT_FOUND}.html", ""


_asking: Asking | None = None


def begin(settings: Settings, known: Mapping[str, str], folder: Path) -> None:
    """Make a process ready to ask."""
    global _asking
    _asking = Asking(settings, known, folder)


def ask_all(wanted: Mapping[str, Address]) -> list[Answer]:
    """Ask for addresses by the names of their answers."""
    if _asking is None:
        raise RuntimeError("begin() comes first")
    return [_asking.ask(name, address) for name, address in wanted.items()]


__all__ = ["CODINGS", "INDEX", "Answer", "Asking", "address_of_not_found", "ask_all", "begin"]
