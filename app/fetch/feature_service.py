"""Query an ArcGIS FeatureServer, which returns its features a page at a time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from app.fetch.failures import Failed, FailedForNow
from app.fetch.line import Line
from app.fetch.records import Version
from app.sources.records import says_cut_off

_ALL = {"where": "1=1"}
_COUNT = {**_ALL, "returnCountOnly": "true", "f": "json"}
_FEATURES = {**_ALL, "outFields": "*", "outSR": "4326", "f": "geojson"}
_COUNT_AT_MOST = 1024**2
_PASSING_CODES = range(500, 600)  # in the body, under status 200
_TOO_MANY_REQUESTS = 429


@dataclass(frozen=True)
class Page:
    """Some of a layer's features, whether the server says that there are more, and the page's version."""

    features: list[Any]
    more: bool
    version: Version


def count_features(line: Line, address: str) -> int:
    """Ask how many features the layer has."""
    answer, _ = _ask(line, address, _COUNT, _COUNT_AT_MOST)
    count = answer.get("count")
    if not isinstance(count, int) or count < 1:
        raise Failed("The service does not say how many areas it holds.")
    return count


def page_from(line: Line, address: str, offset: int, at_most: int) -> Page:
    """Ask for the features from this one on; the server says how many it gives at once."""
    answer, version = _ask(line, address, _page(offset), at_most)
    features = answer.get("features")
    if not isinstance(features, list):
        raise Failed("The service gave no features.")
    return Page(features, says_cut_off(answer), version)


def is_unchanged(line: Line, address: str, offset: int, version: Version) -> bool:
    """Ask whether a page is still what it was; a server that gives no versions cannot tell."""

    def ask() -> bool:
        with line.ask(address, parameters=_page(offset), headers=version.unless_same) as answer:
            return answer.status_code == HTTPStatus.NOT_MODIFIED

    return bool(version.unless_same) and line.retrying(ask)


def _page(offset: int) -> dict[str, str]:
    return {**_FEATURES, "resultOffset": str(offset)}


def _ask(line: Line, address: str, parameters: dict[str, str], at_most: int) -> tuple[dict[str, Any], Version]:
    def attempt() -> tuple[dict[str, Any], Version]:
        with line.ask(address, parameters=parameters) as answer:
            if answer.status_code != HTTPStatus.OK:
                raise Failed(f"The server answered {answer.status_code} to a question that has no such answer.")
            return _parsed(b"".join(line.pieces(answer, at_most))), Version.of(answer)

    return line.retrying(attempt)


def _parsed(body: bytes) -> dict[str, Any]:
    """Read an answer; what starts as JSON and does not end so was cut off on the way."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        if body.lstrip()[:1] == b"{":
            raise FailedForNow("The answer is cut off.") from None
        raise Failed("A web page came instead of data: the address has moved, or a network's login page.") from None
    if not isinstance(answer, dict):
        raise Failed("The answer is not from a FeatureServer.")
    if "error" in answer:
        raise _failure(answer["error"])
    return answer


def _failure(error: Any) -> Failed:
    """Put a service's own error, which comes under status 200, into a sentence."""
    told = error if isinstance(error, dict) else {"message": error}
    message = "".join(letter for letter in str(told.get("message"))[:200] if letter.isprintable()).rstrip(".")
    code = told.get("code")
    problem = f"The service answered with error {code}: {message}." if isinstance(code, int) else f"{message}."
    passing = isinstance(code, int) and (code in _PASSING_CODES or code == _TOO_MANY_REQUESTS)
    return FailedForNow(problem) if passing else Failed(problem)
