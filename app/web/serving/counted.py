"""Count requests for `/metrics`, and log them if configured: neither records who asked, nor the query."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, request
from prometheus_client import Counter, Histogram

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PAGE, KEPT = "casemap.page", "casemap.kept"  # what the layers within say of an answer, in the request's environment
NO_PAGE = "none"  # no page has such an address, or a layer answered by itself
METHODS = {"GET", "HEAD", "OPTIONS"}

REQUESTS = Counter(
    "casemap_requests",
    "Requests by kind of page, method, status, and whether the answer was kept from before.",
    ["page", "method", "status", "kept"],
)
SECONDS = Histogram(
    "casemap_request_seconds",
    "Seconds until an answer was ready, by kind of page.",
    ["page"],
    buckets=(0.001, 0.005, 0.025, 0.1, 0.5, 2, 10),
)
TURNED_AWAY = Counter("casemap_turned_away", "Requests that were told to come again, by what was full.", ["full"])


class Counted:
    """Count each request once it has been answered."""

    def __init__(self, served: WSGIApplication, *, is_logged: bool) -> None:
        self._served = served
        self._log = logging.getLogger("casemap.access") if is_logged else None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve a request."""
        begun = time.perf_counter()
        given = ""

        def begin(status: str, headers: list[tuple[str, str]], failure: Any = None) -> Callable[[bytes], object]:
            nonlocal given
            given = status.partition(" ")[0]
            return start_response(status, headers, failure)

        answer = self._served(environ, begin)
        self._count(environ, given, time.perf_counter() - begun)
        return answer

    def _count(self, environ: WSGIEnvironment, status: str, seconds: float) -> None:
        page, method = environ.get(PAGE) or NO_PAGE, environ["REQUEST_METHOD"]
        is_kept = environ.get(KEPT, False)
        REQUESTS.labels(page, method if method in METHODS else "other", status, "yes" if is_kept else "no").inc()
        SECONDS.labels(page).observe(seconds)
        if self._log is not None:
            path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
            about = {"method": method, "path": path, "status": int(status or 0), "seconds": round(seconds, 4)}
            self._log.info("%s %s %s", method, path, status, extra=about)


def register(application: Flask) -> None:
    """Say of each answer which kind of page it is."""
    application.before_request(_say_page)


def _say_page() -> None:
    request.environ[PAGE] = request.blueprint
