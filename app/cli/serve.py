"""`casemap serve`: run the web application under Granian."""

from __future__ import annotations

import socket

import click

from app.cli.describe import describe_standing
from app.cli.main import main
from app.editions import EditionsFolder
from app.errors import CasemapError, PortError
from app.settings import Settings

THREADS = 5  # a worker's: pages are served from memory by any of them, pictures wait for one another in up to four
STOPPING = 2  # seconds that a worker has to finish, when it is told to stop
WAITING = 64  # requests that a worker takes on at once


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, help="Processes that answer requests.")
@click.pass_obj
def serve(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve the current edition, and each new one within two seconds of its publishing."""
    _check_port(host, port)
    try:
        described = list(describe_standing(EditionsFolder(settings.editions_folder).standing()))
    except CasemapError as error:
        described = [str(error)]
    click.echo("\n".join([*described, f"Serving http://{host}:{port}{settings.path_prefix}/ (Ctrl+C stops)"]))
    _run(host, port, workers)


def _check_port(host: str, port: int) -> None:
    """Refuse a port that another server has: the two would share it, each answering some of the readers."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise PortError(f"Port {port} of {host}: {error.strerror}. Say another with --port.") from None


def _run(host: str, port: int, workers: int) -> None:
    """Serve until stopped; workers read the settings from the environment, as this process did."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

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
        workers_kill_timeout=STOPPING,
        log_level=LogLevels.warning,
    ).serve()
