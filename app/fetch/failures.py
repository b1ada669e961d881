"""The errors of downloads, each as a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

import requests
from urllib3.exceptions import InvalidHeader
from urllib3.util.retry import Retry

_USABLE = (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.NOT_MODIFIED, 416)
_NOT_THERE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
_PASSING = (408, 425, 429, 500, 502, 503, 504)


class Failed(Exception):  # noqa: N818 - not for people: what it says becomes part of a FetchError
    """An address gave nothing of use; the sentence says why. Asking again would not help."""


class FailedForNow(Failed):
    """An address gave nothing of use, and may yet; `wait` is how many seconds the server asks to wait, if it does."""

    def __init__(self, problem: str, wait: float | None = None) -> None:
        super().__init__(problem)
        self.wait = wait


class NotThereError(Failed):
    """There is nothing at an address, or no longer."""


class TooLargeError(Failed):
    """More comes than is allowed."""

    def __init__(self, at_most: int) -> None:
        super().__init__(f"It is larger than {at_most / 1024**2:,.0f} MB, more than was ever published.")


@contextmanager
def failures_told(connect_seconds: float, stall_seconds: float) -> Iterator[None]:
    """Turn errors of the connection into sentences."""
    try:
        yield
    except requests.ConnectTimeout:
        raise FailedForNow(f"No connection came about within {connect_seconds:g} seconds.") from None
    except requests.exceptions.SSLError as error:
        if "certificate" in str(error).lower():
            raise Failed("The server's certificate cannot be trusted.") from None
        raise FailedForNow("The secure connection broke.") from None
    except requests.exceptions.ChunkedEncodingError:
        raise FailedForNow("The download broke off before its end.") from None
    except (requests.Timeout, requests.ConnectionError) as error:
        if "timed out" in str(error):  # a stall within the body comes as a ConnectionError
            raise FailedForNow(f"Nothing came for {stall_seconds:g} seconds.") from None
        if "NameResolutionError" in str(error):  # no network, or one of some servers alone: waiting does not help
            raise Failed("The server's name is not known from here.") from None
        raise FailedForNow("The server cannot be reached, or ends the connection.") from None
    except (requests.RequestException, ValueError) as error:
        raise Failed(f"The server's answer cannot be used ({type(error).__name__}).") from None


def check_status(answer: requests.Response) -> None:
    """Raise Failed for any status but 200, 206, 304 and 416."""
    status = answer.status_code
    if status in _USABLE:
        return
    phrase = HTTPStatus(status).phrase if status in list(HTTPStatus) else "an unknown status"
    problem = f"The server answered {status} ({phrase})."
    if status in _PASSING:
        raise FailedForNow(problem, _wait_named(answer))
    raise (NotThereError if status in _NOT_THERE else Failed)(problem)


def _wait_named(answer: requests.Response) -> float | None:
    text = answer.headers.get("Retry-After")
    try:
        return Retry().parse_retry_after(text) if text else None
    except InvalidHeader:
        return None
