"""Response bodies, compressed once and kept while there is room."""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

import brotli
from flask import Response, request

ROOM = 24_000_000  # bytes that a worker keeps
BROTLI_QUALITY = 9  # within 3 % of the smallest, at a twentieth of its time
SECONDS_FRESH = 60


@dataclass(frozen=True)
class Body:
    """A body and its forms by content coding; the ones not given are made when first asked for."""

    plain: bytes
    given: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def etag(self) -> str:
        """Name the content."""
        return hashlib.sha256(self.plain).hexdigest()[:20]

    @cached_property
    def br(self) -> bytes:
        """Give the brotli form."""
        return self.given.get("br") or bytes(brotli.compress(self.plain, quality=BROTLI_QUALITY))

    @cached_property
    def gzip(self) -> bytes:
        """Give the gzip form."""
        return self.given.get("gzip") or gzip.compress(self.plain, mtime=0)

    def response(self, mimetype: str, *, immutable: bool = False) -> Response:
        """Answer the request with the form that the client likes best, or that nothing changed."""
        coding = request.accept_encodings.best_match(["br", "gzip"]) if len(self.plain) > 200 else None
        content = {"br": lambda: self.br, "gzip": lambda: self.gzip}.get(coding or "", lambda: self.plain)()
        response = Response(content, mimetype=mimetype)
        if coding:
            response.content_encoding = coding
        response.vary.add("Accept-Encoding")
        response.set_etag(self.etag, weak=True)
        response.cache_control.public = True
        response.cache_control.max_age = 31_536_000 if immutable else SECONDS_FRESH
        if immutable:
            response.cache_control.immutable = True
        response.make_conditional(request)
        return response


class BodyCache:
    """Keep the bodies asked for last, within ROOM."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._bodies: OrderedDict[tuple[object, ...], Body] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: tuple[object, ...], make: Callable[[], Body]) -> Body:
        """Give the body kept under a key, or make it."""
        with self._lock:
            if key in self._bodies:
                self._bodies.move_to_end(key)
                return self._bodies[key]
        body = make()
        with self._lock:
            self._keep(key, body)
        return body

    def _keep(self, key: tuple[object, ...], body: Body) -> None:
        # The compressed forms come to about half as much again.
        self._bodies[key] = body
        self._size += len(body.plain) * 3 // 2
        while self._size > self._room and self._bodies:
            _, dropped = self._bodies.popitem(last=False)
            self._size -= len(dropped.plain) * 3 // 2
