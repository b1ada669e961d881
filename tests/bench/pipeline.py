"""Loading and publishing all England, each in a process of its own: seconds, and the memory at its peak."""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.report import Row, at_most

TIMES = 3
CASEMAP = Path(sys.executable).with_name("casemap")
BOUNDARIES = "boundaries/MSOA_Dec_2011_EW_BSC_V2.zip"
COUNTS = "cases/msoa_2020-11-02.csv.gz"
GIGABYTE = 1000


@dataclass(frozen=True)
class Run:
    """What a command took: seconds, and megabytes at its peak."""

    seconds: float
    megabytes: float


def measure(real_data: Path, folder: Path) -> Iterator[Row]:
    """Run each command in a home that holds what comes before it."""
    start = _home(folder / "start", [real_data / "geography"])
    mapped = _home(folder / "mapped", [real_data / BOUNDARIES], start)
    whole = _home(folder / "whole", [real_data / "cases"], mapped)
    runs = {
        f"`load` of {Path(COUNTS).name}": (_repeat(mapped, folder, ["load", real_data / COUNTS]), 5),
        "`load` of the boundaries, with topology": (_repeat(start, folder, ["load", real_data / BOUNDARIES]), 30),
        "`publish` of all England": (_repeat(whole, folder, ["publish"]), 20),
    }
    for name, (done, most) in runs.items():
        yield at_most(f"{name}: time", median(run.seconds for run in done), most, " s")
        yield at_most(f"{name}: memory at the peak", max(run.megabytes for run in done), GIGABYTE, " MB")


def _home(home: Path, files: list[Path], before: Path | None = None) -> Path:
    """Make a home that holds these files beside what another holds."""
    shutil.rmtree(home, ignore_errors=True)
    if before:
        shutil.copytree(before, home)
    _run(home, ["load", *files])
    return home


def _repeat(home: Path, folder: Path, command: list[str | Path]) -> list[Run]:
    runs = []
    for _ in range(TIMES):
        copy = folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        runs.append(_run(Path(shutil.copytree(home, copy)), command))
        logging.info("%s: %.1f s, %.0f MB", command[0], runs[-1].seconds, runs[-1].megabytes)
    return runs


def _run(home: Path, command: list[str | Path]) -> Run:
    started = time.monotonic()
    process = subprocess.Popen(
        [CASEMAP, *command], env={**os.environ, "CASEMAP_HOME": str(home)}, stdout=subprocess.DEVNULL
    )
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, _peak_memory(process.pid))
        time.sleep(0.01)
    if process.returncode:
        raise RuntimeError(f"casemap {' '.join(map(str, command))} failed")
    return Run(time.monotonic() - started, peak)


def _peak_memory(pid: int) -> float:
    """Give the most megabytes that a process has had so far; what wait4 tells begins with what its parent had."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1000 if found else 0.0
