"""Find what is missing though it looks small, and the period that an edition takes. Docs: docs/data-layouts.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from app.dataset import LevelDefinition
from app.domain import PassedOver, Period

SPARE = 5  # a fifth of an authority's count may have no area: people without an address, and later corrections
FAR_ABOVE = 3  # times the threshold: a count does not fall so far and come back before its period has passed
FALLEN = 2.5  # times what may be left out: a count does not fall so far from one period to the next


def left_out_up_to(level: LevelDefinition) -> int:
    """Give the largest count for which the publisher may give no value at all: what it never gives, or what is hidden.

    A map may hide more than its publisher does; 0 where nothing is hidden.
    """
    return max(level.never_given, default=level.hidden.most if level.hidden else 0)


def silent_authorities(
    authorities: Sequence[str],
    weights: Sequence[int | None],
    weights_before: Sequence[int | None] | None,
    own_counts: Mapping[str, int],
    left_out_up_to: int,
) -> frozenset[str]:
    """Name the authorities none of whose areas has a value though they should have.

    `authorities` gives each area's authority and `weights` what is known of it (None: no value); `own_counts` the
    authorities' own counts of the same period where they are known; `left_out_up_to` the largest count of an area
    without a value. Such an authority is missing where its own count is more than its areas can come to or, where that
    is not known, where their counts of the period before came to more than two and a half times as much; otherwise its
    areas had nothing to show.
    """
    size: dict[str, int] = {}
    valued: set[str] = set()
    before: dict[str, int] = {}
    for position, authority in enumerate(authorities):
        size[authority] = size.get(authority, 0) + 1
        if weights[position] is not None:
            valued.add(authority)
        earlier = weights_before[position] if weights_before else None
        before[authority] = before.get(authority, 0) + (earlier or 0)
    return frozenset(
        authority
        for authority, areas in size.items()
        if authority not in valued
        and (
            own_counts[authority] > left_out_up_to * areas
            if authority in own_counts
            else before[authority] > FALLEN * left_out_up_to * areas
        )
    )


def short_authorities(
    authorities: Sequence[str], shown: Sequence[int | None], own_counts: Mapping[str, int], hide_up_to: int
) -> frozenset[str]:
    """Name the authorities some of whose areas are not shown though they cannot all be small.

    `shown` gives each area's count, None where it is not shown: such an area has a count of `hide_up_to` at most if it
    is small. Where the authority's own count exceeds the sum by more than a fifth of itself, data is missing.
    """
    most: dict[str, int] = {}
    with_gaps: set[str] = set()
    for authority, cases in zip(authorities, shown, strict=True):
        most[authority] = most.get(authority, 0) + (hide_up_to if cases is None else cases)
        if cases is None:
            with_gaps.add(authority)
    return frozenset(
        authority
        for authority in with_gaps & own_counts.keys()
        if SPARE * (own_counts[authority] - most[authority]) > own_counts[authority]
    )


def gaps_between_large(
    periods: Sequence[Period], shown: Sequence[Sequence[int | None]], hide_up_to: int
) -> tuple[frozenset[int], ...]:
    """Find, for each period, the areas that are not shown though they cannot be small, by their places.

    `shown` gives each period's counts by area, None where there is none to show, the periods in their order. An area
    cannot be small between two periods that share a day and both show more than three times the threshold.
    """
    found: tuple[set[int], ...] = tuple(set() for _ in periods)
    for place, counts in enumerate(zip(*shown, strict=True)):
        records = [number for number, cases in enumerate(counts) if cases is not None]
        for before, after in pairwise(records):
            is_near = periods[after].start <= periods[before].end
            if after - before > 1 and is_near and min(counts[before], counts[after]) > FAR_ABOVE * hide_up_to:
                for number in range(before + 1, after):
                    found[number].add(place)
    return tuple(map(frozenset, found))


def latest_whole_week(missing: Mapping[Period, frozenset[str]]) -> tuple[Period | None, tuple[PassedOver, ...]]:
    """Give the latest period that lacks no authority, and the later ones passed over, the latest first."""
    passed_over: list[PassedOver] = []
    for week in sorted(missing, reverse=True):
        if not missing[week]:
            return week, tuple(passed_over)
        passed_over.append(PassedOver(week, len(missing[week])))
    return None, tuple(passed_over)
