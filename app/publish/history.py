"""Turn weeks of areas into areas of weeks, so that an area's past is one line of a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.cells import Cells
from app.domain import Level, Step
from app.editions.contract import HISTORY, CellValue, to_json
from app.publish.edition import Edition


def history_files(edition: Edition, steps: Sequence[Step]) -> dict[str, bytes]:
    """Give a file for each level: a line for each of its areas, in their order, with a value for each step."""
    files: dict[str, bytes] = {}
    for level in edition.dataset.slugs:
        files |= HISTORY.write(map(to_json, zip(*_columns(edition, level, steps), strict=True)), level)
    return files


def _columns(edition: Edition, level: Level, steps: Sequence[Step]) -> Iterator[list[CellValue | None]]:
    """Give the values of a level's areas at each step, None where the level has no record of it."""
    for step in steps:
        if level in step.weeks:
            yield Cells.of(edition.tables[level, step.weeks[level]].cells).as_json()
        else:
            yield [None] * len(edition.areas[level])
