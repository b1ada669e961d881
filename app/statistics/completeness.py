"""Find what is missing though it looks small, and choose an edition's period. See docs/data-layouts.md."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.dataset import LevelDefinition
from app.domain import PassedOver, Period

Array = NDArray[Any]

SPARE = 5  # a fifth of an authority's count may have no area: people without an address, and later corrections
FAR_ABOVE = 3  # times the threshold: a count does not fall so far and come back before its period has passed
FALLEN = 2.5  # times what may be left out: a count does not fall so far from one period to the next


def left_out_up_to(level: LevelDefinition) -> int:
    """Return the largest count for which the publisher may give no value: one that it never gives, or a hidden one.

    A map may hide more than its publisher does; 0 where nothing is hidden.
    """
    return max(level.never_given, default=level.hidden.most if level.hidden else 0)


class Authorities:
    """The authority of each area of the finest level, in their order, by code."""

    def __init__(self, codes: Sequence[str]) -> None:
        names, numbers = np.unique(np.array(codes, dtype=str), return_inverse=True)
        self.names: list[str] = names.tolist()
        self.numbers = numbers

    def sums(self, of_areas: Array) -> Array:
        """Sum what there is of areas by authority."""
        return np.bincount(self.numbers, of_areas, len(self.names)).astype(np.int64)

    def without(self, marks: Array) -> frozenset[str]:
        """Return the authorities none of whose areas is marked."""
        return self.named(self.sums(marks) == 0)

    def named(self, marks: Array) -> frozenset[str]:
        """Return the authorities that are marked."""
        return frozenset(self.names[place] for place in np.flatnonzero(marks))

    def areas_of(self, names: Collection[str]) -> Array:
        """Mark the areas of these authorities."""
        marks: Array = np.array([name in names for name in self.names], dtype=bool)[self.numbers]
        return marks


def silent_authorities(
    authorities: Authorities,
    weights: Array,
    weights_before: Array | None,
    own_counts: Mapping[str, int],
    left_out_up_to: int,
) -> frozenset[str]:
    """Name the authorities none of whose areas has a value though they should have.

    `weights` is what is known of each area (below zero: no value); `own_counts` the authorities' own counts of the same
    period where they are known; `left_out_up_to` the largest count of an area without a value. Such an authority is
    missing where its own count is more than its areas can come to or, where that is not known, where their counts of
    the period before came to more than two and a half times as much; otherwise its areas had nothing to show.
    """
    silent = authorities.without(weights >= 0)
    if not silent:
        return silent
    most = dict(zip(authorities.names, authorities.sums(np.full(len(weights), left_out_up_to)).tolist(), strict=True))
    earlier = np.zeros(len(weights)) if weights_before is None else np.maximum(weights_before, 0)
    before = dict(zip(authorities.names, authorities.sums(earlier).tolist(), strict=True))
    return frozenset(
        name
        for name in silent
        if (own_counts[name] > most[name] if name in own_counts else before[name] > FALLEN * most[name])
    )


def short_authorities(
    authorities: Authorities, shown: Array, own_counts: Mapping[str, int], hide_up_to: int
) -> frozenset[str]:
    """Name the authorities some of whose areas are not shown though they cannot all be small.

    `shown` gives each area's count, below zero where it is not shown: such an area has a count of `hide_up_to` at most
    if it is small. Where the authority's own count exceeds the sum by more than a fifth of itself, data is missing.
    """
    most = authorities.sums(np.where(shown < 0, hide_up_to, shown))
    own = np.array([own_counts.get(name, 0) for name in authorities.names], dtype=np.int64)
    has_gaps = authorities.sums(shown < 0) > 0
    return authorities.named(has_gaps & (SPARE * (own - most) > own))


def gaps_between_large(periods: Sequence[Period], shown: Sequence[Array], hide_up_to: int) -> tuple[Array, ...]:
    """Mark, for each period, the areas that are not shown though they cannot be small.

    `shown` gives each period's counts by area, below zero where there is none to show, the periods in their order. An
    area cannot be small between two periods that share a day and both show more than three times the threshold.
    """
    found = tuple(np.zeros(len(counts), dtype=bool) for counts in shown)
    for first, period in enumerate(periods):
        is_open = shown[first] > FAR_ABOVE * hide_up_to  # nothing has been shown since
        for last in range(first + 1, len(periods)):
            if periods[last].start > period.end or not is_open.any():
                break
            closed = is_open & (shown[last] > FAR_ABOVE * hide_up_to)
            for between in range(first + 1, last):
                found[between][closed] = True
            is_open = is_open & (shown[last] < 0)
    return found


def latest_whole_week(missing: Mapping[Period, frozenset[str]]) -> tuple[Period | None, tuple[PassedOver, ...]]:
    """Return the latest period that lacks no authority, and the later ones passed over, the latest first."""
    passed_over: list[PassedOver] = []
    for week in sorted(missing, reverse=True):
        if not missing[week]:
            return week, tuple(passed_over)
        passed_over.append(PassedOver(week, len(missing[week])))
    return None, tuple(passed_over)
