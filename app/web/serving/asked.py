"""Take the options out of each request before anything is cached or worked out for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Flask, request

from app.web.serving.errors import DATA_SUFFIXES
from app.web.serving.options import API, OPTIONS, OWN, read_query, refuse_blank, refuse_wrong

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

API_ROOT = "/api/"
DATA = (API_ROOT, "/editions/", "/ogc")
SAME_FOR_ALL = ("/static/", "/embed.js")  # files as they lie, whatever version of theirs an article asks for


class AskedQuery:
    """Leave of a request's query what is ours, so that what others put into addresses makes no other answer."""

    def __init__(self, served: WSGIApplication) -> None:
        self._served = served

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve a request as if it had come with no more."""
        if environ.get("QUERY_STRING"):
            environ["QUERY_STRING"] = asked_query(environ["PATH_INFO"], _as_text(environ["QUERY_STRING"]))
        return self._served(environ, start_response)


def asked_query(path: str, query: str) -> str:
    """Return what a query asks for at a path, in ASCII."""
    if path.startswith(SAME_FOR_ALL):
        return ""
    is_data = path.startswith(DATA) or path.endswith((*DATA_SUFFIXES, ".txt"))
    asked = read_query(query, is_data=is_data, with_blank=path.startswith(API_ROOT))
    return urlencode(list(asked.items(multi=True)), errors="replace")


def _as_text(query: str) -> str:
    """Read the bytes that WSGI hands over as letters; what is no UTF-8 stays as it came."""
    try:
        return query.encode("latin-1").decode()
    except UnicodeError:
        return query


def register(application: Flask) -> None:
    """Refuse what is asked for by options that there are not, at every address."""

    @application.before_request
    def _refuse_wrong() -> None:
        if request.endpoint and request.blueprint not in OWN:
            refuse_wrong(request.args, OPTIONS.get(request.endpoint, ()))
        if request.endpoint in API:
            refuse_blank(request.args)
