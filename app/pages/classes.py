"""The classes of each measure, with their colours: the one source of the map's colours and its legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.dataset import Dataset, Hidden
from app.domain import Level
from app.editions.contract import MeasureClassFacts
from app.pages.breaks import propose_breaks

# Gold by red and plum to indigo, in even steps of lightness and hue: the colour-blind tell them apart by lightness, and
# each has 3:1 contrast to land and sea.
COLOURS = ("#b97d00", "#bb5b01", "#af3e32", "#99284b", "#7c195d", "#5b1068", "#38066a", "#140061")


# Teal for falls, brown for rises, each darker the further it is from no change: told apart by the colour-blind too.
FALLS = ("#0e8a80", "#01665e", "#003c30")
SAME = "#7b8287"
RISES = ("#b8761e", "#94560a", "#6b3a04", "#3f1f00")


@dataclass(frozen=True)
class MeasureClass:
    """A half-open class of a figure's size: from (included) to below (not included, None where there is no end).

    A figure is in the class of its size as it is printed, to one decimal. A class with a sign holds the figures of this
    sign alone: -1, 0 or 1.
    """

    start: float
    below: float | None
    colour: str
    label: str
    sign: int | None = None

    def as_json(self) -> MeasureClassFacts:
        """Give the class as the browser takes it."""
        facts: MeasureClassFacts = {
            "from": self.start,
            "below": self.below,
            "colour": self.colour,
            "label": self.label,
        }
        return facts if self.sign is None else {**facts, "sign": self.sign}


def measure_classes(
    dataset: Dataset, level: Level, counts: Sequence[int], rates: Sequence[float]
) -> dict[str, tuple[MeasureClass, ...]]:
    """Give the classes of a level's measures.

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


def propose_counts(counts: Sequence[int], hidden: Hidden | None) -> tuple[int, ...]:
    """Propose where classes of counts begin, above those that are hidden."""
    room = len(COLOURS) - (2 if hidden and hidden.least else 1)
    return propose_breaks(counts, hidden.most if hidden else 0, room)


def propose_rates(rates: Sequence[float]) -> tuple[float, ...]:
    """Propose where classes of rates begin, to one decimal as rates are printed."""
    tenths = propose_breaks([round(10 * rate) for rate in rates], 0, len(COLOURS) - 1)
    return tuple(each / 10 if each % 10 else each // 10 for each in tenths)


def count_classes(breaks: Sequence[int], hidden: Hidden | None) -> tuple[MeasureClass, ...]:
    """Give the classes of counts, from the least that is shown; what lies below those hidden has a class of its own."""
    least = hidden.most + 1 if hidden else 0
    classes = _classes((least, *(start for start in breaks if start > least)))
    if hidden and hidden.least:
        first, *colours = _colours(len(classes) + 1)
        shown = (replace(one, colour=colour) for one, colour in zip(classes, colours, strict=True))
        return MeasureClass(0, hidden.least, first, _label(0, hidden.least)), *shown
    return classes


def rate_classes(breaks: Sequence[float]) -> tuple[MeasureClass, ...]:
    """Give the classes of rates."""
    return _classes((0, *breaks), 0.1 if any(b - a <= 1 for a, b in pairwise(breaks)) else 1)


def change_classes() -> tuple[MeasureClass, ...]:
    """Give the classes of change on the period before, in per cent; a rise from none is in the last."""
    falls = (
        MeasureClass(50, None, FALLS[2], "down 50% or more", -1),
        MeasureClass(25, 50, FALLS[1], "down 25% to under 50%", -1),
        MeasureClass(0, 25, FALLS[0], "down under 25%", -1),
    )
    rises = (
        MeasureClass(0, 25, RISES[0], "up under 25%", 1),
        MeasureClass(25, 50, RISES[1], "up 25% to under 50%", 1),
        MeasureClass(50, 100, RISES[2], "up 50% to under 100%", 1),
        MeasureClass(100, None, RISES[3], "up 100% or more, or from none", 1),
    )
    return (*falls, MeasureClass(0, None, SAME, "the same", 0), *rises)


def _classes(starts: Sequence[float], step: float = 1) -> tuple[MeasureClass, ...]:
    return tuple(
        MeasureClass(start, below, colour, _label(start, below, step))
        for start, below, colour in zip(starts, (*starts[1:], None), _colours(len(starts)), strict=True)
    )


def _colours(number: int) -> list[str]:
    last = len(COLOURS) - 1
    return [COLOURS[round(place * last / max(number - 1, 1))] for place in range(number)]


def _label(start: float, below: float | None, step: float = 1) -> str:
    """Say which figures are in a class; `step` is how far they are told apart."""
    if below is None:
        return f"{start:,} and over"
    most = round(below - step, 1)
    if most == start:
        return f"{start:,}"
    return f"under {below:,}" if start == 0 else f"{start:,} to {most:,}"
