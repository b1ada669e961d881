"""How long it takes to audit an edition's own week, beside reading what is audited."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

from app.audit import audit, served_by
from app.editions import EditionsFolder
from tests.bench.report import Row, at_most

TIMES = 3
Found = TypeVar("Found")


def measure(home: Path) -> Iterator[Row]:
    """Read an edition and audit its week in turn, by the processor's time."""
    edition = EditionsFolder(home / "editions").current()
    reading, auditing = [], []
    for _ in range(TIMES):
        seconds, served = _timed(partial(served_by, edition))
        reading.append(seconds)
        seconds, found = _timed(partial(audit, served, {edition.week}))
        auditing.append(seconds)
        logging.info("audit of %s: %.1f s; reading %.2f s; %s", edition.week, seconds, reading[-1], found.total)
    ours, alone = median(auditing), median(reading)
    remark = f" ({ours:.1f} s; {alone:.2f} s)"
    yield at_most("`audit` of the edition's week: time", ours / alone, 30, " x reading all weeks", remark)


def _timed(work: Callable[[], Found]) -> tuple[float, Found]:
    started = time.process_time()
    found = work()
    return time.process_time() - started, found
