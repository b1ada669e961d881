"""A server of the tests' own: `casemap serve` in a process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

CASEMAP = Path(sys.executable).with_name("casemap")
LIMITED = ("sh", "-c", 'ulimit $0; exec "$@"')


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@contextmanager
def started(
    environment: Mapping[str, str], port: int, *, workers: int = 1, ulimit: str = ""
) -> Iterator[subprocess.Popen[str]]:
    """Run `casemap serve` under a limit of the shell's, wait until it answers, and stop it unless it has ended."""
    command = [str(CASEMAP), "serve", "--port", str(port), "--workers", str(workers)]
    if ulimit:
        command = [*LIMITED, ulimit, *command]
    with subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz")
            yield process
        finally:
            process.terminate()
            process.wait(10)


@contextmanager
def served(environment: Mapping[str, str], workers: int = 1) -> Iterator[str]:
    """Run `casemap serve` and give its address."""
    port = free_port()
    with started(environment, port, workers=workers):
        yield f"http://127.0.0.1:{port}"


def wait_for(address: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.HTTPError:
            return  # That nothing is published is an answer too.
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)
