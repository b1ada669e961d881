"""Years of weeks, beside the program before counts were arrays: loading, publishing a week more, and boundaries.

Both do the same work in homes of their own, and processor time is compared, so that a slower or busier machine gives
the same verdict. What a row takes is told beyond what a file of one week takes, so that start-up weighs nothing.
"""

from __future__ import annotations

import io
import logging
import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from compileall import compile_dir
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from app.editions import EditionsFolder
from tests.bench.pipeline import BOUNDARIES, CASEMAP, Run, run
from tests.bench.report import Row, at_least, at_most, plain
from tests.bench.site import ROOT

BEFORE = "ed21376"  # the last commit that kept each count as a row
WEEKS, FIRST = 180, date(2021, 1, 3)
HEADINGS = "areaType,areaCode,date,newCasesBySpecimenDateRollingSum"
FASTER, LEANER = 5, 6  # times
A_DAY, OF_BOUNDARIES = 0.1, 0.5  # of the processor time before


@dataclass(frozen=True)
class Worked:
    """What each step took."""

    boundaries: Run
    week: Run
    years: Run
    first: Run
    again: Run


def measure(home: Path, real_data: Path, folder: Path) -> Iterator[Row]:
    """Load boundaries, a week and then years; publish them, and publish again after a week more."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    codes = [area.code for area in EditionsFolder(home / "editions").current().areas["msoa"]]
    ends = [FIRST + timedelta(days=7 * number) for number in range(WEEKS + 2)]
    files = [_write(folder, codes, its) for its in (ends[:1], ends[: WEEKS + 1], ends[: WEEKS + 2])]
    now, before = (
        _work(program, folder / name, real_data, files)
        for name, program in (("now", ROOT), ("before", _checked_out(folder / "program")))
    )
    rows = len(codes) * WEEKS
    seconds, seconds_before = (its.years.processor - its.week.processor for its in (now, before))
    yield at_least(f"`load` of {rows:,} rows: rate", seconds_before / seconds, FASTER, " x the rate before")
    yield plain(f"`load` of {rows:,} rows", rows / seconds, " rows a second", f" ({rows / seconds_before:,.0f} before)")
    bytes_, bytes_before = ((its.years.megabytes - its.week.megabytes) * 1e6 / rows for its in (now, before))
    remark = f" ({bytes_:.0f} bytes a row; {bytes_before:.0f} before)"
    share = " of the memory before"
    yield at_most(f"`load` of {rows:,} rows: memory", bytes_ / bytes_before, round(1 / LEANER, 3), share, remark)
    yield _beside("`publish` of one week more", now.again, before.again, A_DAY)
    yield plain("`publish` of all weeks", now.first.processor, " s", f" ({before.first.processor:.1f} s before)")
    yield _beside("`load` of the boundaries", now.boundaries, before.boundaries, OF_BOUNDARIES)


def _beside(what: str, now: Run, before: Run, most: float) -> Row:
    remark = f" ({now.processor:.1f} s, {now.megabytes:.0f} MB; {before.processor:.1f} s, {before.megabytes:.0f} MB)"
    return at_most(f"{what}: processor time", now.processor / before.processor, most, " of that before", remark)


def _work(program: Path, home: Path, real_data: Path, files: Sequence[Path]) -> Worked:
    """Do each step with the program that lies in a folder."""

    def casemap(*command: str | Path) -> Run:
        environment = {"PYTHONPATH": str(program), "CASEMAP_HOME": str(home)}
        done = run([CASEMAP, *command], environment, program)
        logging.info("%s %s: %.1f s, %.0f MB", home.name, command[0], done.processor, done.megabytes)
        return done

    week, years, day = files
    compile_dir(program / "app", quiet=1)  # as whoever installs a program does, and as Python does at its first start
    casemap("load", real_data / "geography")
    boundaries = casemap("load", real_data / BOUNDARIES)
    small, large = (casemap("load", "--accept", "days", file) for file in (week, years))
    first = casemap("publish")
    casemap("load", day)
    return Worked(boundaries, small, large, first, casemap("publish"))


def _checked_out(folder: Path) -> Path:
    """Lay out the program as it was before, and build what it needs of the world as it reads that."""
    archive = subprocess.run(["git", "archive", BEFORE], cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")
    shutil.copytree(ROOT / "static" / "dist", folder / "static" / "dist")
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    subprocess.run(["node", "geodata/world/build.mjs"], cwd=folder, check=True)
    return folder


def _write(folder: Path, codes: Sequence[str], ends: Sequence[date]) -> Path:
    """Write a file of counts of each week, published four days after the last."""
    random = np.random.default_rng(7)
    file = folder / f"msoa_{ends[-1] + timedelta(days=4)}.csv"
    with file.open("w") as target:
        target.write(f"{HEADINGS}\n")
        for end in ends:
            cases = random.poisson(random.gamma(3, 12, len(codes))) + 3
            target.writelines(f"msoa,{code},{end},{count}\n" for code, count in zip(codes, cases.tolist(), strict=True))
    return file
