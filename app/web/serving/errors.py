"""Answer errors: with a page that says why, or with a problem (RFC 9457) where data is requested."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES

from app.editions.contract import to_json
from app.errors import (
    BadParameterError,
    BusyError,
    CasemapError,
    DamagedEditionError,
    DownloadError,
    NoEditionError,
    NotOnRecordError,
    NotServedError,
    OtherFormatError,
    WithdrawnEditionError,
)
from app.web.pages.rendering import render
from app.web.serving.bodies import SECONDS_FRESH
from app.web.serving.counted import TURNED_AWAY
from app.web.serving.security import is_frameable
from app.web.serving.site import site

STATUS: tuple[tuple[type[CasemapError], int], ...] = (
    (BadParameterError, 400),
    (NotServedError, 404),
    (WithdrawnEditionError, 410),
    (NoEditionError, 503),
)
CHOICES_SHOWN = 12
DATA_SUFFIXES = (".csv", ".json", ".geojson")
PROBLEM = "application/problem+json"

TITLES = {
    400: "That address has a mistake in it",
    404: "Page not found",
    410: "This was withdrawn",
    503: "Nothing is published yet",
}
NOT_ON_RECORD = "Not on record"
SORRY = "Sorry, there is a problem"
DAMAGED = "What was published here is damaged. Try again in a few minutes."
OLD = "What was published here was written by another version of this site, which cannot show it."
NOT_MADE = "This file could not be made just now. Try again in a few minutes."
REASONS = {
    404: "Check the address, or start from the map.",
    405: "This address cannot be used that way.",
    416: "The file has no such bytes.",
}
PASSED_ON = ("Allow", "Content-Range")  # headers of an error that say what there is instead
API_REASONS = {**REASONS, 404: "Nothing is at this address; /api/v1/openapi.json describes those that there are."}


def register(application: Flask) -> None:
    """Answer every kind of error."""
    application.register_error_handler(CasemapError, _casemap_error)
    application.register_error_handler(BusyError, _busy)
    application.register_error_handler(DamagedEditionError, _damaged)
    application.register_error_handler(DownloadError, _not_made)
    application.register_error_handler(HTTPException, _http_error)
    application.register_error_handler(Exception, _unforeseen)


def _casemap_error(error: CasemapError) -> tuple[Response, int]:
    status = next((status for kind, status in STATUS if isinstance(error, kind)), 500)
    if status == 500:
        return _unforeseen(error)
    if isinstance(error, NotOnRecordError):
        return _answer(status, str(error), error.choices, error.nearest, title=NOT_ON_RECORD)
    return _answer(status, str(error), getattr(error, "choices", ()))


def _busy(error: BusyError) -> tuple[Response, int]:
    TURNED_AWAY.labels("turns").inc()
    response, status = _answer(503, str(error), title=SORRY)
    response.headers["Retry-After"] = str(error.retry_after)
    return response, status


def _not_made(error: DownloadError) -> tuple[Response, int]:
    current_app.logger.error("%s %s: %s", request.method, request.path, error)
    return _answer(503, NOT_MADE, title=SORRY)


def _damaged(error: DamagedEditionError) -> Any:
    """Answer once more, from the edition that stands in; what only the damaged one has must wait until it is mended."""
    if g.get("is_second_answer"):
        current_app.logger.error("%s %s: %s", request.method, request.path, error)
        return _answer(503, OLD if isinstance(error, OtherFormatError) else DAMAGED, title=SORRY)
    g.is_second_answer = True
    site().stand_in_for(error.edition)
    try:
        return current_app.dispatch_request()
    except Exception as new_error:
        return current_app.handle_user_exception(new_error)


def _http_error(error: HTTPException) -> tuple[Response, int] | Response:
    if error.response is not None or error.code is None or error.code < 400:  # a redirect
        return Response(error.get_response().get_data(), error.code, dict(error.get_headers()))
    reasons = API_REASONS if request.path.startswith("/api/") else REASONS
    page, status = _answer(error.code, reasons.get(error.code, error.description or error.name))
    page.headers.extend((name, value) for name, value in error.get_headers() if name in PASSED_ON)
    return page, status


def _unforeseen(error: Exception) -> tuple[Response, int]:
    current_app.logger.error("%s %s failed", request.method, request.path, exc_info=error)
    return _answer(500, "Something went wrong here, not with you. Try again in a few minutes.")


def _answer(
    status: int,
    message: str,
    choices: Sequence[str] = (),
    nearest: Sequence[date] = (),
    *,
    title: str | None = None,
) -> tuple[Response, int]:
    if _is_data_wanted():
        response = Response(to_json(_problem(status, message, choices, nearest)), mimetype=PROBLEM)
    else:
        response = Response(_page(title or TITLES.get(status, SORRY), message, choices, nearest))
    response.vary.add("Accept")
    # A file of the front end that this server lacks may be another's, while one build replaces another.
    is_fleeting = status == 416 or status >= 500 or request.path.startswith("/static/")
    response.headers["Cache-Control"] = "no-store" if is_fleeting else f"public, max-age={SECONDS_FRESH}"
    return response, status


def _problem(status: int, message: str, choices: Sequence[str], nearest: Sequence[date]) -> dict[str, Any]:
    """Tell a problem that is of no type but its status; `choices` and `nearest` are given where there are any."""
    told = {"choices": list(choices), "nearest": [str(one) for one in nearest]}
    return {
        "type": "about:blank",
        "title": HTTP_STATUS_CODES[status],
        "status": status,
        "detail": message,
        **{name: given for name, given in told.items() if given},
    }


def _is_data_wanted() -> bool:
    """Return whether whoever asks reads data rather than pages: by the address, or else by what it says it accepts."""
    if request.path.startswith(("/api/", "/oembed", "/ogc")) or request.path.endswith(DATA_SUFFIXES):
        return True
    if request.blueprint == "ogc":  # of an edition, whose address begins otherwise
        return True
    return request.accept_mimetypes.best_match(("text/html", "application/json")) == "application/json"


def _page(title: str, message: str, choices: Sequence[str], nearest: Sequence[date]) -> str:
    return render(
        "error.html",
        title=title,
        message=message,
        choices=choices[:CHOICES_SHOWN],
        more=max(len(choices) - CHOICES_SHOWN, 0),
        nearest=[(one, _in_week(one)) for one in nearest],
        latest=_in_week(None) if nearest else "",
        framed=is_frameable(),
    )


def _in_week(week: date | None) -> str:
    """Return the address that was asked for with another week, or with none, which is the latest."""
    asked = {**request.args.to_dict(flat=False), "week": [str(week)] if week else []}
    return f"?{urlencode(asked, doseq=True, safe=',')}"
