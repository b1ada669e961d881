"""The classes of each measure, with their colours: the one source of the map's colours and its legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.dataset import Dataset, Hidden
from app.domain import Level
from app.editions.contents import MeasureClassFacts
from app.pages.breaks import Figures, propose_breaks
from app.pages.colours import COUNTS, FALLS, RATES, RISES, SAME, Shades, ramp, side

Rates = Sequence[float] | NDArray[Any]

MOST = 8  # classes that are proposed: more are hard to tell apart


@dataclass(frozen=True)
class MeasureClass:
    """A half-open class of a figure's size: from (included) to below (not included, None where there is no end).

    A figure is in the class of its size as it is printed, to one decimal. A class with a sign holds the figures of this
    sign alone: -1, 0 or 1.
    """

    start: float
    below: float | None
    shades: Shades
    label: str
    sign: int | None = None

    def as_json(self) -> MeasureClassFacts:
        """Return the class as the browser takes it."""
        facts: MeasureClassFacts = {
            "from": self.start,
            "below": self.below,
            "light": self.shades.light,
            "dark": self.shades.dark,
            "label": self.label,
        }
        return facts if self.sign is None else {**facts, "sign": self.sign}


def measure_classes(
    dataset: Dataset, level: Level, counts: Figures, rates: Rates
) -> dict[str, tuple[MeasureClass, ...]]:
    """Return the classes of a level's measures.

    `counts` and `rates` are all that are shown of the level in any period: classes are proposed from them where the
    definition gives none.
    """
    definition = dataset.level(level)
    given = definition.breaks
    classes = {
        dataset.count_slug: count_classes(given.count or propose_counts(counts, definition.hidden), definition.hidden),
        "rate": rate_classes(given.rate or propose_rates(rates)),
        "change": change_classes(),
    }
    return {measure: classes[measure] for measure in dataset.measures}


def propose_counts(counts: Figures, hidden: Hidden | None) -> tuple[int, ...]:
    """Propose where classes of counts begin, above those that are hidden."""
    room = MOST - (2 if hidden and hidden.least else 1)
    return propose_breaks(counts, hidden.most if hidden else 0, room)


def propose_rates(rates: Rates) -> tuple[float, ...]:
    """Propose where classes of rates begin, to one decimal as rates are printed."""
    tenths = propose_breaks(np.rint(10 * np.asarray(rates)).astype(np.int64), 0, MOST - 1)
    return tuple(each / 10 if each % 10 else each // 10 for each in tenths)


def count_classes(breaks: Sequence[int], hidden: Hidden | None) -> tuple[MeasureClass, ...]:
    """Return the classes of counts, from the least that is shown; counts below the hidden ones have their own class."""
    least = hidden.most + 1 if hidden else 0
    starts = (least, *(start for start in breaks if start > least))
    if hidden and hidden.least:
        first, *shades = ramp(COUNTS, len(starts) + 1)
        return MeasureClass(0, hidden.least, first, _label(0, hidden.least)), *_classes(starts, shades)
    return _classes(starts, ramp(COUNTS, len(starts)))


def rate_classes(breaks: Sequence[float]) -> tuple[MeasureClass, ...]:
    """Return the classes of rates."""
    step = 0.1 if any(b - a <= 1 for a, b in pairwise(breaks)) else 1
    return _classes((0, *breaks), ramp(RATES, len(breaks) + 1), step)


def change_classes() -> tuple[MeasureClass, ...]:
    """Return the classes of change on the period before, in per cent; a rise from none is in the last."""
    small, fair, large = side(FALLS, 3)
    falls = (
        MeasureClass(50, None, large, "down 50% or more", -1),
        MeasureClass(25, 50, fair, "down 25% to under 50%", -1),
        MeasureClass(0, 25, small, "down under 25%", -1),
    )
    small, fair, large, largest = side(RISES, 4)
    rises = (
        MeasureClass(0, 25, small, "up under 25%", 1),
        MeasureClass(25, 50, fair, "up 25% to under 50%", 1),
        MeasureClass(50, 100, large, "up 50% to under 100%", 1),
        MeasureClass(100, None, largest, "up 100% or more, or from none", 1),
    )
    return (*falls, MeasureClass(0, None, SAME, "the same", 0), *rises)


def _classes(starts: Sequence[float], shades: Sequence[Shades], step: float = 1) -> tuple[MeasureClass, ...]:
    return tuple(
        MeasureClass(start, below, colours, _label(start, below, step))
        for start, below, colours in zip(starts, (*starts[1:], None), shades, strict=True)
    )


def _label(start: float, below: float | None, step: float = 1) -> str:
    """Say which figures are in a class; `step` is how far they are told apart."""
    if below is None:
        return f"{start:,} and over"
    most = round(below - step, 1)
    if most == start:
        return f"{start:,}"
    return f"under {below:,}" if start == 0 else f"{start:,} to {most:,}"
