"""Send files of any size in constant memory: small ones at once, others in pieces at the reader's speed.

An answer in pieces holds a thread until its reader has it all, so few are given. A small part of a large file is given
at once, so that a download which broke off can always go on.
"""

from __future__ import annotations

from pathlib import Path

from flask import Response, request
from werkzeug.wsgi import FileWrapper

from app.errors import BusyError
from app.web.serving.bodies import SECONDS_FRESH
from app.web.serving.ranges import answer_conditions
from app.web.serving.site import site

AT_ONCE = 8_000_000  # bytes: the largest file of an edition has about as many
PIECE = 262_144


def file_response(path: Path, etag: str, mimetype: str, compressed: Path | None = None) -> Response:
    """Answer the request with a file, or with its gzip form where there is one and the client likes it.

    Raises BusyError where as many large ones are given as may be, RequestedRangeNotSatisfiable where the file has no
    such bytes.
    """
    is_compressed = compressed is not None and bool(request.accept_encodings.best_match(["gzip"]))
    chosen = compressed if compressed is not None and is_compressed else path
    length = chosen.stat().st_size
    response = Response(FileWrapper(chosen.open("rb"), PIECE), mimetype=mimetype)
    response.content_length = length
    response.set_etag(f"{etag}-gzip" if is_compressed else etag)
    if is_compressed:
        response.content_encoding = "gzip"
    if compressed is not None:
        response.vary.add("Accept-Encoding")
    response.cache_control.public = True
    response.cache_control.max_age = SECONDS_FRESH
    try:
        answer_conditions(response, request, length)
        _send(response)
    except Exception:
        response.close()
        raise
    return response


def _send(response: Response) -> None:
    """Give what is small at once, and hold a place for what is not until it is given."""
    if request.method == "HEAD" or response.status_code == 304:
        response.close()
        response.response = []
    elif (response.content_length or 0) <= AT_ONCE:
        content = b"".join(response.iter_encoded())
        response.close()
        response.set_data(content)
    elif site().sending.acquire(blocking=False):
        response.call_on_close(site().sending.release)
    else:
        raise BusyError
