"""A server of the tests' own: `casemap serve` in a process."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

CASEMAP = Path(sys.executable).with_name("casemap")


def free_port() -> int:
    """Return a port that is free, and below those that the kernel gives to connections going out."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as listening, suppress(OSError):
            listening.bind(("127.0.0.1", port))
            return port


def limited(ulimit: str) -> tuple[str, ...]:
    """Return the command that runs another under a limit of the shell's."""
    return ("sh", "-c", 'ulimit $0; exec "$@"', ulimit)


@contextmanager
def started(
    environment: Mapping[str, str], port: int, *, workers: int = 1, within: Sequence[str] = ()
) -> Iterator[subprocess.Popen[str]]:
    """Run `casemap serve` within another command, wait until it answers, and stop it unless it has ended."""
    command = [*within, str(CASEMAP), "serve", "--port", str(port), "--workers", str(workers)]
    with subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz")
            yield process
        finally:
            process.terminate()
            process.wait(10)


@contextmanager
def served(environment: Mapping[str, str], workers: int = 1, within: Sequence[str] = ()) -> Iterator[str]:
    """Run `casemap serve` and give its address."""
    port = free_port()
    with started(environment, port, workers=workers, within=within):
        yield f"http://127.0.0.1:{port}"


def wait_for(address: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.HTTPError:
            return  # That nothing is published is an answer too.
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)
