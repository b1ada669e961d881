"""Propose where the classes of a measure begin: round numbers that spread its figures over the classes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Figures = Sequence[int] | NDArray[Any]

LEAST = 4  # breaks, so that a map has five classes or more
USUAL = 5  # for want of figures
LOW, HIGH = 0.1, 0.98  # shares of the figures up to the first break and to the last
MOST = 0.4  # of the figures in a class, where round numbers allow it
ROUND = (10, 20, 50)  # in tenths of a power of ten
FINER = ((10, 15, 20, 30, 50, 70), tuple(range(10, 100, 5)), tuple(range(10, 100, 2)), tuple(range(10, 100)))


def propose_breaks(figures: Figures, above: int, at_most: int) -> tuple[int, ...]:
    """Return from four to so many whole numbers, each larger than the one before, above a number that is not shown.

    They are all numbers of the series 1, 2, 5, 10, 20 ... between the lowest tenth of the figures above that number and
    the highest fiftieth: so a release that is added to many moves none of them, unless the lowest tenth or highest
    fiftieth comes to lie beyond the next number of the series. Where those are too many, every second or third number
    of the series is taken, counted from 1; where they are too few, or a class holds too many of the figures, numbers in
    between.
    """
    known = np.asarray(figures)
    rising = np.sort(known[known > above])
    low, high = (int(rising[int(share * (len(rising) - 1))]) if len(rising) else USUAL for share in (LOW, HIGH))
    low = max(low, above + 1)
    proposed = [_thinned(_between(series, low, high), at_most) for series in (ROUND, *FINER)]
    enough = [breaks for breaks in proposed if len(breaks) >= LEAST] or proposed[-1:]
    breaks = next((breaks for breaks in enough if _largest_share(rising, breaks) <= MOST), enough[0])
    higher = (value for _, value in _members(ROUND) if value > max([low, *breaks]))
    return (*breaks, *(next(higher) for _ in range(LEAST - len(breaks))))


def _members(series: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Return the whole numbers of a series, each with its place in it."""
    for place in count():
        power, number = divmod(place, len(series))
        tenths = series[number] * 10**power
        if tenths % 10 == 0:
            yield place, tenths // 10


def _between(series: Sequence[int], low: int, high: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for place, value in _members(series):
        if value > high:
            return found
        if value > low:
            found.append((place, value))
    raise AssertionError  # a series has no end


def _largest_share(rising: Figures, breaks: Sequence[int]) -> float:
    """Return the share of the figures that the fullest class holds."""
    ends = [0, *np.searchsorted(rising, breaks).tolist(), len(rising)]
    return float(max(above - below for below, above in pairwise(ends)) / max(len(rising), 1))


def _thinned(found: Sequence[tuple[int, int]], at_most: int) -> list[int]:
    """Take every n-th member of a series, counted from 1, so that the ends of the series do not matter."""
    thinned = ([value for place, value in found if place % step == 0] for step in count(1))
    return next(breaks for breaks in thinned if len(breaks) <= at_most)
