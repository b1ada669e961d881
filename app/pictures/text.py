"""Measure and break lines of text, in the font that pictures are drawn with."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import fontpkg
from PIL import ImageFont

FAMILY = "Noto Sans"
REGULAR, MEDIUM, BOLD = 400, 500, 700
EM = 1000  # pixels at which letters are measured: large enough that rounding is not seen
LINE = 1.3  # of the font's size from a line to the next


@cache
def font_file() -> Path:
    """Return the file of the font, which has every weight."""
    return Path(fontpkg.path(FAMILY))


@cache
def _font(weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(font_file()), EM, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight, 100])
    return font


@lru_cache(4096)
def _ems(text: str, weight: int) -> float:
    return _font(weight).getlength(text) / EM


def width_of(text: str, size: float, weight: int = REGULAR) -> float:
    """Return how wide a line is."""
    return _ems(text, weight) * size


def broken(text: str, width: float, size: float, weight: int = REGULAR) -> list[str]:
    """Break a text into lines no wider than this, inside words only where one is wider by itself."""
    lines: list[str] = []
    room = 0.0
    space = width_of(" ", size, weight)
    words = filter(None, text.split(" "))
    for word in (part for whole in words for part in _parts(whole, width, size, weight)):
        taken = width_of(word, size, weight)
        if lines and taken + space <= room:
            lines[-1] += f" {word}"
            room -= taken + space
        else:
            lines.append(word)
            room = width - taken
    return lines


def balanced(text: str, width: float, size: float, weight: int = REGULAR) -> list[str]:
    """Break a text into as few lines, each about as long as the next."""
    lines = broken(text, width, size, weight)
    while len(narrower := broken(text, width := width * 0.96, size, weight)) == len(lines) > 1:
        lines = narrower
    return lines


def _parts(word: str, width: float, size: float, weight: int) -> Iterator[str]:
    while len(word) > 1 and width_of(word, size, weight) > width:
        ends = range(len(word) - 1, 1, -1)
        end = next((end for end in ends if width_of(word[:end], size, weight) <= width), 1)
        yield word[:end]
        word = word[end:]
    yield word
