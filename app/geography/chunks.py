"""Cut the finest areas into chunks of neighbours, so that a view loads little more than it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import cos, radians

from app.dataset import Dataset
from app.domain import Area, Level
from app.geography.shapes import code_at

LARGEST = 240  # of the finest areas in a chunk, unless one area of the reporting level has more

Box = Sequence[float]


@dataclass(frozen=True)
class Chunk:
    """Neighbouring areas of the reporting level."""

    name: str
    codes: tuple[str, ...]


def boxes_around(areas: Iterable[Area], boxes: Mapping[str, Box], level: Level) -> dict[str, list[float]]:
    """Return the west, south, east and north of what is drawn in each area of a level, from the boxes of its areas."""
    inside: dict[str, list[Box]] = {}
    for area in areas:
        if area.code in boxes and code_at(area, level):
            inside.setdefault(code_at(area, level), []).append(boxes[area.code])
    return {code: around(found) for code, found in inside.items()}


def around(boxes: Iterable[Box]) -> list[float]:
    """Return the west, south, east and north of boxes."""
    west, south, east, north = zip(*boxes, strict=True)
    return [min(west), min(south), max(east), max(north)]


def cut_into_chunks(
    dataset: Dataset, areas: Mapping[Level, Sequence[Area]], drawn: Mapping[str, Box], name: str
) -> tuple[Chunk, ...]:
    """Cut each group of the reporting level's areas in two, across the longer way, until no part is too large.

    A part is too large with more than LARGEST finest areas; `drawn` has those that count, with their boxes. The chunks
    are named by `name` and a number.
    """
    reporting, finest = dataset.reports_by, areas[dataset.finest]
    boxes = boxes_around(finest, drawn, reporting)
    sizes = Counter(code_at(area, reporting) for area in finest if area.code in drawn)
    groups: dict[str, list[str]] = {}
    for area in areas[reporting]:
        if area.code in boxes:
            group = code_at(area, dataset.lists_by) if dataset.lists_by != reporting else ""
            groups.setdefault(group, []).append(area.code)
    parts = [part for group in sorted(groups) for part in cut_up(groups[group], sizes, boxes, LARGEST)]
    return tuple(Chunk(f"{name}-{number:02}", tuple(sorted(part))) for number, part in enumerate(parts))


def cut_up(codes: Sequence[str], sizes: Mapping[str, int], boxes: Mapping[str, Box], largest: int) -> list[list[str]]:
    """Cut areas in two, across the longer way, until no part is too large, or is one area."""
    middles = {code: ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for code, box in boxes.items()}
    _, south, _, north = around(boxes.values()) if boxes else (0, 0, 0, 0)
    narrower = cos(radians((south + north) / 2))  # a degree of longitude than one of latitude

    def into_parts(codes: Sequence[str]) -> list[list[str]]:
        if sum(sizes[code] for code in codes) <= largest or len(codes) == 1:
            return [list(codes)]
        width, height = (max(at) - min(at) for at in zip(*(middles[code] for code in codes), strict=True))
        axis = 0 if width * narrower > height else 1
        ordered = sorted(codes, key=lambda code: (middles[code][axis], code))
        half = _halfway([sizes[code] for code in ordered])
        return into_parts(ordered[:half]) + into_parts(ordered[half:])

    return into_parts(codes)


def _halfway(sizes: list[int]) -> int:
    """Return the cut at which the two sides are most alike."""
    whole, before = sum(sizes), list(accumulate(sizes))
    return min(range(1, len(sizes)), key=lambda cut: abs(2 * before[cut - 1] - whole))
