"""Connections without end or sense: those who read are answered beside them, and they are let go."""

from __future__ import annotations

import signal
import socket
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from app import create_app
from app.cli.serve import OTHER_FILES
from app.settings import Settings
from tests.faults.flood import (
    ALL_ANSWERED,
    HALF_HEAD,
    PAGES,
    ask,
    connecting,
    flood,
    read_together,
    rest_of,
)
from tests.serving import free_port, limited, started

FEW = 100  # connections that a worker can hold, where files are few


@pytest.fixture
def environment(published_home: Path) -> dict[str, str]:
    return {"CASEMAP_HOME": str(published_home)}


@pytest.fixture
def port() -> int:
    return free_port()


def test_readers_are_answered_beside_quiet_connections(environment: dict[str, str], port: int) -> None:
    connect = connecting(port)
    with started(environment, port, workers=2, within=limited("-Sn 256")), flood(connect):
        assert read_together(connect) == ALL_ANSWERED


def test_quiet_connections_are_let_go(environment: dict[str, str], port: int) -> None:
    with started(environment, port, workers=2), flood(connecting(port)) as quiet:
        for connection in quiet.half_bodies:
            assert rest_of(connection).startswith(b"HTTP/1.1 405 ")
        for connection in (*quiet.silent, *quiet.answered, *quiet.half_heads):
            assert b" 200 " not in rest_of(connection)


def test_no_address_takes_a_body_that_a_thread_would_wait_for(published_home: Path) -> None:
    for rule in create_app(Settings(home=published_home)).url_map.iter_rules():
        assert {"GET", "HEAD", "OPTIONS"}.issuperset(rule.methods or ())


def test_a_head_that_comes_byte_by_byte_is_given_up(environment: dict[str, str], port: int) -> None:
    with started(environment, port), connecting(port)() as connection:
        connection.sendall(HALF_HEAD)
        with pytest.raises(ConnectionError):
            drip(connection)


def drip(connection: socket.socket) -> None:
    for _ in range(120):
        connection.sendall(b"x")
        time.sleep(0.5)


def test_a_head_too_large_is_refused(environment: dict[str, str], port: int) -> None:
    with started(environment, port), connecting(port)() as connection:
        connection.sendall(HALF_HEAD + b"x" * 100_000 + b"\r\n\r\n")
        assert rest_of(connection)[:12] in (b"HTTP/1.1 431", b"")  # what is left unread may cost the sender the answer


def test_the_server_stops_under_a_flood(environment: dict[str, str], port: int) -> None:
    with started(environment, port, workers=2) as process, flood(connecting(port)):
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0


def test_too_few_files_are_told_of_and_no_page_fails_for_want_of_one(environment: dict[str, str], port: int) -> None:
    connect = connecting(port)
    with started(environment, port, within=limited(f"-n {FEW + OTHER_FILES}")) as process, ExitStack() as stack:
        reader, *_ = [stack.enter_context(connect()) for _ in range(2 * FEW)]
        assert [ask(reader, page).status for page in PAGES] == [200] * len(PAGES)
        process.terminate()
        said = process.communicate()[0]
    assert f"lets a process open {FEW + OTHER_FILES} files, so a worker takes {FEW} connections" in said
    assert "ulimit" in said


def test_enough_files_are_not_told_of(environment: dict[str, str], port: int) -> None:
    with started(environment, port, within=limited("-Sn 256")) as process:
        process.terminate()
        assert "ulimit" not in process.communicate()[0]
