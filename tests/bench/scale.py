"""Years of weeks: loading them beside pandas on the same file, and publishing a day's release beside compressing alone.

What a row takes is told beyond what a file of one week takes, so that start-up weighs nothing.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from app.editions import EditionsFolder
from tests.bench.pipeline import casemap, layers_of, run
from tests.bench.report import Row, at_most, plain

WEEKS, FIRST = 180, date(2021, 1, 3)
HEADINGS = "areaType,areaCode,date,newCasesBySpecimenDateRollingSum"
BESIDE_PANDAS = 1.5  # times as long as pandas takes to read the file and to write its rows to SQLite
A_ROW = 740 / 6  # bytes: a sixth of what it took while each row was an object
BESIDE_COMPRESSING = 4  # times as long as compressing the layers takes, which every day changes


def measure(home: Path, folder: Path) -> Iterator[Row]:
    """Load a week and then years into a copy of a published home, publish them, and publish again after a week more."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(home, folder / "home")
    codes = [area.code for area in EditionsFolder(home / "editions").current().areas["msoa"]]
    ends = [FIRST + timedelta(days=7 * number) for number in range(WEEKS + 2)]
    week, years, day = (_write(folder, codes, its) for its in (ends[:1], ends[: WEEKS + 1], ends[: WEEKS + 2]))
    small, loaded = (casemap(folder / "home", ["load", "--accept", "days", file]) for file in (week, years))
    alone = run([sys.executable, "-m", "tests.bench.alone", "load_counts", years], {})
    rows = len(codes) * WEEKS
    remark = f" ({loaded.seconds:.1f} s; {alone.seconds:.1f} s)"
    yield at_most(f"`load` of {rows:,} rows: time", loaded.seconds / alone.seconds, BESIDE_PANDAS, " x pandas", remark)
    a_row = (loaded.megabytes - small.megabytes) * 1e6 / rows
    yield at_most(f"`load` of {rows:,} rows: memory", a_row, A_ROW, " bytes a row", f" ({loaded.megabytes:.0f} MB)")
    yield plain(f"`load` of {rows:,} rows", rows / (loaded.seconds - small.seconds), " rows a second")
    first = casemap(folder / "home", ["publish"])
    casemap(folder / "home", ["load", day])
    again = casemap(folder / "home", ["publish"])
    layers = layers_of(folder / "home", folder / "layers")
    compressing = run([sys.executable, "-m", "tests.bench.alone", "publish", layers], {})
    remark = f" ({again.seconds:.1f} s, the first {first.seconds:.1f} s; {compressing.seconds:.1f} s)"
    ratio = again.seconds / compressing.seconds
    yield at_most("`publish` of one week more: time", ratio, BESIDE_COMPRESSING, " x compressing alone", remark)


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
