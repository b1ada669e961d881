"""Write rows as CSV, as RFC 4180 has it: what many rows share is written down once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import Any

from app.bulk.rows import Block, Rows
from app.statistics.joined import columns


def write_csv(rows: Rows, path: Path) -> None:
    """Write all rows."""
    has_rate = rows.rate in rows.figures
    at = rows.figures.index(rows.rate) if has_rate else 1
    said = list(rows.said.values())
    shared = (list(rows.places.values()), list(rows.periods.values()), said[:at], said[at:])
    places, periods, heads, tails = (_lines(zip(*values, strict=True)) for values in shared)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"{line}\r\n" for line in _lines([columns(rows.dataset)]))
        for block in rows.blocks():
            rates = _rates(block) if has_rate else repeat("")
            each = zip(block.area.tolist(), block.week.tolist(), block.pair.tolist(), rates, strict=False)
            file.writelines(
                f"{places[area]},{periods[week]},{heads[pair]},{rate}{tails[pair]}\r\n"
                for area, week, pair, rate in each
            )


def _rates(block: Block) -> Iterator[str]:
    """Return each row's rate as text, nothing where there is none, with the comma behind it."""
    return (f"{rate}," if is_rated else "," for rate, is_rated in zip(block.rate.tolist(), block.is_rated, strict=True))


def _lines(rows: Iterable[Sequence[Any]]) -> list[str]:
    """Write values as parts of lines."""
    text = io.StringIO()
    writer, lines = csv.writer(text, lineterminator=""), []
    for row in rows:
        writer.writerow(row)
        lines.append(text.getvalue())
        text.seek(0)
        text.truncate()
    return lines
