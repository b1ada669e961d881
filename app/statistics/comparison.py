"""Compare the figures of areas with one another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain import Area, Cell, Shown, Withheld
from app.statistics.measures import rate_of


@dataclass(frozen=True)
class Figures:
    """What is known of an area in a period and in the one before; rates are told for `per` people."""

    area: Area
    cell: Cell
    before: Cell
    per: int

    @property
    def rate(self) -> float | None:
        """Return its rate as it is shown, None where that cannot be said."""
        return rate_of(self.cell, self.area.population, self.per)


@dataclass(frozen=True)
class Comparison:
    """How many areas have a higher rate than another, a lower or the same, and how many have none to compare."""

    higher: int
    lower: int
    same: int
    unknown: int


def compare_rates(own: Figures, others: Iterable[Figures]) -> Comparison | None:
    """Compare an area's rate with those of others, as they are shown; None where it has none itself."""
    if own.rate is None:
        return None
    rates = [other.rate for other in others]
    known = [rate for rate in rates if rate is not None]
    return Comparison(
        higher=sum(rate > own.rate for rate in known),
        lower=sum(rate < own.rate for rate in known),
        same=sum(rate == own.rate for rate in known),
        unknown=len(rates) - len(known),
    )


def by_cases(figures: Iterable[Figures]) -> list[Figures]:
    """Sort by count, the largest first; areas without one come last, by state, and equals are in order of name."""
    return sorted(figures, key=lambda one: (_withheld(one), -_cases(one), one.area.name, one.area.code))


def by_rate(figures: Iterable[Figures]) -> list[Figures]:
    """Sort by rate, the highest first; areas without one come last, by state, and equals are in order of name."""
    return sorted(figures, key=lambda one: (_withheld(one), -(one.rate or 0), one.area.name, one.area.code))


def _withheld(figures: Figures) -> int:
    return 0 if isinstance(figures.cell, Shown) else 1 + list(Withheld).index(figures.cell)


def _cases(figures: Figures) -> int:
    return figures.cell.cases if isinstance(figures.cell, Shown) else 0
