"""Limit a worker's memory: answers stay in it while readers stall, and the server cannot end those connections."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.web.serving.counted import TURNED_AWAY

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST = 512 * 1024**2  # bytes of a worker above which it sends nothing large: at rest it has a fifth of that
LARGE = 64_000  # bytes of a large answer: this much for every connection is half of MOST
SORRY = b"Too many are reading large files here. Try again in a few seconds.\n"
HEADERS = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Length", str(len(SORRY))),
    ("Retry-After", "10"),
    ("Cache-Control", "no-store"),
]


def used_memory() -> int:
    """Return the bytes of memory that this process has, 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * resource.getpagesize()


class BoundedMemory:
    """Give answers as they are, but for large ones while the process has MOST: their readers are to come again."""

    def __init__(self, served: WSGIApplication, used: Callable[[], int] = used_memory) -> None:
        self._served = served
        self._used = used

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve a request."""
        is_refused = False

        def begin(status: str, headers: list[tuple[str, str]], failure: Any = None) -> Callable[[bytes], object]:
            nonlocal is_refused
            is_refused = int(dict(headers).get("Content-Length", 0)) > LARGE and self._used() > MOST
            if is_refused:
                TURNED_AWAY.labels("memory").inc()
                return start_response("503 Service Unavailable", HEADERS, failure)
            return start_response(status, headers, failure)

        answer = self._served(environ, begin)
        if not is_refused:
            return answer
        if hasattr(answer, "close"):
            answer.close()
        return [SORRY]
