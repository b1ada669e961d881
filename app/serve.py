"""Run the web application under Granian."""

from __future__ import annotations

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels


def serve(host: str, port: int, workers: int) -> None:
    """Serve until stopped; workers read the settings from the environment, as this process did."""
    Granian(
        "app:create_app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=workers,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve()
