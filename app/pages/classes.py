"""The classes of each measure, with their colours: the one source of the map's colours and its legend."""

from __future__ import annotations

from dataclasses import dataclass

# Bounds are those of the official map (cases) and of the national dashboard (rates).
CASES_FROM = (10, 25, 50, 100)
RATE_FROM = (10, 50, 100, 200, 400, 800, 1600)

# Gold by red and plum to indigo, in even steps of lightness and hue: the colour-blind tell them apart by lightness, and
# each has 3:1 contrast to land and sea.
COLOURS = ("#b97d00", "#bb5b01", "#af3e32", "#99284b", "#7c195d", "#5b1068", "#38066a", "#140061")


@dataclass(frozen=True)
class MeasureClass:
    """A half-open class: from (included) to below (not included, None where there is no end)."""

    start: int
    below: int | None
    colour: str
    label: str

    def as_json(self) -> dict[str, int | str | None]:
        """Give the class as the browser takes it."""
        return {"from": self.start, "below": self.below, "colour": self.colour, "label": self.label}


def cases_classes(hide_up_to: int | None) -> tuple[MeasureClass, ...]:
    """Give the classes of counts, from the least that is shown."""
    least = 0 if hide_up_to is None else hide_up_to + 1
    return _classes((least, *(start for start in CASES_FROM if start > least)))


def rate_classes() -> tuple[MeasureClass, ...]:
    """Give the classes of cases per 100,000 people."""
    return _classes((0, *RATE_FROM))


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
