"""Large answers wait while a worker's memory is full; all others are given as they are."""

from __future__ import annotations

import pytest
from werkzeug.test import Client, TestResponse
from werkzeug.wrappers import Response

from app.cli.serve import FULL
from app.web.serving.memory import LARGE, MOST, BoundedMemory, used_memory

SMALL_ANSWER, LARGE_ANSWER = b"x" * LARGE, b"x" * (LARGE + 1)


def asked(answer: bytes, used: int) -> TestResponse:
    return Client(BoundedMemory(Response(answer), lambda: used)).get("/")


@pytest.mark.parametrize(("answer", "used"), [(LARGE_ANSWER, MOST), (SMALL_ANSWER, MOST + 1), (b"", MOST + 1)])
def test_an_answer_is_given_where_there_is_room_for_it(answer: bytes, used: int) -> None:
    given = asked(answer, used)

    assert (given.status_code, given.data) == (200, answer)


def test_a_large_answer_is_to_be_asked_for_again_where_memory_is_full() -> None:
    refused = asked(LARGE_ANSWER, MOST + 1)

    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) > 0
    assert int(refused.headers["Content-Length"]) == len(refused.data)
    assert "Try again" in refused.text


def test_what_was_made_for_nothing_is_closed() -> None:
    closed = []
    made = Response(LARGE_ANSWER)
    made.call_on_close(lambda: closed.append(True))

    Client(BoundedMemory(made, lambda: MOST + 1)).get("/")

    assert closed == [True]


def test_a_process_s_memory_grows_with_what_it_keeps() -> None:
    before = used_memory()
    kept = bytearray(b"x" * 50_000_000)

    assert used_memory() - before > 0.9 * len(kept)


def test_a_worker_is_replaced_before_it_refuses() -> None:
    assert FULL * 1024**2 < MOST
