"""The server beside nginx: requests a second for the same bytes, how long the slowest take; under a flood; memory."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from app.web.serving.bodies import COMPRESS
from tests.bench.report import Row, at_least, at_most
from tests.bench.site import free_port, served
from tests.faults.flood import ask, connecting, flood, many_files, rest_of

TIMES = 5
ASKED = 200  # times that health is asked after
STALLED = 1500  # readers who ask for the largest file, and take nothing of it
LARGEST = b"GET /api/v1/weeks/latest/msoa.geojson HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
CASEMAP = Path(sys.executable).with_name("casemap")
ACCEPT = "Accept-Encoding: {coding}"
WRK = ["wrk", "--threads", "1", "--connections", "32", "--duration", "4s", "--latency", "-H", ACCEPT]
EMBED = "/embed?within=E12000001"
NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 2;
{user}
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root {folder}/www;
    add_header Content-Encoding {coding};
  }}
}}
"""


@dataclass(frozen=True)
class Load:
    """What a server answered: requests a second, and milliseconds of all but the slowest hundredth."""

    rate: float
    slowest: float


def measure(home: Path, folder: Path) -> Iterator[Row]:
    """Ask both servers for an embed and a layer in turn, then hold quiet connections open beside."""
    port, beside = free_port(), free_port()
    command = [str(CASEMAP), "serve", "--port", str(port), "--workers", "2"]
    with served(command, {"CASEMAP_HOME": str(home)}, port) as process:
        paths = {"embed": EMBED, "layer": _layer_path(port)}
        files = {name: _answer(f"http://127.0.0.1:{port}{path}") for name, path in paths.items()}
        with served(nginx_of(folder, beside, files), {}, beside):
            for name, share in (("embed", 5), ("layer", 10)):
                ours, theirs = in_turn(f"http://127.0.0.1:{port}{paths[name]}", f"http://127.0.0.1:{beside}/{name}")
                said = f" ({ours.rate:,.0f} a second; nginx {theirs.rate:,.0f})"
                yield at_least(f"{name} from the server", 100 * ours.rate / theirs.rate, share, " % of nginx", said)
                within = f" ({ours.slowest:.1f} ms; nginx {theirs.slowest:.1f} ms)"
                yield at_most(f"{name}: 99 of 100 within", ours.slowest / theirs.slowest, 20, " x nginx's", within)
        yield at_most("A serving worker's memory", max(_memory(process.pid)), 150, " MB")
        yield from _under_a_flood(process.pid, port)
        peak = _memory_beside_stalled_readers(process.pid, port)
        yield at_most("A serving worker's memory beside 1,500 readers who stall: the peak", peak, 1000, " MB")


def _under_a_flood(process: int, port: int) -> Iterator[Row]:
    """Ask after health in turn: of an idle server, with busy readers, with quiet connections, and with both."""
    rounds, memory = [], 0.0
    for _ in range(TIMES):
        without = (_health(port), _health_among_readers(port))
        with flood(connecting(port)) as quiet:
            for connection in quiet.half_bodies:
                rest_of(connection)  # these are answered at once, which is work of its own
            rounds.append((*without, _health(port), _health_among_readers(port)))
            memory = max(memory, *_memory(process))
    idle, busy, beside, among = map(min, zip(*rounds, strict=True))  # what else the machine does falls on some rounds
    for what, taken, than, beside_what in (
        ("/healthz with 1,500 quiet connections", beside, idle, "an idle server's"),
        ("/healthz with these and 32 busy readers", among, idle, "an idle server's"),
        ("/healthz with both", among, busy, "that with the readers alone"),
    ):
        yield at_most(what, taken / than, 3, f" x {beside_what}", f" ({taken:.2f} ms; {than:.2f} ms)")
    yield at_most("A serving worker's memory beside them", memory, 150, " MB")


def _health_among_readers(port: int) -> float:
    with subprocess.Popen(_wrk(f"http://127.0.0.1:{port}{EMBED}"), stdout=subprocess.DEVNULL) as readers:
        taken = _health(port)
        readers.terminate()
    return taken


def _health(port: int) -> float:
    """Return the milliseconds that an answer takes, in the middle."""
    connect, taken = connecting(port), []
    for _ in range(ASKED):
        since = time.perf_counter()
        with connect() as connection:
            ask(connection, "/healthz")
        taken.append(1000 * (time.perf_counter() - since))
    return median(taken)


def _memory_beside_stalled_readers(process: int, port: int) -> float:
    connect = connecting(port)
    with many_files(), ExitStack() as stack:
        for _ in range(STALLED):
            stack.enter_context(connect()).sendall(LARGEST)
        looks = []
        for _ in range(100):
            looks.append(max(_memory(process)))
            time.sleep(0.05)
    return max(looks)


def _layer_path(port: int) -> str:
    """Find a small areas' layer of the edition that is served."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as response:
        page = response.read().decode()
    edition = re.search('data-edition="([^"]+)"', page)
    layers = re.findall('"href":"(layers/msoa-[^"]+)"', page)
    if edition is None or not layers:
        raise RuntimeError("the map's page names no edition or layer")
    return f"{edition[1]}{layers[0]}"


def _answer(address: str) -> bytes:
    request = urllib.request.Request(address, headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(request) as response:
        return bytes(response.read())


def nginx_of(folder: Path, port: int, files: dict[str, bytes], coding: str = "br") -> list[str]:
    """Lay files in a content coding on the disk, and give the command that serves them and no more."""
    (folder / "www").mkdir(parents=True, exist_ok=True)
    (folder / "www" / "index.html").write_bytes(COMPRESS[coding](b""))
    for name, content in files.items():
        (folder / "www" / name).write_bytes(content)
    user = "user root;" if Path("/root").exists() and Path.home() == Path("/root") else ""
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port, user=user, coding=coding))
    return ["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]


def in_turn(ours: str, theirs: str, coding: str = "br") -> tuple[Load, Load]:
    """Ask two servers for the same bytes in a content coding, one after the other and again."""
    loads: list[tuple[Load, Load]] = [(_load(ours, coding), _load(theirs, coding)) for _ in range(TIMES)]
    both = []
    for side in (0, 1):
        rates, slowest = zip(*((load[side].rate, load[side].slowest) for load in loads), strict=True)
        both.append(Load(median(rates), median(slowest)))
    return both[0], both[1]


def _wrk(address: str, coding: str = "br") -> list[str]:
    return [*(part.format(coding=coding) for part in WRK), address]


def _load(address: str, coding: str) -> Load:
    said = subprocess.run(_wrk(address, coding), capture_output=True, text=True, check=True).stdout
    rate, slowest = re.search(r"Requests/sec:\s+([\d.]+)", said), re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    if rate is None or slowest is None or "Non-2xx" in said:
        raise RuntimeError(f"{address}: {said}")
    milliseconds = float(slowest[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[slowest[2]]
    logging.info("%s: %s a second, 99 of 100 within %.1f ms", address, rate[1], milliseconds)
    return Load(float(rate[1]), milliseconds)


def _memory(process: int) -> list[float]:
    """Return the megabytes that each worker of a server keeps."""
    workers = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    statuses = [Path(f"/proc/{worker}/status").read_text() for worker in workers]
    return [int(found[1]) / 1000 for status in statuses if (found := re.search(r"VmRSS:\s+(\d+)", status))]
