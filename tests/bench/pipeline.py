"""Loading and publishing all England beside the same work by libraries alone, each in a process of its own.

Times are compared, so that a slower machine gives the same verdict; memory is the same on all.
"""

from __future__ import annotations

import logging
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from app.editions import EditionsFolder
from app.editions.contract import LAYER
from tests.bench.report import Row, at_most
from tests.bench.site import ROOT

TIMES = 3
CASEMAP = Path(sys.executable).with_name("casemap")
BOUNDARIES = "boundaries/MSOA_Dec_2011_EW_BSC_V2.zip"
COUNTS = "cases/msoa_2020-11-02.csv.gz"
HIERARCHY = "geography/msoa_to_ltla_utla_region_2020.csv"
GIGABYTE = 1000

Arguments = Sequence[str | Path]


@dataclass(frozen=True)
class Run:
    """What a command took: seconds, megabytes at its peak, and seconds of the processor."""

    seconds: float
    megabytes: float
    processor: float


@dataclass(frozen=True)
class Work:
    """A command in a home, what does of the same work what libraries do, and how many times as long it may take."""

    name: str
    home: Path
    command: Arguments
    alone: Arguments
    beside: str
    most: float


def measure(real_data: Path, folder: Path) -> Iterator[Row]:
    """Run each command in a home that holds what comes before it, and libraries alone in turn with it."""
    boundaries, counts = real_data / BOUNDARIES, real_data / COUNTS
    start = _home(folder / "start", [real_data / "geography"])
    mapped = _home(folder / "mapped", [boundaries], start)
    whole = _home(folder / "whole", [real_data / "cases"], mapped)
    published = Path(shutil.copytree(whole, folder / "published", dirs_exist_ok=True))
    casemap(published, ["publish"])
    layers = layers_of(published, folder / "layers")
    dissolving: Arguments = ["load_boundaries", boundaries, real_data / HIERARCHY]
    for work in (
        Work(f"`load` of {counts.name}", mapped, ["load", counts], ["load_counts", counts], "pandas into SQLite", 8),
        Work("`load` of the boundaries", start, ["load", boundaries], dissolving, "reading and dissolving alone", 12),
        Work("`publish` of all England", whole, ["publish"], ["publish", layers], "compressing alone", 5),
    ):
        yield from _compare(work, folder / "copy")


def _home(home: Path, files: list[Path], before: Path | None = None) -> Path:
    """Make a home that holds these files beside what another holds."""
    shutil.rmtree(home, ignore_errors=True)
    if before:
        shutil.copytree(before, home)
    casemap(home, ["load", *files])
    return home


def layers_of(home: Path, folder: Path) -> Path:
    """Write the layers of a home's edition into a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    edition = EditionsFolder(home / "editions").current()
    for name in filter(LAYER.is_name, edition.names):
        (folder / Path(name).name).write_bytes(edition.read(name))
    return folder


def _compare(work: Work, copy: Path) -> Iterator[Row]:
    ours, theirs = [], []
    for _ in range(TIMES):
        shutil.rmtree(copy, ignore_errors=True)
        ours.append(casemap(Path(shutil.copytree(work.home, copy)), work.command))
        theirs.append(run([sys.executable, "-m", "tests.bench.alone", *work.alone], {}))
        took = ours[-1].seconds, ours[-1].megabytes, theirs[-1].seconds
        logging.info("%s: %.1f s, %.0f MB; alone %.1f s", work.name, *took)
    seconds, alone = (median(run.seconds for run in runs) for runs in (ours, theirs))
    remark = f" ({seconds:.1f} s; {alone:.1f} s)"
    yield at_most(f"{work.name}: time", seconds / alone, work.most, f" x {work.beside}", remark)
    yield at_most(f"{work.name}: memory at the peak", max(run.megabytes for run in ours), GIGABYTE, " MB")


def casemap(home: Path, command: Arguments) -> Run:
    return run([CASEMAP, *command], {"CASEMAP_HOME": str(home)})


def run(command: Arguments, environment: Mapping[str, str], folder: Path = ROOT) -> Run:
    started, before = time.monotonic(), _processor_of_children()
    process = subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, _peak_memory(process.pid))
        time.sleep(0.01)
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))} failed")
    return Run(time.monotonic() - started, peak, _processor_of_children() - before)


def _processor_of_children() -> float:
    """Return the seconds of the processor that all who ended so far have had."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _peak_memory(pid: int) -> float:
    """Return the most megabytes that a process has had so far; what wait4 tells begins with what its parent had."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1000 if found else 0.0
