"""Find the authorities whose data did not come, and the week that an edition takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain import PassedOver, Week


def missing_authorities(
    authorities: Sequence[str],
    weights: Sequence[int | None],
    weights_before: Sequence[int | None] | None,
    own_counts: Mapping[str, int],
) -> frozenset[str]:
    """Name the authorities none of whose areas has a value though they should have.

    `authorities` gives each area's authority and `weights` what is known of it (None: no value); `own_counts` the
    authorities' own counts of the same week where they are known. Such an authority is missing where its own count is
    more than twice its number of areas or, where that is not known, where its areas' counts seven days before came to
    more than five times that number; otherwise its areas had nothing to show.
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
        and (own_counts[authority] > 2 * areas if authority in own_counts else before[authority] > 5 * areas)
    )


def latest_whole_week(missing: Mapping[Week, frozenset[str]]) -> tuple[Week | None, tuple[PassedOver, ...]]:
    """Give the latest week that lacks no authority, and the later ones passed over, the latest first."""
    passed_over: list[PassedOver] = []
    for week in sorted(missing, reverse=True):
        if not missing[week]:
            return week, tuple(passed_over)
        passed_over.append(PassedOver(week, len(missing[week])))
    return None, tuple(passed_over)
