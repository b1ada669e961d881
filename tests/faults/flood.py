"""A thousand connections that want nothing, five hundred requests that never end, and readers among them."""

from __future__ import annotations

import resource
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPException
from threading import Thread

HOST = "casemap.example"
IDLE, HALF_SENT, READERS = 1000, 500, 32
TIMES = 5  # that a reader reads all pages
PAGES = ("/", "/healthz", "/hotspots", "/embed?within=E12000001", "/api/v1/weeks/latest/msoa.csv")
PATIENCE = 8  # seconds: fewer than a server gives those who are quiet, so that nobody is answered for their leaving
HALF_HEAD = f"GET / HTTP/1.1\r\nHost: {HOST}\r\nX-Half: ".encode()
HALF_BODY = f"POST / HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 1000\r\n\r\nhalf".encode()

Connect = Callable[[], socket.socket]


def connecting(port: int, context: ssl.SSLContext | None = None, source: str = "127.0.0.1") -> Connect:
    """Say how to connect to a port of this machine, from one of its addresses."""

    def connect() -> socket.socket:
        plain = socket.create_connection(("127.0.0.1", port), PATIENCE, (source, 0))
        return context.wrap_socket(plain, server_hostname=HOST) if context else plain

    return connect


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def ask(connection: socket.socket, path: str, **headers: str) -> Answer:
    """Ask over a connection, and leave it open; `_` in a header's name stands for `-`."""
    asking = HTTPConnection(HOST)
    asking.sock = connection
    asking.request("GET", path, headers={name.replace("_", "-"): text for name, text in headers.items()})
    answer = asking.getresponse()
    return Answer(answer.status, {name.lower(): text for name, text in answer.getheaders()}, answer.read())


@dataclass(frozen=True)
class Quiet:
    """Connections that are held open: silent, answered once and idle since, amid a head, and amid a body."""

    silent: list[socket.socket]
    answered: list[socket.socket]
    half_heads: list[socket.socket]
    half_bodies: list[socket.socket]


@contextmanager
def many_files() -> Iterator[None]:
    """Let this process hold its ends of all connections."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (before[1], before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


@contextmanager
def flood(connect: Connect) -> Iterator[Quiet]:
    """Open all the quiet connections and hold them."""
    with many_files(), ExitStack() as stack:

        def several(number: int, begin: Callable[[socket.socket], object]) -> list[socket.socket]:
            connections = [stack.enter_context(connect()) for _ in range(number)]
            for connection in connections:
                begin(connection)
            return connections

        yield Quiet(
            several(IDLE // 2, bool),
            several(IDLE // 2, partial(ask, path="/healthz")),
            several(HALF_SENT // 2, lambda connection: connection.sendall(HALF_HEAD)),
            several(HALF_SENT // 2, lambda connection: connection.sendall(HALF_BODY)),
        )


class Reader(Thread):
    """Read pages, each over a connection of its own, and note how each was answered."""

    def __init__(self, connect: Connect) -> None:
        super().__init__()
        self._connect = connect
        self.answers: list[int | Exception] = []

    def run(self) -> None:
        for page in PAGES * TIMES:
            try:
                with self._connect() as connection:
                    self.answers.append(ask(connection, page).status)
            except (OSError, HTTPException) as error:
                self.answers.append(error)


def read_together(connect: Connect) -> list[int | Exception]:
    """Let all readers read at once, and give how each page was answered."""
    readers = [Reader(connect) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return [answer for reader in readers for answer in reader.answers]


ALL_ANSWERED = [200] * (READERS * TIMES * len(PAGES))


def rest_of(connection: socket.socket) -> bytes:
    """Read until the other side ends the connection, in whatever way."""
    connection.settimeout(60)
    received = b""
    with suppress(ConnectionError):
        while more := connection.recv(65_536):
            received += more
    return received
