"""The classes of each measure, with their colours: the one source of the map's colours and its legend."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain import FINEST, Level
from app.editions.contract import MeasureClassFacts

# Bounds are those of the official map (cases of MSOAs) and of the national dashboard (rates).
CASES_FROM = (10, 25, 50, 100)
CASES_FROM_ABOVE = (50, 100, 250, 500, 1000, 2500)  # of authorities and above
RATE_FROM = (10, 50, 100, 200, 400, 800, 1600)

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

    start: int
    below: int | None
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


def cases_classes(level: Level, hide_up_to: int | None) -> tuple[MeasureClass, ...]:
    """Give the classes of a level's counts, from the least that is shown."""
    least = 0 if hide_up_to is None else hide_up_to + 1
    starts = CASES_FROM if level is FINEST else CASES_FROM_ABOVE
    return _classes((least, *(start for start in starts if start > least)))


def rate_classes() -> tuple[MeasureClass, ...]:
    """Give the classes of cases per 100,000 people."""
    return _classes((0, *RATE_FROM))


def change_classes() -> tuple[MeasureClass, ...]:
    """Give the classes of change on the week before, in per cent; a rise from none is in the last."""
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


def _classes(starts: tuple[int, ...]) -> tuple[MeasureClass, ...]:
    ends = [*starts[1:], None]
    last = len(COLOURS) - 1
    colours = [COLOURS[round(place * last / max(len(starts) - 1, 1))] for place in range(len(starts))]
    return tuple(
        MeasureClass(start, below, colour, _label(start, below))
        for start, below, colour in zip(starts, ends, colours, strict=True)
    )


def _label(start: int, below: int | None) -> str:
    if below is None:
        return f"{start:,} and over"
    return f"under {below:,}" if start == 0 else f"{start:,} to {below - 1:,}"
