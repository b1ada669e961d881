"""Ask a server: limits of time and size, repeats after growing pauses, no step down from https to http."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import InvalidHeader
from urllib3.util.retry import Retry

_T = TypeVar("_T")
_USABLE = (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.NOT_MODIFIED, 416)
_PASSING = (408, 425, 429, 500, 502, 503, 504)
_LONGEST_WAIT = 120  # seconds: a person watches the bar; who is asked to wait longer comes back another time
_PIECE = 64 * 1024
_REDIRECTS = 5


class Failed(Exception):  # noqa: N818 - not for people: what it says becomes part of a FetchError
    """An address gave nothing of use; the sentence says why. Asking again would not help."""


class FailedForNow(Failed):
    """An address gave nothing of use, and may yet; `wait` is how many seconds the server asks to wait, if it does."""

    def __init__(self, problem: str, wait: float | None = None) -> None:
        super().__init__(problem)
        self.wait = wait


class TooLargeError(Failed):
    """More comes than is allowed."""


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
    """How patiently Casemap asks: `stall_seconds` is the longest that it waits for the next bytes."""

    connect_seconds: float = 5
    stall_seconds: float = 30
    attempts: int = 5
    sleep: Callable[[float], object] = time.sleep
    session: requests.Session = field(default_factory=_session)

    @contextmanager
    def ask(
        self, address: str, *, parameters: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Iterator[requests.Response]:
        """Give an answer of status 200, 206, 304 or 416, its body unread; raises Failed for any other."""
        timeout = (self.connect_seconds, self.stall_seconds)
        with self._failures_told():
            answer = self.session.get(address, params=parameters, headers=headers, stream=True, timeout=timeout)
        with answer:
            _check_status(answer)
            yield answer

    def pieces(self, answer: requests.Response, at_most: int, already: int = 0) -> Iterator[bytes]:
        """Give an answer's body; raises TooLargeError where it and what came `already` are, FailedForNow at a break."""
        left = at_most - already
        if (length_of(answer) or 0) > left:
            raise _too_large(at_most)
        with self._failures_told():
            for piece in answer.iter_content(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise _too_large(at_most)
                yield piece

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

    @contextmanager
    def _failures_told(self) -> Iterator[None]:
        """Put what goes wrong on the way into sentences."""
        try:
            yield
        except requests.ConnectTimeout:
            raise FailedForNow(f"No connection came about within {self.connect_seconds:g} seconds.") from None
        except requests.exceptions.SSLError as error:
            if "certificate" in str(error).lower():
                raise Failed("The server's certificate cannot be trusted.") from None
            raise FailedForNow("The secure connection broke.") from None
        except requests.exceptions.ChunkedEncodingError:
            raise FailedForNow("The download broke off before its end.") from None
        except (requests.Timeout, requests.ConnectionError) as error:
            if "timed out" in str(error):  # a stall within the body comes as a ConnectionError
                raise FailedForNow(f"Nothing came for {self.stall_seconds:g} seconds.") from None
            raise FailedForNow("The server cannot be reached, or ends the connection.") from None
        except (requests.RequestException, ValueError) as error:
            raise Failed(f"The server's answer cannot be used ({type(error).__name__}).") from None


def length_of(answer: requests.Response) -> int | None:
    """Give the length that an answer says its body has."""
    text = answer.headers.get("Content-Length", "")
    return int(text) if text.isdecimal() else None


def _too_large(at_most: int) -> TooLargeError:
    return TooLargeError(f"It is larger than {at_most / 1024**2:,.0f} MB, more than was ever published.")


def _check_status(answer: requests.Response) -> None:
    status = answer.status_code
    if status in _USABLE:
        return
    phrase = HTTPStatus(status).phrase if status in list(HTTPStatus) else "an unknown status"
    problem = f"The server answered {status} ({phrase})."
    if status in _PASSING:
        raise FailedForNow(problem, _wait_named(answer))
    raise Failed(problem)


def _wait_named(answer: requests.Response) -> float | None:
    text = answer.headers.get("Retry-After")
    try:
        return Retry().parse_retry_after(text) if text else None
    except InvalidHeader:
        return None
