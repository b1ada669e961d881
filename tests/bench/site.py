"""One local server for all that is measured: Casemap, and beside it the pages that it is compared with."""

from __future__ import annotations

import mimetypes
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import brotli
from flask import Flask, Response, abort
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from app import create_app
from app.web.serving.bodies import Body

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

FOLDER = "BENCH_SITE"  # the environment's variable that names the folder of the compared pages
BESIDE = "/beside"  # where they are served
ROOT = Path(__file__).parent.parent.parent


def create() -> WSGIApplication:
    """Make the application."""
    return DispatcherMiddleware(create_app(), {BESIDE: _beside(Path(os.environ[FOLDER]))})


def _beside(folder: Path) -> Flask:
    """Serve a folder's files as Casemap serves its own: compressed ahead, and for good where they are no pages."""
    application = Flask("beside", static_folder=None)
    compressed = {path.with_suffix("") for path in folder.rglob("*.br")}
    bodies = {str(path.relative_to(folder)): _body(path) for path in compressed}

    @application.get("/<path:name>")
    def file(name: str) -> Response:
        if name not in bodies:
            abort(404)
        mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return bodies[name].response(mimetype, immutable=mimetype != "text/html")

    return application


def _body(path: Path) -> Body:
    return Body(path.read_bytes(), {"br": path.with_name(f"{path.name}.br").read_bytes()})


def put(folder: Path, name: str, content: bytes) -> None:
    """Write a file to be served beside Casemap with its smallest compressed form, unless it lies there already."""
    path, compressed = folder / name, folder / f"{name}.br"
    if compressed.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    compressed.unlink(missing_ok=True)
    path.write_bytes(content)
    compressed.write_bytes(brotli.compress(content, quality=11))


@contextmanager
def served(command: list[str], environment: Mapping[str, str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends, waiting until it answers."""
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/")
        yield process
    finally:
        process.terminate()
        process.wait(10)


def wait_for(address: str) -> None:
    """Wait until a server answers."""
    for _ in range(200):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(address)


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@contextmanager
def site(home: Path, beside: Path) -> Iterator[str]:
    """Serve the edition of a home and the pages beside it, and give the address."""
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.site", str(port)]
    with served(command, {"CASEMAP_HOME": str(home), FOLDER: str(beside)}, port):
        yield f"http://127.0.0.1:{port}"


if __name__ == "__main__":
    Granian(
        "tests.bench.site:create",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        factory=True,
        workers=1,
        blocking_threads=2,
        log_level=LogLevels.warning,
    ).serve()
