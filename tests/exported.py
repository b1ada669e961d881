"""A site that `casemap export` wrote, served by nginx as docs/export.nginx.conf has it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import main
from tests.serving import free_port

SHIPPED = Path(__file__).parent.parent / "docs" / "export.nginx.conf"
PUBLIC_URL = "https://casemap.example/cases"
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
USER = "user root;" if os.geteuid() == 0 else ""  # whoever else runs this is the user that it has


def export(environment: Mapping[str, str], target: Path | str) -> str:
    """Export the site of an environment, and give what is said of it."""
    settings = {"CASEMAP_PUBLIC_URL": PUBLIC_URL, **environment}
    result = CliRunner().invoke(main, ["export", "--workers", "1", str(target)], env=settings)
    assert result.exit_code == 0, result.output
    return result.output


def nginx() -> str:
    """Find nginx, which is in few users' paths."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not found:
        pytest.skip("nginx is not installed")
    return found


def configured(folder: Path, port: int, certificate: Path | None = None) -> Path:
    """Write the shipped configuration with places and a port of the tests' own, without a certificate as plain HTTP."""
    own = {
        "user www-data;": USER,
        "/run/nginx.pid": f"{folder}/nginx.pid",
        "/var/log/nginx/": f"{folder}/",
        "root /srv/www;": f"root {folder}/www;",
        "listen [::]:80;": "",
        "listen [::]:443 ssl http2;": "",
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port}{' ssl http2' if certificate else ''};",
        "/etc/letsencrypt/live/casemap.example/fullchain.pem": str(certificate),
        "/etc/letsencrypt/live/casemap.example/privkey.pem": str(certificate),
        "http {": "\n".join(("http {", *(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY))),
    }
    text = SHIPPED.read_text()
    for shipped, ours in own.items():
        assert shipped in text, shipped
        text = text.replace(shipped, ours)
    path = folder / "nginx.conf"
    path.write_text(text if certificate else re.sub(r"(?m)^\s*ssl_.*$", "", text))
    return path


@contextmanager
def served_by_nginx(folder: Path) -> Iterator[str]:
    """Serve what was exported to www/cases in a folder, and give its address."""
    port = free_port()
    path = configured(folder, port)
    command = [nginx(), "-c", str(path), "-e", str(folder / "error.log"), "-g", "daemon off;"]
    with subprocess.Popen(command) as process:
        try:
            address = f"http://127.0.0.1:{port}/cases"
            _wait_for(f"{address}/robots.txt")
            yield address
        finally:
            process.terminate()
            process.wait(10)


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)
