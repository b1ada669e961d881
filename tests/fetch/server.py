"""A server on this machine that answers as it is told: well, badly, or not at all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

Answer = Callable[["Request"], None]


class Request(BaseHTTPRequestHandler):
    """One request; an Answer writes to it."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.close_connection = True
        self.server.asked.append(self)
        self.server.answer_to(urlsplit(self.path).path)(self)

    @property
    def query(self) -> dict[str, str]:
        return {name: values[-1] for name, values in parse_qs(urlsplit(self.path).query).items()}

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        """Send an answer; `_` in a header's name stands for `-`, and Content_Length="" sends none."""
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        self.send_response(status)
        for name, text in {"Content-Length": str(len(body)), "Connection": "close", **named}.items():
            if text:
                self.send_header(name, text)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    """Return each path's answers in turn, the last for ever; `asked` holds the requests."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.asked: list[Request] = []
        self.done = threading.Event()  # set when the test ends, so that what stalls stalls no longer
        self.scheme = "http"
        self._answers: dict[str, list[Answer]] = {}

    def will(self, path: str, *answers: Answer) -> str:
        """Say how a path answers, and give its address."""
        self._answers[path] = list(answers)
        return f"{self.scheme}://127.0.0.1:{self.server_port}{path}"

    def answer_to(self, path: str) -> Answer:
        answers = self._answers.get(path, [status(404)])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing where the client hangs up, as it does on what is too large."""


@contextmanager
def running_server() -> Iterator[Server]:
    """Return a server that is asked without any proxy."""
    with pytest.MonkeyPatch.context() as patch, Server() as running:
        patch.setenv("NO_PROXY", "127.0.0.1,localhost")
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.done.set()
        running.shutdown()
        thread.join()


def body(content: bytes, **headers: str) -> Answer:
    return lambda request: request.send(content, 200, **headers)


def status(code: int, **headers: str) -> Answer:
    return lambda request: request.send(b"<html>no</html>", code, **headers)


def cut(content: bytes, at: int, **headers: str) -> Answer:
    """Promise the whole and send its start."""
    return lambda request: request.send(content[:at], 200, Content_Length=str(len(content)), **headers)


def stalled(content: bytes, at: int, **headers: str) -> Answer:
    """Send the start, and then nothing, with the line held open."""

    def answer(request: Request) -> None:
        cut(content, at, **headers)(request)
        request.server.done.wait()

    return answer


def ranged(content: bytes, **headers: str) -> Answer:
    """Answer as a file server does: whole, the rest, or not changed."""
    etag = headers.get("ETag", "")

    def answer(request: Request) -> None:
        start = request.headers.get("Range", "").removeprefix("bytes=").removesuffix("-")
        if etag and request.headers.get("If-None-Match") == etag:
            request.send(b"", 304, Content_Length="", **headers)
        elif start and request.headers.get("If-Range") == etag:
            span = f"bytes {start}-{len(content) - 1}/{len(content)}"
            request.send(content[int(start) :], 206, Content_Range=span, **headers)
        else:
            request.send(content, 200, **headers)

    return answer
