"""Response bodies, compressed once and cached while there is room."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Lock, get_native_id

import brotli
from flask import Response, request

from app.editions import StoredEdition
from app.web.serving.ranges import answer_conditions

ROOM = 24_000_000  # bytes that a worker keeps
OVERHEAD = 2_000  # bytes that keeping a body costs beside its content
NICE = 10  # the priority of work that can wait, such as pictures
LEAST = 200  # bytes: shorter bodies are not worth compressing
LARGE = 1_000_000  # bytes: ranges of longer bodies can be requested
SECONDS_FRESH = 60
MAKERS = 64  # locks, so that of two requests for the same body one makes it and the other waits


def _brotli(content: bytes) -> bytes:
    # 9 comes within 3 % of the smallest at a tenth of its time, but a page that holds layers is an eighth smaller with
    # 10, for a tenth of a second, once; what is larger still must not keep a reader waiting.
    quality = 9 if len(content) < 100_000 else 10 if len(content) < 300_000 else 5
    return bytes(brotli.compress(content, quality=quality))


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=6, mtime=0)


COMPRESS: dict[str, Callable[[bytes], bytes]] = {"br": _brotli, "gzip": _gzip}


def _step_back() -> None:
    """Let other threads of the machine go before this one, where the system can tell threads apart."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, get_native_id(), NICE)


_spare_time = ThreadPoolExecutor(1, initializer=_step_back)


class Body:
    """A body, its forms by content coding, and its headers; forms not given are made when first asked for."""

    def __init__(
        self, plain: bytes, forms: Mapping[str, bytes] | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        self.plain = plain
        self._headers = headers or {}
        self.etag = hashlib.sha256(plain).hexdigest()[:20]
        self._forms = dict(forms or {})
        self._lock = Lock()

    @classmethod
    def stored(cls, edition: StoredEdition, name: str) -> Body:
        """Read an edition's file, which is sent as it is stored to all who take that."""
        return cls(*edition.forms(name))

    def form(self, coding: str) -> bytes:
        """Return the body in a content coding."""
        with self._lock:
            if coding not in self._forms:
                self._forms[coding] = COMPRESS[coding](self.plain)
            return self._forms[coding]

    def response(self, mimetype: str, *, immutable: bool = False, is_compressed: bool = False) -> Response:
        """Answer the request with the form that the client likes best, or that nothing changed.

        What `is_compressed` by its own format is given as it is.
        """
        coding = None if is_compressed else self._coding()
        content = self.form(coding) if coding else self.plain
        response = Response(content, headers=self._headers, mimetype=mimetype)
        if coding:
            response.content_encoding = coding
        if not is_compressed:
            response.vary.add("Accept-Encoding")
        is_large = len(content) > LARGE
        response.set_etag(f"{self.etag}-{coding}" if is_large and coding else self.etag, weak=not is_large)
        response.cache_control.public = True
        response.cache_control.max_age = 31_536_000 if immutable else SECONDS_FRESH
        if immutable:
            response.cache_control.immutable = True
        answer_conditions(response, request, len(content) if is_large else None)
        return response

    def _coding(self) -> str | None:
        return request.accept_encodings.best_match(list(COMPRESS)) if len(self.plain) > LEAST else None

    @property
    def is_ready(self) -> bool:
        """Return whether the form that the request is answered with is made."""
        coding = self._coding()
        return coding is None or coding in self._forms

    def ready(self) -> Body:
        """Make the form that the request is answered with, in the processor's spare time."""
        coding = self._coding()
        if coding is not None:
            _spare_time.submit(self.form, coding).result()
        return self


class BodyCache:
    """Keep the bodies asked for last, within ROOM."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._bodies: OrderedDict[tuple[object, ...], Body] = OrderedDict()
        self._size = 0
        self._lock = Lock()
        self._makers = [Lock() for _ in range(MAKERS)]

    def get(self, key: tuple[object, ...], make: Callable[[], Body]) -> Body:
        """Return the body kept under a key, or make it."""
        kept = self.find(key)
        if kept is not None:
            return kept
        with self._makers[hash(key) % MAKERS]:
            body = self.find(key) or make()
            self._keep(key, body)
        return body

    def find(self, key: tuple[object, ...]) -> Body | None:
        """Return the body kept under a key, None where there is none."""
        with self._lock:
            if key not in self._bodies:
                return None
            self._bodies.move_to_end(key)
            return self._bodies[key]

    def clear(self) -> None:
        """Forget every body."""
        with self._lock:
            self._bodies.clear()
            self._size = 0

    def _keep(self, key: tuple[object, ...], body: Body) -> None:
        with self._lock:
            if key in self._bodies:
                return
            self._bodies[key] = body
            self._size += _size(key, body)
            while self._size > self._room:
                self._size -= _size(*self._bodies.popitem(last=False))


def _size(key: tuple[object, ...], body: Body) -> int:
    """Return about what a body takes: its compressed forms come to half as much again."""
    return len(body.plain) * 3 // 2 + len(repr(key)) + OVERHEAD
