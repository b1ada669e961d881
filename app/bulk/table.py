"""Write rows as CSV, as RFC 4180 has it: what many rows share is written down once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from app.bulk.rows import Block, Rows
from app.statistics.joined import columns


def write_csv(rows: Rows, path: Path) -> None:
    """Write all rows."""
    places, periods = (_lines(zip(*given.values(), strict=True)) for given in (rows.places, rows.periods))
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"{line}\r\n" for line in _lines([columns(rows.dataset)]))
        for block in rows.blocks():
            file.writelines(_block_lines(rows, block, places, periods))


def _block_lines(rows: Rows, block: Block, places: Sequence[str], periods: Sequence[str]) -> Iterator[str]:
    """Join what is said of an area, of a week, and of a pair of cells before and after the rate."""
    has_rate = rows.rate in rows.figures
    at = rows.figures.index(rows.rate) if has_rate else 1
    heads, tails = _lines(said[:at] for said in block.said), _lines(said[at + has_rate :] for said in block.said)
    rates = (
        f"{rate}," if is_rated else "," for rate, is_rated in zip(block.rate.tolist(), block.is_rated, strict=True)
    )
    each = zip(block.area.tolist(), block.week.tolist(), block.pair.tolist(), strict=True)
    for (area, week, pair), rate in zip(each, rates, strict=True):
        yield f"{places[area]},{periods[week]},{heads[pair]},{rate if has_rate else ''}{tails[pair]}\r\n"


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
