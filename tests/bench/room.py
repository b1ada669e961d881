"""The room of a year's editions: of real releases published one after another, and gone on with to 260 weekdays."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from app.editions import EditionsFolder
from app.editions.room import room
from tests.bench.report import Row, at_most

CASEMAP = Path(sys.executable).with_name("casemap")
DAYS = ("2020-11-02", "2020-11-25", "2020-11-30")  # of releases of small areas' counts, one after the other
WEEKDAYS = 260
GIGABYTE = 1000


def measure(home: Path, folder: Path) -> Iterator[Row]:
    """Publish what was known on real days of release, and then all; say what a day adds and what a year comes to.

    The last adds more than a day does, as every day since February 2020 came with it for authorities.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(home / "casemap.db", folder)
    totals = []
    for choice in (*(["--as-of", day] for day in DAYS), []):
        environment = {**os.environ, "CASEMAP_HOME": str(folder)}
        subprocess.run([CASEMAP, "publish", *choice], env=environment, check=True, capture_output=True)
        totals.append(room(EditionsFolder(folder / "editions")).total / 1_000_000)
        logging.info("%s: %.1f MB", " ".join(choice) or "all", totals[-1])
    added = totals[2] - totals[1]  # the second also wrote, once, the spares of what it shares with the first
    year = totals[-1] + (WEEKDAYS - len(totals)) * added
    remark = f" ({totals[0]:.1f} MB the first, {added:.1f} MB a day, {totals[3] - totals[2]:.1f} MB the last)"
    yield at_most(f"Editions of {WEEKDAYS} weekdays", year, GIGABYTE, " MB", remark)
