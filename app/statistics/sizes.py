"""Say how many people live in an area."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor, log10
from statistics import median

from app.domain import Area

DIGITS = 2


def median_population(areas: Iterable[Area]) -> int | None:
    """Give the median of areas' populations to two significant digits, halves up; None where none is known."""
    people = [area.population for area in areas if area.population]
    return _rounded(median(people)) if people else None


def _rounded(number: float) -> int:
    step = int(10 ** max(floor(log10(number)) + 1 - DIGITS, 0))
    return floor(number / step + 0.5) * step
