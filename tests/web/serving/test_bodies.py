from __future__ import annotations

import gzip
from concurrent.futures import ThreadPoolExecutor

import brotli

from app.web.serving.bodies import Body, BodyCache


def test_a_body_is_made_once_however_many_ask_at_once() -> None:
    cache, made = BodyCache(), []

    def make() -> Body:
        made.append(1)
        return Body(b"x" * 1000)

    with ThreadPoolExecutor(16) as threads:
        bodies = list(threads.map(lambda _: cache.get(("page",), make), range(64)))

    assert len(made) == 1
    assert len(set(map(id, bodies))) == 1


def test_the_bodies_asked_for_last_stay_within_the_room() -> None:
    cache = BodyCache(room=100_000)
    for number in range(100):
        cache.get((number,), lambda: Body(b"x" * 10_000))
    kept = [number for number in range(100) if cache.find((number,))]

    assert kept == list(range(95, 100))


def test_forms_decompress_to_the_body() -> None:
    body = Body(b"cases " * 1000)

    assert brotli.decompress(body.form("br")) == gzip.decompress(body.form("gzip")) == body.plain
