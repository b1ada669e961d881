"""Lay names over the map, none over another: static/js/labels.js does the same in the browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.pictures.text import BOLD, LINE, broken, width_of

ROOM = 24_000  # square units of map for each name: a small or coarse map names only its largest authorities
SIZE, WIDEST = 11.5, 110  # units
GAP = 5  # units around a label


Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Name:
    """A place's name: where its middle is, in pixels of the map."""

    text: str
    population: int
    x: float
    y: float


@dataclass(frozen=True)
class Label:
    """Lines of text around a middle, each with its weight."""

    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    weights: tuple[int, ...]

    @property
    def widths(self) -> tuple[float, ...]:
        """Give how wide each line is."""
        return tuple(width_of(line, self.size, weight) for line, weight in zip(self.lines, self.weights, strict=True))

    @property
    def height(self) -> float:
        """Give how high the lines are together."""
        return len(self.lines) * self.size * LINE

    @property
    def box(self) -> Box:
        """Give its left, top, right and bottom."""
        half = max(self.widths) / 2
        return self.x - half, self.y - self.height / 2, self.x + half, self.y + self.height / 2


def name_places(names: Sequence[Name], width: float, height: float, unit: float, taken: Sequence[Box]) -> list[Label]:
    """Lay out as many names as there is room for beside what is there already, the most populous first."""
    laid: list[Label] = []
    inside = [name for name in names if 0 <= name.x <= width and 0 <= name.y <= height]
    inside.sort(key=lambda name: (-name.population, name.text))
    for name in inside[: int(width * height / unit**2 / ROOM) + 1]:
        size = SIZE * unit
        lines = tuple(broken(name.text, WIDEST * unit, size, BOLD))
        label = Label(lines, name.x, name.y, size, (BOLD,) * len(lines))
        others = [*taken, *(other.box for other in laid)]
        if _is_inside(label.box, width, height) and not any(_overlap(label.box, other, GAP * unit) for other in others):
            laid.append(label)
    return laid


def beside(label: Label, box: Box, width: float, height: float, gap: float) -> Label:
    """Move a label above what lies in a box, or below it where there is no room, inside the map."""
    left, top, right, bottom = box
    half, half_height = max(label.widths) / 2, label.height / 2
    above, below = top - gap - half_height, bottom + gap + half_height
    y = above if above - half_height >= gap else below if below + half_height <= height - gap else (top + bottom) / 2
    x = min(max((left + right) / 2, half + gap), width - half - gap)
    y = min(max(y, half_height + gap), height - half_height - gap)
    return Label(label.lines, x, y, label.size, label.weights)


def _is_inside(box: Box, width: float, height: float) -> bool:
    left, top, right, bottom = box
    return left >= 0 and top >= 0 and right <= width and bottom <= height


def _overlap(one: Box, other: Box, gap: float) -> bool:
    is_across = one[0] < other[2] + gap and other[0] < one[2] + gap
    return is_across and one[1] < other[3] + gap and other[1] < one[3] + gap
