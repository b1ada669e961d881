"""Turn weeks of areas into areas of weeks, so that an area's past is one line of a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain import Edition, Level, Step
from app.editions.records import cell_to_json, to_json


def history_files(edition: Edition, steps: Sequence[Step]) -> dict[str, bytes]:
    """Give a file for each level: a line for each of its areas, in their order, with a value for each step."""
    return {f"history/{level}.txt": _lines(_columns(edition, level, steps)) for level in Level}


def _columns(edition: Edition, level: Level, steps: Sequence[Step]) -> Iterator[list[int | str | None]]:
    """Give the values of a level's areas at each step, None where the level has no record of it."""
    for step in steps:
        if level in step.weeks:
            yield [cell_to_json(cell) for cell in edition.tables[level, step.weeks[level]].cells]
        else:
            yield [None] * len(edition.areas[level])


def _lines(columns: Iterator[list[int | str | None]]) -> bytes:
    return b"\n".join(to_json(row) for row in zip(*columns, strict=True))
