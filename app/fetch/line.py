"""Send requests: with limits of time and size, retries after growing pauses, and no redirect from https to http."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

import requests

from app.fetch.failures import Failed, FailedForNow, TooLargeError, check_status, failures_told

_T = TypeVar("_T")
_LONGEST_WAIT = 120  # seconds: a person watches the bar; who is asked to wait longer comes back another time
_PIECE = 64 * 1024
_REDIRECTS = 5
logging.getLogger("urllib3").setLevel(logging.CRITICAL)  # it warns with whole addresses of what is told elsewhere


def _refuse_step_down(answer: requests.Response, **_: Any) -> None:
    """Refuse a redirect by which anyone on the way could change what comes."""
    if not answer.is_redirect:
        return
    try:
        target = urljoin(answer.url, answer.headers["location"])
        if urlsplit(answer.url).scheme == "https" and urlsplit(target).scheme == "http":
            raise Failed("The server redirects from https to http, which is not safe.")
    except (Failed, ValueError):  # ValueError: it redirects to no address at all
        answer.close()
        raise


def _session() -> requests.Session:
    session = requests.Session()
    session.max_redirects = _REDIRECTS
    session.hooks["response"].append(_refuse_step_down)
    session.headers["User-Agent"] = "casemap"
    return session


@dataclass(frozen=True)
class Line:
    """The limits of requests: `stall_seconds` is the longest wait for the next bytes of an answer.

    `whole_seconds` is the longest that it waits for all of them.
    """

    connect_seconds: float = 5
    stall_seconds: float = 30
    whole_seconds: float = 1800
    attempts: int = 5
    sleep: Callable[[float], object] = time.sleep
    session: requests.Session = field(default_factory=_session)

    @contextmanager
    def ask(
        self, address: str, *, parameters: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Iterator[requests.Response]:
        """Return an answer of status 200, 206, 304 or 416, its body unread; raises Failed for any other."""
        timeout = (self.connect_seconds, self.stall_seconds)
        with failures_told(self.connect_seconds, self.stall_seconds):
            answer = self.session.get(address, params=parameters, headers=headers, stream=True, timeout=timeout)
        with answer:
            check_status(answer)
            yield answer

    def pieces(self, answer: requests.Response, at_most: int, already: int = 0) -> Iterator[bytes]:
        """Return an answer's body.

        Raises TooLargeError where it and what came `already` are, FailedForNow at a break, Failed where it is too slow.
        """
        left, end = at_most - already, time.monotonic() + self.whole_seconds
        if (length_of(answer) or 0) > left:
            raise TooLargeError(at_most)
        with failures_told(self.connect_seconds, self.stall_seconds):
            for piece in answer.iter_content(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise TooLargeError(at_most)
                yield piece
                if time.monotonic() > end:
                    raise Failed(f"It did not come whole within {self.whole_seconds:,.0f} seconds.")

    def retrying(self, attempt: Callable[[], _T]) -> _T:
        """Try until it works, pausing 1, 2, 4, ... seconds or as long as the server asks; then raise what failed."""
        for number in range(self.attempts - 1):
            try:
                return attempt()
            except FailedForNow as failure:
                wait = 2.0**number if failure.wait is None else failure.wait
                if wait > _LONGEST_WAIT:
                    raise Failed(f"{failure} It asks to be left alone for {wait:,.0f} seconds.") from None
                self.sleep(wait)
        return attempt()


def length_of(answer: requests.Response) -> int | None:
    """Return the length that an answer says its body has."""
    text = answer.headers.get("Content-Length", "")
    return int(text) if text.isdecimal() else None
