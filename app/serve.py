"""Run the web application under Granian."""

from __future__ import annotations

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

THREADS = 2  # a worker's; requests are served from memory, so more would only wait for one another
WAITING = 64  # requests that a worker takes on at once


def serve(host: str, port: int, workers: int) -> None:
    """Serve until stopped; workers read the settings from the environment, as this process did."""
    Granian(
        "app:create_app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=WAITING,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve()
