"""Lay out a picture: where its map and its words stand, as large as there is room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from app.pictures.areas import Frame
from app.pictures.column import GAP, SMALL, Column, Line, Pointer, Swatch
from app.pictures.words import Words

# Sizes in units: a unit is a pixel where the picture is as small as these, and grows with it.
WIDTH, HEIGHT = 600, 400
PADDING = 14
SHARES = (0.42, 0.38, 0.34, 0.46, 0.5)  # of the width, for the words beside a map; of equals the first is taken
NARROWEST = 170  # units of a column of words: no word is broken in it
LEAST_MAP = 0.46  # of the height, above and below words
SHRINK = 0.96  # from a size of words that does not fit to the next that is tried
MARGIN = 10  # around what the map is fitted to

Corners = Sequence[Sequence[float]]


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
    pointers: tuple[Pointer, ...]

    def frame(self, corners: Corners, finer: int = 1) -> Frame:
        """Return the map's frame, with the corners fitted into it; `finer` units of it are a pixel."""
        return Frame.fitted(corners, self.map.width * finer, self.map.height * finer, MARGIN * self.unit * finer)


def lay_out(words: Words, corners: Corners, width: int, height: int) -> Layout:
    """Lay out the words as large as they fit, so that the map of these corners is as large as possible."""
    largest = max(1.0, min(width / WIDTH, height / HEIGHT))
    for tried in count():
        unit = largest * SHRINK**tried
        found = [*_beside(words, width, height, unit), *_below(words, width, height, unit)]
        if found:
            return max(found, key=lambda layout: layout.frame(corners).scale)
    raise AssertionError  # words of no size fit


def _beside(words: Words, width: int, height: int, unit: float) -> Iterator[Layout]:
    """Lay out the words in a column beside the map, and the source below both."""
    padding = PADDING * unit
    foot = _foot(words, width, height, unit)
    bottom = foot.lines[0].y - foot.lines[0].size - padding * 0.7 if foot.lines else height
    for share in SHARES:
        column = Column(padding, padding * 0.8, width * share - 2 * padding, unit)
        if column.width < NARROWEST * unit:
            continue
        column.head(words)
        column.highest(words)
        column.y += 1.6 * GAP * unit
        column.legend(words)
        column.without(words)
        if column.y <= bottom and not column.is_cut and bottom >= height / 2:
            yield _layout(unit, Box(width * share, 0, width * (1 - share), bottom), column, foot)


def _below(words: Words, width: int, height: int, unit: float) -> Iterator[Layout]:
    """Lay out the title and dates above the map, the rest below it."""
    padding = PADDING * unit
    head = Column(padding, padding * 0.8, width - 2 * padding, unit)
    head.head(words)
    head.highest(words)
    foot = _foot(words, width, height, unit)
    top = head.y + padding * 0.7
    end = foot.lines[0].y - foot.lines[0].size if foot.lines else height - padding
    for columns in _keys(words, width - 2 * padding, unit):
        bottom = end - max(column.y for column in columns) - padding * 1.4
        if bottom - top >= LEAST_MAP * height and not any(column.is_cut for column in columns):
            moved = [column.moved(bottom + padding * 0.7) for column in columns]
            yield _layout(unit, Box(0, top, width, bottom - top), head, *moved, foot)


def _keys(words: Words, width: float, unit: float) -> Iterator[list[Column]]:
    """Lay out the legend, with its notes below the bar or beside it."""
    key = Column(PADDING * unit, 0, width, unit)
    key.legend(words)
    key.without(words)
    yield [key]
    half = (width - 2 * PADDING * unit) / 2
    if half >= NARROWEST * unit:
        bar, notes = (Column(PADDING * unit + place * (half + 2 * PADDING * unit), 0, half, unit) for place in (0, 1))
        bar.legend(words)
        notes.without(words)
        yield [bar, notes]


def _foot(words: Words, width: int, height: int, unit: float) -> Column:
    """Return the source, at the foot of the picture."""
    padding = PADDING * unit
    column = Column(padding, 0, width - 2 * padding, unit)
    column.write(words.source, SMALL, is_quiet=True)
    return column.moved(height - padding * 0.7 - column.y)


def _layout(unit: float, box: Box, *columns: Column) -> Layout:
    return Layout(
        unit,
        box,
        tuple(line for column in columns for line in column.lines),
        tuple(swatch for column in columns for swatch in column.swatches),
        tuple(pointer for column in columns for pointer in column.pointers),
    )
