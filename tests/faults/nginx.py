"""nginx as docs/nginx.conf has it, on ports and in a folder of the tests' own."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.flood import HOST, Connect, connecting
from tests.serving import free_port

SHIPPED = Path(__file__).parent.parent.parent / "docs" / "nginx.conf"
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
USER = "user root;" if os.geteuid() == 0 else ""  # whoever else runs this is the user that it has


@dataclass(frozen=True)
class Nginx:
    """A running nginx: its ports, what may be trusted to be it, and its folder."""

    port: int
    plain_port: int
    context: ssl.SSLContext
    folder: Path

    def connect(self, source: str = "127.0.0.1") -> Connect:
        return connecting(self.port, self.context, source)

    @property
    def logged(self) -> str:
        """Return all that it has written to its logs."""
        return "".join(log.read_text() for log in self.folder.glob("*.log"))


def program() -> str:
    """Find nginx, which is in few users' paths."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not found:
        pytest.skip("nginx is not installed")
    return found


def written(folder: Path, upstream: int, certificate: Path, port: int, plain_port: int) -> Path:
    """Write the shipped configuration with places, ports and a user of the tests' own."""
    folder.mkdir()
    own = {
        "user www-data;": USER,
        "/run/nginx.pid": f"{folder}/nginx.pid",
        "/var/log/nginx/": f"{folder}/",
        "/var/cache/nginx/": f"{folder}/cache-",
        f"/etc/letsencrypt/live/{HOST}/fullchain.pem": str(certificate),
        f"/etc/letsencrypt/live/{HOST}/privkey.pem": str(certificate),
        "127.0.0.1:8000": f"127.0.0.1:{upstream}",
        "listen [::]:80;": "",
        "listen [::]:443 ssl http2;": "",
        "listen 80;": f"listen 127.0.0.1:{plain_port};",
        "listen 443 ": f"listen 127.0.0.1:{port} ",
        "http {": "\n".join(("http {", *(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY))),
    }
    text = SHIPPED.read_text()
    for shipped, ours in own.items():
        assert shipped in text
        text = text.replace(shipped, ours)
    path = folder / "nginx.conf"
    path.write_text(text)
    return path


@contextmanager
def proxied(folder: Path, upstream: int, certificate: Path) -> Iterator[Nginx]:
    """Run nginx in front of a port until the block ends."""
    port, plain_port = free_port(), free_port()
    configuration = written(folder, upstream, certificate, port, plain_port)
    command = [program(), "-c", str(configuration), "-e", str(folder / "error.log"), "-g", "daemon off;"]
    running = Nginx(port, plain_port, ssl.create_default_context(cafile=certificate.with_suffix(".crt")), folder)
    with subprocess.Popen(command) as process:
        try:
            _wait_for(running)
            yield running
        finally:
            process.terminate()
            process.wait(10)


def _wait_for(nginx: Nginx) -> None:
    for _ in range(100):
        with suppress(OSError), connecting(nginx.plain_port)():
            return
        time.sleep(0.1)
    raise TimeoutError("nginx does not answer")
