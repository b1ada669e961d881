"""Repeat cached answers without calling Flask: most requests are for the same few."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any

from app.errors import CasemapError
from app.web.serving.counted import KEPT, PAGE
from app.web.serving.site import Site

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST = 256  # answers that a worker keeps
LARGEST = 64_000  # bytes of an answer that is kept: a larger one costs more to send than to make
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")
ASKED_BY = ("wsgi.url_scheme", "HTTP_HOST", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT_ENCODING")
LONGEST_KEY = 2_000  # characters of a key: answers to longer requests are not kept
NEVER_KEPT = {"Date"}

Headers = list[tuple[str, str]]
Seen = tuple[str, date | None]  # the edition that readers see, and since when figures after its own are due


@dataclass(frozen=True)
class Answer:
    """A whole answer; `seen` is what readers saw when it was made, None where it holds for good.

    `withdrawals` is how often editions had been seen to be withdrawn by then: no answer outlives the next time. `page`
    is its kind of page, for the count.
    """

    headers: Headers
    body: bytes
    seen: Seen | None
    withdrawals: int
    page: str | None


class KeptAnswers:
    """Answer from memory what any client may be given: what is public and varies with its codings alone."""

    def __init__(self, served: WSGIApplication, site: Site) -> None:
        self._served = served
        self._site = site
        self._answers: OrderedDict[tuple[str, ...], Answer] = OrderedDict()
        self._lock = Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve a request."""
        if environ["REQUEST_METHOD"] != "GET" or any(condition in environ for condition in CONDITIONS):
            return self._served(environ, start_response)
        key = _key(environ)
        if sum(map(len, key)) > LONGEST_KEY:
            return self._served(environ, start_response)
        seen = self._seen()
        kept = self._find(key)
        if kept is None or kept.seen not in (None, seen) or kept.withdrawals != self._site.withdrawals:
            return self._make(key, seen, environ, start_response)
        environ.update({PAGE: kept.page, KEPT: True})
        start_response("200 OK", kept.headers)
        return [kept.body]

    def _seen(self) -> Seen:
        try:
            return self._site.current().id, self._site.overdue_since
        except CasemapError:
            return "", None

    def _find(self, key: tuple[str, ...]) -> Answer | None:
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def _make(
        self, key: tuple[str, ...], seen: Seen, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        begun: list[tuple[str, Headers]] = []
        withdrawals = self._site.withdrawals

        def begin(status: str, headers: Headers, failure: Any = None) -> Callable[[bytes], object]:
            begun.append((status, headers))
            return start_response(status, headers, failure)

        answer = self._served(environ, begin)
        if not begun or not _may_be_kept(*begun[-1]):
            return answer
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        headers = [(name, value) for name, value in begun[-1][1] if name not in NEVER_KEPT]
        is_immutable = "immutable" in dict(headers).get("Cache-Control", "")
        # What readers saw before the answer was made: an edition that came meanwhile finds nothing kept.
        answer_kept = Answer(headers, body, None if is_immutable else seen, withdrawals, environ.get(PAGE))
        self._keep(key, answer_kept)
        return [body]

    def _keep(self, key: tuple[str, ...], answer: Answer) -> None:
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > MOST:
                self._answers.popitem(last=False)


def _key(environ: WSGIEnvironment) -> tuple[str, ...]:
    return tuple(environ.get(name, "") for name in ASKED_BY)


def _may_be_kept(status: str, headers: Headers) -> bool:
    given = dict(headers)
    return (
        status.startswith("200")
        and "public" in given.get("Cache-Control", "")
        and given.get("Vary", "") == "Accept-Encoding"
        and int(given.get("Content-Length", LARGEST + 1)) <= LARGEST
    )
