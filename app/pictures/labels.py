"""Words on a picture's map: names with their looks, and the label of the area that is selected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from app.pictures.text import BOLD, LINE, MEDIUM, REGULAR, broken, width_of

# Square units of map for each name, so that a small map names only what is largest; where small areas are named, towns
# leave them room. static/js/map/labels.js has the same.
ROOM = {"town": 20_000, "group": 20_000, "area": 6_000}
ROOM_BESIDE_AREAS = 80_000
LOOSE = 1.2  # of the size of what is named: no larger is its name
SIZE = 11.5  # units
GAP = 5  # units around a label
SPACED = 0.12  # of the size, between the letters of a group's name

Rank = Literal["town", "group", "area"]
Box = tuple[float, float, float, float]  # left, top, right, bottom
LOOKS: dict[Rank, tuple[float, int, float]] = {  # size, weight and the widest line, in units
    "town": (SIZE, BOLD, 400),
    "group": (10.5, MEDIUM, 130),
    "area": (10.5, REGULAR, 100),
}


@dataclass(frozen=True)
class Name:
    """A place's name: where its middle is, or its town's dot, and how large the place is, in pixels of the map."""

    text: str
    rank: Rank
    x: float
    y: float
    most: tuple[float, float] | None = None


@dataclass(frozen=True)
class Label:
    """Lines of text around a middle, each with its weight; `name` is the place's where it is of one."""

    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    weights: tuple[int, ...]
    name: Name | None = None

    @property
    def spacing(self) -> float:
        """Return how far its letters stand apart."""
        return SPACED * self.size if self.name and self.name.rank == "group" else 0

    @property
    def widths(self) -> tuple[float, ...]:
        """Return how wide each line is."""
        lines = zip(self.lines, self.weights, strict=True)
        return tuple(width_of(line, self.size, weight) + self.spacing * len(line) for line, weight in lines)

    @property
    def height(self) -> float:
        """Return how high the lines are together."""
        return len(self.lines) * self.size * LINE

    @property
    def box(self) -> Box:
        """Return its left, top, right and bottom."""
        half = max(self.widths) / 2
        return self.x - half, self.y - self.height / 2, self.x + half, self.y + self.height / 2


def labels_of(names: Sequence[Name], width: float, height: float, unit: float) -> Iterator[tuple[Name, Label]]:
    """Return the names that a map of this size may show, each with its label: the first of each sort, none twice."""
    room = ROOM | ({"town": ROOM_BESIDE_AREAS} if any(name.rank == "area" for name in names) else {})
    most = {rank: -int(-width * height / unit**2 // each) for rank, each in room.items()}
    seen: set[str] = set()
    for name in names:
        if not (0 <= name.x <= width and 0 <= name.y <= height) or name.text in seen or not most[name.rank]:
            continue
        most[name.rank] -= 1
        seen.add(name.text)
        label = _label(name, unit)
        if name.most is None or (max(label.widths) <= LOOSE * name.most[0] and label.height <= LOOSE * name.most[1]):
            yield name, label


def _label(name: Name, unit: float) -> Label:
    size, weight, widest = LOOKS[name.rank]
    text = name.text.upper() if name.rank == "group" else name.text
    spaced = 1 + (SPACED if name.rank == "group" else 0) * 2  # a letter is about half as wide as it is high
    lines = tuple(broken(text, widest * unit / spaced, size * unit, weight))
    return Label(lines, name.x, name.y, size * unit, (weight,) * len(lines), name)


def beside(label: Label, box: Box, width: float, height: float, gap: float) -> Label:
    """Move a label above what lies in a box, or below it where there is no room, inside the map."""
    left, top, right, bottom = box
    half, half_height = max(label.widths) / 2, label.height / 2
    above, below = top - gap - half_height, bottom + gap + half_height
    y = above if above - half_height >= gap else below if below + half_height <= height - gap else (top + bottom) / 2
    x = min(max((left + right) / 2, half + gap), width - half - gap)
    y = min(max(y, half_height + gap), height - half_height - gap)
    return Label(label.lines, x, y, label.size, label.weights)


def overlap(one: Box, other: Box) -> bool:
    """Return whether two boxes have more than an edge in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
