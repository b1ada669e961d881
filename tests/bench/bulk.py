"""Whole histories as files beside pandas writing the same frame; and many readers of all kinds of data beside nginx."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from app.editions import EditionsFolder
from app.editions.handing import words_of
from tests.bench.report import Row, at_least, at_most, plain
from tests.bench.serving import CASEMAP, EMBED, nginx_of
from tests.bench.site import ROOT, free_port, served

TIMES = 5
LEVEL = "msoa"
# pandas writes Parquet by this. It lies apart from what Casemap is measured with: pandas works otherwise where it is.
PYARROW = "pyarrow==26.0.1"
CLIENTS, SECONDS = 32, 30
CODINGS = "br, gzip"
MIXED = {
    "page": "/",
    "embed": EMBED,
    "hotspots": "/hotspots",
    "area": "/areas/utla/E06000003",
    "week-csv": "/api/v1/weeks/latest/msoa.csv",
    "part-json": "/api/v1/weeks/latest/msoa/E12000001.json",
    "week-geojson": "/api/v1/weeks/latest/ltla.geojson",
    "week-parquet": "/api/v1/weeks/latest/msoa.parquet",
    "week-gpkg": "/api/v1/weeks/latest/ltla.gpkg",
    "history-csv": "/api/v1/history/ltla.csv",
    "history-parquet": "/api/v1/history/msoa.parquet",
    "history-gpkg": "/api/v1/history/ltla.gpkg",
}
RANGED = {"history-gpkg": "bytes=1000000-1999999"}
ASKING = """
local asked = {%s}
local number = 0
request = function()
  number = number %% #asked + 1
  return wrk.format("GET", asked[number][1], asked[number][2])
end
"""
OURS = """
import json, resource, sys, time
from pathlib import Path
from app.bulk.parquet import write_parquet
from app.bulk.rows import Rows
from app.bulk.table import write_csv
from app.editions.handing import edition_of
*words, level, folder = sys.argv[1:]
edition, folder = edition_of(words), Path(folder)
begun = time.process_time()
rows = Rows(edition, level, edition.record[level])
read = time.process_time() - begun
begun = time.process_time()
write_csv(rows, folder / "ours.csv")
csv = time.process_time() - begun
begun = time.process_time()
write_parquet(rows, folder / "ours.parquet", {})
print(json.dumps({"read": read, "csv": csv, "parquet": time.process_time() - begun}))
"""
PANDAS = """
import json, sys, time
import pandas as pd
folder = sys.argv[1]
days = ["week_start", "week_end", "published_on"]
frame = pd.read_csv(f"{folder}/ours.csv", dtype_backend="numpy_nullable", parse_dates=days)
begun = time.process_time()
frame.to_csv(f"{folder}/pandas.csv", index=False, lineterminator="\\r\\n")
csv = time.process_time() - begun
begun = time.process_time()
frame.to_parquet(f"{folder}/pandas.parquet")
print(json.dumps({"csv": csv, "parquet": time.process_time() - begun}))
"""


def measure(home: Path, folder: Path) -> Iterator[Row]:
    """Write files in turn with pandas, then let all clients ask for all kinds of data in turn with nginx."""
    folder.mkdir(parents=True, exist_ok=True)
    yield from _beside_pandas(home, folder)
    yield from _beside_nginx(home, folder / "load")


def _beside_pandas(home: Path, folder: Path) -> Iterator[Row]:
    edition = EditionsFolder(home / "editions").current()
    target = folder / "pyarrow"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--upgrade", "--target", str(target)]
    subprocess.run([*install, "--disable-pip-version-check", PYARROW], check=True)
    rounds = []
    for _ in range(TIMES):
        ours = _timed(OURS, [*words_of(edition), LEVEL, str(folder)])
        rounds.append((ours, _timed(PANDAS, [str(folder)], {"PYTHONPATH": str(target)})))
        logging.info("ours %s, pandas %s", *rounds[-1])
    for form, name in (("csv", "CSV"), ("parquet", "Parquet")):
        mine, theirs = (min(each[side][form] for each in rounds) for side in (0, 1))
        sizes = [(folder / f"{who}.{form}").stat().st_size / 1e6 for who in ("ours", "pandas")]
        said = f" ({mine:.2f} s, {sizes[0]:.1f} MB; {theirs:.2f} s, {sizes[1]:.1f} MB)"
        yield at_most(f"All weeks of {LEVEL} written as {name}", mine / theirs, 1, " x pandas writing the frame", said)
    yield plain("All of them read from the edition before", min(ours["read"] for ours, _ in rounds), " s")


def _timed(script: str, arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> dict[str, float]:
    environment = {"PYTHONPATH": str(ROOT), **(environment or {})}
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], env={**os.environ, **environment}, check=True, capture_output=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _beside_nginx(home: Path, folder: Path) -> Iterator[Row]:
    port, beside = free_port(), free_port()
    command = [str(CASEMAP), "serve", "--port", str(port), "--workers", "2"]
    with served(command, {"CASEMAP_HOME": str(home)}, port) as process:
        paths = {**MIXED, "layer": _layer(home)}
        files = {name: _answer(f"http://127.0.0.1:{port}{path}") for name, path in paths.items()}
        with served(nginx_of(folder, beside, files), {}, beside):
            ours = _load(port, folder, paths)
            theirs = _load(beside, folder, {name: f"/{name}" for name in paths})
        workers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        most = max(int(re.findall(r"VmHWM:\s+(\d+)", Path(f"/proc/{each}/status").read_text())[0]) for each in workers)
    what = f"{CLIENTS} clients for {SECONDS} s on {len(paths)} kinds of pages and data"
    yield at_most(f"{what}: errors", ours[1], 0, "", f" (nginx {theirs[1]:.0f})")
    said = f" ({ours[0]:,.0f} a second; nginx {theirs[0]:,.0f})"
    yield at_least(f"{what}: requests a second", 100 * ours[0] / theirs[0], 5, " % of nginx", said)
    yield at_most(f"{what}: a worker's most memory", most / 1000, 512, " MB")


def _answer(address: str) -> bytes:
    request = urllib.request.Request(address, headers={"Accept-Encoding": CODINGS})
    with urllib.request.urlopen(request) as response:
        return bytes(response.read())


def _layer(home: Path) -> str:
    edition = EditionsFolder(home / "editions").current()
    layer = next(name for name in edition.names if re.fullmatch(rf"layers/{LEVEL}-[^/]*\.json", name))
    return f"/editions/{edition.id}/{layer}"


def _load(port: int, folder: Path, paths: Mapping[str, str]) -> tuple[float, float]:
    """Let all clients ask for these in turn; give the requests answered a second, and how many were not well."""
    coding = f'["Accept-Encoding"]="{CODINGS}"'
    told = {name: f'{coding}, ["Range"]="{RANGED[name]}"' if name in RANGED else coding for name in paths}
    script = folder / f"asking-{port}.lua"
    script.write_text(ASKING % ", ".join(f'{{"{path}", {{{told[name]}}}}}' for name, path in paths.items()))
    command = ["wrk", "--threads", "1", "--connections", str(CLIENTS), "--duration", f"{SECONDS}s", "--timeout", "30s"]
    asking = ["--script", str(script), f"http://127.0.0.1:{port}"]
    said = subprocess.run([*command, *asking], capture_output=True, text=True, check=True).stdout
    logging.info("%s", said)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    failed = [*re.findall(r"responses: (\d+)", said), *re.findall(r"(?:connect|read|write|timeout) (\d+)", said)]
    return float(rate[1]) if rate else 0.0, float(sum(map(int, failed)))
