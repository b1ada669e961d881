"""`casemap serve`: run the web application under Granian."""

from __future__ import annotations

import click

from app.cli.describe import describe
from app.cli.main import main
from app.editions import EditionsFolder
from app.errors import CasemapError
from app.settings import Settings

THREADS = 2  # a worker's; requests are served from memory, so more would only wait for one another
WAITING = 64  # requests that a worker takes on at once


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, help="Processes that answer requests.")
@click.pass_obj
def serve(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve the current edition, and each new one within two seconds of its publishing."""
    try:
        described = list(describe(EditionsFolder(settings.editions_folder).current()))
    except CasemapError as error:
        described = [str(error)]
    click.echo("\n".join([*described, f"Serving http://{host}:{port}{settings.path_prefix}/ (Ctrl+C stops)"]))
    _run(host, port, workers)


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
        log_level=LogLevels.warning,
    ).serve()
