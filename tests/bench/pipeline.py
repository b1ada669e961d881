"""Loading and publishing all England, each in a process of its own: seconds, and the memory at its peak."""

from __future__ import annotations

import logging
import os
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
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"casemap {' '.join(map(str, command))} failed")
    return Run(time.monotonic() - started, usage.ru_maxrss / 1000)
