"""Lay out words one below another, a legend among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from app.pictures.bar import Step
from app.pictures.text import BOLD, LINE, REGULAR, balanced, broken, width_of
from app.pictures.words import Words

# Sizes in units: a unit is a pixel where the picture is small, and grows with it.
TITLE, HEADING, TEXT, SMALL = 19, 13, 12, 11
GAP = 7
SWATCH_WIDTH, SWATCH_HEIGHT = 18, 12
BAR_WIDEST, MANY, STEPS = 420, 20, 12  # of a bar, and how high the numbers of areas and the steps are
SHARE = 0.88  # of a step that the number of its areas is wide
POINTER = 6  # half the width of a pointer, and its height
APART = 3  # between what stands under two joints

MANY_IN_CLASS, MARKED, OUTLINE = "many", "mark", "none"  # fills beside those of areas


@dataclass(frozen=True)
class Line:
    """A line of words: its left end and its base line, in pixels; `is_name` where it is an area's name."""

    text: str
    x: float
    y: float
    size: float
    weight: int = REGULAR
    is_quiet: bool = False
    is_name: bool = False

    @property
    def width(self) -> float:
        """Return how long it is."""
        return width_of(self.text, self.size, self.weight)


@dataclass(frozen=True)
class Swatch:
    """A rectangle of a legend: a class or what has none, the number of areas in a class, a mark or an outline."""

    fill: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Pointer:
    """A mark for the area that is selected: where its tip is."""

    x: float
    y: float


@dataclass
class Column:
    """Words one below another; `is_cut` where something has no room."""

    x: float
    y: float
    width: float
    unit: float
    lines: list[Line] = field(default_factory=list)
    swatches: list[Swatch] = field(default_factory=list)
    pointers: list[Pointer] = field(default_factory=list)
    is_cut: bool = False

    def write(
        self,
        text: str,
        size: float,
        weight: int = REGULAR,
        *,
        is_quiet: bool = False,
        is_balanced: bool = False,
        is_name: bool = False,
        gap: float = 0,
    ) -> None:
        """Write a text, a gap above it."""
        size *= self.unit
        lines = (balanced if is_balanced else broken)(text, self.width, size, weight)
        self.y += gap * self.unit if lines else 0
        for line in lines:
            self.y += size * LINE
            self.lines.append(Line(line, self.x, self.y - size * (LINE - 1), size, weight, is_quiet, is_name))

    def head(self, words: Words) -> None:
        """Write the title and the dates."""
        self.write(words.title, TITLE, BOLD, is_balanced=True)
        self.write(words.place, HEADING + 1, BOLD, is_name=True, gap=2)
        self.write(words.week, HEADING, gap=GAP / 2)
        self.write(words.published, TEXT, is_quiet=True, gap=1)

    def highest(self, words: Words) -> None:
        """List the most notable areas, each with its figure at the right."""
        if words.highest is None:
            return
        self.y += GAP * self.unit
        self.write(words.highest.heading, TEXT, BOLD)
        size = TEXT * self.unit
        apart = max(width_of(figure, size, BOLD) for _, figure in words.highest.areas)
        for name, figure in words.highest.areas:
            beside = replace(self, width=self.width - apart - 2 * GAP * self.unit, lines=[])
            beside.write(name, TEXT, is_name=True, gap=2)
            first, across = beside.lines[0], width_of(figure, size, BOLD)
            self.lines += [*beside.lines, Line(figure, self.x + self.width - across, first.y, size, BOLD)]
            self.y = beside.y

    def legend(self, words: Words) -> None:
        """Draw the bar below its heading: the numbers of areas, the steps, and where those begin."""
        self.write(words.heading, TEXT, BOLD)
        unit, size, steps = self.unit, SMALL * self.unit, words.steps
        widest = max((width_of(step.joint, size) for step in steps), default=0)
        named = width_of(words.whole.text, size) if words.whole else 0
        # So wide that joints stand apart even half a step from each other: words of some size always fit.
        width = min(self.width, max(BAR_WIDEST * unit, named, len(steps) * 2 * (widest + APART * unit)))
        top = self.y + 3 * unit + (size * LINE if words.whole else 0)
        middle, bottom = top + MANY * unit, top + (MANY + STEPS) * unit
        each = width / max(1, len(steps))
        for place, step in enumerate(steps):
            x, high = self.x + place * each, step.height * MANY * unit
            self._box(MANY_IN_CLASS, x + (1 - SHARE) / 2 * each, middle - high, SHARE * each, high)
            self._box(step.paint, x, middle, each, STEPS * unit)
        self._box(OUTLINE, self.x, middle, width, STEPS * unit)
        if words.whole:
            at, above = words.whole.at, top - size * (LINE - 1)
            self.lines.append(Line(words.whole.text, self.x + at * (width - named), above, size))
            self._box(MARKED, self.x + at * width - 0.75 * unit, top, 1.5 * unit, bottom - top)
            self.is_cut |= named > width
        if words.selected:
            self.pointers.append(Pointer(self.x + words.selected.at * width, middle + unit))
        self._joints(steps, each, bottom + unit)

    def without(self, words: Words) -> None:
        """List the fills of areas without figures, in a row as far as there is room, and the notes."""
        size, indent = TEXT * self.unit, (SWATCH_WIDTH + 6) * self.unit
        x, step = self.x, size * LINE * 1.08
        self.y += 4 * self.unit
        for fill, label in words.without:
            length = indent + width_of(label, size)
            if x > self.x and x + length > self.x + self.width:
                x, self.y = self.x, self.y + step
            high = SWATCH_HEIGHT * self.unit
            self._box(fill, x, self.y + (step - high) / 2, SWATCH_WIDTH * self.unit, high)
            self.lines.append(Line(label, x + indent, self.y + step - size * 0.36, size))
            self.is_cut |= x + length > self.x + self.width + 0.5
            x += length + 2 * GAP * self.unit
        self.y += step if words.without else 0
        for note in words.notes:
            self.write(note, TEXT, is_quiet=True, gap=2)

    def moved(self, down: float) -> Self:
        """Return the column so many pixels further down."""
        return replace(
            self,
            y=self.y + down,
            lines=[replace(line, y=line.y + down) for line in self.lines],
            swatches=[replace(swatch, y=swatch.y + down) for swatch in self.swatches],
            pointers=[replace(pointer, y=pointer.y + down) for pointer in self.pointers],
        )

    def _box(self, fill: str, x: float, y: float, width: float, height: float) -> None:
        if height > 0:
            self.swatches.append(Swatch(fill, x, y, width, height))

    def _joints(self, steps: Sequence[Step], each: float, top: float) -> None:
        """Write where steps begin: under their left ends, the first flush with the bar."""
        size = SMALL * self.unit
        lines: list[Line] = []
        for place, step in enumerate(steps):
            length = width_of(step.joint, size)
            middle = self.x + (place + step.is_middle / 2) * each
            if step.joint:
                lines.append(Line(step.joint, max(self.x, middle - length / 2), top + size, size))
        gap = APART * self.unit
        ends = [line.x + line.width for line in lines]
        self.is_cut |= any(end + gap > following.x for end, following in zip(ends, lines[1:], strict=False))
        self.is_cut |= bool(ends) and ends[-1] > self.x + self.width
        self.lines += lines
        self.y = top + size * LINE
