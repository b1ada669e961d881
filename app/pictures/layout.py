"""Lay out a picture: where its map and its words stand, as large as there is room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from app.pictures.areas import Frame
from app.pictures.text import BOLD, LINE, REGULAR, balanced, broken, width_of
from app.pictures.words import Words

# Sizes in units: a unit is a pixel where the picture is as small as these, and grows with it.
WIDTH, HEIGHT = 600, 400
TITLE, HEADING, TEXT, SMALL = 19, 13, 12, 11
PADDING, GAP = 14, 7
SWATCH_WIDTH, SWATCH_HEIGHT = 18, 12
SHARES = (0.42, 0.38, 0.34, 0.46, 0.5)  # of the width, for the words beside a map; of equals the first is taken
NARROWEST = 170  # units of a column of words: no word is broken in it
LEAST_MAP = 0.46  # of the height, above and below words
SHRINK = 0.96  # from a size of words that does not fit to the next that is tried
MARGIN = 10  # around what the map is fitted to

Corners = Sequence[Sequence[float]]


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
        """Give how long it is."""
        return width_of(self.text, self.size, self.weight)


@dataclass(frozen=True)
class Swatch:
    """A legend's sample of a fill: its left and top."""

    fill: str
    x: float
    y: float


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Layout:
    """Where everything stands; `unit` is how many pixels a unit has."""

    unit: float
    map: Box
    lines: tuple[Line, ...]
    swatches: tuple[Swatch, ...]

    def frame(self, corners: Corners, finer: int = 1) -> Frame:
        """Give the map's frame, with the corners fitted into it; `finer` units of it are a pixel."""
        return Frame.fitted(corners, self.map.width * finer, self.map.height * finer, MARGIN * self.unit * finer)


def lay_out(words: Words, corners: Corners, width: int, height: int) -> Layout:
    """Lay out the words, as large as they fit, so that the map of these corners is as large as it can be."""
    largest = max(1.0, min(width / WIDTH, height / HEIGHT))
    for tried in count():
        unit = largest * SHRINK**tried
        found = [*_beside(words, width, height, unit), *_below(words, width, height, unit)]
        if found:
            return max(found, key=lambda layout: layout.frame(corners).scale)
    raise AssertionError  # words of no size fit


@dataclass
class _Column:
    """Words one below another."""

    x: float
    y: float
    width: float
    unit: float
    lines: list[Line] = field(default_factory=list)
    swatches: list[Swatch] = field(default_factory=list)

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

    def list(self, entries: Sequence[tuple[str, str]]) -> None:
        """List a legend's entries, in as many columns as there is room for."""
        size, indent = TEXT * self.unit, (SWATCH_WIDTH + 6) * self.unit
        widest = max(width_of(label, size) for _, label in entries) + indent + GAP * self.unit
        columns = max(1, min(len(entries), int((self.width + GAP * self.unit) / widest)))
        rows = -(-len(entries) // columns)
        top, step = self.y + 3 * self.unit, size * LINE * 1.08
        for place, (fill, label) in enumerate(entries):
            x, y = self.x + place // rows * widest, top + place % rows * step
            self.swatches.append(Swatch(fill, x, y + (step - SWATCH_HEIGHT * self.unit) / 2))
            self.lines.append(Line(label, x + indent, y + step - size * 0.36, size))
        self.y = top + rows * step

    def head(self, words: Words) -> None:
        """Write the title and the dates."""
        self.write(words.title, TITLE, BOLD, is_balanced=True)
        self.write(words.place, HEADING + 1, BOLD, is_name=True, gap=2)
        self.write(words.week, HEADING, gap=GAP / 2)
        self.write(words.published, TEXT, is_quiet=True, gap=1)

    def key(self, words: Words) -> None:
        """Write the legend and the notes."""
        self.write(words.heading, TEXT, BOLD)
        self.list(words.legend)
        for note in words.notes:
            self.write(note, TEXT, is_quiet=True, gap=2)


def _beside(words: Words, width: int, height: int, unit: float) -> Iterator[Layout]:
    """Lay out the words in a column beside the map, and the source below both."""
    padding = PADDING * unit
    foot = _foot(words, width, height, unit)
    bottom = foot.lines[0].y - foot.lines[0].size - padding * 0.7 if foot.lines else height
    for share in SHARES:
        column = _Column(padding, padding * 0.8, width * share - 2 * padding, unit)
        if column.width < NARROWEST * unit:
            continue
        column.head(words)
        column.y += 1.6 * GAP * unit
        column.key(words)
        if column.y <= bottom and _is_within(column.lines, column.x + column.width) and bottom >= height / 2:
            yield _layout(unit, Box(width * share, 0, width * (1 - share), bottom), column, foot)


def _below(words: Words, width: int, height: int, unit: float) -> Iterator[Layout]:
    """Lay out the title and dates above the map, the rest below it."""
    padding = PADDING * unit
    head = _Column(padding, padding * 0.8, width - 2 * padding, unit)
    head.head(words)
    foot = _foot(words, width, height, unit)
    key = _Column(padding, 0, width - 2 * padding, unit)
    key.key(words)
    top = head.y + padding * 0.7
    bottom = (foot.lines[0].y - foot.lines[0].size if foot.lines else height - padding) - key.y - padding * 1.4
    if bottom - top >= LEAST_MAP * height and _is_within(key.lines, width - padding):
        yield _layout(unit, Box(0, top, width, bottom - top), head, _moved(key, bottom + padding * 0.7), foot)


def _foot(words: Words, width: int, height: int, unit: float) -> _Column:
    """Give the source, at the foot of the picture."""
    padding = PADDING * unit
    column = _Column(padding, 0, width - 2 * padding, unit)
    column.write(words.source, SMALL, is_quiet=True)
    return _moved(column, height - padding * 0.7 - column.y)


def _moved(column: _Column, down: float) -> _Column:
    lines = [replace(line, y=line.y + down) for line in column.lines]
    swatches = [replace(swatch, y=swatch.y + down) for swatch in column.swatches]
    return replace(column, lines=lines, swatches=swatches)


def _is_within(lines: Sequence[Line], right: float) -> bool:
    """Tell whether the lines end before a place: a legend's labels are not broken."""
    return all(line.x + line.width <= right + 0.5 for line in lines)


def _layout(unit: float, box: Box, *columns: _Column) -> Layout:
    lines = tuple(line for column in columns for line in column.lines)
    return Layout(unit, box, lines, tuple(swatch for column in columns for swatch in column.swatches))
