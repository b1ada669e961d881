"""Answer range requests and conditional requests (RFC 9110)."""

from __future__ import annotations

from flask import Request, Response
from werkzeug.http import parse_range_header

BYTES = "bytes"


def answer_conditions(response: Response, request: Request, length: int | None) -> None:
    """Make of an answer what its request's conditions ask for; of one of a known length a range of bytes, too.

    Several ranges at once, other units and what is no range at all count for nothing. Raises
    RequestedRangeNotSatisfiable for a range that begins after the end.
    """
    if length is not None and not _is_one_range(request):
        response.accept_ranges = BYTES
        length = None
    response.make_conditional(request, accept_ranges=length is not None, complete_length=length)


def _is_one_range(request: Request) -> bool:
    asked = parse_range_header(request.headers.get("Range"))
    is_weak = request.headers.get("If-Range", "").startswith("W/")  # which says too little of bytes
    return asked is not None and asked.units == BYTES and len(asked.ranges) == 1 and not is_weak
