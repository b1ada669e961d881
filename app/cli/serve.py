"""`casemap serve`: run the web application under Granian."""

from __future__ import annotations

import os
import resource
import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import click

from app.cli.describe import describe_standing
from app.cli.main import main
from app.editions import EditionsFolder
from app.errors import CasemapError, PortError
from app.settings import Settings

LOCAL = "127.0.0.1"
COUNTS = "PROMETHEUS_MULTIPROC_DIR"  # names the folder in which Prometheus's client adds up several processes
# Threads of a worker: up to four wait for pictures, up to two for files that are made, and up to two send large files.
# So one is always free for pages.
THREADS = 9
STARTING, STOPPING = 2, 2  # seconds for a new worker to load, and for one that is told to stop to finish
CONNECTIONS = 4096  # at once to a worker: most are quiet, and take 7 kB each
WAITING = 4096  # connections that the system queues until a worker accepts them: Linux's default limit
OTHER_FILES = 64  # open in a worker beside its connections: twice what was measured
HEAD_SECONDS = 10  # for a request's whole head, and between two requests: a slow phone takes two
HEAD_BYTES = 32_768  # the approximate limit of a request's head, as nginx has it
FULL, LOOKS = 384, 10  # a worker with this many MiB at so many looks, a second apart, is replaced


@main.command()
@click.option("--host", default=LOCAL, show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, help="Processes that answer requests.")
@click.option("--metrics-port", type=int, help="Port of this machine's own at which Prometheus is answered.")
@click.pass_obj
def serve(settings: Settings, host: str, port: int, workers: int, metrics_port: int | None) -> None:
    """Serve the current edition, and each new one within two seconds of its publishing."""
    _check_port(host, port)
    try:
        described = list(describe_standing(EditionsFolder(settings.editions_folder).standing()))
    except CasemapError as error:
        described = [str(error)]
    connections = _raise_limit_of_files() - OTHER_FILES
    if connections < CONNECTIONS:
        described.append(_describe_limit(connections))
    click.echo("\n".join([*described, f"Serving http://{host}:{port}{settings.path_prefix}/ (Ctrl+C stops)"]))
    with ExitStack() as stack:
        if metrics_port is not None:
            stack.enter_context(_metrics(metrics_port, settings))
        _run(host, port, workers, max(1, connections))


def _check_port(host: str, port: int, option: str = "--port") -> None:
    """Refuse a port that another server has: the two would share it, each answering some of the readers."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise PortError(f"Port {port} of {host}: {error.strerror}. Say another with {option}.") from None


@contextmanager
def _metrics(port: int, settings: Settings) -> Iterator[None]:
    """Serve Prometheus metrics that add up the counts of the workers started meanwhile."""
    _check_port(LOCAL, port, option="--metrics-port")
    with tempfile.TemporaryDirectory(prefix="casemap-metrics-") as folder:
        os.environ[COUNTS] = folder  # before the client is imported, here or in a worker: it looks then and never again
        from app.cli.metrics import answering

        with answering(LOCAL, port, EditionsFolder(settings.editions_folder), settings.home):
            yield


def _raise_limit_of_files() -> int:
    """Raise the limit of open files to what connections need, or what the system allows, and return it."""
    needed = CONNECTIONS + OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return allowed


def _describe_limit(connections: int) -> str:
    return (
        f"The system lets a process open {connections + OTHER_FILES:,} files, so a worker takes {connections:,} "
        f"connections at once instead of {CONNECTIONS:,}: raise the hard limit (ulimit -Hn, or LimitNOFILE= of a "
        f"service) to {CONNECTIONS + OTHER_FILES:,}."
    )


def _run(host: str, port: int, workers: int, connections: int) -> None:
    """Serve until stopped; workers read the settings from the environment, as this process did."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    Granian(
        "app:create_worker",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backlog=WAITING,
        backpressure=connections,
        http=HTTPModes.http1,  # where it may be either, a connection that never says which is never ended
        http1_settings=HTTP1Settings(header_read_timeout=1000 * HEAD_SECONDS, max_buffer_size=HEAD_BYTES),
        respawn_failed_workers=True,
        respawn_interval=STARTING,
        workers_max_rss=FULL,
        rss_sample_interval=1,
        rss_samples=LOOKS,
        workers_kill_timeout=STOPPING,
        log_level=LogLevels.error,  # its warnings are of settings that are chosen above
    ).serve()
