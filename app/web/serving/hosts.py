"""Answer only for the hosts of this site: links and cards use the host of the request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from werkzeug.wrappers import Response

from app.web.serving.security import SEALED

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SCHEMES = ("http", "https")
HOST = re.compile(r"([A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?")
LOOPBACK = re.compile(r"localhost|127(\.[0-9]{1,3}){3}|\[::1\]")
ALWAYS = "/healthz"
REFUSED = "This site does not answer for that host.\n"
HEADERS = {**SEALED, "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


class KnownHosts:
    """Refuse requests for other hosts, and those whose scheme or host is none; no hosts stand for every host."""

    def __init__(self, served: WSGIApplication, hosts: Sequence[str]) -> None:
        self._served = served
        self._hosts = frozenset(host.lower() for host in hosts)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve a request, or say that it cannot be."""
        if environ["wsgi.url_scheme"] in SCHEMES and self._is_answered(environ):
            return self._served(environ, start_response)
        return Response(REFUSED, 400, HEADERS)(environ, start_response)

    def _is_answered(self, environ: WSGIEnvironment) -> bool:
        found = HOST.fullmatch(environ.get("HTTP_HOST", ""))
        if found is None:
            return False
        name = found[1].lower()
        is_known = not self._hosts or name in self._hosts or LOOPBACK.fullmatch(name) is not None
        return is_known or environ["PATH_INFO"] == ALWAYS
